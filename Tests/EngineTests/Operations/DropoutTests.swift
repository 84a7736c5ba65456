import Engine
import EngineTestSupport
import Testing

@Suite struct DropoutTests {
  @Test(arguments: Examples.shapes, [0, 0.3, 1])
  func gradientAgreesWithDifferences(_ shape: [Int], _ probability: Double) throws {
    let x = try Examples.tensor(shape)
    let dropout = Dropout(probability: probability, seed: 4)
    #expect(try GradientCase.worstDifference([x]) { try dropout($0[0]) } < 1e-6)
  }

  @Test(arguments: [0.1, 0.5, 0.9]) func dropsAsOftenAsAsked(_ probability: Double) throws {
    let count = 200_000
    let y = try Dropout(probability: probability, seed: 9)(try Tensor(filled: 1, [count]))
    let dropped = y.elements.filter { $0 == 0 }.count
    let kept = y.elements.filter { abs($0 - 1 / (1 - probability)) < 1e-6 }.count
    #expect(dropped + kept == count)
    // Five standard deviations of the binomial distribution.
    let spread = 5 * (Double(count) * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(dropped) - probability * Double(count)) < spread)
  }

  /// The first piece of elements and the second have draws of their own.
  @Test func piecesDiffer() throws {
    let y = try Dropout(seed: 3)(try Tensor(filled: 1, [2 << 16])).elements
    let same = (0..<1 << 16).filter { y[$0] == y[$0 + 1 << 16] }.count
    #expect(abs(same - 1 << 15) < 5 * 128)
  }

  @Test func theSeedFixesTheDraws() throws {
    let x = try Examples.tensor([100], from: 1, to: 2)
    let first = try Dropout(seed: 7)(x)
    #expect(try Dropout(seed: 7)(x).elements == first.elements)
    #expect(try Dropout(seed: 8)(x).elements != first.elements)
    // Whatever the type.
    let single = try Dropout(seed: 7)(try x.converted(to: .float32))
    #expect(single.elements.map { $0 == 0 } == first.elements.map { $0 == 0 })
    var (a, b) = (RandomGenerator(seed: 1), RandomGenerator(seed: 1))
    let (one, other) = (Dropout(drawingFrom: &a), Dropout(drawingFrom: &b))
    #expect(one.seed == other.seed && a == b && a != RandomGenerator(seed: 1))
    #expect(Dropout(drawingFrom: &a).seed != one.seed)
  }

  @Test func whatItSaysOfAnElementIsTrue() throws {
    let dropout = Dropout(probability: 0.25, seed: 5)
    let y = try dropout(try Tensor(filled: 1, [70_000], .float64))
    for position in [0, 1, 2, 1000, 65_535, 65_536, 69_999] {
      #expect(dropout.factor(at: position) == y.element(position))
    }
  }

  @Test func refusesWhatIsNoProbability() {
    for probability in [-0.1, 1.1, .nan] {
      #expect(Examples.error(Dropout(probability: probability, seed: 0), on: [2])?.code == .option)
    }
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [10])
    #expect(throws: TensorError.cancelled.named("dropout")) {
      try Dropout(seed: 0)(x, in: Execution(cancellation: cancellation))
    }
  }
}
