import Engine
import Language

/// A value as `#=>` writes it: numbers as exact as their digits, `…` for what is left out.
package struct ExpectedValue {
  indirect enum Pattern {
    case number(ExpectedNumber)
    case boolean(Bool)
    /// Rows of elements; one row is the first dimension, several are the first two.
    case tensor(rows: [[Pattern]])
    /// `tensor [3, 300, 451] u8`: the shape alone, and the type where it is given.
    case shape([Int], type: String?)
    case list([Pattern])
    case record([(name: String, value: Pattern)])
    /// `…`
    case rest
    /// Anything else, compared as it is shown: strings, ranges, functions.
    case text(String)
  }

  private let pattern: Pattern
  private let text: String

  package init(_ text: String) {
    self.text = text
    pattern = ExpectedOutputReader.read(text) ?? .text(text)
  }

  /// What is different about a value, as a sentence; nil when it is as expected.
  package func difference(_ value: Value) -> String? { ExpectedValue.difference(value, pattern, at: "it") }

  // MARK: Comparing

  private static func difference(_ value: Value, _ pattern: Pattern, at place: String) -> String? {
    switch (pattern, value) {
    case (.rest, _): return nil
    case (.number(let expectedOutput), _):
      guard let number = ComparedNumber(value) else { break }
      return expectedOutput.agrees(with: number)
        ? nil : "\(place) is \(ExpectedValue.text(value)), but \(expectedOutput.text) is expected"
    case (.boolean(let expectedOutput), .boolean(let truth)) where expectedOutput == truth: return nil
    case (.tensor, .tensor(let tensor)) where tensor.rank > 0:
      return TensorMatcher(tensor).difference(pattern, at: place)
    case (.shape(let shape, let type), .tensor(let tensor))
    where shape == tensor.shape.array && (type == nil || type == tensor.dtype.name):
      return nil
    case (.list(let patterns), .list(let list)):
      return sequence(patterns, count: list.values.count, at: place) { index, pattern in
        difference(list.values[index], pattern, at: "entry \(index + 1)")
      }
    case (.record(let fields), .record(let record)) where fields.map(\.name) == record.names:
      for (field, value) in zip(fields, record.values) {
        if let inner = difference(value, field.value, at: "field `\(field.name)`") { return inner }
      }
      return nil
    case (.text(let expectedOutput), _):
      if WildcardText.matches(Formatter.inline(value), expectedOutput) { return nil }
    default: break
    }
    return "\(place) is \(shown(value)), which is not the expected value"
  }

  /// Elements against patterns, of which one may be `…`.
  static func sequence(
    _ patterns: [Pattern], count: Int, at place: String, _ compare: (Int, Pattern) -> String?
  ) -> String? {
    let gap = patterns.firstIndex { if case .rest = $0 { true } else { false } }
    let wanted = patterns.count - (gap == nil ? 0 : 1)
    guard gap == nil ? count == wanted : count >= wanted else {
      return "\(place) has \(count) elements, and \(gap == nil ? "" : "at least ")\(wanted) are expected"
    }
    for (position, pattern) in patterns.enumerated() where position != gap {
      let index = position < gap ?? patterns.count ? position : count - (patterns.count - position)
      if let difference = compare(index, pattern) { return difference }
    }
    return nil
  }

  // MARK: Writing

  /// How an expected value is written: whole where it is short, else by its shape.
  package static func text(_ value: Value) -> String {
    switch value {
    case .number(let number): ExpectedValue.number(number)
    case .tensor(let tensor) where tensor.rank == 0: Formatter.element(0, of: tensor, digits: 6)
    case .tensor(let tensor) where tensor.count <= 24 && tensor.count > 0: text(tensor, axis: 0, offset: 0)
    case .tensor(let tensor): Formatter.heading(tensor)
    case .list(let list): "list(\(list.values.map(text).joined(separator: ", ")))"
    case .record(let record):
      "record(\(zip(record.names, record.values).map { "\(Formatter.fieldName($0))=\(text($1))" }.joined(separator: ", ")))"
    default: Formatter.inline(value)
    }
  }

  private static func shown(_ value: Value) -> String { text(value) }

  private static func number(_ value: Double) -> String { Formatter.number(value, digits: 6) }

  /// `[1, 2; 3, 4]`; a matrix of one row and what has more dimensions are nested.
  private static func text(_ tensor: Tensor, axis: Int, offset: Int) -> String {
    if axis == tensor.rank { return Formatter.element(offset, of: tensor, digits: 6) }
    let step = tensor.shape.strides[axis]
    let parts = (0..<tensor.shape[axis]).map { text(tensor, axis: axis + 1, offset: offset + $0 * step) }
    if tensor.rank - axis == 2, parts.count > 1 {
      return "[" + parts.map { String($0.dropFirst().dropLast()) }.joined(separator: "; ") + "]"
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}

/// Compares a tensor with rows of patterns.
private struct TensorMatcher {
  private let tensor: Tensor

  init(_ tensor: Tensor) { self.tensor = tensor }

  func difference(_ pattern: ExpectedValue.Pattern, at place: String) -> String? {
    difference(pattern, index: [], place)
  }

  private func difference(_ pattern: ExpectedValue.Pattern, index: [Int], _ place: String) -> String? {
    if case .rest = pattern { return nil }
    guard index.count < tensor.rank else {
      guard case .number(let expectedOutput) = pattern else { return shape(place) }
      let position = zip(index, tensor.shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
      if expectedOutput.agrees(with: ComparedNumber(tensor, position)) { return nil }
      let name = "[" + index.map { String($0 + 1) }.joined(separator: ", ") + "]"
      return
        "element \(name) is \(Formatter.element(position, of: tensor, digits: 6)), but \(expectedOutput.text) is expected"
    }
    guard case .tensor(let rows) = pattern else { return shape(place) }
    if rows.count == 1 { return elements(rows[0], index: index, place) }
    guard index.count + 1 < tensor.rank else { return shape(place) }
    // A row that is `…` alone stands for any number of rows.
    let patterns = rows.map { row in
      if row.count == 1, case .rest = row[0] { return ExpectedValue.Pattern.rest }
      return .tensor(rows: [row])
    }
    return elements(patterns, index: index, place)
  }

  private func elements(_ patterns: [ExpectedValue.Pattern], index: [Int], _ place: String) -> String? {
    let hasGap = patterns.contains { if case .rest = $0 { true } else { false } }
    let count = tensor.shape[index.count]
    guard hasGap ? count >= patterns.count - 1 : count == patterns.count else { return shape(place) }
    return ExpectedValue.sequence(patterns, count: count, at: place) { position, pattern in
      difference(pattern, index: index + [position], place)
    }
  }

  private func shape(_ place: String) -> String {
    "\(place) has the shape \(tensor.shape), which is not the expected one"
  }
}
