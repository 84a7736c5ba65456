import Engine

/// `show x`: what it takes, as a call would, and what it does.
package enum ShowStatement {
  private static let range = OptionKey<[Double]?>(
    "range", default: nil,
    "the numbers drawn darkest and lightest, [least, greatest]; without it, chosen from the numbers")
  private static let caption = OptionKey<String?>(
    "caption", default: nil, "the line below it, in place of what was typed")

  private static let file = BuiltIn.Parameter.named(
    "file", "a file to write it to as a figure: name.png or name.svg"
  ).ofFile

  package static let builtIn = BuiltIn(
    "show", .plots,
    """
    Draws a tensor: numbers on colours if they fit, otherwise a picture; all pictures of a list, side by side if they have the \
    same size; a network, a data set, an element of one with its class, what a transformer sees. `show y = conv(x, k)` assigns as well.
    """,
    [
      .required("x", "what to draw"), .option(range.option), .option(caption.option), file,
    ],
    details: """
      What lies in 0…1 and reaches above 0.5 is a picture, black 0 to white 1. All else spreads from its least to its greatest \
      number, or as far to both sides of 0 where signs differ, and the line below says what the colours are.
      A few outliers do not set the scale: where an end lies more than twice as far out as 98% of the numbers (without the zeros), \
      the scale ends with these, and the line below says how many lie beyond.
      file="figure.svg" or file="figure.png" writes it for documents and slides, the caption only where one is given; a PNG has two \
      pixels for each of an SVG. write("x.png", x) writes the tensor's own pixels instead.
      Of a network the file has the drawing that architecture(net) gives, once it has seen a picture.
      In a list each picture has a scale of its own, unless a range is given. NaN is drawn in magenta, or as ?.
      """,
    examples: [
      .init(code: "show [1, 2; 3, 4]", result: "none"),
      .init(code: "show list([1, 2; 3, 4], eye(2))", result: "none"),
      .init(code: "show rand(28, 28) / 100, range=[0, 1]", result: "none"),
      .init(code: "show digits(3, seed=1)[2], caption=\"the second\"", result: "none"),
      .init(code: "show eye(3), range=[1, 0]", fails: .option),
      .init(code: "show eye(3), file=\"figure.gif\"", fails: .file),
      .init(code: "show eye(3), colours=2", fails: .unknownArgument),
      .init(code: "show \"text\", range=[0, 1]", fails: .option),
      .init(code: "show 1, 2", fails: .extraArgument),
    ], torch: "plt.imshow(x, cmap=\"gray\", vmin=0, vmax=1)"
  ) { arguments throws(Diagnostic) in try draw(arguments, written: "") }

  /// - Parameter written: what was typed, the caption where none is given.
  static func draw(_ arguments: Arguments, written: String) throws(Diagnostic) -> Value {
    let value = arguments.value(0)
    let caption = try arguments[caption]
    let ends = try ends(arguments)
    let file = try FigureFile(arguments, at: file)
    let answers = arguments.interpreter.answers
    var markup = Display.picture(of: value, caption: caption ?? written, answers)
    if let ends { try set(ends, of: &markup, arguments) }
    if let file {
      var figure = Display.figure(of: value, caption: caption ?? "", answers)
      if let ends, figure.hasPicture { try set(ends, of: &figure, arguments) }
      if let caption, !figure.says(caption) { figure.sentence(.init(caption)) }
      try file.write(FigureLayout(figure).figure)
    }
    if let caption, !markup.says(caption) { markup.sentence(.init(caption)) }
    arguments.interpreter.output(markup)
    return value
  }

  private static func ends(_ arguments: Arguments) throws(Diagnostic) -> ClosedRange<Double>? {
    guard let ends = try arguments[range] else { return nil }
    guard ends.count == 2, ends[0] < ends[1] else {
      let given = ends.map { Formatter.number($0) }.joined(separator: ", ")
      throw arguments.failure(
        .option, "`range` must be [least, greatest], such as [0, 1], not [\(given)]", at: range)
    }
    return ends[0]...ends[1]
  }

  private static func set(
    _ range: ClosedRange<Double>, of markup: inout Markup, _ arguments: Arguments
  ) throws(Diagnostic) {
    guard markup.hasPicture else {
      throw arguments.failure(
        .option, "`range` is for pictures, and \(arguments.value(0).briefly) is not drawn as one",
        at: ShowStatement.range)
    }
    markup.blocks = markup.blocks.map { block in
      guard case .picture(var picture) = block else { return block }
      picture.range = range
      return .picture(picture)
    }
  }
}

extension Markup {
  /// Whether a caption stands in it already: below a picture, above a plot, before the name of a network.
  fileprivate func says(_ caption: String) -> Bool { hasPicture || plainText.contains(caption) }

  var hasPicture: Bool { blocks.contains { if case .picture = $0 { true } else { false } } }
}
