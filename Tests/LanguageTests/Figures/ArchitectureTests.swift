import Engine
import Testing

@testable import Language

/// Networks drawn as in papers.
@Suite struct ArchitectureTests {
  private func network(_ code: String, _ size: String) throws -> Network {
    guard case .object(let box) = try Workbench().value("build(\(code), \(size))"),
      let object = box.content as? NetworkObject
    else { throw Failure() }
    return object.network
  }

  private struct Failure: Error {}

  private func tree(_ code: String, _ size: String = "[28, 28]") throws -> ArchitectureTree {
    try ArchitectureTree(network(code, size), in: Execution())
  }

  private func words(_ figure: Figure) -> [String] {
    figure.marks.compactMap { if case .text(let text, _, _) = $0 { text } else { nil } }
  }

  private func stacks(_ tree: ArchitectureTree) -> [[String]] {
    ArchitectureLayout.flattened(tree.root).map { block in
      if case .stack(let layers) = block { layers.map(\.text) } else { ["branches"] }
    }
  }

  /// LeNet-5's shapes and numbers of parameters (LeCun et al. 1998, with full connections from C3 on: 61,706).
  @Test func lenetHasItsSizesAndParameters() throws {
    let code = """
      Chain(Conv(6, 5, padding=2), Relu(), MaxPool(2), Conv(16, 5), Relu(), MaxPool(2), Flatten(),
        Dense(120), Relu(), Dense(84), Relu(), Dense(10))
      """
    let drawing = try ArchitectureDrawing(network(code, "[28, 28]"))
    let text = words(drawing.figure)
    for size in ["1×28×28", "6×28×28", "6×14×14", "16×10×10", "16×5×5", "400", "120", "84", "10"] {
      #expect(text.contains(size), "\(size)")
    }
    for count in ["156", "2,416", "48,120", "10,164", "850"] {
      #expect(text.contains(count + " parameters"), "\(count)")
    }
    #expect(text.last == "61,706 parameters, for inputs 1×28×28")
    #expect(drawing.figure.width < 1100)
    let lines = drawing.text.plainText.split(separator: "\n").map { line in
      line.filter { !"█▄".contains($0) }.split(separator: " ").joined(separator: " ")
    }
    #expect(lines.first == "1×28×28 input")
    #expect(lines.contains("16×10×10 Conv(16, 5), Relu() 2,416"))
  }

