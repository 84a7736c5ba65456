import Engine
import EngineTestSupport
import Testing

/// Factors of matrices by the kernels at every level, against plain loops and against what they are for.
@Suite struct FactorsKernelTests {
  /// Extents about the edges of vectors and of the blocks of 32 columns.
  private static let extents = [1, 2, 3, 7, 16, 31, 32, 33, 64, 70]
  private static let types: [DType] = [.float32, .float64]

  /// The largest difference from what is expected, in units of the rounding of the type.
  private static func worst(_ ours: Tensor, _ expected: Tensor) -> Double {
    guard ours.shape == expected.shape else { return .infinity }
    let epsilon = ours.dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    return zip(ours.elements, expected.elements).reduce(0) { worst, pair in
      let difference = abs(pair.0 - pair.1) / epsilon
      return max(worst, difference.isNaN ? .infinity : difference)
    }
  }

  /// Matrices whose inverses have elements of at most some 1/n, so that rounding grows with nothing but n.
  @Test(arguments: ProcessorLevel.allCases, types)
  func inverses(_ level: ProcessorLevel, _ dtype: DType) throws {
    for execution in Executions.threads(level) {
      for n in Self.extents {
        let x = try SquareMatrices.regular([n, n], dtype)
        let inverse = try Inverse()(x, in: execution)
        let reference = try Inverse()(x, in: Executions.reference)
        #expect(Self.worst(inverse, reference) <= 8 * Double(n), "\(n)")
        let product = try MatMul()(inverse.converted(to: .float64), x.converted(to: .float64))
        let identity = try Diag()(try Tensor(filled: 1, try Shape(checking: [n]), dtype))
        #expect(Self.worst(try product.converted(to: dtype), identity) <= 16 * Double(n), "\(n)")
      }
    }
  }

  @Test(arguments: ProcessorLevel.allCases, types)
  func solutions(_ level: ProcessorLevel, _ dtype: DType) throws {
    for execution in Executions.threads(level) {
      for (n, columns) in [(33, 1), (40, 5), (70, 33), (5, 64)] {
        let a = try SquareMatrices.regular([n, n], dtype)
        let x = try Examples.tensor([n, columns], seed: 3, dtype)
        let b = try MatMul()(a.converted(to: .float64), x.converted(to: .float64)).converted(to: dtype)
        #expect(Self.worst(try Solve()(a, b, in: execution), x) <= 16 * Double(n), "\(n), \(columns)")
      }
    }
  }

  /// Singular values by another method, U and V at right angles, and their product the matrix.
  @Test(arguments: ProcessorLevel.allCases, types)
  func singularValues(_ level: ProcessorLevel, _ dtype: DType) throws {
    for execution in Executions.threads(level).prefix(1) {
      for (m, n) in [(1, 1), (2, 2), (5, 3), (3, 5), (17, 17), (33, 20), (20, 33), (64, 40)] {
        try check(try Examples.tensor([m, n], dtype), execution)
      }
    }
  }

  /// Matrices with rows of zeros, equal singular values, zeros on the diagonal, and of a single number.
  @Test(arguments: ProcessorLevel.allCases)
  func specialMatrices(_ level: ProcessorLevel) throws {
    for execution in Executions.threads(level).prefix(1) {
      let identity = try Diag()(try Tensor(filled: 1, [7], .float64))
      let shifted = try Diag(diagonal: 1)(try Tensor([1.0, 2, 3, 4, 5, 6], [6]))
      let ofRankOne = try MatMul()(try Examples.tensor([6, 1]), try Examples.tensor([1, 5], seed: 2))
      let cornered = try Triu()(try Tensor(filled: 1, [6, 6], .float64))
      let holed = try Multiply()(cornered, try Diag()(try Tensor([1.0, 1, 0, 1, 0, 1], [6])))
      for x in [identity, shifted, ofRankOne, cornered, holed, try Tensor(zeros: [4, 3], .float64)] {
        try check(x, execution)
      }
      for scale in [1e-300, 1e300] {
        let x = try Multiply()(try Examples.tensor([5, 4]), try Tensor(scale, .float64))
        let s = try SVD.decomposition(of: x, in: execution).s
        let unscaled = try SVD.decomposition(of: try Examples.tensor([5, 4]), in: execution).s
        for (ours, plain) in zip(s.elements, unscaled.elements) {
          #expect(abs(ours / scale / plain - 1) < 1e-12)
        }
      }
    }
  }

  private func check(_ x: Tensor, _ execution: Execution) throws {
    let (u, s, v) = try SVD.decomposition(of: x, in: execution)
    let reference = try SVD.decomposition(of: x, in: Executions.reference).s
    let size = max(1, s.elements.first ?? 0)
    let bound = 16 * Double(x.shape[0] + x.shape[1]) * size
    let shape = x.shape
    #expect(Self.worst(s, reference) <= bound, "\(shape)")
    #expect(
      zip(s.elements, s.elements.dropFirst()).allSatisfy { $0 >= $1 } && s.elements.allSatisfy { $0 >= 0 })
    let product = try MatMul()(try Multiply()(u, s), v)
    #expect(Self.worst(product, x) <= bound, "\(shape)")
    let ones = try Diag()(try Tensor(filled: 1, s.shape, x.dtype))
    #expect(Self.worst(try MatMul()(try Transpose()(u), u), ones) <= bound, "\(shape)")
    #expect(Self.worst(try MatMul()(v, try Transpose()(v)), ones) <= bound, "\(shape)")
  }

  @Test func stopsWhenAsked() throws {
    let x = try Examples.tensor([64, 64])
    let cancellation = Cancellation()
    cancellation.raise()
    #expect(throws: TensorError.self) { try SVD()(x, in: Execution(cancellation: cancellation)) }
  }
}
