import Engine
import EngineTestSupport
import Testing

@Suite struct AvgPoolTests {
  private func operation(_ options: WindowCase.Options) throws -> AvgPool {
    AvgPool(
      try #require(options.kernelSize), stride: options.stride, padding: options.padding ?? 0,
      ceilMode: options.ceilMode ?? false, countIncludePad: options.countIncludePad ?? true)
  }

  @Test func agreesWithPyTorch() throws {
    let cases = try WindowCase.load("avg_pool")
    #expect(cases.count >= 30)
    for example in cases {
      let pool = try operation(example.options)
      #expect(try example.worstDifference(.float64) { try pool.apply($0) } <= 1e-11, "\(example)")
      #expect(try example.worstDifference(.float32) { try pool.apply($0) } <= 1e-6, "\(example)")
      let operands = try example.operands.map { try $0.tensor() }
      #expect(try GradientCase.worstDifference(operands) { try pool.apply($0) } <= 1e-6, "\(example)")
    }
  }

  @Test func windowsAddUpToTheResult() throws {
    for example in try WindowCase.load("avg_pool") where example.result.data.count > 0 {
      let pool = try operation(example.options)
      let x = try example.operands[0].tensor()
      let result = try Shape(checking: example.result.shape)
      for position in 0..<result.count {
        let window = try pool.window(at: result.index(position), picture: x.shape)
        let sum = window.inside.compactMap(\.picture).reduce(0) { $0 + x.element(x.shape.position($1)) }
        let mean = sum / Double(try #require(window.divisor))
        #expect(abs(mean - example.result.data[position]) < 1e-11, "\(example)")
      }
    }
  }

  /// A kernel that is nearly all padding: cheap to compute, too long to list.
  @Test func theLargestKernelIsNoDanger() throws {
    let side = Int(Int32.max)
    let pool = AvgPool(Pair(side), padding: Pair(side / 2))
    let x = try Tensor(filled: 3, [1, 1], .float64)
    #expect(try pool(x).elements == [3 / (Double(side) * Double(side))])
    #expect(try MaxPool(Pair(side), padding: Pair(side / 2))(x).elements == [3])
    let error = #expect(throws: TensorError.self) { try pool.window(at: [0, 0], picture: [1, 1]) }
    #expect(
      error?.message
        == "a window of 2147483647 × 2147483647 is too large to be listed: it has more than 1048576 taps")
  }

  @Test func explainsItsOptions() throws {
    let error = #expect(throws: TensorError.self) {
      try AvgPool(Pair(2, 3), padding: 2).resultShape([[9, 9]])
    }
    #expect(error?.message == "padding is at most half of the kernel: kernel_size is [2, 3], padding 2")
    let larger = #expect(throws: TensorError.self) { try AvgPool(4, padding: 1).resultShape([[1, 9]]) }
    #expect(larger?.message == "a kernel of 4 × 4 is larger than the picture of 1 × 9 (3 × 11 with padding)")
    #expect(larger?.operands.map(\.label) == ["picture [1, 9]", "4 × 4"])
  }
}
