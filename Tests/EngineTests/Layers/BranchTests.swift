import EngineTestSupport
import Testing

@testable import Engine

/// Layers with branches. That they train as PyTorch's do is held by TrainingAgreementTests.
@Suite("Branches") struct BranchTests {
  private static func conv(_ filters: Int, _ size: Int, stride: Int = 1, padding: Int = 0) throws -> ConvLayer
  {
    try ConvLayer(filters, Pair(size), Conv(stride: Pair(stride), padding: .size(Pair(padding))), seed: 7)
  }

  @Test func aResidualLayerAddsItsInput() throws {
    let body = Chain([try Self.conv(3, 3, padding: 1), PlainLayer<Tanh>()])
    let x = try Examples.tensor([2, 3, 5, 6])
    let (residual, plain) = (Network(ResidualLayer([body])), Network(body))
    let (sum, part) = (try residual(x), try plain(x))
    for position in 0..<x.count {
      #expect(abs(sum.element(position) - part.element(position) - x.element(position)) <= 1e-6)
    }
    // Without layers everything is added to itself.
    #expect(try Network(ResidualLayer([]))(x).elements == x.elements.map { 2 * $0 })
  }

  @Test func aParallelLayerJoinsChannelsInOrder() throws {
    let x = try Examples.tensor([2, 3, 4, 4])
    let (a, b) = (try Self.conv(2, 1), try Self.conv(3, 3, padding: 1))
    let joined = try Network(ParallelLayer([a, b]))(x)
    let (first, second) = (try Network(a)(x), try Network(b)(x))
    #expect(joined.shape == [2, 5, 4, 4])
    for picture in 0..<2 {
      let row = (0..<80).map { joined.element(picture * 80 + $0) }
      #expect(Array(row[..<32]) == (0..<32).map { first.element(picture * 32 + $0) })
      #expect(Array(row[32...]) == (0..<48).map { second.element(picture * 48 + $0) })
    }
  }

