/// Pictures and the class of each: what a classifier learns from.
///
/// Pictures are `[N, C, H, W]`: uint8, where 255 is 1, as files have them and as little memory as can be; or float32. Labels
/// are class numbers from 0.
public struct DataSet: Sendable {
  /// `[N, C, H, W]`, uint8 or float32.
  public internal(set) var pictures: Tensor
  /// `[N]`, int64, from 0.
  public internal(set) var labels: Tensor
  /// What each class is called.
  public let classes: [String]
  /// What happens to a picture on its way into a batch, in this order.
  public internal(set) var distortions: [DistortionStep] = []
  /// The shape of one picture as a network sees it, `[C, H, W]`.
  public internal(set) var pictureShape: Shape
  /// Where each picture stood in the set that this is a part of.
  var origins: [Int]?

  /// A distortion and the seed of its random numbers.
  public struct DistortionStep: Sendable {
    /// What happens to the pictures.
    public let distortion: any Distortion
    /// What fixes its random numbers.
    public let seed: UInt64
    /// The pictures of the set that was distorted, of which this may be a part.
    let source: Tensor
  }

  /// - Parameters:
  ///   - pictures: `[N, C, H, W]`, or `[N, H, W]` with one channel; float64 becomes float32, int64 uint8.
  ///   - labels: `[N]`, whole numbers from 0 to the number of classes less one.
  ///   - classes: what each class is called.
  /// - Throws: `rank` for other dimensions, `shapes` when the numbers of pictures and labels differ, `size` without pictures,
  ///   `index` for a label outside the classes, `memory`.
  public init(pictures: Tensor, labels: Tensor, classes: [String]) throws(TensorError) {
    guard pictures.rank == 3 || pictures.rank == 4 else {
      throw TensorError(
        .rank, "pictures of a data set are [N, C, H, W] or [N, H, W], not \(pictures.shape)",
        operands: [.init(0, "\(pictures.shape)")])
    }
    let count = pictures.shape[0]
    guard pictures.count > 0 else {
      throw TensorError(
        .size, "a data set needs at least one picture; \(pictures.shape) has none",
        operands: [.init(0, "\(pictures.shape)")])
    }
    guard labels.rank == 1, labels.count == count else {
      throw TensorError(
        .shapes, "\(count) pictures need \(count) labels, [\(count)], not \(labels.shape)",
        operands: [.init(0, "\(count) pictures"), .init(1, "labels \(labels.shape)")])
    }
    try DataSet.check(labels, classes: classes.count)
    let shape = pictures.shape.array
    let kept = try pictures.converted(
      to: pictures.dtype.isFloating || pictures.dtype == .bool ? .float32 : .uint8)
    let full = shape.count == 4 ? shape : [count, 1] + shape.dropFirst()
    self.pictures = kept.viewed(as: Shape(trusted: full))
    pictureShape = Shape(trusted: Array(full.dropFirst()))
    self.labels = try labels.converted(to: .int64)
    self.classes = classes
  }

  private static func check(_ labels: Tensor, classes: Int) throws(TensorError) {
    for position in 0..<labels.count {
      let label = labels.element(position)
      guard label == label.rounded(), label >= 0, label < Double(classes) else {
        throw TensorError(
          .index,
          "label \(position + 1) is \(DoubleText.shortest(label)); with \(classes) classes labels are 0 to \(classes - 1)",
          operands: [.init(1, "labels")])
      }
    }
  }

  /// How many pictures there are.
  public var count: Int { pictures.shape[0] }
}
