import Engine
import EngineTestSupport
import Testing

@Suite struct AffineTests {
  private func map(_ row: CaseRow) throws -> Affine {
    Affine(
      size: row.isGiven("size") ? try row.pair("size") : nil,
      mode: try #require(Affine.Mode(rawValue: row.text("mode"))),
      paddingMode: try #require(GridSample.PaddingMode(rawValue: row.text("padding_mode"))))
  }

  @Test func agreesWithTheFormula() throws {
    let differences = try CaseTable("affine").differences(.init(float32: 1e-4)) { try map($0).apply($1) }
    #expect(differences == [])
  }

  private static let notes: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
  private static let notesTheta = [0, 0.5, 0.6, 1, 0, 0.4]

  /// The lecture's example: output (2, 2) asks for (1.6, 2.4).
  @Test func notesExample() throws {
    for (dtype, tolerance) in [(DType.float64, 1e-14), (.float32, 5e-7)] {
      let a = try Tensor(AffineTests.notes, [3, 3]).converted(to: dtype)
      let theta = try Tensor(AffineTests.notesTheta, [2, 3]).converted(to: dtype)
      #expect(abs(try Affine()(a, theta).element(4) - 4.2) <= tolerance)
      #expect(try Affine(mode: .round)(a, theta).element(4) == 5)
      let linear = try Affine().sample(at: [1, 1], picture: a, theta: theta)
      #expect(abs(linear.point.row - 1.6) <= tolerance && abs(linear.point.column - 2.4) <= tolerance)
      #expect(linear.point.neighbours.map { [$0.row, $0.column] } == [[1, 2], [1, 3], [2, 2], [2, 3]])
      #expect(linear.point.neighbours.map(\.value) == [2, 3, 5, 6])
      for (neighbour, weight) in zip(linear.point.neighbours, [0.24, 0.16, 0.36, 0.24]) {
        #expect(abs(neighbour.weight - weight) <= tolerance)
      }
      for (ours, expected) in zip(linear.byTheta, [6, 6, 3, 2, 2, 1] as [Double]) {
        #expect(abs(ours - expected) <= tolerance * 10)
      }
      let rounded = try Affine(mode: .round).sample(at: [1, 1], picture: a, theta: theta)
      #expect(rounded.point.value == 5 && rounded.byTheta == [0, 0, 0, 0, 0, 0])
      #expect(rounded.point.neighbours.map(\.index) == [[1, 1]] && rounded.point.neighbours[0].weight == 1)
    }
  }

  @Test func gradientOfTheNotesExampleThroughTheTape() throws {
    let a = try Tensor(AffineTests.notes, [3, 3]).converted(to: .float32)
    for (mode, expected) in [(Affine.Mode.bilinear, [6, 6, 3, 2, 2, 1]), (.round, [0, 0, 0, 0, 0, 0])] {
      let tape = Tape()
      defer { tape.close() }
      let theta = try tape.watch(try Tensor(AffineTests.notesTheta, [2, 3]).converted(to: .float32))
      let y = try Affine(mode: mode)(a, theta)
      var seed = try Tensor(zeros: [3, 3])
      try seed.setElement(4, to: 1)
      let gradient = try tape.gradients(of: y, seed: seed, by: [theta])[0]
      for (position, value) in expected.enumerated() {
        #expect(abs(gradient.element(position) - Double(value)) <= 2e-6)
      }
    }
  }

  /// Nothing of the neighbours gets into a pixel at a whole coordinate, whatever they are.
  @Test func theIdentityKeepsEveryBit() throws {
    let values: [Float] = [-0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 0.1, -3.3e38, 1e-30, 5]
    let x = try Tensor(values, [3, 3])
    let theta = try AffineMap.identity.theta()
    for mode in Affine.Mode.allCases {
      for padding in GridSample.PaddingMode.allCases {
        let y = try Affine(mode: mode, paddingMode: padding)(x, theta)
        for (position, value) in values.enumerated() {
          #expect(Float(y.element(position)).bitPattern == value.bitPattern)
        }
      }
    }
  }

  /// At a whole coordinate ⌊p⌋ is the left neighbour, so the derivative is the one to the right, as grid_sample's.
  @Test func theDerivativeOnAPixelIsTheOneToTheRight() throws {
    let x = try Tensor([1, 2, 4] as [Double], [1, 3])
    let theta = try AffineMap.identity.theta(.float64)
    func byColumn(_ column: Int, _ padding: GridSample.PaddingMode) throws -> Double {
      try Affine(paddingMode: padding).sample(at: [0, column], picture: x, theta: theta).point.byColumn
    }
    #expect(try (0..<3).map { try byColumn($0, .zeros) } == [1, 2, -4])
    #expect(try (0..<3).map { try byColumn($0, .border) } == [0, 2, 0])
  }

  /// As `d c b a | a b c d | d c b a`, OpenCV's BORDER_REFLECT: the outermost pixel comes twice.
  @Test func reflectionMirrorsAtTheBordersOfThePixels() throws {
    let x = try Tensor([1, 2, 3, 4] as [Double], [1, 4])
    let theta = try Tensor([1, 0, 0, 0, 1, -6], [2, 3])
    for mode in Affine.Mode.allCases {
      let affine = Affine(size: Pair(1, 16), mode: mode, paddingMode: .reflection)
      #expect(try affine(x, theta).elements == [3, 4, 4, 3, 2, 1, 1, 2, 3, 4, 4, 3, 2, 1, 1, 2])
    }
  }

  @Test func pointsThatAreFarAwayAreOutside() throws {
    let x = try Tensor(AffineTests.notes, [3, 3])
    for far in [Double.infinity, -.infinity, 1e30, -1e30] {
      for mode in Affine.Mode.allCases {
        for padding in [GridSample.PaddingMode.zeros, .border] {
          let theta = try Tensor([1, 0, far, 0, 1, 0], [2, 3])
          let affine = Affine(mode: mode, paddingMode: padding)
          let edge = far < 0 ? AffineTests.notes.prefix(3) : AffineTests.notes.suffix(3)
          let expected = (0..<9).map { padding == .zeros ? 0 : Array(edge)[$0 % 3] }
          #expect(try affine(x, theta).elements == expected.map { Double($0) })
          let gradients = try GradientCase.analyticGradients([x, theta]) { try affine.apply($0) }
          #expect(gradients[1].elements.prefix(3).allSatisfy { $0 == 0 })
          #expect(gradients[0].elements.allSatisfy { $0.isFinite })
        }
      }
    }
  }

  /// Any of theta's numbers spoils every point that it has a part in; through rounding theta has no gradient at all.
  @Test(arguments: 0..<6, [DType.float32, .float64])
  func notANumberInThetaShows(_ position: Int, _ dtype: DType) throws {
    let x = try Tensor(AffineTests.notes, [3, 3]).converted(to: dtype)
    var numbers = [1, 0, 0, 0, 1, 0.0]
    numbers[position] = .nan
    let theta = try Tensor(numbers, [2, 3]).converted(to: dtype)
    for (mode, padding) in Affine.Mode.allCases.flatMap({ mode in
      GridSample.PaddingMode.allCases.map { (mode, $0) }
    }) {
      let affine = Affine(mode: mode, paddingMode: padding)
      for execution in [Execution(), Executions.reference] {
        #expect(try affine.apply([x, theta], in: execution).elements.allSatisfy { $0.isNaN })
        let gradients = try GradientCase.analyticGradients([x, theta], in: execution) {
          try affine.apply($0, in: execution)
        }
        #expect(gradients[0].elements.allSatisfy { $0.isNaN })
        #expect(gradients[1].elements.allSatisfy { mode == .round ? $0 == 0 : $0.isNaN })
      }
    }
  }

  /// Every element of every case is the weighted sum that the explanation lists.
  @Test func samplesAddUpToTheResult() throws {
    try CaseTable("affine").forEachElement { row, expected, index, value in
      let (x, theta) = (expected.operands[0], expected.operands[1])
      let point = try map(row).sample(at: index, picture: x, theta: theta).point
      let sum = point.neighbours.reduce(0) { $0 + $1.weight * $1.value }
      #expect(abs(sum - value) < 1e-10 && abs(point.value - value) < 1e-10, "\(row) \(index)")
      for neighbour in point.neighbours {
        #expect(neighbour.index.map { x.element(x.shape.position($0)) } ?? 0 == neighbour.value)
      }
    }
  }

  @Test func explainsItsOperands() throws {
    func error(_ picture: Shape, _ theta: Shape, _ affine: Affine = Affine()) -> TensorError? {
      #expect(throws: TensorError.self) { try affine.resultShape([picture, theta]) }
    }
    let two = "theta has two rows of three numbers, [2, 3] or [N, 2, 3], but this has shape"
    #expect(error([3, 3], [6])?.message == "\(two) [6]")
    #expect(error([3, 3], [6])?.help == "reshape(theta, [2, 3])")
    #expect(error([3, 3], [3, 3])?.help == "its first two rows: theta[1:2, :]")
    #expect(error([3, 3], [3, 2])?.help == "its transpose fits: theta'")
    #expect(error([3, 3], [4, 6])?.help == "reshape(theta, [4, 2, 3])")
    #expect(
      error([3, 3], [1, 2, 3])?.message == "a batch of 1 theta needs a batch of pictures [N, C, H, W]")
    #expect(error([4, 1, 3, 3], [5, 2, 3])?.message == "5 thetas for 4 pictures")
    #expect(
      error([4, 1, 3, 3], [5, 2, 3])?.operands.map(\.label) == ["4 pictures [4, 1, 3, 3]", "theta [5, 2, 3]"])
    #expect(error([3], [2, 3])?.code == .rank)
    #expect(
      error([3, 3], [2, 3], Affine(size: Pair(0, 4)))?.message == "size must be at least 1, not [0, 4]")
    #expect(error([9, 3, 3], [2, 3], Affine(size: Pair(Int(Int32.max))))?.code == .memory)
    let index = #expect(throws: TensorError.self) {
      try Affine().sample(at: [3, 0], picture: try Tensor(zeros: [3, 3]), theta: try Tensor(zeros: [2, 3]))
    }
    #expect(index?.message == "[4, 1] is not an element of the result [3, 3]")
  }
}
