import Engine

extension Explainer {
  /// `explain net(x)[1]`: the last layer's arithmetic, as that of the function that does the same; nil where the network is
  /// not simply called with one input, or where its last layer is more than one operation.
  func explanation(
    of object: NetworkObject, calledAt node: Int32, _ question: Question
  ) throws(Diagnostic) -> Markup? {
    let call = frame.nodes[Int(node)]
    let isChain = object.network.root is Chain
    let list = Array(frame.program.entries(call.b))
    guard list.count == 3, list[0] == 1,
      let last = isChain ? object.network.layers.last : object.network.root
    else { return nil }
    func text(_ node: Int32) -> String { frame.program.source.text(frame.program.span(node)) }
    let (network, input) = (text(call.a), text(list[2]))
    let count = isChain ? object.network.layers.count : 1
    let earlier =
      count == 1 ? input : count == 2 ? "\(network)[1](\(input))" : "\(network)[1:\(count - 1)](\(input))"
    let formula = LayerFormula(
      input: earlier, layer: isChain ? "\(network)[\(count)]" : network, isBatch: question.isOfBatch)
    guard let function = formula.text(of: last) else { throw withoutFormula(last, network, input, node) }
    var element = function
    if !question.output.isEmpty {
      element += "[\(question.output.map { String($0 + 1) }.joined(separator: ", "))]"
    }
    var markup = Markup()
    let layer = isChain ? "layer \(count), \(last.text)," : "the layer \(last.text)"
    markup.sentence(
      .init("\(question.text) is what \(layer) makes of "), .init(earlier, .code), .init(":"))
    guard let explained = try explanation(ofFormula: element, question) else { return nil }
    markup.append(explained)
    if count > 1 { markup.sentence(.init("further back: explain \(earlier)[…]", .dim)) }
    return markup
  }

  private func withoutFormula(
    _ layer: any Layer, _ network: String, _ input: String, _ node: Int32
  ) -> Diagnostic {
    let help =
      layer is AffineLayer
      ? "transformer(\(network), \(input)) shows where it looks; explain affine(x, theta)[1, 1] how it samples"
      : "take a single layer: explain \(network)[1](\(input))"
    return interpreter.failure(
      .explain, "\(layer.name) is more than one operation", at: node, frame, help: help)
  }

  /// The explanation of an expression that is to give the asked value again; nil where it does not.
  private func explanation(ofFormula text: String, _ question: Question) throws(Diagnostic) -> Markup? {
    let source = frame.program.source
    let formula = SourceText(name: source.name, bytes: Array(text.utf8), rights: source.rights)
    guard let program = try? interpreter.compile(formula),
      let statement = program.statements.first
    else { return nil }
    return try interpreter.withFrame(of: program, locals: frame.locals, function: frame.function) {
      there throws(Diagnostic) in
      guard let again = try? interpreter.evaluate(statement.node, there), let number = again.scalar,
        let asked = question.number, abs(number - asked) <= 1e-4 * question.size
      else { return nil }
      do throws(Diagnostic) { return try Explainer(interpreter, there).explain(statement.node) } catch {
        return nil
      }
    }
  }
}

extension Explainer.Question {
  /// The largest number of the value: what rounding in any of them is measured by.
  fileprivate var size: Double {
    guard case .tensor(let tensor) = value else { return abs(number ?? 0) }
    return (0..<tensor.count).reduce(0) { max($0, abs(tensor.element($1))) }
  }

  /// Whether a network's result is that of a batch: rows or pictures, and not one of them.
  fileprivate var isOfBatch: Bool {
    if case .tensor(let tensor) = value { tensor.rank == 4 || tensor.rank == 2 } else { false }
  }

  /// The element as a number.
  fileprivate var number: Double? {
    switch value {
    case .number(let number): number
    case .tensor(let tensor): tensor.element(at: output)
    default: nil
    }
  }
}
