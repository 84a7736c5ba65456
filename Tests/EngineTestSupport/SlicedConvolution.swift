import Engine

/// A convolution with a 3 × 3 kernel and stride 1 as a sum of nine matrix products of slices, which has nothing in common
/// with the convolution's kernels, and gradients from the tape.
public struct SlicedConvolution: Sendable {
  public let padding: Pair
  public let groups: Int

  public init(padding: Pair, groups: Int) {
    self.padding = padding
    self.groups = groups
  }

  /// The result for a picture `[N, C, H, W]`, weights `[F, C / groups, 3, 3]` and a bias `[F]`.
  public func result(_ operands: [Tensor]) throws -> Tensor {
    let (picture, weights) = (operands[0], operands[1])
    let padded = try Pad([padding.columns, padding.columns, padding.rows, padding.rows])(picture)
    let parts = try (0..<groups).map { try product(padded, weights, group: $0) }
    let all = try Concatenate(axis: 0).apply(parts)
    let bias = try Reshape([1, weights.shape[0], 1, 1])(operands[2])
    return try Add()(try Permute([1, 0, 2, 3])(all), bias)
  }

  /// The filters of one group first, then pictures, rows and columns.
  private func product(_ padded: Tensor, _ weights: Tensor, group: Int) throws -> Tensor {
    let (channels, filters) = (weights.shape[1], weights.shape[0] / groups)
    let (rows, columns) = (padded.shape[2] - 2, padded.shape[3] - 2)
    var sum: Tensor?
    for u in 0..<3 {
      for v in 0..<3 {
        let seen = try Slice([
          .all, .range(start: group * channels, count: channels), .range(start: u, count: rows),
          .range(start: v, count: columns),
        ])(padded)
        let pixels = padded.shape[0] * rows * columns
        let matrix = try Reshape([channels, pixels])(try Permute([1, 0, 2, 3])(seen))
        let tap = try Slice([.range(start: group * filters, count: filters), .all, .index(u), .index(v)])(
          weights)
        let product = try MatMul()(tap, matrix)
        sum = try sum.map { try Add()($0, product) } ?? product
      }
    }
    return try Reshape([filters, padded.shape[0], rows, columns])(sum ?? padded)
  }

  /// The result, and the gradients by picture, weights and bias, for this gradient by the result.
  public func all(_ operands: [Tensor], gradient: Tensor) throws -> [Tensor] {
    let tape = Tape()
    defer { tape.close() }
    let watched = try operands.map { try tape.watch($0) }
    let result = try result(watched)
    return [result] + (try tape.gradients(of: result, seed: gradient, by: watched))
  }
}
