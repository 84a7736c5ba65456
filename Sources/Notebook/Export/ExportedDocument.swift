import Engine
import Language

/// What becomes a page or a notebook: what was written, what was run and what came out, in the order of reading.
package struct ExportedDocument {
  package indirect enum Block {
    /// Begins a step of a lesson.
    case step(Int)
    case prose(Bilingual<Prose>)
    /// A picture with values from 0 to 1, and its caption.
    case illustration(Tensor, Bilingual<Prose>)
    /// Code, and what it showed.
    case code([String], output: [Session.Event])
    /// An answer and what is to be said of it.
    case remark(answer: String, Bilingual<Prose>)
    /// To be opened by who wants to see it.
    case fold(Bilingual<String>, [Block])
  }

  package var title: Bilingual<String>
  package var blocks: [Block] = []
  /// What ended it early; nil where everything ran.
  package var failure: Diagnostic?

  package init(title: Bilingual<String>) { self.title = title }

  /// A title that is the same in both languages.
  package init(title: String) { self.init(title: Bilingual(title, title)) }
}

extension Markup.Picture {
  /// An illustration with its caption in one line.
  init(_ tensor: Tensor, _ caption: Bilingual<Prose>, _ languages: [LessonLanguage]) {
    self = .illustration(tensor, caption: languages.map { caption[$0].plainText }.joined(separator: " · "))
  }
}

extension Session {
  /// Runs `body` and gives what was shown meanwhile, whether or not it failed.
  func recording(
    _ body: () throws(Diagnostic) -> Void
  ) -> (events: [Session.Event], failure: Diagnostic?) {
    var transcript = Transcript()
    let listener = output
    output = { transcript.keep($0) }
    defer { output = listener }
    do throws(Diagnostic) {
      try body()
      return (transcript.events, nil)
    } catch { return (transcript.events, error) }
  }
}
