import Engine

/// Finds the operation and the element that an `explain` statement speaks of.
struct Explainer {
  private let interpreter: Interpreter
  private let frame: Frame

  init(_ interpreter: Interpreter, _ frame: Frame) {
    self.interpreter = interpreter
    self.frame = frame
  }

  /// - Parameter index: the node behind `explain`: a call, a variable that came from one, or an element of either.
  func explain(_ index: Int32) throws(Diagnostic) -> Markup {
    let node = frame.nodes[Int(index)]
    let base = node.kind == .index ? node.a : index
    let kind = frame.nodes[Int(base)].kind
    guard kind == .call || kind == .global else { throw unexplained(index) }
    // An explanation looks at the arguments again, and must see the same draws.
    let generator = interpreter.generator
    let value = try interpreter.evaluate(base, frame)
    let rank = try explainedRank(value, index)
    interpreter.generator = generator
    var text = frame.program.source.text(frame.program.span(index))
    var output = [Int](repeating: 0, count: rank)
    if node.kind == .index, case .tensor(let tensor) = value {
      output = try elementIndex(node.b, of: tensor, base)
    } else if rank > 0 {
      text += "[\(output.map { _ in "1" }.joined(separator: ", "))]"
    }
    var markup =
      kind == .call
      ? try explanation(of: base, frame, text, output)
      : try explanation(ofVariable: base, value, text, output)
    if node.kind != .index, rank > 0 {
      let name = frame.program.source.text(frame.program.span(base))
      markup.line("another element: explain \(name)[…]", .dim)
    }
    return markup
  }

  /// How many dimensions the value has that an explanation picks an element of; 0 for a number.
  private func explainedRank(_ value: Value, _ index: Int32) throws(Diagnostic) -> Int {
    switch value {
    case .tensor(let tensor) where tensor.count > 0: return tensor.rank
    case .number where frame.nodes[Int(index)].kind != .index: return 0
    default: throw unexplained(index)
    }
  }

  private func unexplained(_ index: Int32) -> Diagnostic {
    let known = Explanations.catalogue.keys.sorted().joined(separator: ", ")
    return interpreter.failure(
      .explain, "there is no explanation for this", at: index, frame,
      help: "name an operation and an element: explain conv(x, k)[1, 1]; it works for \(known)")
  }

  /// `explain y[1, 1]`: back to the call that y was assigned from, evaluated again.
  private func explanation(
    ofVariable index: Int32, _ current: Value, _ text: String, _ output: [Int]
  ) throws(Diagnostic) -> Markup {
    let name = frame.program.names[Int(frame.nodes[Int(index)].c)]
    let help = "write the operation itself: explain conv(x, k)[1, 1]"
    guard let origin = interpreter.origins[name], origin.program.nodes[Int(origin.node)].kind == .call else {
      throw interpreter.failure(
        .explain, "it is not known which operation `\(name)` came from", at: index, frame, help: help)
    }
    return try Frame.with(origin.program, locals: interpreter.stack.top) { there throws(Diagnostic) in
      guard let again = try? interpreter.evaluate(origin.node, there), again.isSame(as: current) else {
        let formula = origin.program.source.text(origin.program.span(origin.node))
        throw interpreter.failure(
          .explain, "`\(name)` was \(formula), which now gives something else", at: index, frame, help: help)
      }
      return try explanation(of: origin.node, there, text, output)
    }
  }

  /// The element's index, counted from 0; all dimensions must be given.
  private func elementIndex(_ list: Int32, of tensor: Tensor, _ base: Int32) throws(Diagnostic) -> [Int] {
    let parts = try interpreter.parts(list, of: tensor.shape.array, .tensor(tensor), base, frame)
    var output: [Int] = []
    for part in parts { if case .index(let position) = part { output.append(position) } }
    guard output.count == tensor.rank else {
      throw interpreter.failure(
        .explain, "an explanation is of one element, and \(tensor.shape) has \(tensor.rank) dimensions",
        at: base, frame,
        help: "give one number for each: [\(tensor.shape.array.map { _ in "1" }.joined(separator: ", "))]")
    }
    return output
  }

  private func explanation(
    of call: Int32, _ frame: Frame, _ text: String, _ output: [Int]
  ) throws(Diagnostic) -> Markup {
    let node = frame.nodes[Int(call)]
    guard case .builtIn(let box) = try interpreter.evaluate(node.a, frame),
      let explanation = Explanations.catalogue[box.builtIn.name]
    else { throw unexplained(call) }
    let arguments = try interpreter.bind(box.builtIn, node, frame)
    do throws(Diagnostic) {
      return try explanation.explain(arguments, output: output, as: text)
    } catch { throw error.located(frame.program.source, frame.program.span(call)) }
  }
}
