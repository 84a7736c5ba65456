import Engine

/// What stands between the brackets behind a tensor: a part along each dimension, and masks.
struct Indices {
  /// For each dimension from the first on; all of those that a mask covers.
  var parts: [Slice.Part] = []
  /// With the first dimension that each covers, counted from 0.
  var masks: [(elements: Tensor, axis: Int)] = []

  /// The one mask, where every other index takes the whole dimension.
  var onlyMask: (elements: Tensor, axis: Int)? {
    guard masks.count == 1, parts.allSatisfy(\.isAll) else { return nil }
    return masks[0]
  }

  /// The dimension that was `axis`, where single indices have dropped theirs.
  func axisBehindIndices(_ axis: Int) -> Int {
    parts[..<axis].reduce(0) { if case .index = $1 { $0 } else { $0 + 1 } }
  }

  /// Parts alone: a mask as the places where it is true.
  /// - Throws: for a mask of several dimensions, which no part stands for.
  func parts(_ interpreter: Interpreter, at index: Int32, _ frame: Frame) throws(Diagnostic) -> [Slice.Part] {
    guard !masks.isEmpty else { return parts }
    var parts = parts
    for (mask, axis) in masks {
      guard mask.rank == 1 else {
        throw interpreter.failure(
          .wrongType, "here a mask has one dimension, and this one is \(mask.shape)", at: index, frame)
      }
      parts[axis] = .list(try interpreter.places(in: mask, at: index, frame))
    }
    return parts
  }
}

/// Masks between brackets: `x[mask]`, `x[mask] = v`.
extension Interpreter {
  /// Adds a mask to the indices.
  func add(
    _ value: Value, at node: Int32, to indices: inout Indices, _ extents: [Int], _ base: Value, _ frame: Frame
  ) throws(Diagnostic) {
    guard case .tensor(let mask) = value, mask.rank > 0 else {
      throw failure(
        .wrongType, "\(value.briefly) is not an index: a mask has a true or false for each element", at: node,
        frame,
        help: "a mask has the shape of what it selects from, as x > 0 has that of x")
    }
    let axis = indices.parts.count
    guard Array(extents[axis...].prefix(mask.rank)) == mask.shape.array else {
      let dimensions = axis > 0 ? "dimension \(axis + 1) of " : ""
      let isForColumns = axis == 0 && mask.rank == 1 && extents.count == 2 && extents[1] == mask.count
      throw failure(
        .shapes, "a mask of shape \(mask.shape) does not fit \(dimensions)\(base.briefly)", at: node, frame,
        help: isForColumns
          ? "`[:, mask]` selects columns" : "a mask has the extents of the dimensions that it selects from")
    }
    indices.masks.append((mask, axis))
    indices.parts += [Slice.Part](repeating: .all, count: mask.rank)
  }

  /// The places, counted from 0, where a mask of one dimension is true.
  func places(in mask: Tensor, at index: Int32, _ frame: Frame) throws(Diagnostic) -> [Int] {
    try checkRoom(for: mask.count * MemoryLayout<Int>.stride)
    do throws(TensorError) {
      let indices = try mask.nonzero(in: execution)
      return (0..<indices.count).map { Int(clamping: indices.element($0)) }
    } catch { throw located(error, at: index, operands: [], frame) }
  }

  /// What indices select from a tensor; several masks, as several lists, are taken crosswise.
  func select(
    _ indices: Indices, from tensor: Tensor, at index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Tensor {
    guard !indices.masks.isEmpty else { return try select(indices.parts, from: tensor, at: index, frame) }
    do throws(TensorError) {
      var part = tensor
      if !indices.parts.allSatisfy(\.isAll) { part = try Slice(indices.parts).apply([part], in: execution) }
      // From the last, so that the dimensions before it keep their numbers.
      for (mask, axis) in indices.masks.reversed() {
        let select = try MaskedSelect(mask, axis: indices.axisBehindIndices(axis), in: execution)
        part = try select.apply([part], in: execution)
      }
      return part
    } catch { throw located(error, at: index, operands: [], frame) }
  }

  /// Puts `value` in place of what indices select.
  func assign(
    _ value: Tensor, to indices: Indices, of tensor: inout Tensor, at index: Int32, _ frame: Frame
  ) throws(Diagnostic) {
    if let mask = indices.onlyMask {
      return try assigning(at: index, frame) { () throws(TensorError) in
        try tensor.assign(value, where: mask.elements, axis: mask.axis, in: execution)
      }
    }
    let wide = indices.masks.filter { $0.elements.rank > 1 }
    guard let mask = wide.first else {
      let parts = try indices.parts(self, at: index, frame)
      return try assigning(at: index, frame) { () throws(TensorError) in
        try tensor.assign(value, to: Slice(parts), in: execution)
      }
    }
    guard wide.count == 1 else {
      throw failure(
        .wrongType, "only one mask of several dimensions can be used in an assignment", at: index, frame,
        help: "assign in two steps, or put the masks together with `&`")
    }
    // The part that the other indices select is taken out, changed where the mask is true, and put back.
    var others = indices
    others.masks.removeAll { $0.elements.rank > 1 }
    let slice = Slice(try others.parts(self, at: index, frame))
    try assigning(at: index, frame) { () throws(TensorError) in
      var part = try slice.apply([tensor], in: execution)
      try part.assign(
        value, where: mask.elements, axis: indices.axisBehindIndices(mask.axis), in: execution)
      try tensor.assign(part, to: slice, in: execution)
    }
  }

  /// Runs an assignment, whose errors name the value as their second operand.
  private func assigning(
    at index: Int32, _ frame: Frame, _ body: () throws(TensorError) -> Void
  ) throws(Diagnostic) {
    do throws(TensorError) { try body() } catch {
      let value = frame.program.entries(frame.nodes[Int(index)].b).first ?? index
      throw located(error, at: index, operands: [index, value], frame)
    }
  }
}

extension Slice.Part {
  /// Whether it is the whole dimension.
  var isAll: Bool { if case .all = self { true } else { false } }
}
