import Engine

/// `x[i, :] = value`.
extension Interpreter {
  func assignPart(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let program = frame.program
    let value = try evaluate(program.entries(node.b).first ?? -1, frame)
    let isLocal = node.kind == .assignPartLocal
    let name = program.names[Int(node.c)]
    var place = (isLocal ? frame.locals : globals.pointee) + Int(node.a)
    if case .unset = place.pointee, isLocal, let outer = environment[name] { place.pointee = outer }
    if case .range = place.pointee {
      place.pointee = try expandedRange(place.pointee, at: index, frame)
    }
    guard case .tensor(let shape) = place.pointee.withShape else {
      return try assign(value, to: [.index(list: node.b, skip: 1)], index, node, frame)
    }
    let indices: Indices
    do throws(Diagnostic) {
      indices = try self.indices(node.b, of: shape.array, place.pointee, index, frame, skip: 1)
      if case .tensor(let tensor) = value, tensor.count == 0 {
        let nodes = Array(frame.program.entries(node.b).dropFirst())
        if let error = deletion(value, of: place.pointee, nodes, index, frame) { throw error }
      }
    } catch {
      let nodes = Array(frame.program.entries(node.b).dropFirst())
      throw growing(error, value, of: place.pointee, nodes, index, frame) ?? error
    }
    place = (isLocal ? frame.locals : globals.pointee) + Int(node.a)
    try write(value, indices, to: &place.pointee, index, frame)
    return place.pointee
  }

  /// A range as the tensor of its numbers; all else as it is.
  private func expandedRange(_ value: Value, at index: Int32, _ frame: Frame) throws(Diagnostic) -> Value {
    do throws(TensorError) { return try expanded(value, beside: .none) } catch {
      throw located(error, at: index, operands: [], frame)
    }
  }

  func notAssignable(
    _ value: Value, _ name: String, _ index: Int32, _ frame: Frame
  ) -> Diagnostic {
    var value = value
    if case .unset = value {
      guard let meant = environment.library[name].map({ Value.builtIn($0) }) ?? environment.fallback(name)
      else {
        return failure(
          .undefinedName, "`\(name)` does not exist, so no part of it can be assigned", at: index, frame,
          help: "create it first: \(name) = " + (isFieldAssigned(index, frame) ? "record()" : "zeros(3, 3)"))
      }
      value = meant
    }
    return failure(
      .wrongType,
      "`\(name)` is \(value.briefly), and parts of tensors, elements of lists and fields of records can be assigned",
      at: index, frame,
      help: name == Environment.resultsName && environment.results != nil
        ? "to change a result, store it in a variable: x = \(name)[1]" : nil
    )
  }

  /// Whether the first index of an assignment is a name, as fields have.
  private func isFieldAssigned(_ index: Int32, _ frame: Frame) -> Bool {
    let node = frame.nodes[Int(index)]
    var indices = Array(frame.program.entries(node.b).dropFirst())
    if node.kind == .assignPath || node.kind == .assignPathLocal {
      guard case .index(let list, _)? = PathStep.steps(Array(frame.program.entries(node.b))).first else {
        return true
      }
      indices = Array(frame.program.entries(list))
    }
    guard let only = indices.first, indices.count == 1 else { return false }
    switch frame.nodes[Int(only)].kind {
    case .string, .template: return true
    case .global, .local: if case .string? = try? evaluate(only, frame) { return true } else { return false }
    default: return false
    }
  }

  /// In place where the variable alone holds the tensor and no gradient is recorded; else into a copy.
  func write(
    _ value: Value, _ indices: Indices, to place: inout Value, _ index: Int32, _ frame: Frame
  ) throws(Diagnostic) {
    guard case .tensor(var tensor) = place else { return }
    let valueNode = frame.program.entries(frame.nodes[Int(index)].b).first ?? index
    guard value.isNumeric else {
      throw failure(
        .wrongType, "only numbers can be assigned to a part of a tensor, not \(value.briefly)", at: valueNode,
        frame)
    }
    let value = try expandedRange(value.asNumber, at: index, frame)
    if let number = value.number(unknownTo: tensor.dtype) {
      throw misfit(
        number, tensor.dtype, at: valueNode, name: frame.program.names[Int(frame.nodes[Int(index)].c)], frame)
    }
    let part: Tensor? = if case .tensor(let part) = value { part } else { nil }
    let isPromoted = part?.dtype == .float64 && tensor.dtype == .float32
    let isTaped = tensor.isTaped || part?.isTaped == true
    // The variable lets go for a moment, so that it is this value alone that holds the elements.
    place = .none
    defer { place = .tensor(tensor) }
    let whole: Tensor
    do throws(TensorError) {
      if let scalar = value.scalar, !value.isWhole, !isTaped, !isPromoted, indices.masks.isEmpty,
        let position = Interpreter.flatPosition(indices.parts, in: tensor.shape)
      {
        return try tensor.setElement(position, to: scalar)
      }
      if isPromoted { tensor = try Convert(to: .float64).apply([tensor], in: execution) }
      let type: DType = tensor.dtype.isFloating ? tensor.dtype : .float64
      if let part { noteRounding(of: part, to: tensor.dtype) }
      whole = if let part { part } else { try Tensor(value.scalar ?? .nan, type) }
    } catch {
      throw located(error, at: index, operands: [index, valueNode], frame)
    }
    try assign(whole, to: indices, of: &tensor, at: index, frame)
  }

  private func misfit(
    _ number: Double, _ dtype: DType, at index: Int32, name: String, _ frame: Frame
  ) -> Diagnostic {
    let range = dtype == .uint8 ? " from 0 to 255" : ""
    let (content, outside) =
      dtype == .bool
      ? ("true and false", "neither of them") : ("whole numbers\(range)", "not one of them")
    return failure(
      .dtype, "`\(name)` contains \(content) (\(dtype.name)), and \(Formatter.number(number)) is \(outside)",
      at: index, frame, help: "convert it first: \(name) = f32(\(name))")
  }
}

extension Value {
  fileprivate enum Shaped {
    case tensor(Shape)
    case other
  }

  /// The shape of a tensor, without holding on to its elements.
  fileprivate var withShape: Shaped {
    if case .tensor(let tensor) = self { return .tensor(tensor.shape) }
    return .other
  }

  /// A number in it that an integer type does not hold; nil where it holds them all.
  fileprivate func number(unknownTo dtype: DType) -> Double? {
    if dtype.isFloating { return nil }
    switch self {
    case .number(let number): return dtype.holds(number) ? nil : number
    case .tensor(let tensor)
    where tensor.dtype != dtype && tensor.dtype != .bool && (tensor.dtype != .uint8 || dtype == .bool):
      return (0..<tensor.count).lazy.map(tensor.element).first { !dtype.holds($0) }
    default: return nil
    }
  }
}
