import Engine
import EngineTestSupport
import Testing

/// The element-wise kernels against the plain loops, forward and backward, at every CPU level with one and two threads.
@Suite struct ElementKernelTests {
  /// Operations whose kernels do what the loops do, rounding for rounding.
  static let unary: [any Operation] = [
    Abs(), Negate(), Relu(), LeakyRelu(negativeSlope: 0.1), Clamp(minimum: -0.5, maximum: 0.75),
    Clamp(minimum: 0.25),
    Clamp(maximum: -0.25), Clamp(minimum: 1, maximum: -1), Sqrt(), Sign(), Round(), Floor(), Ceil(),
  ]
  static let exponentials: [any Operation] = [
    Exp(), Log(), Tanh(), Sigmoid(), Expm1(), Log1p(), Log2(), Log10(), Silu(), Softplus(), Sin(), Cos(),
    Tan(),
  ]
  static let binary: [any Operation] = [
    Add(), Subtract(), Multiply(), Divide(), Maximum(), Minimum(), Atan2(),
  ]

  static let special: [Double] = [
    0, -0.0, 1, -1, 0.5, -0.5, 0.25, -0.25, 0.75, .infinity, -.infinity, .nan, 1e-40, -1e-40, 3e38, -3e38,
    0x1p-1030,
  ]

  /// Shorter and longer than vectors of each level, and than what one thread takes at a time.
  static let lengths = Array(0...40) + [63, 64, 65, 16_384, 16_390, 100_003]

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func oneOperand(_ level: ProcessorLevel, _ dtype: DType) throws {
    for operation in Self.unary + Self.exponentials {
      for length in Self.lengths {
        let numbers = try Examples.tensor([length], from: -3, to: 3, seed: 1, dtype)
        let x = try Concatenate(axis: 0)(
          numbers, Tensor(Self.special, [Self.special.count]).converted(to: dtype))
        try expectReference(operation, [x], level, "\(operation.name) of \(x.shape)")
      }
    }
  }

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func twoOperands(_ level: ProcessorLevel, _ dtype: DType) throws {
    let long = [
      Examples.Pair([7, 33], [33]), Examples.Pair([33, 7], [33, 1]), Examples.Pair([5, 1, 40], [3, 1]),
      Examples.Pair([2, 3, 4, 5, 6, 7], [3, 1, 5, 1, 7]),
      Examples.Pair([2, 1, 4, 1, 6, 1], [1, 3, 1, 5, 1, 7]),
      Examples.Pair([70_000], [70_000]), Examples.Pair([70_000], []), Examples.Pair([], [70_001]),
      Examples.Pair([300, 260], [300, 1]), Examples.Pair([9, 4000, 3], [4000, 1]),
    ]
    for operation in Self.binary {
      for pair in Examples.pairs + long {
        let a = try Examples.tensor(pair.a, seed: 1, dtype)
        let b = try Examples.tensor(pair.b, seed: 2, dtype)
        try expectReference(operation, [a, b], level, "\(operation.name) of \(pair)")
      }
      let count = Self.special.count
      let special = try Tensor(Self.special, [count]).converted(to: dtype)
      try expectReference(
        operation, [Reshape([count, 1])(special), special], level, "\(operation.name) of special numbers")
    }
  }

