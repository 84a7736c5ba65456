/// NumPy's `a[None]` and `a[:, None]`, which put in a dimension of 1.
extension Interpreter {
  /// The error for such an index; nil where none of the indices is `None`.
  func addedDimension(
    _ nodes: [Int32], _ extents: [Int], _ base: Value, _ index: Int32, _ frame: Frame
  ) -> Diagnostic? {
    guard case .tensor = base, let place = nodes.first(where: { isNewAxis($0, frame) }) else { return nil }
    var rest = extents[...]
    var shape: [Int]? = []
    for node in nodes {
      if isNewAxis(node, frame) {
        shape?.append(1)
      } else if frame.nodes[Int(node)].kind == .all, let extent = rest.popFirst() {
        shape?.append(extent)
      } else {
        shape = nil
      }
    }
    let whole = frame.nodes[Int(index)]
    let name =
      whole.kind == .index
      ? frame.program.source.bareText(frame.program.span(whole.a)) : frame.program.names[Int(whole.c)]
    let numbers = shape.map { ($0 + rest).map(String.init).joined(separator: ", ") }
    return failure(
      .foreignHabit, "an index selects elements; it cannot insert a dimension", at: place, frame,
      help: numbers.map { "write `reshape(\(name), \($0))`" } ?? "reshape inserts a dimension of size 1")
  }

  /// `none`, `None`, `newaxis` and `np.newaxis`.
  private func isNewAxis(_ index: Int32, _ frame: Frame) -> Bool {
    let node = frame.nodes[Int(index)]
    switch node.kind {
    case .none: return true
    case .global: return ["None", "newaxis"].contains(frame.program.names[Int(node.c)])
    case .field: return frame.program.names[Int(node.b)] == "newaxis"
    default: return false
    }
  }
}
