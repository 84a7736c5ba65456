import Engine
import EngineTestSupport
import Testing

@Suite struct AvgPoolTests {
  private func pool(_ row: CaseRow) throws -> AvgPool {
    AvgPool(
      try row.pair("kernel_size"), stride: row.isGiven("stride") ? try row.pair("stride") : nil,
      padding: try row.pair("padding", default: 0), ceilMode: try row.flag("ceil_mode"),
      countIncludePad: try row.flag("count_include_pad", default: true))
  }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("avg_pool").differences(.init(float32: 1e-6)) { try pool($0).apply($1) }
    #expect(differences == [])
  }

  @Test func windowsAddUpToTheResult() throws {
    try CaseTable("avg_pool").forEachElement { row, expected, index, value in
      let x = expected.operands[0]
      let window = try pool(row).window(at: index, picture: x.shape)
      let sum = window.inside.compactMap(\.picture).reduce(0) { $0 + x.element(x.shape.position($1)) }
      #expect(abs(sum / Double(try #require(window.divisor)) - value) < 1e-11, "\(row) \(index)")
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
    #expect(
      error?.message == "padding must be at most half of the kernel size: kernel_size is [2, 3], padding is 2"
    )
    let larger = #expect(throws: TensorError.self) { try AvgPool(4, padding: 1).resultShape([[1, 9]]) }
    #expect(larger?.message == "a kernel of 4 × 4 is larger than the picture of 1 × 9 (3 × 11 with padding)")
    #expect(larger?.operands.map(\.label) == ["picture [1, 9]", "4 × 4"])
  }
}