  /// Rows, parameters and windows: 3×3 over 3×3 sees 5×5 beside what a 1×1 sees; a stride in one branch alone has no window.
  @Test func theTableGoesIntoBranches() throws {
    let long = Chain([try Self.conv(4, 3, padding: 1), try Self.conv(4, 3, padding: 1)])
    var network = Network(
      Chain([
        ResidualLayer([long], shortcut: try Self.conv(4, 1)),
        try ParallelLayer([Chain([]), try Self.conv(2, 3, padding: 1)]),
        ResidualLayer([try Self.conv(6, 3, stride: 2, padding: 1)], shortcut: try Self.conv(6, 2, stride: 2)),
      ]))
    try network.build(for: [1, 8, 8])
    let table = try NetworkTable(network)
    #expect(
      table.rows.map(\.path) == ["1.1.1", "1.1.2", "1.shortcut", "1", "2.2", "2", "3.1", "3.shortcut", "3"])
    #expect(table.rows.map(\.depth) == [1, 1, 1, 0, 1, 0, 1, 1, 0])
    #expect(table.rows.map(\.parameters) == [40, 148, 8, 0, 74, 0, 330, 150, 0])
    #expect(table.rows.map(\.receptiveField) == [3, 5, 1, 5, 7, 7, 9, 8, 9])
    #expect(table.rows.map(\.output.array.first) == [4, 4, 4, 4, 2, 6, 6, 6, 6])
    #expect(network.parameterCount == 750)
  }

  @Test func partsAreNetworksOfTheirOwn() throws {
    var network = Network(
      Chain([
        try Self.conv(4, 3), ResidualLayer([try Self.conv(5, 3, padding: 1)], shortcut: try Self.conv(5, 1)),
        try ParallelLayer([try Self.conv(2, 1), try Self.conv(3, 1)]),
      ]))
    try network.build(for: [1, 8, 8])
    let residual = try network.part([1])
    #expect(residual.layers.count == 1 && residual.partNames == ["shortcut"])
    #expect(residual.part(named: "shortcut")?.inputShape == [4, 6, 6])
    #expect(try residual.part([0]).parameterCount == 185)
    #expect(residual.part(named: "weight") == nil)
    let second = try network.part([2]).part([1])
    #expect(second.inputShape == [5, 6, 6] && second.parameterCount == 18)
    let x = try Examples.tensor([1, 8, 8])
    let results = try network.results(for: x)
    #expect(results.map(\.path) == ["1", "2.1", "2.shortcut", "2", "3.1", "3.2", "3"])
    let whole = try network(x)
    #expect(results.last?.result.elements == whole.elements)
  }

  @Test func weightsGoThroughAFile() throws {
    var network = Network(
      Chain([
        ResidualLayer(
          [try Self.conv(2, 3, padding: 1), try BatchNormLayer()], shortcut: try Self.conv(2, 1)),
        try ParallelLayer([Chain([]), try Self.conv(2, 1)], join: .sum),
      ]))
    try network.build(for: [1, 5, 5])
    let file = try NetworkFile(network).file()
    let read = try NetworkFile(file, path: "net.safetensors").network
    #expect(read.text == network.text)
    #expect(read.tensors.map(\.name) == network.tensors.map(\.name))
    #expect(read.tensors.map(\.tensor.elements) == network.tensors.map(\.tensor.elements))
  }

  /// Running statistics take the type that a function gives the parameters, in both directions.
  @Test func statisticsFollowTheTypeOfTheParameters() throws {
    var network = Network(Chain([ResidualLayer([try BatchNormLayer()])]))
    try network.build(for: [2, 4, 4])
    for dtype in [DType.float64, .float32] {
      network = try network.mapping { tensor throws(TensorError) in try tensor.converted(to: dtype) }
      #expect(network.tensors.allSatisfy { $0.tensor.dtype == dtype } && network.tensors.count == 4)
      #expect(network.dtype == dtype)
    }
  }

  @Test func whatDoesNotFitIsNamed() throws {
    func message(_ layer: any Layer, _ input: Shape = [1, 8, 8]) -> String? {
      var network = Network(Chain([layer]))
      do throws(TensorError) {
        try network.build(for: input)
        return nil
      } catch { return "\(error.message); \(error.help ?? "")" }
    }
    #expect(
      message(ResidualLayer([try Self.conv(4, 3, stride: 2, padding: 1)]))
        == "layer 1, Residual: Residual adds its input [1, 8, 8] to what its layers give, "
        + "[4, 4, 4]: the shapes differ; shortcut=Conv(4, 1, stride=2) gives the input that shape")
    #expect(
      message(ResidualLayer([try Self.conv(4, 3)], shortcut: try Self.conv(3, 1)))
        == "layer 1, Residual: Residual adds what its shortcut gives, [3, 8, 8], to what its layers give, [4, 6, 6]: "
        + "the shapes differ; padding=\"same\" keeps rows and columns")
    #expect(
      message(try ParallelLayer([try Self.conv(8, 1), try Self.conv(16, 3)]))
        == "layer 1, Parallel(Conv(8, 1), Conv(16, 3)): Parallel joins [8, 8, 8] of branch 1 with [16, 6, 6] of branch 2: "
        + "rows and columns differ; padding=\"same\" keeps rows and columns; the same stride in each branch makes them agree"
    )
    #expect(
      message(try ParallelLayer([PlainLayer<Flatten>(), try Self.conv(16, 3)]))?.contains(
        "one is a picture, the other a row")
        == true)
    #expect(
      message(ResidualLayer([Chain([try Self.conv(4, 9)])]))?.hasPrefix(
        "layer 1, Residual(Chain(Conv(4, 9))): layer 1, Chain(Conv(4, 9)): layer 1, Conv(4, 9): ") == true)
    #expect(throws: TensorError.self) { try ParallelLayer([]) }
  }

  @Test func aTransformerIsFoundInsideABranch() throws {
    let transformer = try AffineLayer(Chain([PlainLayer<Flatten>(), try DenseLayer(3, seed: 1)]))
    let network = Network(
      Chain([try Self.conv(2, 3, padding: 1), ResidualLayer([PlainLayer<Relu>(), transformer])]))
    let view = try TransformerView(network, Examples.tensor([1, 6, 6]))
    #expect(view.inputs.shape == [1, 2, 6, 6] && view.theta.elements == [1, 0, 0, 0, 1, 0])
    #expect(view.inputs.elements.allSatisfy { $0 >= 0 } && view.inputs.elements.contains { $0 > 0.1 })
    #expect(zip(view.inputs.elements, view.outputs.elements).allSatisfy { abs($0 - $1) <= 1e-6 })
  }
}
