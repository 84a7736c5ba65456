import Engine

extension Interpreter {
  /// Some characters of a text, in the order in which they are asked for.
  /// - Parameter count: how many characters the text has.
  /// - Throws: `memory`.
  func characters(_ part: Slice.Part, of text: String, count: Int) throws(Diagnostic) -> String {
    switch part {
    case .all: return text
    case .index(let position): return String(text[text.index(text.startIndex, offsetBy: position)])
    case .range(_, _, 0): return ""
    case .range(let start, 1, let length):
      let first = text.index(text.startIndex, offsetBy: start)
      let end = text.index(first, offsetBy: length)
      try checkRoom(for: text.utf8.distance(from: first, to: end))
      return String(text[first..<end])
    case .range(_, _, let length): return try scattered(part, length, of: text, count)
    case .list(let positions): return try scattered(part, positions.count, of: text, count)
    }
  }

  private func scattered(
    _ part: Slice.Part, _ length: Int, of text: String, _ count: Int
  ) throws(Diagnostic) -> String {
    // Eight bytes for where each character begins, eight for each position; a character alone may have any length.
    try checkRoom(for: 8 * (count + length))
    var places: [String.Index] = []
    places.reserveCapacity(count)
    for place in text.indices { places.append(place) }
    let positions = part.positions(of: count)
    let bytes = positions.reduce(0) { $0 + text[places[$1]].utf8.count }
    try checkRoom(for: bytes)
    var result = ""
    result.reserveCapacity(bytes)
    for position in positions { result.append(text[places[position]]) }
    return result
  }
}
