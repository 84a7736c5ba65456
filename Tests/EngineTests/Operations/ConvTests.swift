import Engine
import EngineTestSupport
import Testing

@Suite struct ConvTests {
  private func conv(_ row: CaseRow) throws -> Conv {
    let named: [String: Padding] = ["same": .same, "valid": .valid]
    return Conv(
      stride: try row.pair("stride", default: 1),
      padding: try named[row.text("padding")] ?? .size(row.pair("padding", default: 0)),
      dilation: try row.pair("dilation", default: 1), groups: try row.integer("groups", default: 1),
      mask: try mask(row))
  }

  /// Of the kernel's size or of the whole shape of the weights, whichever has as many numbers.
  private func mask(_ row: CaseRow) throws -> Tensor? {
    guard row.isGiven("mask") else { return nil }
    let numbers = try row.text("mask").split(separator: " ").compactMap { Float($0) }
    let weights = try Shape(checking: try row.extents("w"))
    let size = Shape(arrayLiteral: weights[weights.rank - 2], weights[weights.rank - 1])
    return try Tensor(numbers, numbers.count == weights.count ? weights : size)
  }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("conv").differences(.init(float32: 1e-4)) { try conv($0).apply($1) }
    #expect(differences == [])
  }

  /// The lecture's 6×6 example: a diagonal filter finds diagonals.
  @Test func lectureExample() throws {
    let image = try Tensor(
      [
        1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0,
        1, 0,
      ] as [Float], [6, 6])
    let filter = try Tensor([1, -1, -1, -1, 1, -1, -1, -1, 1] as [Float], [3, 3])
    #expect(
      try Conv()(image, filter).elements == [3, -1, -3, -1, -3, 1, 0, -3, -3, -3, 0, 1, 3, -2, -2, -1])
    #expect(try Conv(stride: 2)(image, filter).elements == [3, -3, -3, 0])
    #expect(
      try Conv(stride: 2, padding: 1)(image, filter).elements == [2, -1, -2, -2, 1, -3, -2, -2, -1])
  }

  @Test func aKernelOfFourDimensionsGivesChannels() throws {
    let matrix = try Tensor(zeros: [4, 5])
    #expect(try Conv().resultShape([matrix.shape, [3, 3]]) == [2, 3])
    #expect(try Conv().resultShape([matrix.shape, [8, 1, 3, 3]]) == [8, 2, 3])
    #expect(try Conv().resultShape([matrix.shape, [1, 1, 3, 3]]) == [1, 2, 3])
    #expect(try Conv().resultShape([[3, 4, 5], [1, 3, 3, 3]]) == [1, 2, 3])
    #expect(try Conv().resultShape([[1, 4, 5], [3, 3]]) == [1, 2, 3])
    #expect(try Conv().resultShape([[7, 1, 4, 5], [3, 3]]) == [7, 1, 2, 3])
    #expect(try Conv(groups: 3).resultShape([[3, 4, 5], [3, 3]]) == [3, 2, 3])
  }

  @Test func oneFilterTakesANumberAsBias() throws {
    let x = try Tensor(filled: 1, [2, 2])
    let y = try Conv()(x, try Tensor(filled: 1, [2, 2]), try Tensor(0.5))
    #expect(y.elements == [4.5])
  }

  @Test func notANumberSpreadsOnlyToTheWindowsThatSeeIt() throws {
    var x = try Tensor(filled: 1, [1, 4])
    try x.setElement(3, to: .nan)
    let y = try Conv()(x, try Tensor(filled: 0, [1, 2]))
    #expect(y.element(0) == 0 && y.element(1) == 0 && y.element(2).isNaN)
  }

  /// Whatever stands under a mask, the result is that of zeros there, and the gradient is exactly 0.
  @Test(arguments: [DType.float32, .float64]) func whatIsMaskedTakesNoPart(_ dtype: DType) throws {
    let x = try Tensor((0..<40).map { Double($0 * 7 % 11) - 5 }, [2, 4, 5]).converted(to: dtype)
    let numbers = (0..<36).map { Double($0 * 5 % 13) - 6 }
    let mask = try Tensor([1, 0, 1, 0, 0, 1, 1, 1, 0] as [Float], [3, 3])
    for execution in [Execution(), Execution(usesReference: true)] {
      let spoiled = numbers.indices.map { position in
        mask.element(position % 9) != 0 ? numbers[position] : position % 2 == 0 ? Double.nan : .infinity
      }
      let cleared = numbers.indices.map { mask.element($0 % 9) != 0 ? numbers[$0] : 0 }
      let expected = try Conv(padding: 1).apply(
        [x, try Tensor(cleared, [2, 2, 3, 3]).converted(to: dtype)], in: execution)
      let tape = Tape()
      defer { tape.close() }
      let (picture, w) = (
        try tape.watch(x), try tape.watch(try Tensor(spoiled, [2, 2, 3, 3]).converted(to: dtype))
      )
      let y = try Conv(padding: 1, mask: mask).apply([picture, w], in: execution)
      #expect(y.elements == expected.elements)
      let seed = try Tensor(filled: 1, y.shape, dtype)
      let gradients = try tape.gradients(of: y, seed: seed, by: [picture, w], in: execution)
      let isFinite = gradients[0].elements.allSatisfy { $0.isFinite }
      #expect(isFinite)
      for (position, gradient) in gradients[1].elements.enumerated() {
        #expect((gradient == 0) == (mask.element(position % 9) == 0), "\(position): \(gradient)")
      }
    }
  }

  @Test func masksAreZerosAndOnesOfTheKernelsShape() throws {
    func error(_ mask: [Float], _ shape: Shape, _ kernel: Shape) throws -> TensorError? {
      let conv = Conv(mask: try Tensor(mask, shape))
      return #expect(throws: TensorError.self) { try conv.resultShape([[4, 4], kernel]) }
    }
    let wrong = try error([1, 0, 1, 1], [2, 2], [5, 1, 3, 3])
    #expect(wrong?.code == .shapes)
    #expect(
      wrong?.message
        == "a mask must have the kernel's size, [3, 3], or the whole shape of the weights, [5, 1, 3, 3], "
        + "but this has shape [2, 2]")
    #expect(wrong?.operands.map(\.label) == ["5 filters [5, 1, 3, 3]", "mask [2, 2]"])
    let matrix = try error([1, 0], [2], [3, 3])
    #expect(matrix?.message == "a mask must have the kernel's size, [3, 3], but this has shape [2]")
    let half = try error([1, 0, 0.5, 1], [2, 2], [2, 2])
    #expect(
      half?.code == .option
        && half?.message == "a mask may contain only zeros and ones, but this one contains 0.5")
    let unknown = try error([1, .nan, 0, 1], [2, 2], [2, 2])
    #expect(unknown?.code == .option)
  }

  struct Mistake: Sendable, CustomStringConvertible {
    let shapes: [Shape]
    var conv = Conv()
    let code: TensorError.Code
    let message: String
    var help: String?
    var labels: [String]?
    var description: String { message }
  }

  static let mistakes: [Mistake] = [
    Mistake(
      shapes: [[1, 28, 28], [8, 3, 3, 3]], code: .channels,
      message: "the kernel has 3 channels, but the picture has 1",
      help: "a filter must have as many channels as the picture: [8, 1, 3, 3]",
      labels: ["picture [1, 28, 28]", "8 filters [8, 3, 3, 3]"]),
    Mistake(
      shapes: [[28, 28], [1, 3, 3, 3]], code: .channels,
      message: "the kernel has 3 channels, but the picture has 1",
      help: "a filter must have as many channels as the picture: [1, 1, 3, 3]",
      labels: ["picture [28, 28]", "1 filter [1, 3, 3, 3]"]),
    Mistake(
      shapes: [[3, 28, 28], [3, 3]], code: .channels,
      message: "the kernel has 1 channel, but the picture has 3",
      help: "gray(x) converts the three channels to one; groups=3 slides the kernel over each channel",
      labels: ["picture [3, 28, 28]", "kernel [3, 3]"]),
    Mistake(
      shapes: [[5, 3, 28, 28], [6, 1, 3, 3]], code: .channels,
      message: "the kernel has 1 channel, but the picture has 3",
      help: "gray(x) converts the three channels to one; groups=3 gives each channel its own filters",
      labels: ["5 pictures [5, 3, 28, 28]", "6 filters [6, 1, 3, 3]"]),
    Mistake(
      shapes: [[3, 28, 28], [1, 1, 3, 3]], code: .channels,
      message: "the kernel has 1 channel, but the picture has 3",
      help: "gray(x) converts the three channels to one; "
        + "reshape(w, [3, 3]) with groups=3 slides the kernel over each channel"),
    Mistake(
      shapes: [[3, 28, 28], [8, 1, 3, 3]], code: .channels,
      message: "the kernel has 1 channel, but the picture has 3",
      help: "gray(x) converts the three channels to one; for all channels at once a filter is [8, 3, 3, 3]"),
    Mistake(
      shapes: [[28, 28, 3], [8, 3, 3, 3]], code: .channels,
      message: "the kernel has 3 channels, but the picture has 28",
      help: "channels come first: permute(x, [3, 1, 2]) turns [H, W, C] into [C, H, W]"),
    Mistake(
      shapes: [[28, 28], [8, 3, 3]], code: .rank,
      message:
        "a kernel with 3 dimensions is ambiguous: 8 filters for one channel, or one filter for 8 channels?",
      help: "8 filters: reshape(w, [8, 1, 3, 3]); one filter for 8 channels: reshape(w, [1, 8, 3, 3])"),
    Mistake(
      shapes: [[28, 28], [9]], code: .rank,
      message: "a kernel is [h, w] or [filters, channels, h, w], but this has shape [9]",
      help: "[[1, -1]] is a kernel of one row, [1; -1] of one column"),
    Mistake(shapes: [[28, 28], [0, 3]], code: .size, message: "the kernel has no elements"),
    Mistake(
      shapes: [[784], [3, 3]], code: .rank,
      message: "a picture is [H, W], [C, H, W] or [N, C, H, W], but this has 1 dimension",
      help: "[x] is a picture of one row; reshape(x, [rows, columns]) makes one of several"),
    Mistake(
      shapes: [[0, 5], [3, 3]], code: .size, message: "the picture has no pixels; only the batch may be empty"
    ),
    Mistake(
      shapes: [[3, 4], [5, 5]], code: .shapes,
      message: "a kernel of 5 × 5 is larger than the picture of 3 × 4"),
    Mistake(
      shapes: [[3, 4], [3, 3]], conv: Conv(padding: .size(Pair(0, 1)), dilation: 2), code: .shapes,
      message:
        "a kernel of 3 × 3 (5 × 5 with dilation) is larger than the picture of 3 × 4 (3 × 6 with padding)"),
    Mistake(
      shapes: [[5, 5], [3, 3]], conv: Conv(stride: 0), code: .option,
      message: "stride must be at least 1, not 0"),
    Mistake(
      shapes: [[5, 5], [3, 3]], conv: Conv(stride: Pair(1, -2)), code: .option,
      message: "stride must be at least 1, not [1, -2]"),
    Mistake(
      shapes: [[5, 5], [3, 3]], conv: Conv(padding: -1), code: .option,
      message: "padding must be at least 0, not -1"),
    Mistake(
      shapes: [[5, 5], [3, 3]], conv: Conv(dilation: 0), code: .option,
      message: "dilation must be at least 1, not 0"),
    Mistake(
      shapes: [[5, 5], [3, 3]], conv: Conv(padding: .size(Pair(.max))), code: .option,
      message: "padding must be at most 2147483647, not 9223372036854775807"),
    Mistake(
      shapes: [[5, 5], [3, 3]], conv: Conv(groups: 0), code: .option,
      message: "groups must be at least 1, not 0"),
    Mistake(
      shapes: [[3, 5, 5], [4, 1, 3, 3]], conv: Conv(groups: 2), code: .channels,
      message: "the picture's 3 channels cannot be divided into 2 groups",
      help: "groups=3 gives each channel a group"
    ),
    Mistake(
      shapes: [[3, 5, 5], [4, 1, 3, 3]], conv: Conv(groups: 3), code: .shapes,
      message: "4 filters cannot be divided into 3 groups"),
    Mistake(
      shapes: [[3, 5, 5], [1, 1, 3, 3]], conv: Conv(groups: 3), code: .shapes,
      message: "1 filter cannot be divided into 3 groups",
      help: "a matrix kernel slides over each channel: reshape(w, [3, 3])"),
    Mistake(
      shapes: [[4, 5, 5], [4, 4, 3, 3]], conv: Conv(groups: 2), code: .channels,
      message: "with 2 groups a filter must have 2 channels, but these have 4",
      help: "such filters have the shape [4, 2, 3, 3]"),
    Mistake(
      shapes: [[4, 5, 5], [3, 3]], conv: Conv(groups: 2), code: .channels,
      message: "with 2 groups a filter must have 2 channels, but these have 1",
      help: "groups=4 slides a matrix kernel over each channel"),
    Mistake(
      shapes: [[5, 5], [8, 1, 3, 3], [3]], code: .shapes,
      message: "a bias must have one number for each filter, [8], but this has shape [3]",
      labels: ["8 filters [8, 1, 3, 3]", "bias [3]"]),
    Mistake(
      shapes: [[5, 5], [3, 3]], conv: Conv(stride: 2, padding: .same), code: .option,
      message: "padding=\"same\" needs stride 1, but the stride is 2",
      help: "padding=1 centres the kernel as \"same\" does"),
    Mistake(
      shapes: [[5, 5], [3, 3]], conv: Conv(padding: .size(Pair(Int(Int32.max)))), code: .memory,
      message: "a tensor of [4294967297, 4294967297] is too large for any memory"),
  ]

  @Test(arguments: mistakes) func explains(_ mistake: Mistake) throws {
    let error = #expect(throws: TensorError.self) { try mistake.conv.resultShape(mistake.shapes) }
    #expect(error?.code == mistake.code)
    #expect(error?.message == mistake.message)
    #expect(error?.help == mistake.help)
    if let labels = mistake.labels { #expect(error?.operands.map(\.label) == labels) }
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let error = #expect(throws: TensorError.self) {
      try Conv().apply(
        [try Tensor(zeros: [8, 8]), try Tensor(zeros: [3, 3])], in: Execution(cancellation: cancellation))
    }
    #expect(error?.code == .cancelled && error?.operation == "conv")
  }

  /// The products that a window lists add up to what the forward pass gives.
  @Test func windowsAddUpToTheResult() throws {
    try CaseTable("conv").forEachElement { row, expected, index, value in
      let (x, w) = (expected.operands[0], expected.operands[1])
      let window = try conv(row).window(at: index, picture: x.shape, kernel: w.shape)
      let filter = try #require(window.filter)
      let bias = expected.operands.count > 2 ? expected.operands[2].element(filter) : 0
      let sum = try window.inside.reduce(bias) { sum, tap in
        // What a mask takes out has no weight.
        if tap.weight == nil, row.isGiven("mask") { return sum }
        let (input, weight) = (try #require(tap.picture), try #require(tap.weight))
        return sum + x.element(x.shape.position(input)) * w.element(w.shape.position(weight))
      }
      #expect(abs(sum - value) < 1e-10, "\(row) \(index)")
    }
  }

  @Test func windowNamesThePadding() throws {
    let window = try Conv(padding: 1).window(at: [0, 2], picture: [3, 3], kernel: [3, 3])
    #expect(window.taps.count == 9 && window.inside.count == 4)
    let corner = window.taps[2]
    #expect(corner.pictureRow == -1 && corner.pictureColumn == 3 && corner.picture == nil)
    #expect(corner.weight == [0, 2])
    #expect(window.taps[4].picture == [0, 2] && window.taps[4].weight == [1, 1])
    #expect(throws: TensorError.self) {
      try Conv().window(at: [0, 1], picture: [3, 3], kernel: [3, 3])
    }
  }
}
