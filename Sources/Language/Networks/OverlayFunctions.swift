import Engine

/// Pictures with something drawn on them.
enum OverlayFunctions {
  static let all: [BuiltIn] = [overlay, samplingGrid]

  private static let overlay = BuiltIn(
    "overlay", .files, "A picture in colour, with the pixels that a mask marks tinted red.",
    [
      .required("picture", "[H, W] or [C, H, W]"),
      .required("mask", "a number for each pixel [H, W]; the farther from 0, the stronger the tint"),
    ],
    formulas: [
      "y[k, i, j] = (1 - s) * x[i, j] + s * red[k], where s = 0.7 * abs(mask[i, j]) / max(where(abs(mask) < inf, abs(mask), 0)); red = [0.95, 0.25, 0.2]"
    ],
    details: """
      x is the picture, scaled from its minimum 0 to its maximum 1. The tint is relative to the mask's finite number \
      farthest from 0; a mask of zeros tints nothing, and where it is nan or infinite the result is nan.
      For a receptive field, a saliency map, a comparison: overlay(x, receptive_field(net, shape(x)))
      """,
    examples: [
      .init(code: "shape(overlay(ones(4, 5), rand(4, 5)))", result: "[3, 4, 5]"),
      .init(code: "overlay(zeros(1, 2), [[0, 1]])[:, 1, 1]", result: "[0, 0, 0]"),
      .init(code: "overlay(ones(4, 4), ones(3, 3))", fails: .shapes),
    ]
  ) { arguments throws(Diagnostic) in
    let (picture, mask) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    return .tensor(
      try arguments.engine([0, 1]) { () throws(TensorError) in try Overlay(picture, mask: mask).drawn() })
  }

  private static let samplingGrid = BuiltIn(
    "sampling_grid", .sampling, "A picture, enlarged, with the points that an affine map samples.",
    [
      .required("x", "a picture [H, W] or [C, H, W]"),
      .required("theta", "[a, b, e; c, d, f], as `affine` takes it"),
      .option(Affine.size.option),
    ],
    details: """
      The dots are where the output's pixels look (at most 16 along a side), the box what they see together; its yellow \
      edge becomes the upper one.
      """,
    examples: [
      .init(code: "shape(sampling_grid(ones(19, 19), rotation(30, [19, 19])))", result: "[3, 76, 76]"),
      .init(code: "sampling_grid(ones(4, 4), [1, 0; 0, 1])", fails: .shapes),
      .init(code: "sampling_grid(ones(2, 4, 4), ones(5, 2, 3))", fails: .shapes),
    ]
  ) { arguments throws(Diagnostic) in
    let (picture, theta) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    let size = try arguments.pictureSize(Affine.size)
    return .tensor(
      try arguments.engine([0, 1]) { () throws(TensorError) in
        try SamplingGrid(picture, theta: theta, size: size).drawn()
      })
  }
}
