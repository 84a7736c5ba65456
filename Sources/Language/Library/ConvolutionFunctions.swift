import Engine

/// Convolution and pooling.
enum ConvolutionFunctions {
  static let all: [BuiltIn] = [
    conv, convTranspose, maxPool, avgPool, adaptiveMaxPool, adaptiveAvgPool, globalAvgPool, linear,
  ]

  private static let picture = BuiltIn.Parameter.required("x", "a picture [H, W], [C, H, W] or [N, C, H, W]")

  private static let mask = BuiltIn.Parameter.named(
    "mask", "zeros and ones of the kernel's size [h, w], or of the shape of w: 0 removes a weight")

  private static let conv = BuiltIn(
    "conv", .convolution, "Slides kernels over a picture: at each place the sum of products.",
    [
      picture, .required("w", "a kernel [h, w], or filters [F, C, h, w]"),
      .optional("b", "a bias for each filter"),
      .option(Conv.stride.option), .option(Conv.padding.option), .option(Conv.dilation.option),
      .option(Conv.groups.option), mask,
    ],
    formulas: [
      "y[i, j] = b + sum over p, q of w[p, q] * x[r, c], where r = (i - 1) * stride + (p - 1) * dilation + 1 - padding; "
        + "c = (j - 1) * stride + (q - 1) * dilation + 1 - padding",
      "shape(y)[1] = floor((shape(x)[1] + 2 * padding - dilation * (shape(w)[1] - 1) - 1) / stride) + 1",
    ],
    details: """
      No flip: a cross-correlation, as in PyTorch. Several channels are added up; outside the picture x is 0.
      A matrix kernel on a matrix gives a matrix; F filters on [C, H, W] give [F, H′, W′].
      mask= gives the receptive field any shape: where it is 0 a weight is not used, and its gradient is exactly 0.
      """,
    examples: [
      .init(code: "conv([1, 2, 3; 4, 5, 6; 7, 8, 9], [1, 0; 0, -1])", result: "[-4, -4; -4, -4]"),
      .init(code: "shape(conv(zeros(28, 28), ones(3, 3), stride=2, padding=1))", result: "[14, 14]"),
      // Two separate squares.
      .init(
        code: "conv([1, 2, 9, 3, 4; 5, 6, 9, 7, 8], ones(2, 5), mask=[1, 1, 0, 1, 1; 1, 1, 0, 1, 1])",
        result: "[[36]]"),
      .init(code: "conv(ones(2, 2), ones(3, 3))", fails: .shapes),
      .init(code: "conv(ones(3, 8, 8), ones(4, 1, 3, 3))", fails: .channels),
      .init(code: "conv(ones(8, 8), ones(3, 3), padding=\"full\")", fails: .option),
    ],
    torch: "F.conv2d(x, w, b, stride, padding, dilation, groups); a mask: w * mask"
  ) { arguments throws(Diagnostic) in
    var operands = [try arguments.numeric(0), try arguments.numeric(1)]
    if arguments.optional(2) != nil { operands.append(try arguments.numeric(2)) }
    return OperationCall(
      operation: try convolution(arguments), operands: operands,
      positions: [0, 1, 2, mask.position(in: arguments.builtIn)])
  }

  static func convolution(_ arguments: Arguments) throws(Diagnostic) -> Conv {
    var operation = Conv(
      stride: try arguments[Conv.stride], padding: try arguments[Conv.padding],
      dilation: try arguments[Conv.dilation], groups: try arguments[Conv.groups])
    if arguments.optional(mask) != nil { operation.mask = try arguments.tensor(mask).detached }
    return operation
  }

