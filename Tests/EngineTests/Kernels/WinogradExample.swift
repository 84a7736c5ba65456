import Engine
import EngineTestSupport

/// A convolution with a 3 × 3 kernel and stride 1, drawn by a seed.
struct WinogradExample: CustomStringConvertible {
  enum Numbers: CaseIterable {
    case uniform, positive, wholeNumbers, scales, subnormal
  }

  let picture: [Int]
  let weights: [Int]
  let padding: Pair
  let groups: Int
  let numbers: Numbers
  let seed: Int

  var conv: Conv { Conv(padding: .size(padding), groups: groups) }
  var description: String { "seed \(seed): \(picture) \(weights) \(padding) groups \(groups) \(numbers)" }

  /// Shapes about all limits: fewer and more channels than the scheme is chosen for, single tiles and hundreds.
  init(seed: Int, channels: ClosedRange<Int> = 1...140, size: ClosedRange<Int> = 1...70) {
    var random = SplitMix(state: UInt64(seed))
    groups = Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 2...3, using: &random) : 1
    let most = max(channels.lowerBound, channels.upperBound / groups)
    var channelCount = Int.random(in: channels.lowerBound...most, using: &random)
    var filterCount = Int.random(in: channels.lowerBound...most, using: &random)
    let rows = Int.random(in: size, using: &random), columns = Int.random(in: size, using: &random)
    padding = Pair(
      Int.random(in: rows < 3 ? 1...3 : 0...3, using: &random),
      Int.random(in: columns < 3 ? 1...3 : 0...3, using: &random))
    // Shapes that would take long are made smaller, by channels: their number matters less than that of tiles.
    let batch = Int.random(in: 1...4, using: &random)
    while batch * rows * columns * channelCount * filterCount * groups > 1_000_000 {
      channelCount = max(channels.lowerBound, channelCount * 3 / 4)
      filterCount = max(channels.lowerBound, filterCount * 3 / 4)
      if channelCount + filterCount <= max(2 * channels.lowerBound, 40) { break }
    }
    picture = [batch, channelCount * groups, rows, columns]
    weights = [filterCount * groups, channelCount, 3, 3]
    numbers = Numbers.allCases.randomElement(using: &random) ?? .uniform
    self.seed = seed
  }

  /// Picture, weights, bias, and a gradient of the result.
  func operands() throws -> [Tensor] {
    let result = try conv.resultShape([try Shape(checking: picture), try Shape(checking: weights)])
    return try [picture, weights, [weights[0]], result.array].enumerated().map { position, shape in
      let seed = UInt64(4 * self.seed + position + 1)
      let uniform = try Examples.tensor(shape, from: numbers == .positive ? 0 : -1, seed: seed)
      return try drawn(uniform).converted(to: .float32)
    }
  }

  private func drawn(_ uniform: Tensor) throws -> Tensor {
    switch numbers {
    case .uniform, .positive: uniform
    case .wholeNumbers: try Round()(try Multiply()(uniform, try Tensor(filled: 3, uniform.shape, .float64)))
    case .scales:
      try Multiply()(
        uniform, try Exp()(try Multiply()(uniform, try Tensor(filled: 9, uniform.shape, .float64))))
    // Products of two such are subnormal; a few elements are so themselves.
    case .subnormal: try Multiply()(uniform, try Tensor(filled: 1e-20, uniform.shape, .float64))
    }
  }

  /// The result and the three gradients in float64.
  func exactResults(_ operands: [Tensor]) throws -> [Tensor] {
    let wide = try operands.map { try $0.converted(to: .float64) }
    return try SlicedConvolution(padding: padding, groups: groups).all(Array(wide[0..<3]), gradient: wide[3])
  }
}