  @Test func whatKeepsTheShapeLiesOnTheLayerBefore() throws {
    let code =
      "Chain(Conv(4, 3, padding=1), BatchNorm(), Relu(), MaxPool(3, stride=1, padding=1), Dropout(0.5))"
    #expect(
      stacks(try tree(code)).map { $0.map { String($0.prefix(4)) } } == [
        ["Conv", "Batc", "Relu"], ["MaxP", "Drop"],
      ])
    #expect(stacks(try tree("Chain(Chain(Conv(4, 3)), Chain(Relu()))")) == [["Conv(4, 3)"], ["Relu()"]])
  }

  @Test(arguments: [
    ("Conv(4, 3)", ArchitectureLayer.Kind.convolution), ("BatchNorm()", .normalization),
    ("Relu()", .elementwise), ("AvgPool(2)", .pooling), ("Flatten()", .flattening), ("Dense(2)", .dense),
    ("Dropout(0.5)", .elementwise),
  ]) func kinds(_ layer: String, _ kind: ArchitectureLayer.Kind) throws {
    let isRow = kind == .dense
    guard case .stack(let layers) = try tree(layer, isRow ? "[5]" : "[28, 28]").root else {
      throw Failure()
    }
    #expect(layers.map(\.kind) == [kind])
  }

  @Test func aTransformerHasTwoBranches() throws {
    let blocks = ArchitectureLayout.flattened(
      try tree("Chain(Affine(Chain(Conv(4, 3), Flatten()), size=10), Conv(4, 3))").root)
    guard case .parallel(let branches, .sampling) = blocks[0] else { throw Failure() }
    #expect(branches.map(\.name) == ["localisation", ""] && branches[1].block.isEmpty)
    guard case .stack(let sampled) = blocks[1] else { throw Failure() }
    #expect(sampled[0].output == [1, 10, 10] && sampled[0].parameters == 6 * 4 * 26 * 26 + 6)
    #expect(blocks.count == 3)
  }

  @Test func whatIsFrozenIsSaid() throws {
    let frozen = try Workbench().value("freeze(build(Chain(Conv(4, 3), Conv(2, 3)), [8, 8]), 1)")
    guard case .object(let box) = frozen, let object = box.content as? NetworkObject else { throw Failure() }
    let text = words(try ArchitectureDrawing(object.network).figure)
    #expect(text.contains("40 parameters, frozen") && text.contains("74 parameters"))
  }

  // MARK: Where things stand

  private func layer(_ text: String, _ output: Shape, _ kind: ArchitectureLayer.Kind = .convolution)
    -> ArchitectureBlock
  { .stack([ArchitectureLayer(text: text, kind: kind, output: output)]) }

  private func drawn(_ blocks: [ArchitectureBlock]) -> Figure {
    let input = ArchitectureLayer(text: "input", kind: .input, output: [3, 32, 32])
    return ArchitectureFigure(ArchitectureTree(input: input, root: .sequence(blocks)), note: "").figure
  }

  private func place(_ text: String, _ figure: Figure) throws -> Figure.Point {
    for case .text(text, let place, _) in figure.marks { return place }
    throw Failure()
  }

  @Test func branchesStandAboveOneAnother() throws {
    let branches = ["a", "b", "c"].map {
      ArchitectureBlock.Branch(
        block: .sequence([layer($0 + "1", [8, 32, 32]), layer($0 + "2", [8, 32, 32])]))
    }
    let figure = drawn([
      layer("before", [16, 32, 32]), .parallel(branches, .concatenation), layer("after", [24, 32, 32]),
    ])
    let (a, b, c) = (try place("a1", figure), try place("b1", figure), try place("c1", figure))
    #expect(a.x == b.x && b.x == c.x && a.y < b.y && b.y < c.y)
    #expect(abs((a.y + c.y) / 2 - b.y) < 1e-9, "evenly")
    let (before, a2, after) = (
      try place("before", figure), try place("a2", figure), try place("after", figure)
    )
    #expect(before.x < a.x && a.x < a2.x && a2.x < after.x)
    #expect(words(figure).contains("cat"))
  }

  /// The branch with layers goes on in a straight line, the other one passes above it.
  @Test func aResidualBlockKeepsItsAxis() throws {
    let body = ArchitectureBlock.sequence([layer("a", [16, 32, 32]), layer("b", [16, 32, 32])])
    let residual = ArchitectureBlock.parallel([.init(block: .sequence([])), .init(block: body)], .sum)
    let figure = drawn([layer("before", [16, 32, 32]), residual, layer("after", [16, 32, 32])])
    #expect(try place("before", figure).y == (try place("a", figure).y))
    #expect(try place("after", figure).y == (try place("a", figure).y))
    let plus = try place("+", figure)
    let (last, after) = (try place("b", figure), try place("after", figure))
    #expect(last.x < plus.x && plus.x < after.x)
  }

  @Test func aLongNetworkGoesOnInTheNextRow() throws {
    let figure = drawn((1...40).map { layer("Conv\($0)", [16, 32, 32]) })
    #expect(figure.width < 1200)
    #expect(try place("Conv40", figure).y > (try place("Conv1", figure).y) + 300)
    #expect(try place("Conv40", figure).x > 0)
    let many = drawn((1...1000).map { layer("Conv\($0)", [16, 32, 32]) })
    #expect(words(many).last == ", and 601 blocks more")
  }

  /// Nothing is drawn outside the sheet, whatever the sizes are.
  @Test(arguments: [
    [1, 1, 1], [4096, 1, 1], [1, 1, 4096], [3, 4096, 1], [1_000_000, 3, 3], [1], [100_000_000], [0, 0, 0],
  ])
  func nothingLiesOutside(_ extents: [Int]) throws {
    let shape = try Shape(checking: extents)
    let block = layer("layer", shape)
    let figure = drawn([
      block, .parallel([.init(name: "a", block: block), .init(block: .sequence([]))], .sum), block,
    ])
    for mark in figure.marks {
      switch mark {
      case .curve(let points, _, _, _), .polygon(let points, _, _):
        for point in points {
          #expect(point.x >= 0 && point.x <= figure.width && point.y >= 0 && point.y <= figure.height)
        }
      case .text(_, let point, let style):
        #expect(point.y - style.size >= -1 && point.y <= figure.height)
      default: break
      }
    }
  }

  @Test(arguments: [
    ("architecture(3)", ErrorCode.wrongType), ("architecture(Relu)", .wrongType),
    ("architecture(Chain(Conv(4, 3)), [2, 2])", .shapes),
    ("architecture(Chain(Conv(4, 3)), \"a\")", .wrongType),
    ("architecture(Chain(Conv(4, 3)), [8, 8], file=\"a.jpg\")", .file),
  ])
  func mistakes(_ code: String, _ expected: ErrorCode) {
    #expect(Workbench().failure(code)?.code == expected)
  }
}
