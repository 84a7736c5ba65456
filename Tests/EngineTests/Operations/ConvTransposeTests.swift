import Engine
import EngineTestSupport
import Testing

@Suite struct ConvTransposeTests {
  private func convTranspose(_ row: CaseRow) throws -> ConvTranspose {
    ConvTranspose(
      stride: try row.pair("stride", default: 1), padding: try row.pair("padding", default: 0),
      outputPadding: try row.pair("output_padding", default: 0),
      groups: try row.integer("groups", default: 1), dilation: try row.pair("dilation", default: 1))
  }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("conv_transpose").differences(.init(float32: 1e-5)) {
      try convTranspose($0).apply($1)
    }
    #expect(differences == [])
  }

  /// The plain loops too, forward and every gradient.
  @Test func thePlainLoopsAgree() throws {
    try compare(at: [Executions.reference])
  }

  @Test(arguments: ProcessorLevel.allCases) func everyLevelAgrees(_ level: ProcessorLevel) throws {
    try compare(at: Executions.threads(level))
  }

  private func compare(at executions: [Execution]) throws {
    for shapes in [
      [[2, 3, 5, 6], [3, 4, 3, 2], [4]], [[4, 7, 7], [4, 2, 2, 2], [4]], [[3, 9, 4], [3, 3]],
    ] {
      let operands = try shapes.enumerated().map { try Examples.tensor($1, seed: UInt64($0 + 1)) }
      for stride in [1, 2, 3] {
        let groups = shapes[1].count == 2 ? 3 : shapes[0].count == 3 ? 2 : 1
        let operation = ConvTranspose(stride: Pair(stride), padding: 1, groups: groups)
        let expected = try operation.apply(operands)
        let slopes = try GradientCase.analyticGradients(operands) { try operation.apply($0) }
        for execution in executions {
          let found = try operation.apply(operands, in: execution)
          #expect(Self.worst(found, expected) < 1e-13)
          let others = try GradientCase.analyticGradients(operands, in: execution) {
            try operation.apply($0, in: execution)
          }
          for (ours, theirs) in zip(others, slopes) { #expect(Self.worst(ours, theirs) < 1e-12) }
        }
      }
    }
  }

  private static func worst(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .infinity }
    let differences = zip(a.elements, b.elements).map { abs($0 - $1) / max(1, abs($1)) }
    return differences.reduce(0) { max($0, $1.isNaN ? .infinity : $1) }
  }

  /// Σ conv(u, w) · x = Σ u · conv_transpose(x, w), which is what makes it the transpose.
  @Test func itIsTheTranspose() throws {
    for (stride, padding, dilation) in [(1, 0, 1), (2, 1, 1), (3, 2, 2)] {
      let u = try Examples.tensor([2, 3, 11, 9])
      let w = try Examples.tensor([4, 3, 3, 2], seed: 2)
      let conv = Conv(stride: Pair(stride), padding: .size(Pair(padding)), dilation: Pair(dilation))
      let y = try conv(u, w)
      let x = try Examples.tensor(y.shape.array, seed: 3)
      let least = try ConvTranspose(stride: Pair(stride), padding: Pair(padding), dilation: Pair(dilation))
        .resultShape([x.shape, w.shape])
      let back = ConvTranspose(
        stride: Pair(stride), padding: Pair(padding),
        outputPadding: Pair(u.shape[2] - least[2], u.shape[3] - least[3]), dilation: Pair(dilation))
      let spread = try back(x, w)
      #expect(spread.shape == u.shape)
      let (left, right) = (Self.product(y, x), Self.product(u, spread))
      #expect(abs(left - right) < 1e-10 * abs(left))
    }
  }

  private static func product(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test func termsAddUpToTheResult() throws {
    try CaseTable("conv_transpose").forEachElement { row, expected, index, value in
      let (x, w) = (expected.operands[0], expected.operands[1])
      let terms = try convTranspose(row).terms(at: index, picture: x.shape, kernel: w.shape)
      var sum = 0.0
      for term in terms {
        sum += x.element(x.shape.position(term.picture)) * w.element(w.shape.position(term.weight))
      }
      if expected.operands.count > 2 {
        let channel = index.count > 2 ? index[index.count - 3] : 0
        sum += expected.operands[2].element(channel)
      }
      #expect(abs(sum - value) < 1e-11, "\(row) \(index)")
    }
  }

  @Test func oneChannelTakesANumberAsBias() throws {
    let x = try Tensor(filled: 1, [1, 2])
    #expect(
      try ConvTranspose(stride: 2)(x, try Tensor(filled: 1, [1, 1]), try Tensor(0.5)).elements == [
        1.5, 0.5, 1.5,
      ])
  }

  @Test func notANumberSpreadsOnlyAsFarAsTheKernel() throws {
    let x = try Tensor([1, .nan, 1, 1] as [Float], [1, 4])
    let y = try ConvTranspose(stride: 2)(x, try Tensor(filled: 0, [1, 2]))
    #expect(y.elements.map(\.isNaN) == [false, false, true, true, false, false, false, false])
  }

  struct Mistake: Sendable, CustomStringConvertible {
    let operation: ConvTranspose
    let shapes: [[Int]]
    let code: TensorError.Code
    let message: String
    var help: String?

    var description: String { message }
  }

  @Test(arguments: [
    Mistake(
      operation: ConvTranspose(), shapes: [[3, 8, 8], [4, 1, 3, 3]], code: .channels,
      message: "the kernel takes 4 channels, but the picture has 3",
      help: "the picture's channels come first: [3, 1, 3, 3]"),
    Mistake(
      operation: ConvTranspose(), shapes: [[3, 8, 8], [4, 3, 3, 3]], code: .channels,
      message: "the kernel takes 4 channels, but the picture has 3",
      help: "the picture's channels come first, unlike in conv: transpose(w, 1, 2)"),
    Mistake(
      operation: ConvTranspose(), shapes: [[3, 8, 8], [3, 3]], code: .channels,
      message: "the kernel takes 1 channel, but the picture has 3",
      help: "groups=3 spreads each channel by the kernel"),
    Mistake(
      operation: ConvTranspose(groups: 2), shapes: [[3, 8, 8], [3, 1, 3, 3]], code: .channels,
      message: "the picture's 3 channels cannot be divided into 2 groups"),
    Mistake(
      operation: ConvTranspose(), shapes: [[8, 8], [3, 3, 3]], code: .rank,
      message: "a transposed kernel is [h, w] or [channels, filters, h, w], but this has shape [3, 3, 3]"),
    Mistake(
      operation: ConvTranspose(padding: 2), shapes: [[2, 3], [3, 3]], code: .shapes,
      message: "padding=2 leaves nothing of the result: it would have 0 × 1 pixels"),
    Mistake(
      operation: ConvTranspose(stride: 2, outputPadding: 2), shapes: [[2, 2], [2, 2]], code: .option,
      message:
        "output_padding must be smaller than the stride or the dilation: it is 2, the stride is 2, the dilation 1"
    ),
    Mistake(
      operation: ConvTranspose(), shapes: [[2, 4, 4], [2, 3, 2, 2], [2]], code: .shapes,
      message: "a bias must have one number for each channel of the result, [3], but this has shape [2]"),
    Mistake(
      operation: ConvTranspose(stride: 0), shapes: [[2, 2], [2, 2]], code: .option,
      message: "stride must be at least 1, not 0"),
    Mistake(
      operation: ConvTranspose(groups: 0), shapes: [[2, 2], [2, 2]], code: .option,
      message: "groups must be at least 1, not 0"),
    Mistake(
      operation: ConvTranspose(), shapes: [[2, 2], [0, 2]], code: .size, message: "the kernel has no elements"
    ),
  ]) func saysWhatIsWrong(_ mistake: Mistake) throws {
    let error = #expect(throws: TensorError.self) {
      try mistake.operation.resultShape(try mistake.shapes.map { try Shape(checking: $0) })
    }
    #expect(error?.code == mistake.code)
    #expect(error?.message == mistake.message)
    #expect(error?.help == mistake.help)
  }

  /// Any numbers that options may be, and any sizes: an error, and nothing is allocated.
  @Test func theLargestNumbersAreNoDanger() throws {
    let most = Int(Int32.max)
    let huge = ConvTranspose(stride: Pair(most))
    #expect(throws: TensorError.self) { try huge.resultShape([[1 << 40, 1], [2, 2]]) }
    #expect(throws: TensorError.self) { try huge.resultShape([[3000, 3000], [2, 2]]) }
    #expect(throws: TensorError.self) {
      try ConvTranspose(dilation: Pair(most)).resultShape([[2, 2], [1 << 30, 1 << 30]])
    }
    // One pixel in a field of zeros, as far as memory goes.
    let one = try Tensor(filled: 3, [1, 1], .float64)
    let y = try ConvTranspose(stride: Pair(most), outputPadding: Pair(0, 70000))(one, one)
    #expect(y.count == 70001 && y.element(0) == 9 && y.element(70000) == 0)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let (x, w) = (try Tensor(zeros: [1, 2, 9, 9]), try Tensor(zeros: [2, 2, 3, 3]))
    for execution in [
      Execution(cancellation: cancellation), Execution(cancellation: cancellation, usesReference: true),
    ] {
      #expect(throws: TensorError.cancelled.named("conv_transpose")) {
        try ConvTranspose().apply([x, w], in: execution)
      }
    }
  }
}