extension WinogradExample {
  /// The largest error of one of the four results as a part of what is allowed. Whole numbers allow none.
  ///
  /// docs/kernels.md derives the bound: γₙ times 16 · Σ over channels of the largest element that a tile sees times the
  /// sum of a kernel's elements, all by magnitude, with n = channels + 13; for the gradient by the weights, γₙ times 16 · Σ
  /// over tiles of the largest element times the sum of the tile's gradient, with n = tiles + 9. It is also larger than that
  /// of the direct kernel, which is used for few channels.
  func worstExcess(_ ours: Tensor, _ exact: Tensor, _ operands: [Tensor], part: Int) throws -> Double {
    let error = try Abs()(try Subtract()(try ours.converted(to: .float64), exact))
    if numbers == .wholeNumbers { return error.elements.allSatisfy { $0 == 0 } ? 0 : .infinity }
    let sizes = try operands.map { try Abs()(try $0.converted(to: .float64)) }
    let tiles = picture[0] * ((operands[3].shape[2] + 1) / 2) * ((operands[3].shape[3] + 1) / 2)
    let (channels, filters) = (weights[1], weights[0] / groups)
    let (allowed, roundings): (Tensor, Int) =
      switch part {
      case 0: (try tileBound(sizes[0], sizes[1], padding, bias: sizes[2]), channels + 13)
      case 1:
        (
          try tileBound(sizes[3], try turned(sizes[1]), Pair(2 - padding.rows, 2 - padding.columns)),
          filters + 13
        )
      case 2: (try weightsBound(sizes[0], sizes[3]), tiles + 9)
      default: (try Sum(axes: [0, 2, 3])(sizes[3]), 4 * tiles)
      }
    let worst =
      switch part {
      case 0, 1: try MaxPool(2)(try Pad([0, error.shape[3] % 2, 0, error.shape[2] % 2])(error))
      case 2: try MaxReduce(axes: [2, 3], keepDimensions: true)(error)
      default: error
      }
    let none = try Tensor(zeros: worst.shape, .float32)
    return KernelBound.worstExcess(
      try worst.converted(to: .float32), exact: none, sizes: allowed, roundings: roundings)
  }

  /// The largest element of each tile of 4 × 4, in steps of 2.
  private func largest(_ picture: Tensor, _ padding: Pair) throws -> Tensor {
    let (rows, columns) = (picture.shape[2] + 2 * padding.rows, picture.shape[3] + 2 * padding.columns)
    let padded = try Pad([
      padding.columns, padding.columns + columns % 2, padding.rows, padding.rows + rows % 2,
    ])(picture)
    return try MaxPool(4, stride: 2)(padded)
  }

  /// 16 · Σ largest element of the tile · Σ|taps|, plus the bias, for each tile.
  private func tileBound(
    _ picture: Tensor, _ weights: Tensor, _ padding: Pair, bias: Tensor? = nil
  ) throws -> Tensor {
    let taps = try Sum(axes: [2, 3], keepDimensions: true)(weights)
    let factor = try Tensor(filled: 16, taps.shape, .float64)
    let operands = [try largest(picture, padding), try Multiply()(taps, factor)] + (bias.map { [$0] } ?? [])
    return try Conv(groups: groups).apply(operands)
  }

  /// Weights `[F, C / groups, 3, 3]` as those of the gradient by the picture, `[C, F / groups, 3, 3]`.
  private func turned(_ weights: Tensor) throws -> Tensor {
    let (filters, channels) = (weights.shape[0] / groups, weights.shape[1])
    let split = try Reshape([groups, filters, channels, 9])(weights)
    return try Reshape([groups * channels, filters, 3, 3])(try Permute([0, 2, 1, 3])(split))
  }

  /// 16 · Σ over tiles of the largest element · Σ|gradient of the tile|, for each filter and channel.
  private func weightsBound(_ picture: Tensor, _ gradient: Tensor) throws -> Tensor {
    let (rows, columns) = (gradient.shape[2], gradient.shape[3])
    let padded = try Pad([0, columns % 2, 0, rows % 2])(gradient)
    let sums = try AvgPool(2)(padded)
    let most = try largest(picture, padding)
    let tiles = sums.shape[0] * sums.shape[2] * sums.shape[3]
    func matrices(_ x: Tensor) throws -> Tensor {
      try Reshape([groups, x.shape[1] / groups, tiles])(try Permute([1, 0, 2, 3])(x))
    }
    let products = try MatMul()(try matrices(sums), try Permute([0, 2, 1])(try matrices(most)))
    // The mean of four is a quarter of their sum.
    return try Multiply()(
      try Reshape([weights[0], weights[1], 1, 1])(products), try Tensor(filled: 64, [1], .float64))
  }
}

/// A generator of random numbers of 64 bits (Steele, Lea and Flood: Fast Splittable Pseudorandom Number Generators, 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
