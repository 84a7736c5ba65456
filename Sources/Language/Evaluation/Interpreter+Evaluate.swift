import Engine

extension Interpreter {
  /// The value of one node. The heart of the language: every case that is not a few lines long lives elsewhere.
  func evaluate(_ index: Int32, _ frame: Frame) throws(Diagnostic) -> Value {
    let node = frame.nodes[Int(index)]
    switch node.kind {
    case .number: return .number(frame.numbers[Int(node.a)])
    case .string: return frame.program.strings[Int(node.a)]
    case .true: return .boolean(true)
    case .false: return .boolean(false)
    case .none: return .none
    case .local:
      let value = frame.locals[Int(node.a)]
      if case .unset = value { return try unsetLocal(index, node, frame) }
      return value
    case .global:
      let value = globals.pointee[Int(node.a)]
      if case .unset = value { return try unsetGlobal(index, node, frame) }
      return value
    case .add: return try add(index, node, frame)
    case .subtract: return try subtract(index, node, frame)
    case .multiply: return try multiply(index, node, frame)
    case .divide, .remainder, .power, .matrixProduct: return try arithmetic(index, node, frame)
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      return try comparison(index, node, frame)
    case .and, .or, .not: return try logic(index, node, frame)
    case .logicalAnd, .logicalOr: return try elementwiseLogic(index, node, frame)
    case .negate: return try negate(index, node, frame)
    case .transpose: return try transpose(index, node, frame)
    case .call: return try call(index, node, frame)
    case .index: return try indexed(index, node, frame)
    case .block: return try block(node, frame)
    case .if: return try conditional(node, frame)
    case .while: return try whileLoop(index, node, frame)
    case .for: return try forLoop(node, frame)
    case .assign:
      let value = try evaluate(node.b, frame)
      if case .unset = globals.pointee[Int(node.a)] { noteHidden(node.c, frame) }
      globals.pointee[Int(node.a)] = value
      if case .none = value { uncover(node.a, node.c, frame) }
      return value
    case .assignLocal:
      let value = try evaluate(node.b, frame)
      frame.locals[Int(node.a)] = value
      return value
    case .assignPart, .assignPartLocal: return try assignPart(index, node, frame)
    case .break, .continue:
      jump.pointee = node.kind == .break ? .break : .continue
      return .none
    case .return:
      returned.pointee = node.a >= 0 ? try evaluate(node.a, frame) : .none
      jump.pointee = .return
      return .none
    default: return try uncommon(index, node, frame)
    }
  }

  /// What is rare enough to stand outside the first switch.
  private func uncommon(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    switch node.kind {
    case .whole: return try wholeNumber(index, node, frame)
    case .template: return try template(node, frame)
    case .formatted: return try formatted(node, frame)
    case .assignPath, .assignPathLocal: return try assignPath(index, node, frame)
    case .thisFunction: return frame.function.map { .function($0) } ?? .none
    case .range: return try range(index, node, frame)
    case .tensor: return try tensorLiteral(index, node, frame)
    case .field: return try field(index, node, frame)
    case .function: return .function(makeFunction(node.a, frame))
    case .define, .defineLocal: return try define(index, node, frame)
    case .all, .end: return try wholeOrEnd(index, node, frame)
    case .show: return try show(node, frame)
    case .explain: return try explain(node, frame)
    case .slide: return try slide(node, frame)
    case .time: return try time(node, frame)
    case .use: return try use(node, frame)
    case .previous:
      let value = globals.pointee[Int(node.a)]
      guard case .unset = value else { return value }
      throw failure(
        .undefinedName, "there is no result yet to continue from with `|>`", at: index, frame)
    default: preconditionFailure("every kind of node is handled")
    }
  }

  private func block(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let count = frame.lists[Int(node.a)]
    if count == 1 { return try evaluate(frame.lists[Int(node.a) + 1], frame) }
    var last = Value.none
    var position = Int(node.a) + 1
    let end = position + Int(count)
    while position < end {
      // What the statement before gave is let go of first, so that a list or a tensor that it changed is held by its
      // variable alone.
      last = .none
      last = try evaluate(frame.lists[position], frame)
      if jump.pointee != .none { return .none }
      position += 1
    }
    return last
  }

  private func conditional(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    if try isTrue(node.a, frame) { return try evaluate(node.b, frame) }
    return node.c >= 0 ? try evaluate(node.c, frame) : .none
  }

  private func template(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    var text = ""
    for part in frame.program.entries(node.a) {
      let value = try evaluate(part, frame)
      if case .string(let box) = value {
        try checkRoom(for: text.utf8.count + box.text.utf8.count)
        text += box.text
      } else {
        // The items are made first, then put together, then added.
        try checkRoom(for: text.utf8.count + 3 * Formatter.bytesOfInline(value))
        text += Formatter.inline(value)
      }
    }
    return .string(text)
  }

  private func formatted(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let value = try evaluate(node.a, frame)
    let written = frame.program.formats[Int(node.b)]
    do throws(TextFormat.Mistake) { return .string(try written.format.text(of: value)) } catch {
      let labels = [
        Diagnostic.Label(span: frame.program.span(node.a), text: value.briefly),
        Diagnostic.Label(span: written.span, text: ""),
      ]
      throw Diagnostic(
        .format, error.message, in: frame.program.source, labels: labels, help: error.help)
    }
  }

  private func unsetLocal(
    _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    let value = globals.pointee[Int(node.b)]
    guard case .unset = value else { return value }
    let name = frame.program.names[Int(node.c)]
    if let builtIn = environment.library[name] { return .builtIn(builtIn) }
    if let value = fallback(name) { return value }
    throw failure(
      .undefinedName, "`\(name)` has no value here yet", at: index, frame,
      help: "the function assigns it only later, or in a branch that was not taken")
  }

  private func unsetGlobal(
    _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    if node.b >= 0 { return .builtIn(environment.library.builtIns[Int(node.b)]) }
    let name = frame.program.names[Int(node.c)]
    if let value = fallback(name) { return value }
    throw undefined(name, at: index, frame)
  }
}
