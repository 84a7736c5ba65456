import Engine

/// A convolution's window, its weights, the products and their sum.
enum ConvExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let operation = try ConvolutionFunctions.convolution(arguments)
    let (picture, kernel) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    let window = try arguments.engine([0, 1]) { () throws(TensorError) in
      try operation.window(at: output, picture: picture.shape, kernel: kernel.shape)
    }
    var sum = 0.0
    var parts: [String] = []
    var markup = Markup()
    let channels = Dictionary(grouping: window.taps, by: \.channel).sorted { $0.key < $1.key }
    var details = Markup()
    for (channel, taps) in channels {
      let values = taps.map { $0.picture.map { picture.element(at: $0) } ?? 0 }
      let weights = taps.map { $0.weight.map { kernel.element(at: $0) } ?? 0 }
      let products = zip(values, weights).map { $0 * $1 }
      let part = products.reduce(0, +)
      sum += part
      parts.append(Formatter.number(part, digits: 6))
      guard channel < 4 else { continue }
      if channels.count > 1 { details.line("channel \(channel + 1)", .dim) }
      details.append(
        WindowTable.render(
          width: window.kernel.columns,
          [
            ("picture", WindowTable.texts(taps, values)), ("kernel", unmasked(taps, weights)),
            ("products", unmasked(taps, products)),
          ]))
    }
    let bias = try bias(arguments, window)
    let total = sum + (bias ?? 0)
    markup.line(.init(text, .code), .init(" = "), .init(Formatter.number(total, digits: 7), .number))
    markup.line("The window \(WindowTable.place(window)).", .plain)
    let masked = window.taps.count { $0.weight == nil }
    if masked > 0 {
      markup.line("The mask removes \(masked) of its \(Formatter.count(window.taps.count, "weight")) (·).")
    }
    markup.append(details)
    if channels.count > 4 { markup.line("… and \(channels.count - 4) more channels", .dim) }
    var terms = Array(parts.prefix(8))
    if parts.count > 8 { terms.append("…") }
    if let bias { terms.append("bias \(Formatter.number(bias, digits: 6))") }
    let addends = terms.count > 1 ? terms.joined(separator: " + ") + " = " : ""
    markup.line(.init("sum  "), .init(addends), .init(Formatter.number(total, digits: 7), .number))
    markup.sentence(
      .init("The derivative with respect to a picture element is its weight, and the other way round.", .dim))
    markup.append(WindowTable.markedPicture(picture, window))
    return markup
  }

  /// Numbers by tap; what the mask takes out is a dot.
  private static func unmasked(_ taps: [Window.Tap], _ numbers: [Double]) -> [String] {
    zip(taps, WindowTable.numbers(numbers)).map { $0.weight == nil ? "·" : $1 }
  }

  private static func bias(_ arguments: Arguments, _ window: Window) throws(Diagnostic) -> Double? {
    guard arguments.optional(2) != nil, let filter = window.filter else { return nil }
    let bias = try arguments.tensor(2)
    return bias.element(min(filter, bias.count - 1))
  }
}
