import Engine

extension Interpreter {
  func indexed(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let base: Value
    let inner = frame.nodes[Int(node.a)]
    let results = results(meantBy: inner, frame)
    if let results {
      base = .list(ListBox(sharing: results.values))
    } else if inner.kind == .field {
      let owner = try evaluate(inner.a, frame)
      if let part = try self.part(ofField: inner, of: owner, index, node, frame) { return part }
      base = try field(of: owner, node.a, inner, frame)
    } else {
      base = try evaluate(node.a, frame)
    }
    switch base {
    case .tensor(let tensor):
      let indices = try indices(node.b, of: tensor.shape.array, base, index, frame)
      return .of(try select(indices, from: tensor, at: index, frame))
    case .list(let list):
      let part = try parts(node.b, of: [list.values.count], base, index, frame)[0]
      if let results { try checkAreKept(part, of: results, node.a, frame) }
      if case .index(let position) = part { return list.values[position] }
      return .list(part.positions(of: list.values.count).map { list.values[$0] })
    case .range(let range):
      let part = try parts(node.b, of: [range.count], base, index, frame)[0]
      if case .index(let position) = part { return .number(range.number(position)) }
      return try self.part(part, of: range, at: index, frame)
    case .string(let box):
      let count = box.text.count
      let part = try parts(node.b, of: [count], base, index, frame)[0]
      return .string(try characters(part, of: box.text, count: count))
    case .record(let record): return try recordElement(record, index, node, frame)
    case .object(let box):
      guard let count = box.content.count else { throw notIndexable(base, index, node, frame) }
      return try part(of: box.content, count: count, base, index, node, frame)
    default: throw notIndexable(base, index, node, frame)
    }
  }

