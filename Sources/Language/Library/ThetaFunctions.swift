import Engine

/// The numbers of affine maps: thetas made from what a picture is to do, and translated between the two conventions.
enum ThetaFunctions {
  static let all: [BuiltIn] = [rotation, scaling, shift, pixelTheta, unitTheta]

  private static let size = BuiltIn.Parameter.required(
    "size", "the picture's [rows, columns], or its shape(x)")

  private static let rotation = BuiltIn(
    "rotation", .sampling, "The theta that turns a picture about its centre.",
    [.required("degrees", "positive turns counter-clockwise, as seen"), size],
    formulas: [
      "y = [cos(t), sin(t), m - m * cos(t) - n * sin(t); -sin(t), cos(t), n + m * sin(t) - n * cos(t)], where "
        + "t = degrees * 3.14159265358979 / 180; m = (size[1] + 1) / 2; n = (size[2] + 1) / 2"
    ],
    details:
      "quarter turns are exact; theta maps the output to the input, so it contains the inverse rotation",
    examples: [
      .init(code: "rotation(90, [3, 3])", result: "[0, 1, 0; -1, 0, 4]"),
      .init(code: "rotation(90, [0, 4])", fails: .option),
      .init(code: "rotation(90)", fails: .missingArgument),
    ]
  ) { arguments throws(Diagnostic) in
    let size = try arguments.pictureSize(ThetaFunctions.size)
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
    formulas: [
      "y = [1 / factor, 0, (1 - 1 / factor) * (size[1] + 1) / 2; 0, 1 / factor, (1 - 1 / factor) * (size[2] + 1) / 2]"
    ],
    details: "theta maps the output to the input, so it contains 1 / factor",
    examples: [
      .init(code: "scaling(2, [3, 3])", result: "[0.5, 0, 1; 0, 0.5, 1]"),
      .init(code: "scaling(0, [4, 4])", fails: .option),
      .init(code: "scaling(2)", fails: .missingArgument),
    ]
  ) { arguments throws(Diagnostic) in
    let size = try arguments.pictureSize(ThetaFunctions.size)
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
    formulas: ["y = [1, 0, -rows; 0, 1, -columns]"],
    details: "theta maps the output to the input, so it contains the negative shift",
    examples: [
      .init(code: "affine([1, 2; 3, 4], shift(1, 0))", result: "[0, 0; 1, 2]"),
      .init(code: "shift(1)", fails: .missingArgument),
    ]
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

  private static let pixelTheta = BuiltIn(
    "pixel_theta", .sampling, "From PyTorch's theta to the lecture's, for `affine`.",
    [
      .required("theta", "PyTorch's: x before y, from −1 to 1 about the centre"), size,
      .option(GridSample.alignCorners.option),
    ],
    formulas: ["affine(x, y) = grid_sample(x, affine_grid(theta, size))"],
    details: "of a picture x of that size",
    examples: [
      .init(code: "pixel_theta([1, 0, 0; 0, 1, 0], [4, 4])", result: "[1, 0, 0; 0, 1, 0]"),
      .init(code: "pixel_theta([1, 0; 0, 1], [4, 4])", fails: .shapes),
    ]
  ) { arguments throws(Diagnostic) in
    try arguments.calling(
      PixelTheta(size: try arguments.pictureSize(size), alignCorners: try arguments[GridSample.alignCorners]),
      0)
  }

  private static let unitTheta = BuiltIn(
    "unit_theta", .sampling, "From the lecture's theta to PyTorch's, for `affine_grid`.",
    [
      .required("theta", "the lecture's: rows before columns, indices from 1"), size,
      .option(GridSample.alignCorners.option),
    ],
    formulas: ["pixel_theta(y, size) = theta"],
    details: "the inverse of pixel_theta",
    examples: [
      .init(code: "unit_theta(rotation(90, [3, 3]), [3, 3])", result: "[0, -1, 0; 1, 0, 0]"),
      .init(code: "unit_theta([1, 0; 0, 1], [4, 4])", fails: .shapes),
    ]
  ) { arguments throws(Diagnostic) in
    try arguments.calling(
      UnitTheta(size: try arguments.pictureSize(size), alignCorners: try arguments[GridSample.alignCorners]),
      0)
  }
}

extension Arguments {
  /// Rows and columns, from a number for both, `[rows, columns]`, or the whole shape of a picture.
  func pictureSize(_ parameter: some ParameterReference) throws(Diagnostic) -> Pair {
    if case .tensor(let shape) = value(parameter), shape.rank == 1, shape.count > 2, shape.count <= 4 {
      let extents = try integers([value(parameter)], [span(parameter)])
      return Pair(extents[extents.count - 2], extents[extents.count - 1])
    }
    let (rows, columns) = try pair(parameter, 1...Int(Int32.max))
    return Pair(rows, columns)
  }

  /// The same for an option; its default where it is not given.
  func pictureSize(_ key: OptionKey<Pair?>) throws(Diagnostic) -> Pair? {
    optional(key) == nil ? key.standard : try pictureSize(key.position(in: builtIn))
  }
}
