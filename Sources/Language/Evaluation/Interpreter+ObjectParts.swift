import Engine

/// Parts of networks and data sets: `net[2]`, `data[1:64]`, `net["stem"]`.
extension Interpreter {
  /// - Parameters:
  ///   - count: how many parts an index can name.
  ///   - base: the object as a value.
  func part(
    of content: any ObjectContent, count: Int, _ base: Value, _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    let nodes = frame.program.entries(node.b)
    let part: Slice.Part
    if nodes.count == 1, let only = nodes.first, frame.nodes[Int(only)].kind != .all {
      let value = try self.index(only, of: count, frame)
      if case .string(let name) = value {
        do throws(TensorError) {
          if let named = try content.part(named: name.text, execution) { return named }
        } catch { throw located(error, at: only, operands: [], frame) }
      }
      var indices = Indices()
      try addIndex(value, at: only, to: &indices, [count], base, frame)
      part = try indices.parts(self, at: index, frame)[0]
    } else {
      part = try parts(node.b, of: [count], base, index, frame)[0]
    }
    do throws(TensorError) {
      if case .index(let position) = part { return try content.element(position, execution) }
      return try content.part(part.positions(of: count), execution)
    } catch { throw located(error, at: index, operands: [], frame) }
  }

  /// The value of an index, in which `end` is the number of parts.
  private func index(_ node: Int32, of count: Int, _ frame: Frame) throws(Diagnostic) -> Value {
    let outer = endOfIndex.pointee
    defer { endOfIndex.pointee = outer }
    endOfIndex.pointee = Double(count)
    return try evaluate(node, frame)
  }
}
