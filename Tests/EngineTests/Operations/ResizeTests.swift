import Engine
import EngineTestSupport
import Testing

@Suite struct ResizeTests {
  private func resize(_ row: CaseRow) throws -> Resize {
    let modes: [String: Resize.Mode] = ["nearest": .nearest, "nearest-exact": .round, "bilinear": .bilinear]
    return Resize(
      try target(row), mode: try #require(modes[try row.text("mode")]),
      alignCorners: try row.flag("align_corners"))
  }

  private func target(_ row: CaseRow) throws -> Resize.Target {
    guard row.isGiven("scale_factor") else { return .size(try row.pair("size")) }
    let factors = try row.text("scale_factor").split(separator: "x").map { try #require(Double($0)) }
    return .scale(rows: factors[0], columns: factors[factors.count - 1])
  }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("resize").differences { try resize($0).apply($1) }
    #expect(differences == [])
  }

  @Test func gradientAgreesWithCentralDifferences() throws {
    let x = try Examples.tensor([2, 3, 4])
    for mode in Resize.Mode.allCases {
      for target in [Resize.Target.size(Pair(5, 3)), .scale(0.8), .scale(rows: 1.2, columns: 2.7)] {
        let resize = Resize(target, mode: mode)
        #expect(try GradientCase.worstDifference([x]) { try resize.apply($0) } <= 1e-6, "\(resize)")
      }
    }
  }

  /// Both sides by whole arithmetic: every pair of sizes up to 40, halves included.
  @Test func roundTakesTheHalfUp() throws {
    for input in 1...40 {
      let x = try Tensor((0..<input).map(Double.init), [1, input])
      for output in 1...40 {
        let y = try Resize(.size(Pair(1, output)), mode: .round)(x)
        let expected = (0..<output).map { Double((2 * $0 + 1) * input / (2 * output)) }
        #expect(y.elements == expected, "\(input) to \(output)")
      }
    }
  }

  /// An axis that keeps its size keeps every bit.
  @Test func theOwnSizeIsThePicture() throws {
    let values: [Float] = [-0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 0.1, -3.3e38, 1e-30, 5]
    let x = try Tensor(values, [3, 3])
    for mode in Resize.Mode.allCases {
      for target in [Resize.Target.size(3), .scale(1), .scale(1.2)] {
        let y = try Resize(target, mode: mode)(x)
        for (position, value) in values.enumerated() {
          #expect(Float(y.element(position)).bitPattern == value.bitPattern, "\(mode) \(target)")
        }
      }
    }
  }

  @Test func integersBecomeNumbers() throws {
    let x = try Tensor([0, 255] as [Double], [1, 2]).converted(to: .uint8)
    let y = try Resize(.size(Pair(1, 4)), mode: .bilinear)(x)
    #expect(y.dtype == .float32 && y.elements == [0, 63.75, 191.25, 255])
  }

  /// Every element is the weighted sum that the explanation lists.
  @Test func samplesAddUpToTheResult() throws {
    try CaseTable("resize").forEachElement { row, expected, index, value in
      let x = expected.operands[0]
      let sample = try resize(row).sample(at: index, picture: x)
      let sum = sample.point.neighbours.reduce(0) { $0 + $1.weight * $1.value }
      #expect(abs(sum - value) < 1e-10 && abs(sample.point.value - value) < 1e-10, "\(row) \(index)")
      #expect(
        sample.size
          == Pair(expected.result.shape.array[index.count - 2], expected.result.shape.array[index.count - 1]))
      for neighbour in sample.point.neighbours where neighbour.weight != 0 {
        #expect(neighbour.index.map { x.element(x.shape.position($0)) } == neighbour.value)
      }
    }
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let error = #expect(throws: TensorError.self) {
      try Resize(.scale(2)).apply([try Tensor(zeros: [8, 8])], in: Execution(cancellation: cancellation))
    }
    #expect(error?.code == .cancelled && error?.operation == "resize")
  }

  struct Mistake: Sendable, CustomStringConvertible {
    var shape: Shape = [3, 4]
    let resize: Resize
    var code = TensorError.Code.option
    let message: String
    var help: String?
    var description: String { message }
  }

  static let mistakes: [Mistake] = [
    Mistake(resize: Resize(.size(Pair(0, 4))), message: "size must be at least 1, not [0, 4]"),
    Mistake(
      resize: Resize(.size(Pair(.max))), message: "size must be at most 2147483647, not 9223372036854775807"),
    Mistake(resize: Resize(.scale(0)), message: "scale must be a finite number above 0, not 0"),
    Mistake(
      resize: Resize(.scale(rows: 1, columns: -2)), message: "scale must be a finite number above 0, not -2"),
    Mistake(resize: Resize(.scale(.nan)), message: "scale must be a finite number above 0, not nan"),
    Mistake(resize: Resize(.scale(.infinity)), message: "scale must be a finite number above 0, not inf"),
    Mistake(
      resize: Resize(.scale(0.25)), message: "scale 0.25 leaves no pixel of a picture of 3 × 4",
      help: "size=1 makes a single pixel"),
    Mistake(
      resize: Resize(.scale(rows: 1, columns: 1e18)),
      message: "scale 1e+18 makes more than 2147483647 pixels of 4"),
    Mistake(
      resize: Resize(.scale(2), alignCorners: true),
      message: "align_corners needs mode=\"bilinear\", but the mode is \"nearest\""),
    Mistake(
      shape: [4], resize: Resize(.scale(2)), code: .rank,
      message: "a picture is [H, W], [C, H, W] or [N, C, H, W], but this has 1 dimension",
      help: "[x] is a picture of one row; reshape(x, [rows, columns]) makes one of several"),
    Mistake(
      shape: [2, 0, 4], resize: Resize(.scale(2)), code: .size,
      message: "the picture has no pixels; only the batch may be empty"),
    Mistake(
      shape: [64, 3, 4], resize: Resize(.size(Pair(Int(Int32.max)))), code: .memory,
      message: "a tensor of [64, 2147483647, 2147483647] is too large for any memory"),
  ]

  @Test(arguments: mistakes) func explains(_ mistake: Mistake) {
    let error = #expect(throws: TensorError.self) { try mistake.resize.resultShape([mistake.shape]) }
    #expect(error?.code == mistake.code)
    #expect(error?.message == mistake.message)
    #expect(error?.help == mistake.help)
  }
}
