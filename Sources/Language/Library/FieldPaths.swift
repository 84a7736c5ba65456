import Engine

/// Names under which the values of records and lists stand in a file, where each tensor has a name: what would be typed
/// behind the record to get it. `a`, and of what holds others `a[2]` and `a["b"]`.
///
/// NumPy and the safetensors package read such files too; the names are keys there.
enum FieldPaths {
  private enum Step: Equatable {
    case name(String)
    /// Counted from 1.
    case place(Int)
  }

  /// What holds others deeper than this is not told apart, so that no name exhausts the stack.
  private static let maxDepth = 64

  // MARK: Writing

  /// The values of a record or a list with their names, in order.
  ///
  /// - Throws: the name of a list or a record that has no values, or that is nested too deep.
  static func flattened(_ value: Value) throws(Unwritable) -> [(name: String, value: Value)] {
    var found: [(name: String, value: Value)] = []
    try add(value, "", 0, to: &found)
    return found
  }

  struct Unwritable: Error {
    let name: String
    let reason: String
  }

  private static func add(
    _ value: Value, _ path: String, _ depth: Int, to found: inout [(name: String, value: Value)]
  ) throws(Unwritable) {
    let parts: [(name: String, value: Value)]
    switch value {
    case .record(let record):
      parts = zip(record.names, record.values).map { name, value in
        (path.isEmpty && isPlain(name) ? name : "[\"\(escaped(name))\"]", value)
      }
    case .list(let list): parts = list.values.enumerated().map { ("[\($0 + 1)]", $1) }
    default:
      found.append((path, value))
      return
    }
    if parts.isEmpty, depth > 0 { throw Unwritable(name: path, reason: "\(value.briefly) without values") }
    guard depth < maxDepth else {
      throw Unwritable(name: path, reason: "more than \(maxDepth) lists and records deep")
    }
    for part in parts { try add(part.value, path + part.name, depth + 1, to: &found) }
  }

  private static func isPlain(_ name: String) -> Bool { !name.contains("[") && !name.isEmpty }

  private static func escaped(_ name: String) -> String {
    name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  // MARK: Reading

  /// The record or the list that such names stand for; nil where the names are of another kind, which are fields as they
  /// are.
  static func value(_ names: [String], _ values: [Value]) -> Value? {
    guard names.contains(where: { $0.contains("[") }) else { return nil }
    var items: [(path: ArraySlice<Step>, value: Value)] = []
    for (name, value) in zip(names, values) {
      guard let steps = steps(name) else { return nil }
      items.append((steps[...], value))
    }
    return joined(items)
  }

  private static func joined(_ items: [(path: ArraySlice<Step>, value: Value)]) -> Value? {
    if items.count == 1, items[0].path.isEmpty { return items[0].value }
    var (order, groups) = ([Step](), [[(path: ArraySlice<Step>, value: Value)]]())
    var places: [String: Int] = [:]
    for item in items {
      guard let step = item.path.first else { return nil }
      let key = if case .name(let name) = step { "n" + name } else { "p\(step)" }
      let inner = (path: item.path.dropFirst(), value: item.value)
      if let place = places[key] {
        groups[place].append(inner)
      } else {
        places[key] = groups.count
        order.append(step)
        groups.append([inner])
      }
    }
    let values = groups.compactMap(joined)
    guard values.count == groups.count else { return nil }
    let names = order.compactMap { if case .name(let name) = $0 { name } else { nil } }
    if names.count == order.count { return .record(RecordBox(names, values)) }
    // In the file they may stand in another order.
    var elements = [Value](repeating: .unset, count: values.count)
    for (step, value) in zip(order, values) {
      guard case .place(let place) = step, place <= elements.count else { return nil }
      elements[place - 1] = value
    }
    return .list(elements)
  }

  /// The steps that a name consists of; nil for one that was not made here.
  private static func steps(_ name: String) -> [Step]? {
    let head = name.prefix { $0 != "[" }
    var steps: [Step] = head.isEmpty ? [] : [.name(String(head))]
    var rest = name[head.endIndex...]
    while !rest.isEmpty {
      guard rest.removeFirst() == "[", steps.count < maxDepth, let step = step(&rest) else { return nil }
      steps.append(step)
    }
    return steps.isEmpty ? nil : steps
  }

  /// What stands in brackets, up to behind them.
  private static func step(_ rest: inout Substring) -> Step? {
    if rest.first != "\"" {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest[digits.endIndex...]
      guard let place = Int(digits), place > 0, rest.first == "]" else { return nil }
      rest.removeFirst()
      return .place(place)
    }
    rest.removeFirst()
    var name = ""
    while let character = rest.popFirst(), character != "\"" {
      guard character == "\\" else {
        name.append(character)
        continue
      }
      guard let next = rest.popFirst() else { return nil }
      name.append(next)
    }
    guard rest.popFirst() == "]" else { return nil }
    return .name(name)
  }
}
