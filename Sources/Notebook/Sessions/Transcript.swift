import Engine
import Language

/// What code showed, for whoever wants to show it again: a document, a lesson's step. Of too much the end is kept.
package struct Transcript {
  private var kept: [(event: Session.Event, bytes: Int)] = []
  /// Where the events begin that are still kept; those before go when it pays to move the rest.
  private var start = 0
  /// How many events were let go.
  package private(set) var letGo = 0
  /// What the kept events hold.
  private(set) var bytes = 0

  /// More than this nobody reads again, and what is kept here cannot be given back.
  static let maxEvents = 2_000
  static let maxByteCount = 64_000_000

  package init() {}

  /// The events that are kept; what was let go before them is said first.
  package var events: [Session.Event] {
    let events = kept[start...].map(\.event)
    return letGo == 0 ? events : [.note(Transcript.note(letGo))] + events
  }

  var count: Int { kept.count - start }

  package mutating func keep(_ event: Session.Event) {
    if case .progress = event { return }
    let size = Transcript.bytes(of: event)
    kept.append((event, size))
    bytes += size
    while count > Transcript.maxEvents || bytes > Transcript.maxByteCount { letGoOfFirst() }
    if start > 64, start > kept.count / 2 {
      kept.removeFirst(start)
      start = 0
    }
  }

  /// Lets go of everything.
  mutating func clear() {
    letGo += count
    (kept, start, bytes) = ([], 0, 0)
  }

  private mutating func letGoOfFirst() {
    bytes -= kept[start].bytes
    kept[start] = (.note(""), 0)
    start += 1
    letGo += 1
  }

  private static func note(_ count: Int) -> String {
    count == 1
      ? "the first output is left out: only the last ones are kept"
      : "the first \(Formatter.grouped(count)) outputs are left out: only the last ones are kept"
  }

  /// How much memory an event holds.
  private static func bytes(of event: Session.Event) -> Int {
    switch event {
    case .result(let echo):
      var memory = ValueMemory()
      memory.add(echo.value)
      return memory.bytes + 64
    case .markup(let markup): return bytes(of: markup)
    case .failure(let diagnostic): return diagnostic.message.utf8.count + 256
    case .note(let text): return text.utf8.count + 64
    case .progress: return 0
    }
  }

  private static func bytes(of markup: Markup) -> Int {
    markup.blocks.reduce(64) { sum, block in
      switch block {
      case .line(let spans), .paragraph(let spans), .sentence(let spans):
        spans.reduce(sum + 32) { $0 + $1.text.utf8.count + 32 }
      case .picture(let picture): sum + picture.tensor.count * picture.tensor.dtype.size
      case .plot(let plot): sum + plot.series.reduce(0) { $0 + 16 * $1.y.count }
      case .figure(let figure, let text): sum + figure.bytes + bytes(of: text)
      case .frames(let frames): frames.reduce(sum) { $0 + bytes(of: $1) }
      }
    }
  }
}
