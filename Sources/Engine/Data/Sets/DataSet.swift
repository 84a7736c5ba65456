/// Pictures or rows of numbers, and the target of each: what a network learns from.
///
/// Pictures are `[N, C, H, W]`: uint8, where 255 is 1, as files have them and as little memory as can be; or float32 or
/// float64. Rows are `[N, F]`. A target is a class, or numbers of any shape.
public struct DataSet: Sendable {
  /// `[N, C, H, W]`, or rows `[N, F]`; uint8, float32 or float64.
  public internal(set) var pictures: Tensor
  /// What a network is to say of each.
  public internal(set) var targets: Targets
  /// What happens to a picture on its way into a batch, in this order.
  public internal(set) var distortions: [DistortionStep] = []
  /// The shape of one picture as a network sees it, `[C, H, W]`; of a row `[F]`.
  public internal(set) var pictureShape: Shape
  /// The shape of one target as a loss sees it; `[]` for a class.
  public internal(set) var targetShape: Shape
  /// Where each picture stood in the set that this is a part of.
  var origins: [Int]?

  /// A distortion and the seed of its random numbers.
  public struct DistortionStep: Sendable {
    /// What happens to the pictures.
    public let distortion: any Distortion
    /// What fixes its random numbers.
    public let seed: UInt64
    /// The pictures of the set that was distorted, of which this may be a part; uint8 or float32.
    let source: Tensor
    /// Whether targets are moved as the pictures are.
    let movesTargets: Bool
  }

  /// A set with classes.
  /// - Parameters:
  ///   - pictures: `[N, C, H, W]`, or `[N, H, W]` with one channel, whose int64 becomes uint8; or rows `[N, F]`.
  ///   - labels: `[N]`, whole numbers from 0 to the number of classes less one.
  ///   - classes: what each class is called.
  /// - Throws: `rank` for other dimensions, `shapes` when the numbers of pictures and labels differ, `size` without pictures,
  ///   `index` for a label outside the classes, `memory`.
  public init(pictures: Tensor, labels: Tensor, classes: [String]) throws(TensorError) {
    try self.init(pictures) { count throws(TensorError) in
      try .classes(checking: labels, names: classes, pictures: count)
    }
  }

  /// A set with numbers as targets: for regression, autoencoders and segmentation.
  /// - Parameters:
  ///   - pictures: `[N, C, H, W]`, or `[N, H, W]` with one channel, whose int64 becomes uint8; or rows `[N, F]`.
  ///   - numbers: `[N, …]`; a vector `[N]` becomes `[N, 1]`, and pictures `[N, H, W]` get one channel, `[N, 1, H, W]`. Of
  ///     uint8, 255 is 1.
  /// - Throws: `rank` for other dimensions, `shapes` when the numbers of pictures and targets differ, `size` where there is
  ///   no element, `memory`.
  public init(pictures: Tensor, numbers: Tensor) throws(TensorError) {
    try self.init(pictures) { count throws(TensorError) in
      try .numbers(checking: numbers, pictures: count)
    }
  }

  private init(
    _ pictures: Tensor, _ targets: (_ count: Int) throws(TensorError) -> Targets
  ) throws(TensorError) {
    guard (2...4).contains(pictures.rank) else {
      throw TensorError(
        .rank, "pictures of a data set are [N, C, H, W] or [N, H, W], and rows [N, F], not \(pictures.shape)",
        operands: [.init(0, "\(pictures.shape)")])
    }
    guard pictures.count > 0 else {
      throw TensorError(
        .size, "a data set needs at least one picture; \(pictures.shape) has none",
        operands: [.init(0, "\(pictures.shape)")])
    }
    let (shape, count) = (pictures.shape.array, pictures.shape[0])
    self.targets = try targets(count)
    let full = shape.count == 3 ? [count, 1] + shape.dropFirst() : shape
    self.pictures = try DataSet.kept(pictures).viewed(as: Shape(trusted: full))
    pictureShape = Shape(trusted: Array(full.dropFirst()))
    targetShape = self.targets.shape
  }

  /// Whole numbers of pictures are bytes, as files have them; in rows they are numbers.
  private static func kept(_ pictures: Tensor) throws(TensorError) -> Tensor {
    switch pictures.dtype {
    case .float32, .float64, .uint8: pictures.detached
    case .bool: try pictures.converted(to: .float32)
    case .int64: try pictures.converted(to: pictures.rank == 2 ? .float32 : .uint8)
    }
  }

  /// How many pictures there are.
  public var count: Int { pictures.shape[0] }
  /// The class of each, `[N]`, int64, from 0; nil where the targets are numbers.
  public var labels: Tensor? {
    if case .classes(let labels, _) = targets { labels } else { nil }
  }
  /// What each class is called; none where the targets are numbers.
  public var classes: [String] { targets.names }
  /// Whether it holds pictures, and not rows of numbers.
  public var hasPictures: Bool { pictureShape.rank == 3 }
  /// CRC-32 of pictures and targets: what tells it from others.
  package var checksum: String { "\(pictures.checksum) \(targets.tensor.checksum)" }
}
