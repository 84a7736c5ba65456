import Engine
import Language
import Notebook
import Testing

/// What is kept of what code showed: the end, with a note.
@Suite struct TranscriptTests {
  private func notes(_ transcript: Transcript) -> [String] {
    transcript.events.compactMap { if case .note(let text) = $0 { text } else { nil } }
  }

  private func text(_ event: Session.Event) -> String? {
    if case .markup(let markup) = event { markup.plainText } else { nil }
  }

  @Test func theEndIsKept() {
    var transcript = Transcript()
    for number in 1...5000 {
      var markup = Markup()
      markup.line("\(number)")
      transcript.keep(.markup(markup))
    }
    #expect(transcript.letGo == 3000 && transcript.events.count == 2001)
    #expect(notes(transcript) == ["the first 3,000 outputs are left out: only the last ones are kept"])
    #expect(transcript.events.dropFirst().first.flatMap(text) == "3001")
    #expect(transcript.events.last.flatMap(text) == "5000")
  }

  @Test func wordsCountAsTensorsDo() {
    var transcript = Transcript()
    for _ in 0..<100 {
      var markup = Markup()
      markup.line(String(repeating: "x", count: 1 << 20))
      transcript.keep(.markup(markup))
    }
    #expect(36...40 ~= transcript.letGo, "64 MB are kept")
  }

  /// All cells together keep no more than a session may.
  @Test func aSessionForgetsWhatItsFirstCellsShowed() {
    let session = Session()
    for _ in 0..<12 { session.run("zeros(1500, 2500)") }
    let kept = session.cells.filter { !$0.transcript.events.isEmpty && $0.transcript.letGo == 0 }.count
    #expect(kept == 8, "of 15 MB each, 128 MB are kept")
    #expect(session.cells.first?.transcript.letGo == 1)
    #expect(session.cells.last?.transcript.letGo == 0)
  }

  /// What a step of a lesson shows is told again when somebody comes back to it.
  @Test func aLessonThatPrintsInALoopIsBounded() throws {
    let text = LessonFixture.doubling.replacing(
      "triple(x) = 3 * x", with: "triple(x) = 3 * x\nfor i in 1:3000 { print(i) }")
    let table = try LessonTable(text)
    #expect(table.open().contains("\n1\n2\n"), "all of it is shown when it runs")
    let again = table.speak(.english)
    #expect(again.contains("outputs are left out"))
    #expect(!again.contains("\n5\n") && again.contains("\n3000\n"))
  }
}
