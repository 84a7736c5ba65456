import Engine
import EngineTestSupport

/// One call of an operation that samples, and how large its results' terms are.
struct SampleExample: Sendable, CustomStringConvertible {
  typealias Sizes = @Sendable (_ operands: [Tensor], _ gradient: Tensor) throws -> [Tensor?]

  let description: String
  let operation: any Operation
  /// In float64.
  let operands: [Tensor]
  /// Result and gradients, as sums over absolute values; nil where they must be equal to the reference's, bit for bit.
  let sizes: Sizes
  private let pull: @Sendable ([Tensor], Tensor, [Bool], Execution) throws -> [Tensor?]

  init<Op: Operation>(_ operation: Op, _ operands: [Tensor], sizes: @escaping Sizes) {
    self.operation = operation
    self.operands = operands
    self.sizes = sizes
    description = "\(operation) on \(operands.map(\.shape))"
    pull = { operands, gradient, needs, execution in
      let plan = try operation.plan(OperandShapes(of: operands))
      let saved = try operation.forward(operands, plan, Execution()).saved
      return try operation.pullback(gradient, plan, saved, needs: needs, execution)
    }
  }

  func gradient(_ dtype: DType) throws -> Tensor {
    try Examples.tensor(try operation.resultShape(operands.map(\.shape)).array, seed: 99, dtype)
  }

  /// The gradients by the operands that `needs` names.
  func pullback(
    _ operands: [Tensor], _ gradient: Tensor, needs: [Bool], _ execution: Execution
  ) throws -> [Tensor?] {
    try pull(operands, gradient, needs, execution)
  }

  /// The result, then all gradients.
  func run(_ operands: [Tensor], _ gradient: Tensor, _ execution: Execution) throws -> [Tensor?] {
    [try operation.apply(operands, in: execution)]
      + (try pull(operands, gradient, operands.map { _ in true }, execution))
  }
}

extension SampleExample {
  /// `points` are the grid or theta, whose gradient is, for gradients `weights` of the values, at most their
  /// `pointSizes` (the picture's elements lie within ±1).
  private static func sampled<Op: Operation>(
    _ operation: Op, _ operands: [Tensor], isRounding: Bool,
    pointSizes: @escaping @Sendable ([Double]) -> [Double]
  ) -> SampleExample {
    SampleExample(operation, operands) { operands, gradient in
      if isRounding { return operands.map { _ in nil } + [nil] }
      let absolute = try Abs()(operands[0])
      let rest = Array(operands.dropFirst())
      let plan = try operation.plan(OperandShapes(of: operands))
      let reference = Executions.reference
      let (value, saved) = try operation.forward([absolute] + rest, plan, reference)
      let needs = [true] + rest.map { _ in false }
      let picture = try operation.pullback(try Abs()(gradient), plan, saved, needs: needs, reference)[0]
      guard let points = rest.first else { return [value, picture] }
      let weights = absoluteSums(gradient, perPicture: points.rank > (operation is GridSample ? 3 : 2))
      return [value, picture, try Tensor(pointSizes(weights), points.shape)]
    }
  }

  /// Σ |gradient| over the channels for each pixel of each picture, or over pictures too.
  private static func absoluteSums(_ gradient: Tensor, perPicture: Bool) -> [Double] {
    let extents = gradient.shape.array
    let pixels = extents.suffix(2).reduce(1, *)
    let pictures = perPicture && gradient.rank == 4 ? extents[0] : 1
    var sums = [Double](repeating: 0, count: pictures * pixels)
    guard gradient.count > 0 else { return sums }
    for position in 0..<gradient.count {
      sums[position * pictures / gradient.count * pixels + position % pixels] += abs(
        gradient.element(position))
    }
    return sums
  }

  static func grid(_ sampling: GridSample, _ picture: [Int], _ grid: Tensor) throws -> SampleExample {
    let x = try Examples.tensor(picture, seed: 5)
    let scales = picture.suffix(2).map { Double(sampling.alignCorners ? $0 - 1 : $0) }
    return sampled(sampling, [x, grid], isRounding: sampling.mode != .bilinear) { weights in
      // A difference of two values within ±1, times half the scale.
      weights.flatMap { [$0 * scales[1], $0 * scales[0]] }
    }
  }

  static func affine(_ affine: Affine, _ picture: [Int], _ theta: Tensor) throws -> SampleExample {
    let x = try Examples.tensor(picture, seed: 6)
    let width = affine.size?.columns ?? picture[picture.count - 1]
    let pixels = width * (affine.size?.rows ?? picture[picture.count - 2])
    return sampled(affine, [x, theta], isRounding: affine.mode == .round) { weights in
      stride(from: 0, to: weights.count, by: pixels).flatMap { first in
        let line = (0..<pixels).reduce(into: [0.0, 0, 0]) { sums, pixel in
          let weight = 2 * weights[first + pixel]
          sums[0] += weight * Double(pixel / width + 1)
          sums[1] += weight * Double(pixel % width + 1)
          sums[2] += weight
        }
        return line + line
      }
    }
  }

  static func resize(_ resize: Resize, _ picture: [Int]) throws -> SampleExample {
    let x = try Examples.tensor(picture, seed: 7)
    return sampled(resize, [x], isRounding: resize.mode != .bilinear) { _ in [] }
  }

  /// Coordinates are equal; a gradient adds up numbers within ±1 times the points' gradients.
  static func affineGrid(_ affineGrid: AffineGrid, _ theta: Tensor) -> SampleExample {
    SampleExample(affineGrid, [theta]) { operands, gradient in
      var sums = [Double](repeating: 0, count: operands[0].count)
      let perTheta = sums.isEmpty ? 1 : gradient.count / (sums.count / 6)
      for position in 0..<gradient.count {
        let first = position / perTheta * 6 + position % 2 * 3
        for number in first..<first + 3 { sums[number] += abs(gradient.element(position)) }
      }
      return [nil, try Tensor(sums, operands[0].shape)]
    }
  }
}
