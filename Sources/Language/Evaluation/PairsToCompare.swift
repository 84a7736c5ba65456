/// Two values taken apart side by side, without recursion, so that no nesting is too deep.
///
/// Containers that stand at many places are compared once: without that, lists of the same list twice, thirty deep,
/// would take a thousand million steps.
struct PairsToCompare {
  private var pending: [(Value, Value)]
  private var seen: Set<Pair> = []

  // Only for values that the two to compare hold, so that no identity is used again meanwhile.
  private struct Pair: Hashable {
    let first: ObjectIdentifier
    let second: ObjectIdentifier
  }

  init(_ a: Value, _ b: Value) { pending = [(a, b)] }

  mutating func next() -> (Value, Value)? { pending.popLast() }

  /// The values of two containers with equally many come next, the first ones first.
  mutating func enter(_ a: Container, _ b: Container) {
    guard seen.insert(Pair(first: ObjectIdentifier(a), second: ObjectIdentifier(b))).inserted else { return }
    for index in a.values.indices.reversed() { pending.append((a.values[index], b.values[index])) }
  }
}
