import Engine

/// Convolution and pooling.
enum ConvolutionFunctions {
  static let all: [BuiltIn] = [conv, maxPool, avgPool, linear]

  private static let picture = BuiltIn.Parameter.required("x", "a picture [H, W], [C, H, W] or [N, C, H, W]")

  /// What `convolution(_:options:)` reads.
  static let options: [BuiltIn.Parameter] = [
    .named("stride", "1", "how far the kernel moves: a number or [rows, columns]"),
    .named("padding", "0", "zeros around the picture: a number, [rows, columns], \"same\" or \"valid\""),
    .named("dilation", "1", "the distance between the kernel's taps: a number or [rows, columns]"),
    .named("groups", "1", "how many groups the channels are split into"),
  ]

  private static let conv = BuiltIn(
    "conv", .convolution, "Slides kernels over a picture: at each place the sum of products.",
    [
      picture, .required("w", "a kernel [h, w], or filters [F, C, h, w]"),
      .optional("b", "none", "a bias for each filter"),
    ] + options + [
      .named(
        "mask", "none",
        "zeros and ones of the kernel's size [h, w], or of the shape of w: 0 takes a weight out")
    ],
    formulas: [
      "y[i, j] = b + sum over p, q of w[p, q] * x[r, c], where r = (i - 1) * stride + (p - 1) * dilation + 1 - padding; "
        + "c = (j - 1) * stride + (q - 1) * dilation + 1 - padding",
      "shape(y)[1] = floor((shape(x)[1] + 2 * padding - dilation * (shape(w)[1] - 1) - 1) / stride) + 1",
    ],
    details: """
      No flip: a cross-correlation, as in PyTorch. Several channels are added up; outside the picture x is 0.
      A matrix kernel on a matrix gives a matrix; F filters on [C, H, W] give [F, H′, W′].
      mask= gives the receptive field any form: where it is 0 a weight takes no part, and its gradient is exactly 0.
      """,
    examples: [
      .init(code: "conv([1, 2, 3; 4, 5, 6; 7, 8, 9], [1, 0; 0, -1])", result: "[-4, -4; -4, -4]"),
      .init(code: "shape(conv(zeros(28, 28), ones(3, 3), stride=2, padding=1))", result: "[14, 14]"),
      // Two separate squares.
      .init(
        code: "conv([1, 2, 9, 3, 4; 5, 6, 9, 7, 8], ones(2, 5), mask=[1, 1, 0, 1, 1; 1, 1, 0, 1, 1])",
        result: "[[36]]"),
      .init(code: "conv(ones(2, 2), ones(3, 3))", refused: .shapes),
      .init(code: "conv(ones(3, 8, 8), ones(4, 1, 3, 3))", refused: .channels),
      .init(code: "conv(ones(8, 8), ones(3, 3), padding=\"full\")", refused: .option),
    ],
    torch: "F.conv2d(x, w, b, stride, padding, dilation, groups); a mask: w * mask"
  ) { arguments throws(Diagnostic) in
    var operands = [try arguments.numeric(0), try arguments.numeric(1)]
    if arguments.optional(2) != nil { operands.append(try arguments.numeric(2)) }
    return OperationCall(
      operation: try convolution(arguments), operands: operands, positions: [0, 1, 2, 7])
  }

  static func convolution(_ arguments: Arguments) throws(Diagnostic) -> Conv {
    var operation = try convolution(arguments, options: 3)
    if arguments.optional(7) != nil { operation.mask = try arguments.tensor(7).detached }
    return operation
  }

  /// - Parameter first: where stride stands among the parameters; padding, dilation and groups come behind it.
  static func convolution(_ arguments: Arguments, options first: Int) throws(Diagnostic) -> Conv {
    Conv(
      stride: try arguments.pair(first, 1), padding: try padding(arguments, first + 1),
      dilation: try arguments.pair(first + 2, 1), groups: try arguments.integer(first + 3, default: 1))
  }

  private static func padding(_ arguments: Arguments, _ position: Int) throws(Diagnostic) -> Padding {
    guard case .string(let box)? = arguments.optional(position) else {
      return .size(try arguments.pair(position, 0))
    }
    switch box.text {
    case "same": return .same
    case "valid": return .valid
    default:
      throw arguments.failure(
        .option, "`padding` is a number, [rows, columns], \"same\" or \"valid\", not \"\(box.text)\"",
        at: position)
    }
  }

