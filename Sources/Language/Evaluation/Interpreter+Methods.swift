import Engine

/// `x.mean(dim=0)`: values have no methods, and what does the same here is said with the arguments that were typed.
extension Interpreter {
  /// What to write instead of a field or method that a value does not have.
  /// - Parameter index: the node of the field.
  func advice(onMethod name: String, of base: Value, at index: Int32, _ node: Node, _ frame: Frame) -> String
  {
    let source = frame.program.source
    let (owner, bareOwner) = (
      source.text(frame.program.span(node.a)), source.bareText(frame.program.span(node.a))
    )
    let arguments = arguments(ofCallTo: index, frame)
    let method = ForeignMethod(
      name: name, owner: owner, bareOwner: bareOwner, shape: base.extents, positional: arguments?.positional,
      named: arguments?.named ?? [])
    if case .function? = environment[name] {
      let all = [bareOwner] + method.arguments
      return "functions take the value: `\(name)(\(all.joined(separator: ", ")))`"
    }
    if base.isNumeric, let program = method.program(in: environment.library) {
      return "write `\(program)`" + (ForeignHabits.remarks[name].map { "; " + $0 } ?? "")
    }
    if case .list = base, name == "append", method.arguments.count == 1 {
      return "write `\(owner) = append(\(owner), \(method.arguments[0]))`"
    }
    let call = WrittenCall(
      path: [name], isMethod: true,
      positional: [bareOwner] + (arguments?.positional.map(\.text) ?? []),
      named: arguments?.named.map { ($0.name, $0.value.text) } ?? [])
    return ForeignCall.answer(call, in: environment.library) ?? ForeignHabits.field(name, of: owner)
      ?? ForeignHabits.names[name].map { FilledExample(call, in: environment.library).answer($0) }
      ?? (environment.library[name] == nil || !base.isNumeric
        ? "values have no methods; functions are called as in `sum(x)`"
        : "the function is \(name): `help \(name)` shows what it takes")
  }

  /// The arguments of the call whose callee a node is; nil where it is not called.
  private func arguments(
    ofCallTo callee: Int32, _ frame: Frame
  ) -> (positional: [ForeignMethod.Argument], named: [(name: String, value: ForeignMethod.Argument)])? {
    let program = frame.program
    guard let call = program.nodes.first(where: { $0.kind == .call && $0.a == callee }) else { return nil }
    func argument(_ node: Int32) -> ForeignMethod.Argument {
      .init(
        text: program.source.bareText(program.span(node)),
        isSimple: Interpreter.simple.contains(program.nodes[Int(node)].kind))
    }
    let list = program.entries(call.b)
    let (first, count) = (list.startIndex, Int(list[list.startIndex]))
    let positional = list[(first + 2)..<(first + 2 + count)].map(argument)
    let rest = Array(list[(first + 2 + count)...])
    let named = stride(from: 0, to: rest.count - 1, by: 2).map {
      (name: program.names[Int(rest[$0])], value: argument(rest[$0 + 1]))
    }
    return (positional, named)
  }

  /// What needs no parentheses beside an operator.
  private static let simple: Set<Node.Kind> = [
    .number, .name, .local, .global, .index, .call, .field, .tensor,
  ]
}

extension ForeignMethod {
  /// As they were typed.
  var arguments: [String] {
    (positional ?? []).map(\.text) + named.map { "\($0.name)=\($0.value.text)" }
  }
}

extension Value {
  fileprivate var extents: [Int] { if case .tensor(let tensor) = self { tensor.shape.array } else { [] } }
}
