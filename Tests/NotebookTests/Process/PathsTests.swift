import Notebook
import Testing

@Suite struct PathsTests {
  /// The XDG base directory specification: relative paths are ignored.
  @Test func whatIsKeptFollowsTheSpecification() {
    let place = { (variables: [String: String]) in Paths.state("history") { variables[$0] } }
    #expect(place(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/fovea/history")
    #expect(place(["XDG_STATE_HOME": "s", "HOME": "/h"]) == "/h/.local/state/fovea/history")
    #expect(place(["HOME": "/h"]) == "/h/.local/state/fovea/history")
    #expect(place(["HOME": "h"]) == nil && place([:]) == nil)
  }
}