  private static let linear = BuiltIn(
    "linear", .convolution, "A fully connected layer: every output weighs every input.",
    [
      .required("x", "[in], or [N, in] for a batch; further dimensions before the last are kept"),
      .required("w", "weights [out, in], or [in] for a single output"),
      .optional("b", "none", "a bias [out], or a number for all"),
    ],
    formulas: ["y[o] = b[o] + sum(w[o, :] * x)"],
    examples: [
      .init(code: "linear([1, 2], [1, 0; 0, 1; 1, 1])", result: "[1, 2, 3]"),
      .init(code: "linear([1, 2], ones(3, 4))", refused: .shapes),
    ],
    torch: "F.linear(x, w, b)"
  ) { arguments throws(Diagnostic) in
    guard arguments.optional(2) != nil else { return try arguments.calling(Linear(), 0, 1) }
    return try arguments.calling(Linear(), 0, 1, 2)
  }

  private static let poolOptions: [BuiltIn.Parameter] = [picture] + window

  /// The window of a pooling.
  static let window: [BuiltIn.Parameter] = [
    .required("kernel_size", "the window's size: a number or [rows, columns]"),
    .optional("stride", "kernel_size", "how far the window moves: a number or [rows, columns]"),
    .optional("padding", "0", "a margin, at most half of the window: a number or [rows, columns]"),
  ]

  static let maxOptions: [BuiltIn.Parameter] = [
    .named("dilation", "1", "the distance between the window's elements: a number or [rows, columns]"),
    .named("ceil_mode", "false", "true adds a window where the last one would leave a rest"),
  ]

  static let averageOptions: [BuiltIn.Parameter] = [
    .named("ceil_mode", "false", "true adds a window where the last one would leave a rest"),
    .named("count_include_pad", "true", "whether the margin's zeros count"),
  ]

  private static let maxPool = BuiltIn(
    "max_pool", .convolution, "Keeps the largest number of each window.",
    poolOptions + maxOptions,
    formulas: [
      "y[i, j] = max over p, q of x[r, c], where r = (i - 1) * stride + (p - 1) * dilation + 1 - padding; "
        + "c = (j - 1) * stride + (q - 1) * dilation + 1 - padding"
    ],
    details: """
      What lies outside the picture never wins; channels stay apart, and there is nothing to learn.
      The gradient goes to the element that won; of several that tie, to the first.
      """,
    examples: [
      .init(code: "max_pool([1, 2, 5, 0; 3, 4, 1, 1], 2)", result: "[[4, 5]]"),
      .init(code: "max_pool([1, 2; 3, 4], 3)", refused: .shapes),
      .init(code: "max_pool([1, 2; 3, 4], 2, padding=2)", refused: .option),
    ],
    torch: "F.max_pool2d(x, 2)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(try maxPooling(arguments), 0)
  }

  /// - Parameter first: where kernel_size stands among the parameters; the options come behind it.
  static func maxPooling(_ arguments: Arguments, from first: Int = 1) throws(Diagnostic) -> MaxPool {
    MaxPool(
      try arguments.pair(first, 1), stride: try poolStride(arguments, first + 1),
      padding: try arguments.pair(first + 2, 0), dilation: try arguments.pair(first + 3, 1),
      ceilMode: try arguments.boolean(first + 4, default: false))
  }

  private static func poolStride(_ arguments: Arguments, _ position: Int) throws(Diagnostic) -> Pair? {
    arguments.optional(position) == nil ? nil : try arguments.pair(position, 1)
  }

  private static let avgPool = BuiltIn(
    "avg_pool", .convolution, "Takes the mean of each window.",
    poolOptions + averageOptions,
    formulas: [
      "y[i, j] = mean over p, q of x[r, c], where r = (i - 1) * stride + p - padding; c = (j - 1) * stride + q - padding"
    ],
    details: "every element of a window gets the same share of the gradient",
    examples: [
      .init(code: "avg_pool([1, 2, 5, 0; 3, 4, 1, 2], 2)", result: "[[2.5, 2]]"),
      .init(code: "avg_pool([1, 2; 3, 4], 3)", refused: .shapes),
      .init(code: "avg_pool([1, 2; 3, 4], 2, padding=2)", refused: .option),
    ],
    torch: "F.avg_pool2d(x, 2)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(try avgPooling(arguments), 0)
  }

  /// - Parameter first: where kernel_size stands among the parameters; the options come behind it.
  static func avgPooling(_ arguments: Arguments, from first: Int = 1) throws(Diagnostic) -> AvgPool {
    AvgPool(
      try arguments.pair(first, 1), stride: try poolStride(arguments, first + 1),
      padding: try arguments.pair(first + 2, 0), ceilMode: try arguments.boolean(first + 3, default: false),
      countIncludePad: try arguments.boolean(first + 4, default: true))
  }
}

extension Arguments {
  /// A number for both directions, or `[rows, columns]`; `initial` where it is not given. The operation itself says
  /// what sizes it takes.
  func pair(_ position: Int, _ initial: Int) throws(Diagnostic) -> Pair {
    let (rows, columns) = try pair(position, default: (initial, initial), initial...Int(Int32.max))
    return Pair(rows, columns)
  }
}
