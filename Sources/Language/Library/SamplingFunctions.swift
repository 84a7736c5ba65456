import Engine

/// Sampling between pixels: at the points of an affine map, of a grid, of a picture of another size.
enum SamplingFunctions {
  /// The place (r, c) of the input that an output pixel asks for, in formulas.
  private static let asked =
    "r = theta[1, 1] * i + theta[1, 2] * j + theta[1, 3]; c = theta[2, 1] * i + theta[2, 2] * j + theta[2, 3]"
  private static let stated =
    "r = ((grid[i, j, 2] + 1) * shape(x)[1] + 1) / 2; c = ((grid[i, j, 1] + 1) * shape(x)[2] + 1) / 2"
  private static let stretched =
    "r = clamp((i - 0.5) * shape(x)[1] / size[1] + 0.5, 1, shape(x)[1]); "
    + "c = clamp((j - 0.5) * shape(x)[2] / size[2] + 0.5, 1, shape(x)[2])"

  static let all: [BuiltIn] = [affine, affineGrid, gridSample, resize]

  private static let picture = BuiltIn.Parameter.required("x", "a picture [H, W], [C, H, W] or [N, C, H, W]")

  private static let affine = BuiltIn(
    "affine", .sampling, "Moves, turns, scales or shears a picture: every output pixel samples the input.",
    [
      picture, .required("theta", "[a, b, e; c, d, f], or one for each picture of a batch: [N, 2, 3]"),
      .option(Affine.size.option), .option(Affine.mode.option), .option(Affine.paddingMode.option),
    ],
    formulas: [
      "y[i, j] = sum over p, q of maximum(1 - abs(r - p), 0) * maximum(1 - abs(c - q), 0) * x[p, q], where "
        + SamplingFunctions.asked,
      "affine(x, theta, mode=\"round\")[i, j] = x[floor(r + 0.5), floor(c + 0.5)], where "
        + SamplingFunctions.asked,
    ],
    details: """
      mode="bilinear" weights the four neighbours by nearness, mode="round" takes the nearest pixel. A theta that is nan gives nan.
      With rounding the gradient with respect to theta is exactly zero.
      """,
    examples: [
      .init(
        code: "affine([1, 2, 3; 4, 5, 6; 7, 8, 9], [0, 0.5, 0.6; 1, 0, 0.4])[2, 2]", result: "4.2"),
      .init(
        code: "affine([1, 2, 3; 4, 5, 6; 7, 8, 9], [0, 0.5, 0.6; 1, 0, 0.4], mode=\"round\")[2, 2]",
        result: "5"),
      .init(code: "affine([1, 2; 3, 4], [1, 0; 0, 1])", fails: .shapes),
      .init(code: "affine([1, 2; 3, 4], rotation(90, [2, 2]), mode=\"cubic\")", fails: .option),
    ],
    torch: "F.grid_sample(x, F.affine_grid(unit_theta, size)), whose theta runs from −1 to 1"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(try affineMap(arguments), 0, 1)
  }

  static func affineMap(_ arguments: Arguments) throws(Diagnostic) -> Affine {
    Affine(
      size: try arguments.pictureSize(Affine.size), mode: try arguments[Affine.mode],
      paddingMode: try arguments[Affine.paddingMode])
  }

  private static let gridSize = BuiltIn.Parameter.required(
    "size", "the output's shape: [H, W], [C, H, W] or [N, C, H, W]; a number for a square")

  private static let affineGrid = BuiltIn(
    "affine_grid", .sampling, "Where each output pixel looks, in PyTorch's coordinates.",
    [
      .required("theta", "[2, 3] or [N, 2, 3]; x before y, from −1 to 1 about the centre"),
      gridSize, .option(GridSample.alignCorners.option),
    ],
    formulas: [
      "y[i, j, k] = theta[k, 1] * u + theta[k, 2] * v + theta[k, 3], where u = (2 * j - 1) / size[2] - 1; "
        + "v = (2 * i - 1) / size[1] - 1"
    ],
    details: """
      A tensor [H, W, 2] or [N, H, W, 2], whose last dimension is (x, y). With align_corners=true u and v go from −1 to 1 in even \
      steps.
      """,
    examples: [
      .init(code: "shape(affine_grid([1, 0, 0; 0, 1, 0], [4, 5]))", result: "[4, 5, 2]"),
      .init(code: "affine_grid([1, 0, 0; 0, 1, 0], [4, 0])", fails: .option),
      .init(code: "affine_grid([1, 0; 0, 1], [4, 4])", fails: .shapes),
    ], torch: "F.affine_grid(theta, size, align_corners=False)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(try affineGrid(arguments), 0)
  }

  static func affineGrid(_ arguments: Arguments) throws(Diagnostic) -> AffineGrid {
    var size = try arguments.integers(gridSize)
    if arguments.value(gridSize).scalar != nil { size += size }
    return AffineGrid(size: size, alignCorners: try arguments[GridSample.alignCorners])
  }

