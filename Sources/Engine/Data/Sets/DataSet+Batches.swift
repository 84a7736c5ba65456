extension DataSet {
  /// A part of a data set as networks take it.
  public struct Batch: Sendable {
    /// float32 `[n, C, H, W]`, uint8 pictures as 0…1.
    public let pictures: Tensor
    /// `[n]`, int64, from 0.
    public let labels: Tensor
    /// Where each stands in the data set, from 0.
    public let places: [Int]
  }

  /// Some of the pictures, distorted by the random numbers that each has in this epoch.
  /// - Parameters:
  ///   - indices: the places of the pictures, counted from 0; each must be there.
  ///   - epoch: which epoch of training it is, from 1; 0 for looking at and evaluating.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the batch, in the order of the places.
  /// - Throws: `memory`, `cancelled`, and what a distortion throws.
  public func batch(
    _ indices: [Int], epoch: Int = 0, in execution: Execution = Execution()
  ) throws(TensorError) -> Batch {
    var result = try chosen(indices, execution)
    for (number, step) in distortions.enumerated() {
      let generators = indices.map {
        RandomGenerator(seed: step.seed, stream: number, epoch, origins?[$0] ?? $0)
      }
      result = try step.distortion.apply(to: result, generators, source: step.source, in: execution)
    }
    let labels = try Tensor(indices.map { Int64(clamping: self.labels.element($0)) }, [indices.count])
    return Batch(pictures: result, labels: labels, places: indices)
  }

  private func chosen(_ indices: [Int], _ execution: Execution) throws(TensorError) -> Tensor {
    let shape = Shape(trusted: [indices.count] + pictures.shape.array.dropFirst())
    let result = try Tensor(uninitialized: shape, .float32)
    let size = pictures.count / count
    if pictures.dtype == .uint8 {
      try gather(indices, size, from: UInt8.self, into: result, execution) { Float($0) / 255 }
    } else {
      try gather(indices, size, from: Float.self, into: result, execution) { $0 }
    }
    return result
  }

  @inline(__always)
  private func gather<T: Scalar>(
    _ indices: [Int], _ size: Int, from type: T.Type, into result: Tensor, _ execution: Execution,
    _ convert: (T) -> Float
  ) throws(TensorError) {
    try pictures.read(as: T.self) { source throws(TensorError) in
      try result.write(as: Float.self) { target throws(TensorError) in
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

  /// All pictures and labels, a batch after the other, for `body`.
  func forEachBatch(
    of size: Int, in execution: Execution, _ body: (Range<Int>, Batch) throws(TensorError) -> Void
  ) throws(TensorError) {
    for start in stride(from: 0, to: count, by: size) {
      let range = start..<min(start + size, count)
      try body(range, try batch(Array(range), in: execution))
    }
  }

  /// The pictures at these places, counted from 0. Each is distorted as it was in the whole.
  /// - Parameter indices: the places of the pictures, counted from 0; each must be there.
  /// - Returns: a set of these pictures in this order, with the same classes.
  /// - Throws: `size` for none, `memory`.
  public func subset(_ indices: [Int]) throws(TensorError) -> DataSet {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < count }, "places within the set")
    guard !indices.isEmpty else { throw TensorError(.size, "a data set needs at least one picture") }
    var result = self
    result.pictures = try Slice([.list(indices)]).apply([pictures])
    result.labels = try Slice([.list(indices)]).apply([labels])
    result.origins = indices.map { origins?[$0] ?? $0 }
    return result
  }

  /// The same set, whose pictures are distorted on the way to a network: in each epoch of training by other random numbers,
  /// when it is evaluated or looked at always by the same.
  /// - Parameters:
  ///   - distortion: what happens to a picture on its way into a batch, behind earlier distortions.
  ///   - seed: fixes the random numbers of all pictures and epochs.
  /// - Returns: the set, whose pictures as a network sees them have the size that the distortion gives them.
  /// - Throws: what the distortion cannot do with pictures of this size.
  public func distorted(by distortion: any Distortion, seed: UInt64) throws(TensorError) -> DataSet {
    var result = self
    let size = try distortion.outputSize(Pair(pictureShape[1], pictureShape[2]))
    result.pictureShape = try Shape(checking: pictureShape[0], size.rows, size.columns)
    result.distortions.append(.init(distortion: distortion, seed: seed, source: pictures))
    return result
  }
}
