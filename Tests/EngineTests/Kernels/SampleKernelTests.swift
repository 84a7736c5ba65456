import Engine
import EngineTestSupport
import Testing

/// The kernels of `affine_grid`, `grid_sample`, `affine` and `resize` against the plain loops on the same operands, both
/// passes, at every CPU level with one and with two threads.
@Suite struct SampleKernelTests {
  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func agreeWithTheReference(_ level: ProcessorLevel, _ dtype: DType) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    for example in try SampleExample.all() {
      let operands = try example.operands.map { try $0.converted(to: dtype) }
      let gradient = try example.gradient(dtype)
      let exact = try example.run(operands, gradient, Executions.reference)
      let sizes = try example.sizes(operands, gradient)
      let ours = try executions.map { try example.run(operands, gradient, $0) }
      for part in exact.indices {
        let excess = try Self.worstExcess(ours[0][part], exact[part], sizes[part])
        #expect(excess <= 1, "\(example), part \(part): \(excess) of the error allowed")
        #expect(
          ours[1][part]?.elements == ours[0][part]?.elements, "\(example), part \(part): threads change it")
      }
    }
  }

  /// A gradient is there for both or for none.
  private static func worstExcess(_ ours: Tensor?, _ exact: Tensor?, _ sizes: Tensor?) throws -> Double {
    guard let exact else { return ours == nil ? 0 : .infinity }
    let ours = try #require(ours)
    if let sizes { return KernelBound.worstExcess(ours, exact: exact, sizes: sizes) }
    return ours.shape == exact.shape && ours.elements == exact.elements ? 0 : .infinity
  }

  /// Numbers that are none, in the picture, the gradient or the points, show in the same elements.
  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func whatIsNotANumberStaysWhereItIs(_ level: ProcessorLevel, _ dtype: DType) throws {
    let far: [Double] = [.nan, .infinity, -.infinity, 1e30, -1e30, 1e9, -3e5, -1, 1, 0]
    for execution in Executions.threads(level) {
      for example in try SampleExample.sampled() {
        var operands = try example.operands.map { try $0.converted(to: dtype) }
        var gradient = try example.gradient(dtype)
        for position in stride(from: 0, to: operands[0].count, by: 7) {
          try operands[0].setElement(position, to: position % 2 == 0 ? .nan : .infinity)
        }
        for position in stride(from: 3, to: gradient.count, by: 11) {
          try gradient.setElement(position, to: position % 2 == 0 ? .nan : -.infinity)
        }
        for position in stride(from: 1, to: operands[1].count, by: 5) {
          try operands[1].setElement(position, to: far[position % far.count])
        }
        let exact = try example.run(operands, gradient, Executions.reference)
        let ours = try example.run(operands, gradient, execution)
        for part in exact.indices {
          guard let exact = exact[part]?.elements, let ours = ours[part]?.elements else { continue }
          #expect(zip(ours, exact).allSatisfy(Self.areAlike), "\(example), part \(part)")
        }
      }
    }
  }

  /// Neither is a number, or both are the same infinity or finite.
  private static func areAlike(_ a: Double, _ b: Double) -> Bool {
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    return a == b || (a.isFinite && b.isFinite)
  }

  /// Nothing of the neighbours gets into a pixel at a whole coordinate, whatever they are.
  @Test(arguments: ProcessorLevel.allCases)
  func theIdentityKeepsEveryBit(_ level: ProcessorLevel) throws {
    let values: [Float] = [-0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 0.1, -3.3e38, 1e-30, 5]
    let x = try Tensor((0..<16 * 16).map { values[$0 * 5 % 9] }, [16, 16])
    let theta = try Tensor([1, 0, 0, 0, 1, 0] as [Float], [2, 3])
    for execution in Executions.threads(level) {
      let grid = try AffineGrid(size: [16, 16]).apply([theta], in: execution)
      let results = [
        try Affine().apply([x, theta], in: execution),
        try Affine(mode: .round, paddingMode: .border).apply([x, theta], in: execution),
        try GridSample().apply([x, grid], in: execution),
        try GridSample(mode: .nearest, paddingMode: .border).apply([x, grid], in: execution),
        try Resize(.size(16), mode: .bilinear).apply([x], in: execution),
      ]
      for result in results {
        #expect((0..<x.count).allSatisfy { bits(result, $0) == bits(x, $0) })
      }
    }
  }

  private func bits(_ x: Tensor, _ position: Int) -> UInt32 { Float(x.element(position)).bitPattern }

  /// All points go to one corner: so many additions to one element must not lose more than a few.
  @Test(arguments: ProcessorLevel.allCases)
  func manyPointsOnOnePixelAddUp(_ level: ProcessorLevel) throws {
    for execution in Executions.threads(level) {
      for size in [2, 200] {
        let grid = try Tensor(filled: 7, [300, 300, 2])
        let gradient = try Examples.tensor([300, 300], from: 0, .float32)
        let operands = [try Tensor(zeros: [size, size]), grid]
        let sampling = GridSample(paddingMode: .border)
        let plan = try sampling.plan(OperandShapes(of: operands))
        let ours = try sampling.pullback(
          gradient, plan, operands, needs: [true, false], execution)[0]
        let corner = try #require(ours).element(size * size - 1)
        let exact = gradient.elements.reduce(0, +)
        #expect(abs(corner - exact) <= Double(Float.ulpOfOne) * exact)
      }
    }
  }

  @Test(arguments: ProcessorLevel.allCases)
  func stopWhenAsked(_ level: ProcessorLevel) throws {
    let cancellation = Cancellation()
    cancellation.raise()
    for threads in [1, 2] where level.isAvailable {
      let execution = Execution(cancellation: cancellation, level: level, threads: threads)
      for example in try SampleExample.all() where example.operands[0].count > 0 {
        let gradient = try example.gradient(.float64)
        let forward = #expect(throws: TensorError.self, "\(example)") {
          try example.operation.apply(example.operands, in: execution)
        }
        #expect(forward?.code == .cancelled)
        for operand in example.operands.indices {
          let needs = example.operands.indices.map { $0 == operand }
          // Through rounding there is nothing to compute by the points.
          if operand > 0, try example.sizes(example.operands, gradient)[1] == nil { continue }
          let backward = #expect(throws: TensorError.self, "\(example) \(needs)") {
            _ = try example.pullback(example.operands, gradient, needs: needs, execution)
          }
          #expect(backward?.code == .cancelled)
        }
      }
    }
  }
}
