/// Changes pictures by random numbers, each picture by its own.
///
/// What becomes of a picture is a function of the picture and of its generator, whatever else is in the batch.
public protocol Distortion: Sendable, CustomStringConvertible {
  /// Whether it only moves what a picture shows, so that a target which is a picture of the same size can be moved along:
  /// by the same generators, to the same places.
  var onlyMoves: Bool { get }

  /// The size of the results for pictures of this size, `(rows, columns)`.
  /// - Parameter input: the rows and columns of the pictures.
  /// - Returns: the rows and columns of the results.
  /// - Throws: `TensorError` `size`, `option` where that cannot be.
  func outputSize(_ input: Pair) throws(TensorError) -> Pair

  /// - Parameters:
  ///   - pictures: float32 `[n, C, H, W]`, black is 0.
  ///   - generators: one for each picture.
  ///   - source: the whole set that the pictures come from, `[N, C, H, W]`, uint8 (255 is 1) or float32; for clutter.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: float32 `[n, C, H', W']`.
  /// - Throws: `memory`, `cancelled`, and what `outputSize` throws.
  func apply(
    to pictures: Tensor, _ generators: [RandomGenerator], source: Tensor, in execution: Execution
  ) throws(TensorError) -> Tensor
}

extension Distortion {
  public var onlyMoves: Bool { false }
}
