import Engine

/// Whether a number was dropped, and what the others are multiplied by.
enum DropoutExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let x = try arguments.tensor(0).detached
    let own = x.element(at: output)
    let n = { (value: Double) in Formatter.number(value, digits: 6) }
    var markup = Markup()
    guard let operation = try NormalizationFunctions.dropping(arguments) else {
      markup.line(.init(text, .code), .init(" = "), .init(Formatter.number(own, digits: 7), .number))
      markup.line("With training=false nothing is dropped.")
      return markup
    }
    let factor = operation.factor(at: x.position(output))
    let value = Formatter.number(own * factor, digits: 7)
    let p = operation.probability
    markup.line(.init(text, .code), .init(" = "), .init(value, .number))
    if factor == 0 {
      markup.line("Dropped: that happens with probability \(n(p)).")
    } else {
      markup.line("Kept: that happens with probability 1 − \(n(p)) = \(n(1 - p)).")
      markup.line(
        .init("x · 1 / (1 − p) = \(n(own)) · \(n(factor)) = "), .init(value, .number))
    }
    markup.line(
      "expected value  \(n(1 - p)) · \(n(own * (p < 1 ? 1 / (1 - p) : 0))) = \(n(p < 1 ? own : 0))", .dim)
    markup.line("The derivative with respect to x is \(n(factor)) here.", .dim)
    return markup
  }
}
