import Engine

/// Finds the operation and the element that an `explain` statement speaks of.
struct Explainer {
  let interpreter: Interpreter
  let frame: Frame

  init(_ interpreter: Interpreter, _ frame: Frame) {
    self.interpreter = interpreter
    self.frame = frame
  }

  /// What is asked for: an element of a value, as the program names it.
  struct Question {
    let text: String
    /// Counted from 0; empty where the value is one number.
    let output: [Int]
    let value: Value

    /// The element as it is shown.
    var shown: String {
      switch value {
      case .boolean(let truth): truth ? "true" : "false"
      case .number(let number): Formatter.number(number, digits: 7)
      case .tensor(let tensor) where tensor.dtype == .bool: tensor.element(at: output) == 0 ? "false" : "true"
      case .tensor(let tensor): Formatter.number(tensor.element(at: output), digits: 7)
      default: ""
      }
    }
  }

  /// - Parameter index: the node behind `explain`: a call, an operator, a part, a variable that came from one, or an
  ///   element of any of these.
  func explain(_ index: Int32) throws(Diagnostic) -> Markup {
    let node = frame.nodes[Int(index)]
    let base = node.kind == .index ? node.a : index
    let kind = frame.nodes[Int(base)].kind
    guard Explainer.isOperation(kind) || kind == .global else { throw unexplained(index) }
    // An explanation looks at the arguments again, and must see the same draws.
    let generator = interpreter.generator
    let value = try interpreter.evaluate(base, frame)
    let rank = try explainedRank(value, index)
    interpreter.generator = generator
    let source = frame.program.source
    var text = source.text(frame.program.span(index))
    var output = [Int](repeating: 0, count: rank)
    if node.kind == .index, case .tensor(let tensor) = value {
      output = try elementIndex(node.b, of: tensor, base)
    } else if rank > 0 {
      text = kind == .call || kind == .global ? text : Explainer.indexable(text)
      text += "[\(output.map { _ in "1" }.joined(separator: ", "))]"
    }
    let question = Question(text: text, output: output, value: value)
    let explanation =
      kind == .global ? try explanation(ofVariable: base, question) : try explanation(of: base, question)
    guard var markup = explanation else { throw unexplained(index) }
    if kind != .global, let walk = try pipeline(endingAt: base, output) { markup.append(walk) }
    if node.kind != .index, rank > 0 {
      let name = source.text(frame.program.span(base))
      markup.line(
        "another element: explain \(kind == .call ? name : Explainer.indexable(name))[…]", .dim)
    }
    return markup
  }

  /// Whether a node of the kind may be an operation: a call, an operator or a part.
  static func isOperation(_ kind: Node.Kind) -> Bool {
    kind == .call || kind == .index || kind == .field || kind == .negate || kind == .transpose || kind == .not
      || Interpreter.symbols[kind] != nil
  }

  /// How many dimensions the value has that an explanation picks an element of; 0 for a number.
  private func explainedRank(_ value: Value, _ index: Int32) throws(Diagnostic) -> Int {
    switch value {
    case .tensor(let tensor) where tensor.count > 0: return tensor.rank
    case .number where frame.nodes[Int(index)].kind != .index,
      .boolean where frame.nodes[Int(index)].kind != .index:
      return 0
    default: throw unexplained(index)
    }
  }

  private func unexplained(_ index: Int32) -> Diagnostic {
    interpreter.failure(
      .explain, "there is no explanation for this", at: index, frame,
      help: "name an operation and an element: explain conv(x, k)[1, 1]")
  }

  /// The element's index, counted from 0; all dimensions must be given.
  private func elementIndex(_ list: Int32, of tensor: Tensor, _ base: Int32) throws(Diagnostic) -> [Int] {
    let parts = try interpreter.parts(list, of: tensor.shape.array, .tensor(tensor), base, frame)
    var output: [Int] = []
    for part in parts { if case .index(let position) = part { output.append(position) } }
    guard output.count == tensor.rank else {
      throw interpreter.failure(
        .explain, "explain needs one element, and \(tensor.shape) has \(tensor.rank) dimensions",
        at: base, frame,
        help: "give one index for each: [\(tensor.shape.array.map { _ in "1" }.joined(separator: ", "))]")
    }
    return output
  }

  /// What is said of a call, an operator or a part; nil where it is no operation of the engine.
  func explanation(of node: Int32, _ question: Question) throws(Diagnostic) -> Markup? {
    do throws(Diagnostic) {
      if frame.nodes[Int(node)].kind == .field { return try explanation(ofField: node, question) }
      guard frame.nodes[Int(node)].kind == .call else {
        guard let element = try element(ofOperator: node, question) else { return nil }
        return try explanation(of: element)
      }
      let call = frame.nodes[Int(node)]
      let callee = try interpreter.evaluate(call.a, frame)
      if case .function(let function) = callee {
        return try explanation(of: function, calledAt: node, question)
      }
      if let network = callee.network { return try explanation(of: network, calledAt: node, question) }
      guard case .builtIn(let builtIn) = callee else { return nil }
      let arguments = try interpreter.bind(builtIn, call, frame)
      if let explanation = Explanations.catalogue[builtIn.name] {
        return try explanation.explain(arguments, output: question.output, as: question.text)
      }
      guard let asked = try builtIn.operation?(arguments) else { return nil }
      return try explanation(of: element(asked, arguments, question))
    } catch { throw error.located(frame.program.source, frame.program.span(node)) }
  }

  /// A field of what a function gave that has several results; nil for any other.
  private func explanation(ofField node: Int32, _ question: Question) throws(Diagnostic) -> Markup? {
    let field = frame.nodes[Int(node)]
    let call = frame.nodes[Int(field.a)]
    guard call.kind == .call, case .builtIn(let builtIn) = try interpreter.evaluate(call.a, frame),
      let explanation = Explanations.parts[builtIn.name]
    else { return nil }
    let arguments = try interpreter.bind(builtIn, call, frame)
    guard let asked = try builtIn.operation?(arguments) else { return nil }
    let element = try element(asked, arguments, question)
    let part = frame.program.names[Int(field.b)]
    return try engine { () throws(TensorError) in try explanation.explain(element, part: part) }
  }

  func explanation(of element: ExplainedElement) throws(Diagnostic) -> Markup? {
    guard let explanation = Explanations.operations["\(type(of: element.operation))"] else { return nil }
    return try engine { () throws(TensorError) in try explanation.explain(element) }
  }

  func engine<R>(_ body: () throws(TensorError) -> R) throws(Diagnostic) -> R {
    do throws(TensorError) { return try body() } catch { throw Diagnostic(error, labels: []) }
  }
}
