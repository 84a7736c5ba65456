/// How one output element of `resize` came about: its place, and the point of the picture that it asks for.
package struct ResizeSample: Sendable, Equatable {
  /// The output element, counted from 1, in a picture of `size`.
  package let outputRow: Int
  package let outputColumn: Int
  package let size: Pair
  package let point: PointSample
}

extension Resize {
  /// How the output element at `output` (an index counted from 0) comes about.
  /// - Throws: what `resultShape` throws; `TensorError.index` for an index outside the result; `memory`.
  package func sample(at output: [Int], picture: Tensor) throws(TensorError) -> ResizeSample {
    let plan = try plan(OperandShapes([picture.shape]))
    try plan.result.check(index: output, of: "the result")
    let (_, _, row, column) = PictureShape.places(output)
    let picture = try picture.converted(to: commonType([picture.dtype]))
    let sampling = try sampling(plan, Execution())
    return ResizeSample(
      outputRow: row + 1, outputColumn: column + 1, size: sampling.layout.output,
      point: try sampling.sample(at: output, picture))
  }
}
