/// A spatial transformer: a localisation network looks at the picture and says through which affine map it is seen
/// (Jaderberg et al. 2015, section 3).
///
/// Whatever the localisation network gives is flattened, and a last linear layer, `theta.weight` and `theta.bias`, makes
/// theta `[2, 3]` of it, in PyTorch's coordinates. That layer begins with weights zero and as bias the identity, so that
/// the transformer begins by changing nothing.
public struct AffineLayer: Layer {
  /// The network that looks at the picture.
  public static let localisation = OptionKey<Settings>.required(
    "localisation", style: .positional,
    "the network that looks at the picture; whatever it gives is flattened")
  /// The result's rows and columns; the picture's own where nil.
  public static let size = OptionKey<Pair?>(
    "size", default: nil, limits: .from(1),
    "the result's rows and columns: a number or [rows, columns]; the picture's without it")

  /// The class `Affine`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Affine",
    [
      localisation.option, size.option, GridSample.mode.option, GridSample.paddingMode.option,
      GridSample.alignCorners.option, LayerOptions.learningRateMultiplier.option,
    ],
    help: HelpText(
      "A spatial transformer: a small network decides how the picture is sampled.",
      details: """
        A last linear layer turns the output of the localisation network into theta; it starts with weights 0 and the identity \
        as its bias, so that at first the transformer changes nothing. net[1].theta.bias is that theta.
        theta is PyTorch's, from −1 to 1: pixel_theta converts it to the lecture's.
        lr_multiplier=0.1 makes it learn ten times more slowly than the rest.
        With mode="round" the gradient with respect to theta is exactly zero, and it learns nothing.
        """,
      examples: [
        .gives("allclose(Affine(Chain(Flatten(), Dense(4)))(eye(5)), stack(eye(5)))", "true"),
        .gives("shape(Affine(Flatten(), size=[8, 6])(ones(1, 12, 12)))", "[1, 8, 6]"),
        .fails("Affine(Flatten(), size=0)", .option),
      ],
      torch: "F.grid_sample(x, F.affine_grid(localisation(x).view(-1, 2, 3), x.size()))")
  ) { settings, inner throws(TensorError) in
    try AffineLayer(
      inner(settings.value(localisation)), size: settings.value(size),
      sampling: GridSample(
        mode: settings.value(GridSample.mode), paddingMode: settings.value(GridSample.paddingMode),
        alignCorners: settings.value(GridSample.alignCorners)),
      learningRateMultiplier: settings.value(LayerOptions.learningRateMultiplier))
  }

  public var givenName: String?
  /// The result's rows and columns, in pixels; the picture's own where nil.
  public let size: Pair?
  /// How the picture is sampled at the points of the map.
  public let sampling: GridSample
  /// What the learning rate is multiplied by for all that makes theta.
  public let learningRateMultiplier: Double
  /// The network that looks at the picture.
  public private(set) var localisation: any Layer
  private var theta: DenseLayer

  /// - Parameters:
  ///   - localisation: makes the numbers that theta is made of, from a batch of pictures `[N, C, H, W]`.
  ///   - size: the results' rows and columns, in pixels; those of the pictures where nil.
  ///   - sampling: how values between pixels are found, and what lies outside the picture.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for all that makes theta; not negative.
  /// - Throws: `option` for a size below 1 or a negative multiplier.
  public init(
    _ localisation: any Layer, size: Pair? = nil, sampling: GridSample = GridSample(),
    learningRateMultiplier: Double = LayerOptions.learningRateMultiplier.standard
  ) throws(TensorError) {
    try AffineLayer.size.check(size)
    try LayerOptions.learningRateMultiplier.check(learningRateMultiplier)
    self.localisation = localisation
    self.size = size
    self.sampling = sampling
    self.learningRateMultiplier = learningRateMultiplier
    theta = try DenseLayer(6, seed: 0)
  }

  public var depth: Int { 1 + localisation.depth }
  public var paths: [[LayerMember]] { [[LayerMember("localisation", localisation)]] }
  public var inputKind: InputKind? { .picture }
  public var isBuilt: Bool { theta.isBuilt && localisation.isBuilt }

  public var settings: Settings {
    Settings("Affine").with(AffineLayer.localisation, localisation.namedSettings).with(AffineLayer.size, size)
      .with(GridSample.mode, sampling.mode).with(GridSample.paddingMode, sampling.paddingMode)
      .with(GridSample.alignCorners, sampling.alignCorners).with(
        LayerOptions.learningRateMultiplier, learningRateMultiplier)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    try PictureBatch.check(input, name)
    let features: Shape
    do throws(TensorError) {
      features = try weights.inside("localisation") { weights throws(TensorError) in
        try localisation.build(input, &weights)
      }
    } catch { throw error.inside("its localisation") }
    let row = try Flatten(start: 1).resultShape([features])
    try weights.inside("theta") { weights throws(TensorError) in
      guard theta.isBuilt else {
        let shape = try Shape(checking: 6, row[1])
        theta.parameters.weight = try weights.parameter("weight", shape) { () throws(TensorError) in
          try Tensor(zeros: shape)
        }
        theta.parameters.bias = try weights.parameter("bias", [6]) { () throws(TensorError) in
          try Tensor([1, 0, 0, 0, 1, 0] as [Float], [6])
        }
        return try visit { [learningRateMultiplier] _, parameter throws(TensorError) in
          parameter.learningRateMultiplier *= learningRateMultiplier
        }
      }
      _ = try theta.build(row, &weights)
    }
    let size = size ?? Pair(input[2], input[3])
    return try Shape(checking: input[0], input[1], size.rows, size.columns)
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    let theta = try theta(of: x, &pass)
    let size = size ?? Pair(x.shape[2], x.shape[3])
    let grid = AffineGrid(
      size: [x.shape[0], x.shape[1], size.rows, size.columns], alignCorners: sampling.alignCorners)
    let points = try grid.apply([theta], in: pass.execution)
    return try sampling.apply([x, points], in: pass.execution)
  }

  /// The maps `[N, 2, 3]` that the localisation network gives for a batch.
  private mutating func theta(of x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try pass.inside("localisation") { pass throws(TensorError) in
      let features = try localisation.forward(x, &pass)
      pass.keep(features)
      let row = try Flatten(start: 1).apply([features], in: pass.execution)
      let numbers = try theta.forward(row, &pass)
      let theta = try Reshape([x.shape[0], 2, 3]).apply([numbers], in: pass.execution)
      try pass.inside("theta") { pass throws(TensorError) in pass.keep(theta) }
      return theta
    }
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try localisation.visit { name, parameter throws(TensorError) in
      try visitor("localisation.\(name)", &parameter)
    }
    try theta.visit { name, parameter throws(TensorError) in try visitor("theta.\(name)", &parameter) }
  }
}
