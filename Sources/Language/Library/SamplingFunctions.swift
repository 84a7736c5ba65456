import Engine

/// Affine maps, and sampling between pixels.
enum SamplingFunctions {
  static let all: [BuiltIn] = [
    affine, affineGrid, gridSample, rotation, scaling, shift, pixelTheta, unitTheta,
  ]

  private static let picture = BuiltIn.Parameter.required("x", "a picture [H, W], [C, H, W] or [N, C, H, W]")

  private static let affine = BuiltIn(
    "affine", .sampling, "Moves, turns, scales or shears a picture: every output pixel asks the input.",
    [
      picture, .required("theta", "[a, b, e; c, d, f], or one for each picture of a batch: [N, 2, 3]"),
      .named("size", "none", "the output's [rows, columns]; the picture's without it"),
      .named(
        "mode", "\"bilinear\"", "between the pixels: weigh the four neighbours, or take the nearest",
        choices: ["bilinear", "round"]),
      .named(
        "outside", "\"zero\"", "what lies outside the picture: zeros, or the edge's pixels",
        choices: ["zero", "edge"]),
    ],
    details: """
      The output's pixel (i, j) takes the input at row a·i + b·j + e, column c·i + d·j + f; indices count from 1.
      mode="bilinear" weighs the four neighbours by nearness; mode="round" takes the pixel at ⌊p + ½⌋.
      Through rounding the gradient by theta is exactly zero.
      """,
    examples: [
      .init(
        code: "affine([1, 2, 3; 4, 5, 6; 7, 8, 9], [0, 0.5, 0.6; 1, 0, 0.4])[2, 2]", result: "4.2"),
      .init(
        code: "affine([1, 2, 3; 4, 5, 6; 7, 8, 9], [0, 0.5, 0.6; 1, 0, 0.4], mode=\"round\")[2, 2]",
        result: "5"),
    ],
    torch: "F.grid_sample(x, F.affine_grid(unit_theta, size)), whose theta runs from −1 to 1"
  ) { arguments throws(Diagnostic) in
    try arguments.apply(try affineMap(arguments), 0, 1)
  }

  static func affineMap(_ arguments: Arguments) throws(Diagnostic) -> Affine {
    Affine(
      size: arguments.optional(2) == nil ? nil : try arguments.pair(2, 1),
      mode: Affine.Mode(rawValue: try arguments.choice(3, default: "bilinear")) ?? .bilinear,
      outside: Affine.Outside(rawValue: try arguments.choice(4, default: "zero")) ?? .zero)
  }

  private static let affineGrid = BuiltIn(
    "affine_grid", .sampling, "Where each output pixel looks, in PyTorch's coordinates.",
    [
      .required("theta", "[2, 3] or [N, 2, 3]; x before y, from −1 to 1 about the centre"),
      .required("size", "the output's shape: [H, W] or [N, C, H, W]"),
      .named("align_corners", "false", "whether −1 and 1 are the corner pixels' centres"),
    ],
    details: "grid[i, j] = theta · (x, y, 1), a tensor [H, W, 2] or [N, H, W, 2]; last comes (x, y)",
    examples: [
      .init(code: "shape(affine_grid([1, 0, 0; 0, 1, 0], [4, 5]))", result: "[4, 5, 2]")
    ], torch: "F.affine_grid(theta, size, align_corners=False)"
  ) { arguments throws(Diagnostic) in
    let size = try arguments.integers([arguments.value(1)], [arguments.spans[1]])
    return try arguments.apply(
      AffineGrid(size: size, alignCorners: try arguments.boolean(2, default: false)), 0)
  }

  private static let gridSample = BuiltIn(
    "grid_sample", .sampling, "Samples a picture at the points of a grid.",
    [
      picture, .required("grid", "the points (x, y), from −1 to 1: [H, W, 2] or [N, H, W, 2]"),
      .named(
        "mode", "\"bilinear\"", "between the pixels", choices: ["bilinear", "nearest", "round"]),
      .named(
        "padding_mode", "\"zeros\"", "what lies outside", choices: ["zeros", "border", "reflection"]),
      .named("align_corners", "false", "whether −1 and 1 are the corner pixels' centres"),
    ],
    details:
      "\"nearest\" rounds halves to the even pixel, as PyTorch does; \"round\" is ⌊p + ½⌋, as in the lecture",
    examples: [
      .init(
        code: "grid_sample([1, 2; 3, 4], affine_grid([1, 0, 0; 0, 1, 0], [2, 2]))", result: "[1, 2; 3, 4]")
    ], torch: "F.grid_sample(x, grid, mode, padding_mode, align_corners)"
  ) { arguments throws(Diagnostic) in
    let mode = GridSample.Mode(rawValue: try arguments.choice(2, default: "bilinear")) ?? .bilinear
    let padding = GridSample.PaddingMode(rawValue: try arguments.choice(3, default: "zeros")) ?? .zeros
    return try arguments.apply(
      GridSample(mode: mode, paddingMode: padding, alignCorners: try arguments.boolean(4, default: false)), 0,
      1)
  }

  private static let size = BuiltIn.Parameter.required(
    "size", "the picture's [rows, columns], or its shape(x)")