  private static let convTranspose = BuiltIn(
    "conv_transpose", .convolution,
    "Spreads each number over a larger picture, weighted by a kernel: a convolution backwards.",
    [
      picture, .required("w", "a kernel [h, w], or weights [C, F / groups, h, w]"),
      .optional("b", "a bias for each channel of the result"),
      .option(ConvTranspose.stride.option), .option(ConvTranspose.padding.option),
      .option(ConvTranspose.outputPadding.option), .option(Conv.groups.option),
      .option(Conv.dilation.option),
    ],
    formulas: [
      "y = b + grad(u -> sum(conv(u, w, stride=stride, padding=padding, dilation=dilation) * x), zeros_like(y))",
      "shape(y)[1] = (shape(x)[1] - 1) * stride - 2 * padding + dilation * (shape(w)[1] - 1) + output_padding + 1",
    ],
    details: """
      Where kernels overlap their products are added up. The first dimension of w is the channels of x, not those of the result.
      It goes back to the size of what conv with the same options was given; output_padding= tells apart sizes that conv makes equal.
      """,
    examples: [
      .init(
        code: "conv_transpose([1, 2; 3, 4], [1, 1; 1, 0], stride=2)",
        result: "[1, 1, 2, 2; 1, 0, 2, 0; 3, 3, 4, 4; 3, 0, 4, 0]"),
      .init(code: "conv_transpose([[1, 2]], [[1, 10]])", result: "[[1, 12, 20]]"),
      .init(code: "shape(conv_transpose(ones(8, 7, 7), ones(8, 4, 2, 2), stride=2))", result: "[4, 14, 14]"),
      .init(code: "conv_transpose(ones(3, 8, 8), ones(4, 3, 2, 2))", fails: .channels),
      .init(code: "conv_transpose(ones(2, 2), ones(1, 1), padding=1)", fails: .shapes),
      .init(code: "conv_transpose(ones(2, 2), ones(2, 2), output_padding=1)", fails: .option),
    ],
    torch: "F.conv_transpose2d(x, w, b, stride, padding, output_padding, groups, dilation)"
  ) { arguments throws(Diagnostic) in
    let operation = ConvTranspose(
      stride: try arguments[ConvTranspose.stride], padding: try arguments[ConvTranspose.padding],
      outputPadding: try arguments[ConvTranspose.outputPadding], groups: try arguments[Conv.groups],
      dilation: try arguments[Conv.dilation])
    guard arguments.optional(2) != nil else { return try arguments.calling(operation, 0, 1) }
    return try arguments.calling(operation, 0, 1, 2)
  }

  private static let linear = BuiltIn(
    "linear", .convolution, "A fully connected layer: every output is a weighted sum of all inputs.",
    [
      .required("x", "[in], or [N, in] for a batch; further dimensions before the last are kept"),
      .required("w", "weights [out, in], or [in] for a single output"),
      .optional("b", "a bias [out], or a number for all"),
    ],
    formulas: ["y[o] = b[o] + sum(w[o, :] * x)"],
    examples: [
      .init(code: "linear([1, 2], [1, 0; 0, 1; 1, 1])", result: "[1, 2, 3]"),
      .init(code: "linear([1, 2], ones(3, 4))", fails: .shapes),
    ],
    torch: "F.linear(x, w, b)"
  ) { arguments throws(Diagnostic) in
    guard arguments.optional(2) != nil else { return try arguments.calling(Linear(), 0, 1) }
    return try arguments.calling(Linear(), 0, 1, 2)
  }

  private static let maxPool = BuiltIn(
    "max_pool", .convolution, "Keeps the largest number of each window.",
    [picture] + PlainLayer<MaxPool>.description.ownOptions.map { .option($0) },
    formulas: [
      "y[i, j] = max over p, q of x[r, c], where r = (i - 1) * stride + (p - 1) * dilation + 1 - padding; "
        + "c = (j - 1) * stride + (q - 1) * dilation + 1 - padding"
    ],
    details: """
      Elements outside the picture are never chosen; channels are pooled separately, and there is nothing to learn.
      The gradient goes to the maximum; if several are equal, to the first.
      """,
    examples: [
      .init(code: "max_pool([1, 2, 5, 0; 3, 4, 1, 1], 2)", result: "[[4, 5]]"),
      .init(code: "max_pool([1, 2; 3, 4], 3)", fails: .shapes),
      .init(code: "max_pool([1, 2; 3, 4], 2, padding=2)", fails: .option),
    ],
    torch: "F.max_pool2d(x, 2)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(try maxPooling(arguments), 0)
  }

  static func maxPooling(_ arguments: Arguments) throws(Diagnostic) -> MaxPool {
    MaxPool(
      try arguments[PoolOptions.kernelSize], stride: try arguments[PoolOptions.stride],
      padding: try arguments[PoolOptions.padding], dilation: try arguments[MaxPool.dilation],
      ceilMode: try arguments[PoolOptions.ceilMode])
  }

