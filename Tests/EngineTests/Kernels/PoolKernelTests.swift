import Engine
import EngineTestSupport
import Testing

/// The pooling kernels against the plain loops, forward and backward, at every CPU level with one and with two threads.
@Suite struct PoolKernelTests {
  struct Example: Sendable, CustomStringConvertible {
    let picture: [Int]
    let kernel: Pair
    var stride: Pair?
    var padding: Pair = 0
    var dilation: Pair = 1
    var ceil = false

    var max: MaxPool {
      MaxPool(kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceil)
    }

    func average(countIncludePad: Bool) -> AvgPool {
      AvgPool(kernel, stride: stride, padding: padding, ceilMode: ceil, countIncludePad: countIncludePad)
    }

    var description: String {
      "\(picture) \(kernel) stride=\(stride ?? kernel) padding=\(padding) dilation=\(dilation) ceil=\(ceil)"
    }
  }

  /// About every edge: pairs in rows shorter and longer than a vector, rests of rows and columns, from one plane to more
  /// than fill the lanes, bands of rows, windows that overlap, leave elements out, hang over the end or see padding alone,
  /// and enough work for two threads.
  static let examples: [Example] = {
    var list: [Example] = []
    for width in [2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 34, 63, 70] {
      list.append(Example(picture: [3, 5, width], kernel: 2))
      list.append(Example(picture: [2, 2, 4, width], kernel: 2, ceil: true))
    }
    for size in 1...9 {
      list.append(Example(picture: [size, 2 * size + 1, size + 3], kernel: 3, stride: 1, padding: 1))
      list.append(
        Example(picture: [17, 9, 11], kernel: Pair(size, 3), stride: 2, padding: Pair(size / 2, 1)))
      list.append(Example(picture: [40, size, size], kernel: Pair(size)))
    }
    for stride in 1...5 {
      for dilation in 1...3 {
        list.append(
          Example(
            picture: [2, 3, 13, 14], kernel: Pair(3, 2), stride: Pair(stride, 6 - stride), padding: 1,
            dilation: Pair(dilation, 4 - dilation), ceil: dilation == 2))
      }
    }
    list += [
      Example(picture: [1, 1], kernel: 1), Example(picture: [30, 1, 1], kernel: 1),
      Example(picture: [5, 6, 7], kernel: 2, stride: Pair(3, 4)),
      Example(picture: [2, 9, 9], kernel: 2, stride: 1, dilation: 8),
      Example(picture: [4, 3, 2], kernel: Pair(1, 2), stride: 1, padding: Pair(0, 1), dilation: Pair(1, 3)),
      Example(picture: [20, 5, 4], kernel: Pair(1, 2), stride: 1, padding: Pair(0, 1), dilation: Pair(1, 5)),
      Example(picture: [3, 20, 21], kernel: Pair(15, 17), stride: 1),
      Example(picture: [3, 20, 21], kernel: 16, stride: 2),
      Example(picture: [2, 100, 90], kernel: 3, stride: 2, padding: 1, ceil: true),
      Example(picture: [1, 200, 210], kernel: 3, stride: 1, padding: 1),
      Example(picture: [320, 28, 28], kernel: 2),
      Example(picture: [300, 14, 15], kernel: 3, stride: 2, padding: 1),
      Example(picture: [1500, 7, 8], kernel: Pair(7, 8)), Example(picture: [1, 600, 700], kernel: 2),
      Example(picture: [0, 2, 4, 4], kernel: 2), Example(picture: [0, 2, 4, 4], kernel: 3, padding: 1),
    ]
    return list
  }()

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func maximaAreTheReferences(_ level: ProcessorLevel, _ dtype: DType) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    for example in Self.examples {
      let picture = try Examples.tensor(example.picture, seed: 1, dtype)
      // Whole numbers, so that elements tie, zeros of both signs, and what is special among them.
      let ties = try Round()(try Multiply()(picture, Tensor(2.5, dtype)))
      let special = try withSpecials(ties)
      for (name, values) in [("distinct", picture), ("ties", ties), ("special", special)] {
        let expected = try results(example.max, values, Executions.reference)
        for execution in executions {
          let ours = try results(example.max, values, execution)
          #expect(
            try isSame(example.max.apply([values], in: execution), ours.result),
            "\(example), \(name): not taped")
          #expect(isSame(ours.result, expected.result), "\(example), \(name)")
          #expect(isSame(ours.gradient, expected.gradient), "\(example), \(name), gradient")
        }
      }
    }
  }

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func meansAreNearTheReferences(_ level: ProcessorLevel, _ dtype: DType) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    for example in Self.examples where example.dilation == 1 {
      let picture = try Examples.tensor(example.picture, seed: 2, dtype)
      for counts in [true, false] {
        let pool = example.average(countIncludePad: counts)
        let wide = try picture.converted(to: .float64)
        let exact = try results(pool, wide, Executions.reference)
        // The seeds of gradients are positive.
        let sizes = try results(pool, try Abs()(wide), Executions.reference)
        let ours = try executions.map { try results(pool, picture, $0) }
        let excess = KernelBound.worstExcess(ours[0].result, exact: exact.result, sizes: sizes.result)
        #expect(excess <= 1, "\(example): \(excess) of the error allowed")
        let excessBack = KernelBound.worstExcess(
          ours[0].gradient, exact: exact.gradient, sizes: sizes.gradient)
        #expect(excessBack <= 1, "\(example), gradient: \(excessBack) of the error allowed")
        #expect(isSame(ours[1].result, ours[0].result), "\(example): threads change it")
        #expect(isSame(ours[1].gradient, ours[0].gradient), "\(example), gradient: threads change it")
      }
    }
  }

  /// Rounding must not pile up where all elements are the same, which random numbers would hide.
  @Test(arguments: ProcessorLevel.allCases)
  func manyEqualElementsHaveThatMean(_ level: ProcessorLevel) throws {
    for execution in Executions.threads(level) {
      for side in [28, 100, 224] {
        let picture = try Tensor(filled: 0.1, [20, side, side])
        let result = try AvgPool(Pair(side)).apply([picture], in: execution)
        let exact = Double(Float(0.1))
        for mean in result.elements { #expect(abs(mean - exact) <= 8 * Double(Float.ulpOfOne) * exact) }
      }
    }
  }

  /// What one execution noted on the way forward, another can take back.
  @Test func winnersDoNotDependOnTheLevel() throws {
    let pool = MaxPool(3, stride: 2, padding: 1)
    let picture = try Examples.tensor([3, 12, 13], .float32)
    let expected = try results(pool, picture, Executions.reference)
    let all = ProcessorLevel.allCases.flatMap { Executions.threads($0) } + [Executions.reference]
    for forward in all {
      for backward in all {
        #expect(isSame(try results(pool, picture, forward, backward).gradient, expected.gradient))
      }
    }
  }

  /// Raised while the kernel is at work: a pooling of some seconds ends within a tenth of one.
  @Test(arguments: [DType.float32, .float64], [1, 2])
  func canBeCancelled(_ dtype: DType, _ threads: Int) throws {
    let picture = try Examples.tensor([8, 1000, 1000], dtype)
    let late = LateCancellation(after: 0.1)
    let execution = Execution(cancellation: late.cancellation, threads: threads)
    #expect(throws: TensorError.self) {
      try MaxPool(401, stride: 1, padding: 200).apply([picture], in: execution)
    }
    #expect(late.lateness < .milliseconds(250), "it went on for \(late.lateness)")
    #expect(throws: TensorError.self) { try MaxPool(2).apply([picture], in: execution) }
    #expect(throws: TensorError.self) { try AvgPool(3).apply([picture], in: execution) }
  }

  /// One row of windows as wide as the picture is work for seconds.
  @Test(arguments: [DType.float32, .float64]) func canBeCancelledWithinARow(_ dtype: DType) throws {
    let picture = try Examples.tensor([1, 4, 65_536], dtype)
    let pools: [any Engine.Operation] = [
      MaxPool(Pair(1, 32_768), stride: 1), AvgPool(Pair(1, 32_768), stride: 1),
    ]
    for pool in pools {
      let late = LateCancellation(after: 0.1)
      #expect(throws: TensorError.self) {
        // Again and again, for what is fast.
        while true {
          _ = try pool.apply([picture], in: Execution(cancellation: late.cancellation, threads: 1))
        }
      }
      #expect(late.lateness < .milliseconds(250), "\(pool.name) went on for \(late.lateness)")
    }
  }

  /// The result and the gradient by the picture, of a sum in which every element of the result has a weight of its own.
  private func results(
    _ pool: some Engine.Operation, _ picture: Tensor, _ execution: Execution, _ backward: Execution? = nil
  ) throws -> (result: Tensor, gradient: Tensor) {
    let tape = Tape()
    defer { tape.close() }
    let watched = try tape.watch(picture)
    let result = try pool.apply([watched], in: execution)
    let weights = try Tensor((0..<result.count).map(GradientCase.weight), result.shape)
    let seed = try weights.converted(to: result.dtype)
    let gradient = try tape.gradients(of: result, seed: seed, by: [watched], in: backward ?? execution)
    return (result.detached, gradient[0])
  }

  /// Some elements become NaN, infinite, or zeros of either sign.
  private func withSpecials(_ tensor: Tensor) throws -> Tensor {
    var result = tensor
    for position in 0..<min(result.count, 4000) {
      switch (position &* 7919) % 29 {
      case 0: try result.setElement(position, to: .nan)
      case 1: try result.setElement(position, to: .infinity)
      case 2...5: try result.setElement(position, to: -.infinity)
      case 6...8: try result.setElement(position, to: -0.0)
      case 9...11: try result.setElement(position, to: 0)
      default: break
      }
    }
    return result
  }

  /// Equal element by element, the signs of zeros included.
  private func isSame(_ a: Tensor, _ b: Tensor) -> Bool {
    guard a.shape == b.shape, a.dtype == b.dtype else { return false }
    return (0..<a.count).allSatisfy { position in
      let (x, y) = (a.element(position), b.element(position))
      return x == y ? x.sign == y.sign : x.isNaN && y.isNaN
    }
  }
}