  private static let rotation = BuiltIn(
    "rotation", .sampling, "The theta that turns a picture about its centre.",
    [.required("degrees", "positive turns counter-clockwise, as seen"), size],
    details: "quarter turns are exact; theta maps the output to the input, so it holds the turn back",
    examples: [.init(code: "rotation(90, [3, 3])", result: "[0, 1, 0; -1, 0, 4]")]
  ) { arguments throws(Diagnostic) in
    let size = try pictureSize(arguments, 1)
    if arguments.isTaped(0) {
      return try arguments.engine([0]) { () throws(TensorError) in
        try TapedTheta(arguments.interpreter).rotation(arguments.value(0), size)
      }
    }
    let degrees = try arguments.number(0)
    return try theta(arguments) { () throws(TensorError) in try .rotation(degrees: degrees, size: size) }
  }

  private static let scaling = BuiltIn(
    "scaling", .sampling, "The theta that enlarges or shrinks a picture about its centre.",
    [.required("factor", "2 makes the picture twice as large; a number or [rows, columns]"), size],
    details: "theta maps the output to the input, so that it holds 1 / factor",
    examples: [.init(code: "scaling(2, [3, 3])", result: "[0.5, 0, 1; 0, 0.5, 1]")]
  ) { arguments throws(Diagnostic) in
    let size = try pictureSize(arguments, 1)
    if case .tensor(let factors) = arguments.value(0), arguments.isTaped(0) {
      return try arguments.engine([0]) { () throws(TensorError) in
        try TapedTheta(arguments.interpreter).scaling(factors, size)
      }
    }
    if case .tensor(let factors) = arguments.value(0), factors.shape == [2] {
      return try theta(arguments) { () throws(TensorError) in
        try .scaling(rows: factors.element(0), columns: factors.element(1), size: size)
      }
    }
    let factor = try arguments.number(0)
    return try theta(arguments) { () throws(TensorError) in try .scaling(factor, size: size) }
  }

  private static let shift = BuiltIn(
    "shift", .sampling, "The theta that moves a picture.",
    [
      .required("rows", "how far down; negative moves up"),
      .required("columns", "how far to the right; negative moves left"),
    ],
    details: "theta maps the output to the input, so that it holds −rows and −columns",
    examples: [.init(code: "affine([1, 2; 3, 4], shift(1, 0))", result: "[0, 0; 1, 2]")]
  ) { arguments throws(Diagnostic) in
    if arguments.isTaped(0, 1) {
      return try arguments.engine([0, 1]) { () throws(TensorError) in
        try TapedTheta(arguments.interpreter).shift(arguments.value(0), arguments.value(1))
      }
    }
    let (rows, columns) = (try arguments.number(0), try arguments.number(1))
    return try theta(arguments) { () throws(TensorError) in try .shift(rows: rows, columns: columns) }
  }

  private static func theta(
    _ arguments: Arguments, _ make: () throws(TensorError) -> AffineMap
  ) throws(Diagnostic) -> Value {
    let dtype = arguments.resultType(0, 1)
    return .tensor(try arguments.engine { () throws(TensorError) in try make().theta(dtype) })
  }

  /// Rows and columns, from `[rows, columns]` or from the whole shape of a picture.
  private static func pictureSize(_ arguments: Arguments, _ position: Int) throws(Diagnostic) -> Pair {
    if case .tensor(let shape) = arguments.value(position), shape.rank == 1, shape.count > 2, shape.count <= 4
    {
      let extents = shape.elements.suffix(2).map { Int($0) }
      return Pair(extents[0], extents[1])
    }
    return try arguments.pair(position, 1)
  }

  private static let pixelTheta = BuiltIn(
    "pixel_theta", .sampling, "From PyTorch's theta to the lecture's, for `affine`.",
    [
      .required("theta", "PyTorch's: x before y, from −1 to 1 about the centre"), size,
      .named("align_corners", "false", "whether −1 and 1 are the corner pixels' centres"),
    ],
    details: "affine(x, pixel_theta(t, size)) samples what grid_sample(x, affine_grid(t, size)) samples",
    examples: [.init(code: "pixel_theta([1, 0, 0; 0, 1, 0], [4, 4])", result: "[1, 0, 0; 0, 1, 0]")]
  ) { arguments throws(Diagnostic) in
    try arguments.apply(
      PixelTheta(size: try pictureSize(arguments, 1), alignCorners: try arguments.boolean(2, default: false)),
      0)
  }

  private static let unitTheta = BuiltIn(
    "unit_theta", .sampling, "From the lecture's theta to PyTorch's, for `affine_grid`.",
    [
      .required("theta", "the lecture's: rows before columns, indices from 1"), size,
      .named("align_corners", "false", "whether −1 and 1 are the corner pixels' centres"),
    ],
    details: "the way back from pixel_theta",
    examples: [.init(code: "unit_theta(rotation(90, [3, 3]), [3, 3])", result: "[0, -1, 0; 1, 0, 0]")]
  ) { arguments throws(Diagnostic) in
    try arguments.apply(
      UnitTheta(size: try pictureSize(arguments, 1), alignCorners: try arguments.boolean(2, default: false)),
      0)
  }
}
