import Engine

/// The window of a max pooling, and which element won.
enum MaxPoolExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let operation = try ConvolutionFunctions.maxPooling(arguments)
    let picture = try arguments.tensor(0).detached
    let (window, winner) = try arguments.engine([0]) { () throws(TensorError) in
      (
        try operation.window(at: output, picture: picture.shape),
        try operation.winner(at: output, picture: picture)
      )
    }
    return explain(window, winner, picture, as: text)
  }

  /// What is said of a window whose largest element is the one at `winner`.
  static func explain(_ window: Window, _ winner: [Int]?, _ picture: Tensor, as text: String) -> Markup {
    let values = window.taps.map { $0.picture.map { picture.element(at: $0) } ?? 0 }
    let largest = winner.map { picture.element(at: $0) } ?? -.infinity
    var markup = Markup()
    markup.line(.init(text, .code), .init(" = "), .init(Formatter.number(largest, digits: 7), .number))
    markup.line("The window \(WindowTable.place(window)).")
    markup.append(
      WindowTable.render(
        width: window.kernel.columns,
        [
          ("picture", WindowTable.texts(window.taps, values)),
          ("gradient", window.taps.map { $0.picture != nil && $0.picture == winner ? "1" : "0" }),
        ]))
    if let winner {
      let ties = window.taps.filter { $0.picture.map { picture.element(at: $0) == largest } ?? false }.count
      let note = ties > 1 ? ", the first of \(ties) that tie" : ""
      markup.line("The largest is x[\(WindowTable.index(winner))]\(note); the whole gradient goes there.")
    }
    markup.append(WindowTable.markedPicture(picture, window))
    return markup
  }
}

/// The window of an average pooling, and what its sum is divided by.
enum AvgPoolExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let operation = try ConvolutionFunctions.avgPooling(arguments)
    let picture = try arguments.tensor(0).detached
    let window = try arguments.engine([0]) { () throws(TensorError) in
      try operation.window(at: output, picture: picture.shape)
    }
    return explain(window, picture, as: text)
  }

  /// What is said of a window whose mean is taken.
  static func explain(_ window: Window, _ picture: Tensor, as text: String) -> Markup {
    let values = window.taps.map { $0.picture.map { picture.element(at: $0) } ?? 0 }
    let divisor = window.divisor ?? max(window.taps.count, 1)
    let sum = values.reduce(0, +)
    let mean = Formatter.number(sum / Double(divisor), digits: 7)
    var markup = Markup()
    markup.line(.init(text, .code), .init(" = "), .init(mean, .number))
    markup.line("The window \(WindowTable.place(window)).")
    let share = "1/\(divisor)"
    markup.append(
      WindowTable.render(
        width: window.kernel.columns,
        [
          ("picture", WindowTable.texts(window.taps, values)),
          ("gradient", window.taps.map { $0.picture == nil ? "·" : share }),
        ]))
    markup.line(
      .init("sum  \(Formatter.number(sum, digits: 7)), divided by \(divisor) = "), .init(mean, .number))
    markup.append(WindowTable.markedPicture(picture, window))
    return markup
  }
}

/// The window of an adaptive average pooling, whose size is its own.
enum AdaptiveAvgPoolExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let operation = AdaptiveAvgPool(try arguments[AdaptiveAvgPool.size])
    let picture = try arguments.tensor(0).detached
    let window = try arguments.engine([0]) { () throws(TensorError) in
      try operation.window(at: output, picture: picture.shape)
    }
    return AvgPoolExplanation.explain(window, picture, as: text)
  }
}

/// The window of an adaptive max pooling, whose size is its own, and which element won.
enum AdaptiveMaxPoolExplanation: Explanation {
  static func explain(
    _ arguments: Arguments, output: [Int], as text: String
  ) throws(Diagnostic) -> Markup {
    let operation = AdaptiveMaxPool(try arguments[AdaptiveAvgPool.size])
    let picture = try arguments.tensor(0).detached
    let (window, winner) = try arguments.engine([0]) { () throws(TensorError) in
      try operation.window(at: output, picture: picture)
    }
    return MaxPoolExplanation.explain(window, winner, picture, as: text)
  }
}