  private static let avgPool = BuiltIn(
    "avg_pool", .convolution, "Takes the mean of each window.",
    [picture] + PlainLayer<AvgPool>.description.ownOptions.map { .option($0) },
    formulas: [
      "y[i, j] = mean over p, q of x[r, c], where r = (i - 1) * stride + p - padding; c = (j - 1) * stride + q - padding"
    ],
    details: "every element of a window gets the same share of the gradient",
    examples: [
      .init(code: "avg_pool([1, 2, 5, 0; 3, 4, 1, 2], 2)", result: "[[2.5, 2]]"),
      .init(code: "avg_pool([1, 2; 3, 4], 3)", fails: .shapes),
      .init(code: "avg_pool([1, 2; 3, 4], 2, padding=2)", fails: .option),
    ],
    torch: "F.avg_pool2d(x, 2)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(try avgPooling(arguments), 0)
  }

  static func avgPooling(_ arguments: Arguments) throws(Diagnostic) -> AvgPool {
    AvgPool(
      try arguments[PoolOptions.kernelSize], stride: try arguments[PoolOptions.stride],
      padding: try arguments[PoolOptions.padding], ceilMode: try arguments[PoolOptions.ceilMode],
      countIncludePad: try arguments[AvgPool.countIncludePad])
  }

  private static let adaptiveAvgPool = BuiltIn(
    "adaptive_avg_pool", .convolution, "Takes the mean of each window, so that the result has a given size.",
    [picture, .option(AdaptiveAvgPool.size.option)],
    formulas: [
      "y[i, j] = mean(x[a:b, c:d]), where a = floor((i - 1) * shape(x)[1] / size[1]) + 1; b = ceil(i * shape(x)[1] / size[1]); "
        + "c = floor((j - 1) * shape(x)[2] / size[2]) + 1; d = ceil(j * shape(x)[2] / size[2])"
    ],
    details: """
      The windows cover the picture as evenly as they can, and overlap where its size cannot be divided.
      A network with it takes pictures of any size; size 1 gives the mean of each channel, as global_avg_pool does.
      """,
    examples: [
      .init(code: "adaptive_avg_pool([1, 2, 5, 0; 3, 4, 1, 2], [1, 2])", result: "[[2.5, 2]]"),
      .init(code: "adaptive_avg_pool([[1, 2, 3]], [1, 2])", result: "[[1.5, 2.5]]"),
      .init(code: "adaptive_avg_pool([1, 2; 3, 4], 0)", fails: .option),
    ],
    torch: "F.adaptive_avg_pool2d(x, size)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(AdaptiveAvgPool(try arguments[AdaptiveAvgPool.size]), 0)
  }

  private static let adaptiveMaxPool = BuiltIn(
    "adaptive_max_pool", .convolution,
    "Keeps the largest number of each window, so that the result has a given size.",
    [picture, .option(AdaptiveAvgPool.size.option)],
    formulas: [
      "y[i, j] = max(x[a:b, c:d]), where a = floor((i - 1) * shape(x)[1] / size[1]) + 1; b = ceil(i * shape(x)[1] / size[1]); "
        + "c = floor((j - 1) * shape(x)[2] / size[2]) + 1; d = ceil(j * shape(x)[2] / size[2])"
    ],
    details:
      "The windows are those of adaptive_avg_pool. If several numbers are equal, the gradient goes to the first.",
    examples: [
      .init(code: "adaptive_max_pool([1, 2, 5, 0; 3, 4, 1, 2], [1, 2])", result: "[[4, 5]]"),
      .init(code: "adaptive_max_pool([1, 2; 3, 4], 0)", fails: .option),
    ],
    torch: "F.adaptive_max_pool2d(x, size)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(AdaptiveMaxPool(try arguments[AdaptiveAvgPool.size]), 0)
  }

  private static let globalAvgPool = BuiltIn(
    "global_avg_pool", .convolution, "The mean of each channel, over all rows and columns.", [picture],
    formulas: ["y = mean(x, dim=[-2, -1])"],
    details:
      "[C, H, W] becomes [C], [N, C, H, W] becomes [N, C]; adaptive_avg_pool(x, 1) keeps rows and columns of one.",
    examples: [
      .init(code: "global_avg_pool([[1, 2; 3, 6], [0, 0; 0, 4]])", result: "[3, 1]"),
      .init(code: "global_avg_pool([1, 2])", fails: .rank),
    ],
    torch: "torch.mean(x, dim=(-2, -1))"
  ) { arguments throws(Diagnostic) in
    let shape = try arguments.tensor(0).shape
    guard (2...4).contains(shape.rank) else {
      throw arguments.failure(
        .rank, "global_avg_pool takes a picture [H, W], [C, H, W] or [N, C, H, W], not \(shape)", at: 0)
    }
    return try arguments.calling(Mean(axes: [shape.rank - 2, shape.rank - 1]), 0)
  }
}
