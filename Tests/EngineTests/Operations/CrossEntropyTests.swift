import Engine
import EngineTestSupport
import Testing

@Suite struct CrossEntropyTests {
  struct Setting: Sendable, CustomStringConvertible {
    let shape: [Int]
    let smoothing: Double
    let reduction: LossReduction

    var description: String { "\(shape) \(smoothing) \(reduction)" }

    static let all = [[3], [4, 3], [2, 3, 2], [2, 4, 2, 3]].flatMap { shape in
      [0, 0.2].flatMap { smoothing in
        LossReduction.allCases.map { Setting(shape: shape, smoothing: smoothing, reduction: $0) }
      }
    }

    var classes: Int { shape.count == 1 ? shape[0] : shape[1] }

    var labels: [Int] {
      var extents = shape
      extents.remove(at: shape.count == 1 ? 0 : 1)
      return extents
    }
  }

  @Test(arguments: Setting.all) func gradientAgreesWithDifferences(_ setting: Setting) throws {
    let loss = CrossEntropy(labelSmoothing: setting.smoothing, reduction: setting.reduction)
    let x = try Examples.tensor(setting.shape, from: -2, to: 2)
    let weights = try Examples.tensor([setting.classes], from: 0.3, to: 2, seed: 2)
    let count = setting.labels.reduce(1, *)
    // Every third is ignored, but the first of several stays.
    let numbers = (0..<count).map { Int64($0 % 3 == 2 ? -100 : $0 * 7 % setting.classes) }
    let labels = try Tensor(numbers, try Shape(checking: setting.labels))
    #expect(try GradientCase.worstDifference([x, weights]) { try loss($0[0], labels, $0[1]) } < 1e-6)
    #expect(try GradientCase.worstDifference([x]) { try loss($0[0], labels) } < 1e-6)
    let shares = try Examples.tensor(setting.shape, from: 0.1, to: 1, seed: 3)
    #expect(try GradientCase.worstDifference([x, shares, weights]) { try loss.apply($0) } < 1e-6)
    #expect(try GradientCase.worstDifference([x, shares]) { try loss.apply($0) } < 1e-6)
  }

  /// One number for each pixel is what each pixel's row alone would give.
  @Test(arguments: DType.allCases.filter(\.isFloating)) func pixelsAreRows(_ dtype: DType) throws {
    let x = try Examples.tensor([2, 5, 3, 7], from: -9, to: 9, dtype)
    let labels = try Tensor((0..<42).map { Int64($0 * 3 % 5) }, [2, 3, 7])
    let each = CrossEntropy(labelSmoothing: 0.1, reduction: .none)
    let losses = try each(x, labels)
    let rows = try Reshape([42, 5])(try Permute([0, 2, 3, 1])(x))
    #expect(losses.shape == [2, 3, 7])
    #expect(losses.elements == (try each(rows, try Reshape([42])(labels))).elements)
  }

  @Test func labelsOfAnyType() throws {
    let x = try Tensor([Float(1), 2, 3, 4, 0, 1], [2, 3])
    let expected = try CrossEntropy()(x, try Tensor([Int64(2), 0], [2])).element(0)
    #expect(try CrossEntropy()(x, try Tensor([UInt8(2), 0], [2])).element(0) == expected)
    #expect(try CrossEntropy()(x, try Tensor([Float(2), 0], [2])).element(0) == expected)
    #expect(try CrossEntropy(firstLabel: 1)(x, try Tensor([UInt8(3), 1], [2])).element(0) == expected)
    let rows = try OneHot(classes: 3)(try Tensor([Int64(2), 0], [2]))
    #expect(rows.dtype == .int64)
    let same = try CrossEntropy()(x, rows)
    #expect(same.dtype == .float32 && abs(same.element(0) - expected) < 1e-6)
  }

  /// Each operand's gradient has its own type, whatever the others'.
  @Test func typesMix() throws {
    let x = try Tensor([Float(1), 2, 3, 4], [2, 2])
    let weights = try Tensor([1.0, 2.0], [2])
    let labels = try Tensor([Int64(1), 0], [2])
    let gradients = try GradientCase.analyticGradients([x, weights]) {
      try CrossEntropy()($0[0], labels, $0[1])
    }
    #expect(gradients.map(\.dtype) == [.float32, .float64])
    #expect(try CrossEntropy()(x, labels, weights).dtype == .float64)
  }

  private func error(_ loss: CrossEntropy, _ labels: [Double]) -> TensorError? {
    do {
      _ = try loss(try Tensor(zeros: [2, 3]), try Tensor(labels, [2]))
      return nil
    } catch { return error }
  }

  @Test func namesClassesThatAreNotThere() {
    #expect(error(CrossEntropy(), [3, 0])?.message == "there is no class 3: the 3 classes are 0 to 2")
    #expect(error(CrossEntropy(), [0, -1])?.message == "there is no class -1: the 3 classes are 0 to 2")
    #expect(error(CrossEntropy(), [0.5, 1])?.message == "there is no class 0.5: the 3 classes are 0 to 2")
    #expect(error(CrossEntropy(), [.nan, 1])?.code == .index)
    #expect(error(CrossEntropy(), [.infinity, 1])?.code == .index)
    let fromOne = error(CrossEntropy(firstLabel: 1), [0, 1])
    #expect(fromOne?.message == "there is no class 0: the 3 classes are 1 to 3")
    #expect(fromOne?.help?.contains("add 1") == true)
    #expect(error(CrossEntropy(ignoredLabel: 0, firstLabel: 1), [0, 3]) == nil)
    #expect(error(CrossEntropy(), [-100, 2]) == nil)
  }

  @Test func saysWhatDoesNotFit() {
    #expect(
      Examples.error(CrossEntropy(), on: [4, 3], [3])?.message
        == "targets [3] do not fit logits [4, 3]: class numbers would have the shape [4], probabilities [4, 3]"
    )
    #expect(
      Examples.error(CrossEntropy(), on: [2, 3, 4, 4], [2, 4])?.message
        == "targets [2, 4] do not fit logits [2, 3, 4, 4]: class numbers would have the shape [2, 4, 4], probabilities [2, 3, 4, 4]"
    )
    #expect(
      Examples.error(CrossEntropy(), on: [4, 3], [4], [4])?.message
        == "logits [4, 3] have 3 classes, which need weights [3], not [4]")
    #expect(Examples.error(CrossEntropy(), on: [], [])?.code == .rank)
    #expect(Examples.error(CrossEntropy(), on: [4, 0], [4])?.code == .size)
    #expect(Examples.error(CrossEntropy(labelSmoothing: 1.5), on: [4, 3], [4])?.code == .option)
    #expect(Examples.error(CrossEntropy(labelSmoothing: .nan), on: [4, 3], [4])?.code == .option)
    #expect(
      Examples.error(CrossEntropy(ignoredLabel: 2), on: [4, 3], [4, 3])?.message
        == "ignore_index needs class numbers, but the targets [4, 3] are probabilities")
    #expect(Examples.error(CrossEntropy(), on: [4, 3], [4, 3]) == nil)
  }

  @Test(arguments: [[10, 10], [10, 10, 10]]) func stopsWhenAsked(_ shape: [Int]) throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: try Shape(checking: shape))
    let labels = try Tensor(zeros: try Shape(checking: Array(shape.dropLast())), .int64)
    #expect(throws: TensorError.cancelled.named("cross_entropy")) {
      try CrossEntropy()(x, labels, in: Execution(cancellation: cancellation))
    }
  }
}
