import Engine
import Language

/// What a cell or a script showed, for whoever wants to show it again: a document, for one.
package struct Transcript {
  package private(set) var events: [Session.Event] = []
  /// How many events were not kept.
  package private(set) var leftOut = 0
  private var bytes = 0

  /// More than this nobody reads again, and values that are kept here could not be given back.
  private static let greatestCount = 500
  private static let greatestBytes = 64 << 20

  package init() {}

  mutating func keep(_ event: Session.Event) {
    if case .progress = event { return }
    let size = Transcript.bytes(of: event)
    guard events.count < Transcript.greatestCount, bytes + size <= Transcript.greatestBytes else {
      leftOut += 1
      return
    }
    bytes += size
    events.append(event)
  }

  /// How much memory an event holds that might have been given back: that of its tensors.
  private static func bytes(of event: Session.Event) -> Int {
    switch event {
    case .result(let echo):
      if case .tensor(let tensor) = echo.value { return tensor.count * tensor.dtype.size }
      return 0
    case .markup(let markup): return bytes(of: markup)
    case .failure, .note, .progress: return 0
    }
  }

  private static func bytes(of markup: Markup) -> Int {
    markup.blocks.reduce(0) { sum, block in
      switch block {
      case .picture(let picture): sum + picture.tensor.count * picture.tensor.dtype.size
      case .frames(let frames): sum + frames.reduce(0) { $0 + bytes(of: $1) }
      default: sum
      }
    }
  }
}
