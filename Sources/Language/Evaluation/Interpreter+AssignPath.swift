import Engine

/// `l[2] = value`, `r["a"][2] = value`, `l[3].w[1, :] = value`: parts of lists and records, and parts of parts.
extension Interpreter {
  /// A step with its indices evaluated.
  private enum Place {
    /// An element of a list, or a field that a record has, counted from 0.
    case element(Int)
    case newField(String)
    /// A part of a tensor.
    case part(Indices)
  }

  func assignPath(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let entries = Array(frame.program.entries(node.b))
    let value = try evaluate(entries[0], frame)
    return try assign(value, to: PathStep.steps(entries), index, node, frame)
  }

  /// Assigns to a part of the variable that an assignment names.
  ///
  /// - Returns: the variable's value afterwards.
  func assign(
    _ value: Value, to steps: [PathStep], _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    let isLocal = node.kind == .assignPathLocal || node.kind == .assignPartLocal
    let name = frame.program.names[Int(node.c)]
    var variable = (isLocal ? frame.locals : globals.pointee) + Int(node.a)
    if case .unset = variable.pointee, isLocal, let outer = environment[name] { variable.pointee = outer }
    if case .unset = variable.pointee { throw notAssignable(.unset, name, index, frame) }
    let places = try places(steps, of: value, in: variable.pointee, name, index, frame)
    // Indices may call functions, after which the variables may lie elsewhere.
    variable = (isLocal ? frame.locals : globals.pointee) + Int(node.a)
    // The variable lets go for a moment, so that what nobody else holds is changed where it is.
    var base = variable.pointee
    variable.pointee = .none
    defer { variable.pointee = base }
    try put(value, into: &base, places[...], index, frame)
    return base
  }

  // MARK: Finding the part

  private func places(
    _ steps: [PathStep], of value: Value, in variable: Value, _ name: String, _ index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> [Place] {
    var places: [Place] = []
    var base = variable
    for (number, step) in steps.enumerated() {
      let isLast = number == steps.count - 1
      if number > 0, !base.hasParts {
        throw failure(
          .wrongType, "this part of `\(name)` is \(base.briefly), which has no parts to assign", at: index,
          frame)
      }
      switch step {
      case .field(let field):
        guard case .record(let record) = base else {
          throw failure(.unknownField, "\(base.briefly) has no fields to assign", at: index, frame)
        }
        places.append(
          try place(ofField: frame.program.names[Int(field)], in: record, name, isLast, index, frame))
      case .index(let list, let skip):
        let nodes = Array(frame.program.entries(list).dropFirst(skip))
        do throws(Diagnostic) {
          places.append(try place(list, skip, in: base, name, isLast, index, frame))
        } catch { throw (isLast ? growing(error, value, of: base, nodes, index, frame) : nil) ?? error }
        if isLast, let error = deletion(value, of: base, nodes, index, frame) { throw error }
      }
      guard !isLast, let place = places.last else { break }
      base = try element(place, of: base, index, frame)
    }
    return places
  }

  private func place(
    _ list: Int32, _ skip: Int, in base: Value, _ name: String, _ isLast: Bool, _ index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Place {
    let nodes = Array(frame.program.entries(list).dropFirst(skip))
    switch base {
    case .record(let record):
      let field = try fieldName(nodes, of: record, index, frame)
      return try place(ofField: field, in: record, name, isLast, index, frame)
    case .list(let values):
      let part = try parts(list, of: [values.count], base, index, frame, skip: skip)[0]
      if case .index(let position) = part { return .element(position) }
      throw failure(
        .wrongType, "one element of a list is assigned at a time", at: index, frame,
        help: "for i in 1:2 { \(name)[i] = 0 }")
    case .tensor(let tensor):
      return .part(try indices(list, of: tensor.shape.array, base, index, frame, skip: skip))
    default: throw notAssignable(base, name, index, frame)
    }
  }

  private func place(
    ofField field: String, in record: RecordBox, _ name: String, _ isLast: Bool, _ index: Int32,
    _ frame: Frame
  ) throws(Diagnostic) -> Place {
    if let position = record.names.firstIndex(of: field) { return .element(position) }
    guard !isLast else { return .newField(field) }
    throw unknownField(field, of: record, text: name, at: index, frame)
  }

  private func element(
    _ place: Place, of base: Value, _ index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    switch (place, base) {
    case (.element(let position), .list(let container as Container)),
      (.element(let position), .record(let container as Container)):
      return container.values[position]
    case (.part(let indices), .tensor(let tensor)):
      return .tensor(try select(indices, from: tensor, at: index, frame))
    default: return .none
    }
  }

  // MARK: Changing it

  private func put(
    _ value: Value, into base: inout Value, _ places: ArraySlice<Place>, _ index: Int32, _ frame: Frame
  ) throws(Diagnostic) {
    guard let place = places.first else {
      base = value
      return
    }
    switch place {
    case .part(let indices):
      var part = value
      if places.count > 1 {
        part = try element(place, of: base, index, frame)
        try put(value, into: &part, places.dropFirst(), index, frame)
      }
      try write(part, indices, to: &base, index, frame)
    case .newField(let name):
      guard case .record(let record) = base else { return }
      base = .record(RecordBox(record.names + [name], record.values + [value]))
    case .element(let position):
      let container = Interpreter.ownContainer(of: &base)
      defer { base = Interpreter.value(container) }
      // What stands in for it is never seen: nothing is evaluated meanwhile.
      var inner = container.exchange(position, .none)
      defer { _ = container.exchange(position, inner) }
      try put(value, into: &inner, places.dropFirst(), index, frame)
    }
  }

  /// Takes a list or a record out of a value; a copy where somebody else holds it too.
  private static func ownContainer(of base: inout Value) -> Container {
    if case .list(var list) = base {
      base = .none
      return isKnownUniquelyReferenced(&list) ? list : ListBox(list.values)
    }
    guard case .record(var record) = base else { preconditionFailure("elements are of lists and records") }
    base = .none
    return isKnownUniquelyReferenced(&record) ? record : RecordBox(record.names, record.values)
  }

  private static func value(_ container: Container) -> Value {
    if let list = container as? ListBox { return .list(list) }
    guard let record = container as? RecordBox else {
      preconditionFailure("elements are of lists and records")
    }
    return .record(record)
  }
}

extension Value {
  /// Whether parts of it can be assigned.
  fileprivate var hasParts: Bool {
    switch self {
    case .tensor(let tensor): tensor.rank > 0
    case .list, .record: true
    default: false
    }
  }
}