  private static let gridSample = BuiltIn(
    "grid_sample", .sampling, "Samples a picture at the points of a grid.",
    [
      picture, .required("grid", "the points (x, y), from −1 to 1: [H, W, 2] or [N, H, W, 2]"),
      .option(GridSample.mode.option), .option(GridSample.paddingMode.option),
      .option(GridSample.alignCorners.option),
    ],
    formulas: [
      "y[i, j] = sum over p, q of maximum(1 - abs(r - p), 0) * maximum(1 - abs(c - q), 0) * x[p, q], where "
        + SamplingFunctions.stated,
      "grid_sample(x, grid, mode=\"nearest\")[i, j] = x[round(r - 1) + 1, round(c - 1) + 1], where "
        + SamplingFunctions.stated,
      "grid_sample(x, grid, mode=\"round\")[i, j] = x[floor(r + 0.5), floor(c + 0.5)], where "
        + SamplingFunctions.stated,
    ],
    details: """
      "nearest" rounds halves as PyTorch does, to the pixel that is even counted from 0, odd counted from 1; "round" as the \
      lecture does. With align_corners=true r = (grid[i, j, 2] + 1) * (H - 1) / 2 + 1. A point that is nan gives nan.
      A point at infinity is outside under "zeros" and at the edge under "border"; reflected it has no position, and gives nan.
      (PyTorch gives the first pixel for nan, and for infinity under "reflection"; nan for both under "zeros" and "bilinear".)
      """,
    examples: [
      .init(
        code: "grid_sample([1, 2; 3, 4], affine_grid([1, 0, 0; 0, 1, 0], [2, 2]))", result: "[1, 2; 3, 4]"),
      .init(code: "grid_sample(ones(4, 4), ones(4, 4))", fails: .shapes),
      .init(code: "grid_sample(ones(4, 4), zeros(2, 2, 2), mode=\"cubic\")", fails: .option),
    ], torch: "F.grid_sample(x, grid, mode, padding_mode, align_corners)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(try gridSampling(arguments), 0, 1)
  }

  static func gridSampling(_ arguments: Arguments) throws(Diagnostic) -> GridSample {
    GridSample(
      mode: try arguments[GridSample.mode], paddingMode: try arguments[GridSample.paddingMode],
      alignCorners: try arguments[GridSample.alignCorners])
  }

  private static let resizedSize = OptionKey<Pair?>(
    "size", default: nil, limits: .from(1),
    "the result's rows and columns: a number, [rows, columns] or a shape(y)")
  private static let scale = BuiltIn.Parameter.named(
    "scale", "in place of size, how many times larger: a number or [rows, columns]; 0.5 halves")

  private static let resize = BuiltIn(
    "resize", .sampling, "Makes a picture larger or smaller.",
    [
      picture,
      .option(resizedSize.option), scale, .option(Resize.mode.option), .option(Resize.alignCorners.option),
    ],
    formulas: [
      "y[i, j] = sum over p, q of maximum(1 - abs(r - p), 0) * maximum(1 - abs(c - q), 0) * x[p, q], where "
        + SamplingFunctions.stretched,
      "resize(x, size=size, mode=\"round\")[i, j] = x[floor(r + 0.5), floor(c + 0.5)], where "
        + SamplingFunctions.stretched,
      "resize(x, size=size, mode=\"nearest\")[i, j] = x[floor((i - 1) * shape(x)[1] / size[1]) + 1, "
        + "floor((j - 1) * shape(x)[2] / size[2]) + 1]",
      "shape(resize(x, scale=scale))[1] = floor(shape(x)[1] * scale)",
    ],
    details: """
      With scale= the step from pixel to pixel is 1 / scale. "round" is PyTorch's "nearest-exact"; "nearest" lies half a pixel \
      towards the upper left.
      """,
    examples: [
      .init(
        code: "resize([1, 2; 3, 4], scale=2)", result: "[1, 1, 2, 2; 1, 1, 2, 2; 3, 3, 4, 4; 3, 3, 4, 4]"),
      .init(
        code: "resize([[0, 4]], size=[1, 4], mode=\"bilinear\")", result: "[[0, 1, 3, 4]]"),
      .init(
        code: "resize([[0, 1, 2, 3, 4]], size=[1, 3], mode=\"bilinear\", align_corners=true)",
        result: "[[0, 2, 4]]"),
      .init(code: "resize(ones(4, 4))", fails: .option),
      .init(code: "resize(ones(4, 4), [8, 8], mode=\"cubic\")", fails: .extraArgument),
    ], torch: "F.interpolate(x, size, scale_factor, mode, align_corners)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(try resizing(arguments), 0)
  }

  static func resizing(_ arguments: Arguments) throws(Diagnostic) -> Resize {
    Resize(
      try target(arguments), mode: try arguments[Resize.mode],
      alignCorners: try arguments[Resize.alignCorners])
  }

  private static func target(_ arguments: Arguments) throws(Diagnostic) -> Resize.Target {
    let size = try arguments.pictureSize(resizedSize)
    let help = "resize(x, scale=2) doubles the picture, resize(x, size=[4, 6]) makes it 4 × 6"
    switch (size, arguments.optional(scale)) {
    case (let size?, nil): return .size(size)
    case (nil, let factors?): return try scaling(factors, arguments)
    case (nil, nil):
      throw arguments.failure(.option, "resize needs size= or scale=", help: help)
    default:
      throw arguments.failure(.option, "resize takes size= or scale=, not both", at: scale, help: help)
    }
  }

  private static func scaling(_ value: Value, _ arguments: Arguments) throws(Diagnostic) -> Resize.Target {
    guard case .tensor(let factors) = value, factors.rank > 0 else {
      return .scale(try arguments.number(scale))
    }
    guard factors.shape == [2], !factors.isTaped else {
      throw arguments.wrongType(scale, "a number or [rows, columns]")
    }
    return .scale(rows: factors.element(0), columns: factors.element(1))
  }
}
