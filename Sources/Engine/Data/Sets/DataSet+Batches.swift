extension DataSet {
  /// A part of a data set as networks take it.
  public struct Batch: Sendable {
    /// `[n, C, H, W]` or `[n, F]`, float32 or float64; uint8 pictures as 0…1.
    public let pictures: Tensor
    /// Class numbers `[n]`, int64, from 0; or numbers `[n, …]` of the type of the pictures.
    public let targets: Tensor
    /// Where each stands in the data set, from 0.
    public let places: [Int]
  }

  /// The type of its batches, where nobody asks for another: float64 where the pictures are, else float32.
  public var dtype: DType { pictures.dtype == .float64 ? .float64 : .float32 }

  /// Some of the pictures, distorted by the random numbers that each has in this epoch.
  /// - Parameters:
  ///   - indices: the places of the pictures, counted from 0; each must be there.
  ///   - epoch: which epoch of training it is, from 1; 0 for looking at and evaluating.
  ///   - type: float32 or float64, that of the network; as the pictures are, where it is nil.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the batch, in the order of the places.
  /// - Throws: `memory`, `cancelled`, and what a distortion throws.
  public func batch(
    _ indices: [Int], epoch: Int = 0, as type: DType? = nil, in execution: Execution = Execution()
  ) throws(TensorError) -> Batch {
    let type = type ?? dtype
    guard !distortions.isEmpty else {
      return Batch(
        pictures: try DataSet.rows(indices, of: pictures, type, execution),
        targets: try chosenTargets(indices, type, execution), places: indices)
    }
    var result = try DataSet.rows(indices, of: pictures, .float32, execution)
    var targets = try chosenTargets(
      indices, distortions.contains(where: \.movesTargets) ? .float32 : type, execution)
    for (number, step) in distortions.enumerated() {
      let generators = indices.map {
        RandomGenerator(seed: step.seed, stream: number, epoch, origins?[$0] ?? $0)
      }
      result = try step.distortion.apply(to: result, generators, source: step.source, in: execution)
      guard step.movesTargets else { continue }
      targets = try step.distortion.apply(to: targets, generators, source: step.source, in: execution)
    }
    if targets.dtype.isFloating { targets = try targets.converted(to: type) }
    return Batch(pictures: try result.converted(to: type), targets: targets, places: indices)
  }

  /// The targets alone, as `batch` has them of a set whose distortions leave them where they are.
  package func chosenTargets(
    _ indices: [Int], _ type: DType, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    switch targets {
    case .classes(let labels, _):
      try Tensor(indices.map { Int64(clamping: labels.element($0)) }, [indices.count])
    case .numbers(let numbers): try DataSet.rows(indices, of: numbers, type, execution)
    }
  }

  /// Some rows of a tensor as numbers of a floating-point type; 255 of uint8 is 1.
  private static func rows(
    _ indices: [Int], of source: Tensor, _ type: DType, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    type == .float64
      ? try rows(indices, of: source, as: Double.self, execution)
      : try rows(indices, of: source, as: Float.self, execution)
  }

  private static func rows<T: FloatingScalar>(
    _ indices: [Int], of source: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let shape = Shape(trusted: [indices.count] + source.shape.array.dropFirst())
    let result = try Tensor(uninitialized: shape, T.dtype)
    switch source.dtype {
    case .uint8: try gather(indices, from: source, UInt8.self, into: result, execution) { T($0) / 255 }
    case .float64:
      try gather(indices, from: source, Double.self, into: result, execution) { T(nearest: $0) }
    default:
      try gather(indices, from: source, Float.self, into: result, execution) { T(nearest: $0.asDouble) }
    }
    return result
  }

  @inline(__always)
  private static func gather<S: Scalar, T: FloatingScalar>(
    _ indices: [Int], from source: Tensor, _ type: S.Type, into result: Tensor, _ execution: Execution,
    _ convert: (S) -> T
  ) throws(TensorError) {
    let size = source.count / max(source.shape[0], 1)
    try source.read(as: S.self) { source throws(TensorError) in
      try result.write(as: T.self) { target throws(TensorError) in
        var position = 0
        for index in indices {
          try execution.checkCancelled()
          let start = index * size
          for offset in 0..<size { target[position + offset] = convert(source[start + offset]) }
          position += size
        }
      }
    }
  }

  /// All pictures and targets, a batch after the other, for `body`.
  func forEachBatch(
    of size: Int, as type: DType, in execution: Execution,
    _ body: (Range<Int>, Batch) throws(TensorError) -> Void
  ) throws(TensorError) {
    for start in stride(from: 0, to: count, by: size) {
      let range = start..<min(start + size, count)
      try body(range, try batch(Array(range), as: type, in: execution))
    }
  }

  /// The pictures at these places, counted from 0. Each is distorted as it was in the whole.
  /// - Parameter indices: the places of the pictures, counted from 0; each must be there.
  /// - Returns: a set of these pictures in this order, with their targets.
  /// - Throws: `size` for none, `memory`.
  public func subset(_ indices: [Int]) throws(TensorError) -> DataSet {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < count }, "places within the set")
    guard !indices.isEmpty else { throw TensorError(.size, "a data set needs at least one picture") }
    var result = self
    result.pictures = try Slice([.list(indices)]).apply([pictures])
    result.targets = try targets.chosen(indices)
    result.origins = indices.map { origins?[$0] ?? $0 }
    return result
  }

  /// The same set, whose pictures are distorted on the way to a network: in each epoch of training by other random numbers,
  /// when it is evaluated or looked at always by the same. Targets that are pictures of the same size are moved along;
  /// other targets stay as they are.
  /// - Parameters:
  ///   - distortion: what happens to a picture on its way into a batch, after earlier distortions.
  ///   - seed: fixes the random numbers of all pictures and epochs.
  /// - Returns: the set, whose pictures as a network sees them have the size that the distortion gives them.
  /// - Throws: `rank` for rows of numbers; `option` where targets would have to be moved, and it does more than move; what
  ///   the distortion cannot do with pictures of this size.
  public func distorted(by distortion: any Distortion, seed: UInt64) throws(TensorError) -> DataSet {
    guard hasPictures else {
      throw TensorError(
        .rank, "only pictures [C, H, W] can be distorted, and these are rows \(pictureShape)",
        operands: [.init(0, "rows \(pictureShape)")])
    }
    var result = self
    let size = try distortion.outputSize(Pair(pictureShape[1], pictureShape[2]))
    let movesTargets =
      targetShape.rank == 3 && targetShape.array.dropFirst() == pictureShape.array.dropFirst()
    guard !movesTargets || distortion.onlyMoves else {
      throw TensorError(
        .option,
        "the targets are pictures too, which cannot follow pictures that get more than moved: \(distortion)",
        help: "distort the pictures before they become a data set: dataset(distort(…).pictures, y)")
    }
    result.pictureShape = try Shape(checking: pictureShape[0], size.rows, size.columns)
    if movesTargets { result.targetShape = try Shape(checking: targetShape[0], size.rows, size.columns) }
    let source = pictures.dtype == .float64 ? try pictures.converted(to: .float32) : pictures
    result.distortions.append(
      .init(distortion: distortion, seed: seed, source: source, movesTargets: movesTargets))
    return result
  }
}