  /// `data.pictures[1:64]`: no more than the part, of a field whose whole would cost more; nil for any other.
  private func part(
    ofField field: Node, of owner: Value, _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value? {
    let name = frame.program.names[Int(field.b)]
    guard case .object(let box) = owner, let shape = box.content.shape(ofField: name),
      frame.program.entries(node.b).count <= shape.count
    else { return nil }
    var parts = try parts(node.b, of: shape, owner, node.a, frame)
    let rows: Tensor
    do throws(TensorError) {
      rows = try box.content.rows(parts[0].positions(of: shape[0]), ofField: name, execution)
    } catch { throw located(error, at: index, operands: [], frame) }
    if case .index = parts[0] { parts[0] = .index(0) } else { parts[0] = .all }
    if parts.count == 1, case .all = parts[0] { return .tensor(rows) }
    return .of(try select(parts, from: rows, at: index, frame))
  }

  func objectField(
    _ name: String, of content: any ObjectContent, at index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Value? {
    do throws(TensorError) {
      return try content.field(name, execution)
    } catch { throw located(error, at: index, operands: [], frame) }
  }

  /// A part of a range: a range again, or the numbers at some places.
  private func part(
    _ part: Slice.Part, of range: RangeBox, at index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    switch part {
    case .all: return .range(range)
    case .range(let start, let step, let count) where count > 0:
      let (first, last) = (range.number(start), range.number(start + step * (count - 1)))
      guard let part = RangeBox(first: first, step: range.step * Double(step), last: last) else {
        throw Interpreter.tooManyNumbers.located(frame.program.source, frame.program.span(index))
      }
      return .range(part)
    default:
      let numbers = part.positions(of: range.count).map(range.number)
      do throws(TensorError) {
        return .tensor(try Tensor(numbers, [numbers.count]).converted(to: .float32))
      } catch { throw located(error, at: index, operands: [], frame) }
    }
  }

  private func notIndexable(
    _ base: Value, _ index: Int32, _ node: Node, _ frame: Frame
  ) -> Diagnostic {
    let name = frame.program.source.text(frame.program.span(node.a))
    var help: String?
    switch base {
    case .function, .builtIn: help = "a function is called with parentheses: \(name)(…)"
    default: break
    }
    return failure(.wrongType, "\(base.briefly) has no parts to index", at: index, frame, help: help)
  }

  /// The part of a tensor; a single element without a tape needs no operation.
  func select(
    _ parts: [Slice.Part], from tensor: Tensor, at index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Tensor {
    if !tensor.isTaped, let position = Interpreter.flatPosition(parts, in: tensor.shape) {
      do throws(TensorError) {
        return try tensor.single(position)
      } catch { throw located(error, at: index, operands: [], frame) }
    }
    return try apply(Slice(parts), [tensor], at: index, frame)
  }

  /// The flat position when every index selects one element.
  static func flatPosition(_ parts: [Slice.Part], in shape: Shape) -> Int? {
    guard parts.count == shape.rank else { return nil }
    var position = 0
    for (axis, part) in parts.enumerated() {
      guard case .index(let index) = part else { return nil }
      position = position * shape[axis] + index
    }
    return position
  }

  // MARK: Index expressions

  /// What the indices of a list select, each within its extent. A mask selects the places where it is true.
  /// - Parameter index: the whole expression or assignment.
  func parts(
    _ list: Int32, of extents: [Int], _ base: Value, _ index: Int32, _ frame: Frame, skip: Int = 0
  ) throws(Diagnostic) -> [Slice.Part] {
    try self.indices(list, of: extents, base, index, frame, skip: skip).parts(self, at: index, frame)
  }

  /// The same, with masks apart from the other indices.
  func indices(
    _ list: Int32, of extents: [Int], _ base: Value, _ index: Int32, _ frame: Frame, skip: Int = 0
  ) throws(Diagnostic) -> Indices {
    let nodes = frame.program.entries(list).dropFirst(skip)
    guard nodes.count <= extents.count else {
      if let error = addedDimension(Array(nodes), extents, base, index, frame) { throw error }
      throw tooManyIndices(nodes.count, extents, base, nodes[nodes.startIndex + extents.count], frame)
    }
    let outer = endOfIndex.pointee
    defer { endOfIndex.pointee = outer }
    var indices = Indices()
    for node in nodes {
      let axis = indices.parts.count
      guard axis < extents.count else { throw tooManyIndices(nodes.count, extents, base, node, frame) }
      endOfIndex.pointee = Double(extents[axis])
      if frame.nodes[Int(node)].kind == .all {
        indices.parts.append(.all)
        continue
      }
      let value: Value
      do throws(Diagnostic) {
        value = try evaluate(node, frame)
      } catch { throw addedDimension(Array(nodes), extents, base, index, frame) ?? error }
      if case .none = value, let error = addedDimension(Array(nodes), extents, base, index, frame) {
        throw error
      }
      try addIndex(value, at: node, to: &indices, extents, base, frame)
    }
    return indices
  }

  /// Adds what an index selects of the next dimension.
  func addIndex(
    _ value: Value, at node: Int32, to indices: inout Indices, _ extents: [Int], _ base: Value, _ frame: Frame
  ) throws(Diagnostic) {
    if value.isTruth { return try add(value, at: node, to: &indices, extents, base, frame) }
    let axis = indices.parts.count
    let place = IndexPlace(node: node, extent: extents[axis], axis: axis, dimensions: extents.count)
    indices.parts.append(try part(value, place, frame))
  }

  private func tooManyIndices(
    _ count: Int, _ extents: [Int], _ base: Value, _ node: Int32, _ frame: Frame
  ) -> Diagnostic {
    failure(
      .indexCount,
      "\(base.briefly) has \(Formatter.count(extents.count, "dimension")), but \(count) indices are given",
      at: node, frame)
  }

  private func part(_ value: Value, _ place: IndexPlace, _ frame: Frame) throws(Diagnostic) -> Slice.Part {
    let node = place.node
    switch value {
    case .number(let number): return .index(try position(number, place, frame))
    case .tensor(let tensor) where tensor.rank == 0:
      return .index(try position(tensor.element(0), place, frame))
    case .tensor(let tensor) where tensor.rank == 1:
      if tensor.count == place.extent, let error = maskOfNumbers(tensor, node, frame) { throw error }
      try checkRoom(for: tensor.count * MemoryLayout<Int>.stride)
      var positions: [Int] = []
      positions.reserveCapacity(tensor.count)
      for element in 0..<tensor.count {
        positions.append(try position(tensor.element(element), place, frame))
      }
      return .list(positions)
    case .range(let range):
      guard range.count > 0 else {
        guard min(range.first, range.last) >= 0 else { throw countedFromTheEnd(range, place, frame) }
        return .range(start: 0, step: 1, count: 0)
      }
      let first = try position(range.first, place, frame)
      _ = try position(range.number(range.count - 1), place, frame)
      guard range.step == range.step.rounded() else {
        throw failure(
          .indexWhole,
          "the step of an index range must be a whole number, not \(Formatter.number(range.step))", at: node,
          frame)
      }
      // Of a single number the step is never gone; of more it is no longer than the extent.
      return .range(start: first, step: range.count > 1 ? Int(clamping: range.step) : 1, count: range.count)
    default:
      throw failure(
        .wrongType, "an index must be a number, a range, a vector of numbers or a mask, not \(value.briefly)",
        at: node, frame, help: flattening(value, node, frame))
    }
  }

  /// The error for 1 and 0 in the place of true and false, as many as there are elements to select from.
  private func maskOfNumbers(_ tensor: Tensor, _ node: Int32, _ frame: Frame) -> Diagnostic? {
    let numbers = (0..<tensor.count).lazy.map(tensor.element)
    guard numbers.allSatisfy({ $0 == 0 || $0 == 1 }), numbers.contains(0) else { return nil }
    let text = frame.program.source.bareText(frame.program.span(node))
    return failure(
      .indexZero, "indices count from 1, so there is no index 0", at: node, frame,
      help: "a mask consists of true and false: `\(text) != 0`")
  }

  /// The error for `x[2:-1]`, a range without numbers that elsewhere ends so far before the end.
  private func countedFromTheEnd(_ range: RangeBox, _ place: IndexPlace, _ frame: Frame) -> Diagnostic {
    let negative = range.last < 0 ? range.last : range.first
    let message = "a range of indices cannot reach to \(Formatter.number(negative))"
    guard range.last < 0, range.first >= 0 else {
      let back = negative == -1 ? "end" : "end - \(Formatter.number(-negative - 1))"
      return failure(
        .indexNegative, message, at: place.node, frame,
        help: "the last index is `end`, and \(Formatter.number(negative)) of NumPy is `\(back)` here")
    }
    let (first, stop) = (Formatter.number(range.first), Formatter.number(-negative))
    return failure(
      .indexNegative, message, at: place.node, frame,
      help: "what NumPy means by \(first):-\(stop) is `\(Formatter.number(range.first + 1)):end - \(stop)`: "
        + "it counts from 0 and leaves the last out")
  }

  /// What `nonzero` gives for a vector has a column for its one dimension.
  private func flattening(_ value: Value, _ node: Int32, _ frame: Frame) -> String? {
    guard case .tensor(let tensor) = value, tensor.rank == 2, tensor.shape[1] == 1 else { return nil }
    return "`flatten(\(frame.program.source.bareText(frame.program.span(node))))` is a vector"
  }

  private struct IndexPlace {
    let node: Int32
    let extent: Int
    let axis: Int
    let dimensions: Int
  }

  /// The position from 0 of an index from 1.
  private func position(
    _ number: Double, _ place: IndexPlace, _ frame: Frame
  ) throws(Diagnostic) -> Int {
    guard number == number.rounded() else {
      throw failure(
        .indexWhole, "an index must be a whole number, not \(Formatter.number(number))", at: place.node,
        frame,
        help: "affine(x, theta) samples between the pixels")
    }
    guard number >= 1 else {
      if number == 0 {
        throw failure(
          .indexZero, "indices count from 1, so there is no index 0", at: place.node, frame,
          help: "the first is 1: a₁₁ is a[1, 1], where PyTorch writes a[0, 0]")
      }
      throw failure(
        .indexNegative, "there is no index \(Formatter.number(number))", at: place.node, frame,
        help: -number > Double(place.extent)
          ? "there are \(place.extent), from 1 to `end`"
          : number == -1 ? "the last is `end`" : "from the end it is `end - \(Formatter.number(-number - 1))`"
      )
    }
    guard number <= Double(place.extent) else {
      let what =
        place.dimensions == 1
        ? "there are \(place.extent)" : "dimension \(place.axis + 1) has \(place.extent)"
      throw failure(
        .index, "index \(Formatter.number(number)) is out of range: \(what)", at: place.node, frame)
    }
    return Int(clamping: number) - 1
  }

  func wholeOrEnd(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    guard node.kind == .end, endOfIndex.pointee > 0 || frame.nodes[Int(index)].kind == .end else {
      throw failure(.misplacedStatement, "`:` alone can only be an index", at: index, frame)
    }
    return .number(endOfIndex.pointee)
  }
}

extension Slice.Part {
  /// The positions it selects of `extent`, counted from 0.
  func positions(of extent: Int) -> [Int] {
    switch self {
    case .all: Array(0..<extent)
    case .index(let position): [position]
    case .range(let start, let step, let count): (0..<count).map { start + $0 * step }
    case .list(let positions): positions
    }
  }
}
