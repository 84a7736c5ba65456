import Engine

/// A channel's mean and variance, the number less the one and over the root of the other, scaled and moved.
enum BatchNormExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let (operation, positions) = try NormalizationFunctions.batchNormalization(arguments)
    let x = try arguments.tensor(0).detached
    let trains: Bool = if case .batch = operation.statistics { true } else { false }
    let axis = x.rank == 2 || x.rank == 4 ? 1 : 0
    let channel = output[axis]
    let statistics = try arguments.engine([0]) { () throws(TensorError) in try BatchStatistics(x) }
    let mean = trains ? statistics.mean.element(channel) : try arguments.tensor(1).element(channel)
    let variance = trains ? statistics.variance.element(channel) : try arguments.tensor(2).element(channel)
    let weight = arguments.optional(3) == nil ? 1 : try arguments.tensor(3).element(channel)
    let bias = arguments.optional(4) == nil ? 0 : try arguments.tensor(4).element(channel)
    let root = (variance + operation.epsilon).squareRoot()
    let own = x.element(at: output)
    let normalized = (own - mean) / root
    let n = { (value: Double) in Formatter.number(value, digits: 6) }

    var markup = Markup()
    let value = normalized * weight + bias
    markup.line(.init(text, .code), .init(" = "), .init(Formatter.number(value, digits: 7), .number))
    markup.line(
      trains
        ? "Channel \(channel + 1) of this batch, \(Formatter.count(statistics.count, "element")):"
        : "Channel \(channel + 1), with the running statistics:")
    markup.line("  mean \(n(mean)), variance \(n(variance))")
    markup.line("  x − mean = \(n(own)) − \(n(mean)) = \(n(own - mean))")
    markup.line("  over √(\(n(variance)) + \(n(operation.epsilon))) = \(n(root)): \(n(normalized))")
    if arguments.optional(3) != nil || arguments.optional(4) != nil {
      markup.line("  · weight \(n(weight)) + bias \(n(bias)) = \(n(value))")
    }
    markup.append(
      try derivatives(arguments, positions, operation, output, trains, axis, normalized, weight / root))
    return markup
  }

  private static func derivatives(
    _ arguments: Arguments, _ positions: [Int], _ operation: BatchNorm, _ output: [Int], _ trains: Bool,
    _ axis: Int, _ normalized: Double, _ factor: Double
  ) throws(Diagnostic) -> Markup {
    let x = try arguments.tensor(0).detached
    let statistics = try arguments.engine([0]) { () throws(TensorError) in try BatchStatistics(x) }
    var operands: [Tensor] = []
    for position in positions {
      operands.append(
        position < 0
          ? try arguments.engine { () throws(TensorError) in
            try Tensor(filled: 1, Shape(checking: [x.shape[axis]]))
          } : try arguments.tensor(position).detached)
    }
    let count = Double(statistics.count)
    let mean = statistics.mean.element(output[axis])
    let root = (statistics.variance.element(output[axis]) + operation.epsilon).squareRoot()
    let own = x.position(output)
    // Its own number, and the first others of the channel: those of other channels have no part in it.
    let others = (0..<x.count).lazy.filter { $0 != own && x.shape.indices($0)[axis] == output[axis] }
    var table = ExplanationTable(["by x", "derivative", "numeric"])
    try arguments.engine { () throws(TensorError) in
      let numeric = try NumericDerivatives(operation, operands, arguments.interpreter.execution)
      for position in [own] + (trains ? Array(others.prefix(3)) : []) {
        let other = (x.element(position) - mean) / root
        let itself = position == own ? 1.0 : 0
        let derivative = trains ? factor * (itself - 1 / count - normalized * other / count) : factor
        table.add(
          [
            "[\(WindowTable.index(x.shape.indices(position)))]", Formatter.number(derivative, digits: 6),
            try numeric.text(of: own, by: position),
          ], isMarked: position == own)
      }
    }
    var markup = table.markup
    markup.line(
      trains
        ? "The mean and the variance depend on every number of the channel, and so do the derivatives."
        : "The statistics are constant, so the derivative is weight / √(variance + eps) alone.", .dim)
    return markup
  }
}
