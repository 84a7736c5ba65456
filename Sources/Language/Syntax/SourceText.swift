import Engine

/// A piece of program text with a name for messages: a cell, a file, an `-e` argument.
package final class SourceText: Sendable {
  /// How messages call it: `In[4]`, `lesson.fov`.
  package let name: String
  package let bytes: [UInt8]
  /// What its code may do with files, and the functions that it defines, wherever they are called.
  package let rights: FileRights
  /// What the names of built-ins mean in it.
  package let builtInNames: BuiltInNames
  /// Whether it was typed where commands of the notebook are understood too, so that one that stands in it is misplaced.
  package let takesCommands: Bool
  /// The file that it was read from, for what is to be found beside it; nil where it was typed.
  package let path: String?
  private let lineStarts: [Int]

  /// Which names stand for the built-ins though the session has variables of those names.
  package enum BuiltInNames: Sendable {
    /// None: a variable hides a built-in.
    case hidden
    /// Those that the text itself does not assign, and `expect`: what another text assigns makes no check hold.
    case unlessAssigned
    case all
  }

  package convenience init(name: String, _ text: String) { self.init(name: name, bytes: Array(text.utf8)) }

  /// - Parameters:
  ///   - bytes: a file's own; whether they are UTF-8 the lexer finds out.
  ///   - path: the file that they were read from.
  package init(
    name: String, bytes: [UInt8], rights: FileRights = .all, builtInNames: BuiltInNames = .hidden,
    takesCommands: Bool = false, path: String? = nil
  ) {
    self.name = name
    self.bytes = bytes
    self.rights = rights
    self.builtInNames = builtInNames
    self.takesCommands = takesCommands
    self.path = path
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// The same text with other rights, or other meanings of names.
  package func with(rights: FileRights? = nil, builtInNames: BuiltInNames? = nil) -> SourceText {
    SourceText(
      name: name, bytes: bytes, rights: rights ?? self.rights,
      builtInNames: builtInNames ?? self.builtInNames,
      takesCommands: takesCommands, path: path)
  }

  package var lineCount: Int { lineStarts.count }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package func text(_ span: Span) -> String { String(decoding: bytes[span.range], as: UTF8.self) }

  /// The line that holds a byte offset, counted from 1.
  package func line(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low + 1
  }

  /// The bytes of a line (counted from 1), without its line break.
  package func range(ofLine line: Int) -> Range<Int> {
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}

/// A range of bytes in a source text.
package struct Span: Sendable, Equatable {
  package var start: Int32
  package var end: Int32

  package init(_ start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  package var range: Range<Int> { Int(start)..<Int(end) }

  package func encloses(_ other: Span) -> Bool { start <= other.start && other.end <= end }

  package func joined(_ other: Span) -> Span {
    Span(Int(min(start, other.start)), Int(max(end, other.end)))
  }
}
