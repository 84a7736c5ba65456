import Foundation
import Language
import Rendering
import Testing

/// On a terminal without UTF-8 every sign that the program uses itself has a stand-in in ASCII.
@Suite struct StandInTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func files(_ folder: String, _ ending: String) throws -> [URL] {
    let all = FileManager.default.enumerator(
      at: Self.root.appending(path: folder), includingPropertiesForKeys: nil)
    return try #require(all).compactMap { $0 as? URL }.filter { $0.pathExtension == ending }
  }

  /// A line that holds Chinese is told in Chinese, which ASCII cannot say.
  private func signs(_ line: some StringProtocol) -> Set<Character> {
    let isChinese = line.unicodeScalars.contains {
      (0x3000...0x9FFF).contains($0.value) || $0.value >= 0xFF00
    }
    return isChinese ? [] : Set(line.filter { !$0.isASCII })
  }

  private func withoutStandIn(_ signs: Set<Character>) -> [Character] {
    signs.filter { sign in
      let markup = Markup([.line([.init(String(sign))])])
      let capabilities = TerminalCapabilities(isTerminal: true, isUTF8: false)
      return !MarkupRenderer.render(markup, for: capabilities).allSatisfy(\.isASCII)
    }.sorted()
  }

  @Test func whatMessagesSay() throws {
    var found: Set<Character> = []
    for file in try files("Sources/Language", "swift") + files("Sources/Notebook", "swift")
      + files("Sources/Engine", "swift")
    {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        // Comments are read by nobody at a terminal.
        if line.drop(while: { $0 == " " }).hasPrefix("//") { continue }
        found.formUnion(signs(line))
      }
    }
    #expect(found.count > 30)
    #expect(withoutStandIn(found) == [])
  }

  @Test func whatLessonsSay() throws {
    var found: Set<Character> = []
    for file in try files("lessons", "fov") {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        found.formUnion(signs(line))
      }
    }
    #expect(withoutStandIn(found) == [])
  }
}