  /// What is compared and chosen, also of operands that stand still.
  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func truths(_ level: ProcessorLevel, _ dtype: DType) throws {
    // About the lengths of vectors, and longer than what one thread takes at a time.
    for execution in Executions.threads(level) {
      for length in [0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 64, 5_000] {
        let special = try Tensor(Self.special, [Self.special.count])
        let join = Concatenate(axis: 0)
        let a = try join(try Examples.tensor([length], seed: 1, dtype), try special.converted(to: dtype))
        let b = try join(a, try Flip([0])(a))
        let x = try join(a, a)
        let mask = try Compare(.greater).apply([x, b], in: Executions.reference)
        let number = try Tensor(0.25, dtype)
        var asked: [(any Operation, [Tensor])] = Compare.Kind.allCases.flatMap { kind in
          [(Compare(kind), [x, b]), (Compare(kind), [x, number]), (Compare(kind), [number, b])]
        }
        let flipped = try Flip([0])(mask)
        asked += [(LogicalAnd(), [mask, flipped]), (LogicalOr(), [mask, flipped]), (LogicalNot(), [mask])]
        asked += [[x, b], [x, number], [number, b], [number, number]].map { (Where(), [mask] + $0) }
        for (operation, operands) in asked {
          let ours = try operation.apply(operands, in: execution)
          let reference = try operation.apply(operands, in: Executions.reference)
          #expect(ours.dtype == reference.dtype && ours.shape == reference.shape)
          #expect(
            zip(ours.elements, reference.elements).allSatisfy { isSame($0, $1) },
            "\(operation.name) of \(length) elements")
        }
      }
    }
  }

  /// Result and gradients.
  private func results(
    _ operation: any Operation, _ operands: [Tensor], _ execution: Execution
  ) throws -> [Tensor] {
    let tape = Tape()
    let watched = try operands.map { try tape.watch($0) }
    let result = try operation.apply(watched, in: execution)
    let seed = try Examples.tensor(result.shape.array, from: 0.5, to: 2, seed: 9, result.dtype)
    return [try Reshape([-1])(result)]
      + (try tape.gradients(of: result, seed: seed, by: watched, in: execution))
  }

  private func expectReference(
    _ operation: any Operation, _ operands: [Tensor], _ level: ProcessorLevel, _ name: String
  ) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    let expected = try results(operation, operands, Executions.reference)
    let ours = try executions.map { try results(operation, operands, $0) }
    let epsilon = operands[0].dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    for (place, reference) in expected.enumerated() {
      let (one, two) = (ours[0][place].elements, ours[1][place].elements)
      #expect(zip(one, two).allSatisfy { isSame($0, $1) }, "\(name): threads change nothing")
      #expect(one.count == reference.count)
      let wrong = zip(one, reference.elements).enumerated().first { pair in
        let (ours, exact) = pair.element
        if isSame(ours, exact) { return false }
        // Sums over what was repeated may cancel; the rest has a few roundings.
        let roundings: Double = reference.count < expected[0].count ? 1000 : 4
        return !(abs(ours - exact) <= roundings * epsilon * (abs(exact) + 1))
      }
      #expect(wrong == nil, "\(name), \(place): ours and the reference's at \(String(describing: wrong))")
    }
  }

  private func isSame(_ a: Double, _ b: Double) -> Bool {
    a.isNaN ? b.isNaN : a == b && a.sign == b.sign
  }

  /// Exponentials and the like, within three or four units in the last place of the mathematical value; for float32 that is
  /// what the C library says in float64.
  @Test(arguments: ProcessorLevel.allCases)
  func elementaryFunctionsAreExactToUnits(_ level: ProcessorLevel) throws {
    guard let execution = Executions.threads(level).first else { return }
    for operation in Self.exponentials {
      for range in [2.0, 20, 110, 1000] {
        let isLogarithm = operation is Log || operation is Log2 || operation is Log10
        let low = isLogarithm ? 1e-30 : operation is Log1p ? -1 : -range
        let x = try Examples.tensor([20_011], from: low, to: range, seed: 5, .float32)
        let ours = try operation.apply([x], in: execution)
        let exact = try operation.apply([try x.converted(to: .float64)], in: Executions.reference)
        // An exponential below the smallest normal number has few digits left, and so has x, of about 100 there, times it.
        let compared = zip(ours.elements, exact.elements).filter {
          !(operation is Silu) || $1.magnitude >= 110 * Double(Float.leastNormalMagnitude)
        }
        let worst = compared.map { units(Float($0), from: $1) }.max() ?? 0
        // What divides or multiplies two of the others has one unit more.
        let most: Double = operation is Tan || operation is Silu ? 4 : 3
        #expect(worst <= most, "\(operation.name) up to \(range): \(worst) units")
      }
    }
  }

  private func units(_ ours: Float, from exact: Double) -> Double {
    if Double(ours) == exact || Float(exact) == ours { return 0 }
    return abs(Double(ours) - exact) / Double(Float(exact).magnitude.ulp)
  }

  @Test func workStopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let execution = Execution(cancellation: cancellation)
    for operation in Self.unary + Self.exponentials {
      for count in [1, 100, 1_000_000] {
        let x = try Tensor(zeros: [count])
        #expect(throws: TensorError.cancelled.named(operation.name)) {
          try operation.apply([x], in: execution)
        }
      }
    }
  }
}
