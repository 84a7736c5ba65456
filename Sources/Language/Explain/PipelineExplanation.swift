import Engine

/// An element of a pipeline's result, walked backwards through all operations to the elements it is made of.
struct PipelineExplanation {
  /// An operation of the pipeline, applied to the result of the one before it.
  struct Stage {
    let name: String
    let operation: any Engine.Operation
    let operands: [Tensor]
    /// Which operand the pipeline comes through, and the node that it is written as.
    let position: Int
    let input: Int32
  }

  /// From the last to the first.
  let stages: [Stage]
  /// What goes into the first, as the program writes it.
  let source: String
  let output: [Int]
  let execution: Execution

  func markup() throws(TensorError) -> Markup {
    var (asked, gradient) = try onlyOutput()
    var spoiler: Stage?
    var table = ExplanationTable(["step", "looks at", "elements"])
    table.add([stages[0].name, Region.text(asked), "1"])
    for (index, stage) in stages.enumerated() {
      var field = ReceptiveField(asked: asked, execution)
      asked = try field.seen(through: stage.operation, stage.operands, at: stage.position)
      // What an operation picks by its place alone is looked at in no other way: there is nothing to walk back to.
      guard PipelineExplanation.count(asked) > 0 else { return Markup() }
      let arriving = gradient
      gradient = try ReceptiveField.gradient(
        of: stage.operation, stage.operands, seed: arriving, at: stage.position, execution)
      if spoiler == nil, PipelineExplanation.isSpoilt(gradient), !PipelineExplanation.isSpoilt(arriving) {
        spoiler = stage
      }
      let name = index + 1 < stages.count ? stages[index + 1].name : source
      table.add([name, Region.text(asked), String(PipelineExplanation.count(asked))])
    }
    table.alignWords(columns: 2)
    var markup = Markup()
    markup.line("Backwards, step by step, to its inputs:", .strong)
    markup.append(table.markup)
    markup.append(verdict(asked, gradient, spoiler))
    markup.append(picture(asked))
    return markup
  }

  /// 1 at the element that is asked about.
  private func onlyOutput() throws(TensorError) -> (asked: Tensor, gradient: Tensor) {
    let last = stages[0]
    let shape = try last.operation.resultShape(of: last.operands)
    var one = try Tensor(zeros: shape, .float64)
    try one.setElement(ReceptiveField.position(output, in: shape), to: 1)
    return (one, one)
  }

  private static func count(_ mask: Tensor) -> Int { (0..<mask.count).count { mask.element($0) != 0 } }

  private static func isSpoilt(_ gradient: Tensor) -> Bool {
    (0..<gradient.count).contains { gradient.element($0).isNaN }
  }

  /// - Parameter spoiler: the operation whose derivative makes the gradient nan.
  private func verdict(_ seen: Tensor, _ gradient: Tensor, _ spoiler: Stage?) -> Markup {
    let all = PipelineExplanation.count(seen)
    let spoilt = (0..<gradient.count).count { gradient.element($0).isNaN }
    let moving = PipelineExplanation.count(gradient) - spoilt
    var markup = Markup()
    if let spoiler {
      markup.sentence(
        .init("Receptive field: \(Formatter.count(all, "element")) of \(source). "),
        .init(
          "By \(spoilt == all ? (all == 1 ? "it" : "each of them") : "\(spoilt) of them") the gradient is nan: at these "
            + "numbers the derivative of `\(spoiler.name)` is not finite, and 0 times that is nan. "
            + "Keep such numbers out of it, as in sqrt(where(x > 0, x, 1))."))
      return markup
    }
    markup.sentence(
      .init("Receptive field: \(Formatter.count(all, "element")) of \(source). "),
      .init(
        moving == all
          ? "Each of them moves the result."
          : moving == 0
            ? "With these numbers none of them changes the result: the gradient with respect to each is 0."
            : "With these numbers \(moving) of them \(moving == 1 ? "moves" : "move") the result; the gradient with respect to the others is 0."
      ))
    return markup
  }

  /// The receptive field on the picture, where a person can see it.
  private func picture(_ seen: Tensor) -> Markup {
    guard let tensor = stages.last.map({ $0.operands[$0.position] }), tensor.rank >= 2,
      let first = (0..<seen.count).first(where: { seen.element($0) != 0 }),
      tensor.shape.array.suffix(2).allSatisfy({ $0 <= 64 })
    else { return Markup() }
    let (rows, columns) = (tensor.shape[tensor.rank - 2], tensor.shape[tensor.rank - 1])
    let start = first / (rows * columns) * rows * columns
    let plane = (0..<rows * columns).map { tensor.element(start + $0) }
    guard let shown = try? Tensor(plane, [rows, columns]).converted(to: tensor.dtype) else { return Markup() }
    let marked = (0..<rows * columns).filter { seen.element(start + $0) != 0 }
      .map { (row: $0 / columns, column: $0 % columns) }
    let place = ReceptiveField.index(first, in: tensor.shape).dropLast(2)
    let part = place.isEmpty ? "" : "[\(place.map { String($0 + 1) }.joined(separator: ", ")), :, :]"
    return Markup([
      .picture(.init(shown, caption: "\(source)\(part), with the receptive field marked", marked: marked))
    ])
  }
}

/// Where the elements of a mask that are not 0 lie, in words.
private enum Region {
  static func text(_ mask: Tensor) -> String {
    var bounds = mask.shape.array.map { _ in (low: Int.max, high: -1) }
    for position in 0..<mask.count where mask.element(position) != 0 {
      for (axis, place) in ReceptiveField.index(position, in: mask.shape).enumerated() {
        bounds[axis] = (min(bounds[axis].low, place), max(bounds[axis].high, place))
      }
    }
    guard !bounds.isEmpty, bounds[0].high >= 0 else { return mask.rank == 0 ? "the number" : "nothing" }
    let names: [String] =
      switch bounds.count {
      case 1: ["element"]
      case 2...4: Array(["picture", "channel", "row", "column"].suffix(bounds.count))
      default: bounds.indices.map { "index \($0 + 1):" }
      }
    // A picture alone in its batch needs no mention.
    return zip(names, bounds).enumerated().filter { mask.shape[$0.offset] > 1 || bounds.count < 3 }
      .map {
        $0.element.1.low == $0.element.1.high
          ? "\($0.element.0) \($0.element.1.low + 1)"
          : "\($0.element.0)s \($0.element.1.low + 1)–\($0.element.1.high + 1)"
      }
      .joined(separator: ", ")
  }
}
