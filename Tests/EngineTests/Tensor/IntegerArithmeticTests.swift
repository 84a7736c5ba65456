import Engine
import EngineTestSupport
import Testing

/// Whole numbers beyond 2⁵³, which doubles do not hold, and beyond int64, which nothing holds. Expected numbers are Swift's.
@Suite struct IntegerArithmeticTests {
  private static let big: Int64 = 1 << 53

  private func tensor(_ elements: Int64...) throws -> Tensor { try Tensor(elements, [elements.count]) }

  private func wholes(_ tensor: Tensor) -> [Int64] { (0..<tensor.count).compactMap(tensor.wholeElement) }

  @Test func staysExact() throws {
    let x = try tensor(Self.big + 1, -Self.big - 1, .max - 1)
    let one = try Tensor([Int64(1)], [])
    #expect(wholes(try Subtract()(x, one)) == [Self.big, -Self.big - 2, .max - 2])
    #expect(wholes(try Add()(x, one)) == [Self.big + 2, -Self.big, .max])
    #expect(wholes(try Abs()(x)) == [Self.big + 1, Self.big + 1, .max - 1])
    #expect(wholes(try Remainder()(x, try Tensor([Int64(-10)], []))) == [-7, -3, -4])
    #expect(wholes(try x.single(2)) == [.max - 1])
    var copy = x
    try copy.assign(try x.single(2), to: Slice([.index(0)]))
    #expect(wholes(try copy.single(0)) == [Int64.max - 1])
  }

  @Test func beyondInt64IsAnError() throws {
    let (high, low) = (try tensor(1, .max), try tensor(1, .min))
    let cases: [(any Engine.Operation, [Tensor], String)] = [
      (Add(), [high, try tensor(1)], "9223372036854775807 + 1"),
      (Subtract(), [low, try tensor(1)], "-9223372036854775808 - 1"),
      (Multiply(), [high, try tensor(-2)], "9223372036854775807 * -2"),
      (Power(), [try tensor(3), try tensor(40)], "3 ^ 40"), (Negate(), [low], "- of -9223372036854775808"),
      (Abs(), [low], "abs of -9223372036854775808"), (Sum(), [high], "a sum of 2 elements"),
      (MatMul(), [high, high], "a sum of products"),
    ]
    for (operation, operands, what) in cases {
      let error = #expect(throws: TensorError.self, "\(operation)") { try operation.apply(operands) }
      #expect(error?.code == .overflow)
      #expect(error?.message == what + " does not fit int64, whose maximum is 9223372036854775807")
    }
  }

  /// Every shape of `linear` as the product that it is.
  @Test func aLayerOfWholeNumbersIsExact() throws {
    let x = try Tensor([Self.big + 1, 2, 3, Self.big + 3] as [Int64], [2, 2])
    let weight = try Tensor([1, 0, 2, 1, -1, 1] as [Int64], [3, 2])
    let bias = try tensor(0, 1, -1)
    let y = try Linear()(x, weight, bias)
    #expect(wholes(y) == [Self.big + 1, 2 * Self.big + 5, -Self.big, 3, Self.big + 10, Self.big - 1])
    #expect(y.shape == [2, 3])
    let rectified = try Linear(rectified: true)(x, weight, bias)
    #expect(wholes(rectified) == [Self.big + 1, 2 * Self.big + 5, 0, 3, Self.big + 10, Self.big - 1])
    let neuron = try Linear()(try tensor(Self.big + 1, 2), try tensor(1, 1))
    #expect(neuron.shape == [] && neuron.wholeElement(0) == Self.big + 3)
    #expect(try Linear()(Reshape([2, 1, 2])(x), weight).shape == [2, 1, 3])
    let error = #expect(throws: TensorError.self) { try Linear()(x, try Tensor([Int64.max, 1], [1, 2])) }
    #expect(error?.code == .overflow)
  }

  /// An end of int64, given as such, is not rounded.
  @Test func endsOfAClampAreExact() throws {
    let x = try tensor(Self.big + 2, Self.big, -5)
    let clamp = Clamp(minimum: -3, maximum: Double(Self.big), whole: (nil, Self.big + 1))
    #expect(wholes(try clamp(x)) == [Self.big + 1, Self.big, -3])
    #expect(try Clamp(minimum: 0.5)(x).dtype == .float32)
  }

  /// As the rules of arithmetic have it, whatever the other side's type.
  @Test func comparesWithFloatingPointNumbersExactly() throws {
    let x = try tensor(16_777_217, .max, .min)
    for (kind, number, dtype, expected) in [
      (Compare.Kind.equal, 16_777_216.0, DType.float32, [0.0, 0, 0]),
      (.greater, 16_777_216, .float32, [1, 1, 0]),
      (.equal, 0x1p63, .float32, [0, 0, 0]), (.less, 0x1p63, .float64, [1, 1, 1]),
      (.equal, -0x1p63, .float32, [0, 0, 1]),
      (.notEqual, .nan, .float32, [1, 1, 1]), (.less, .infinity, .float32, [1, 1, 1]),
    ] {
      #expect(try Compare(kind)(x, try Tensor(number, dtype)).elements == expected, "\(kind) \(number)")
    }
  }

  /// Only the end of a sum has to fit.
  @Test func sumsMayLeaveTheRangeOnTheirWay() throws {
    #expect(wholes(try Sum()(try tensor(.max, 5, -10))) == [.max - 5])
    #expect(
      wholes(try Sum(axes: [0])(try Tensor([.min, 1, -3, 2, 7, 3] as [Int64], [3, 2]))) == [.min + 4, 6])
    let product = try MatMul()(try tensor(.max, 1), try Tensor([1, 1, -1, -1] as [Int64], [2, 2]))
    #expect(wholes(product) == [.max - 1, .max - 1])
  }

  @Test func whatHasNoWholeResultIsRefused() throws {
    let two = try tensor(2)
    for (operation, other) in [(Power() as any Engine.Operation, -1), (Remainder(), 0)] {
      let error = #expect(throws: TensorError.self) { try operation.apply([two, try tensor(Int64(other))]) }
      #expect(error?.code == .dtype && error?.help?.hasPrefix("f32(x)") == true)
    }
    #expect(wholes(try Remainder()(try tensor(.min), try tensor(-1))) == [0])
    #expect(wholes(try Power()(try tensor(-2), try tensor(63))) == [.min])
  }

  @Test func theTypeIsThatOfTheOperands() throws {
    func type(_ operation: any Engine.Operation, _ types: DType...) throws -> DType {
      try operation.apply(try types.map { try Tensor(filled: 2, [2], $0) }).dtype
    }
    #expect(try type(Add(), .int64, .int64) == .int64)
    #expect(try type(Add(), .int64, .uint8) == .int64)
    #expect(try type(Add(), .uint8, .uint8) == .float32)
    #expect(try type(Add(), .int64, .float32) == .float32)
    #expect(try type(Add(), .int64, .float64) == .float64)
    #expect(try type(Divide(), .int64, .int64) == .float32)
    #expect(try type(Sum(), .uint8) == .float32)
    #expect(try type(Mean(), .int64) == .float32)
    #expect(try type(Sqrt(), .int64) == .float32)
  }

  /// In float32 these three would be one number.
  @Test func meansAndVariancesLoseNothing() throws {
    let x = try tensor(1 << 40, 1 << 40 + 1, 1 << 40 + 2)
    #expect(try Variance()(x).element(0) == 1)
    #expect(try StandardDeviation()(x).element(0) == 1)
    #expect(try Mean()(x).element(0) == Double(Float(1 << 40)))
  }

  @Test func comparisonsAreExact() throws {
    func compare(_ kind: Compare.Kind, _ a: Tensor, _ b: Tensor) throws -> [Double] {
      try Compare(kind)(a, b).elements
    }
    let x = try tensor(Self.big, Self.big + 1, Self.big + 2)
    #expect(try compare(.equal, x, try tensor(Self.big + 1)) == [0, 1, 0])
    #expect(try compare(.less, x, try tensor(Self.big + 1)) == [1, 0, 0])
    let middle = try Tensor([Double(Self.big)], [])
    #expect(try compare(.equal, x, middle) == [1, 0, 0])
    #expect(try compare(.greater, middle, x) == [0, 0, 0])
    #expect(try compare(.less, middle, x) == [0, 1, 1])
    let sides: [(Double, [Double])] = [
      (-0.5, [0, 1, 1]), (0.5, [0, 0, 1]), (.infinity, [0, 0, 0]), (-.infinity, [1, 1, 1]),
      (.nan, [0, 0, 0]),
    ]
    for (number, less) in sides {
      #expect(try compare(.less, try Tensor([number], []), try tensor(-1, 0, 1)) == less, "\(number)")
    }
    #expect(try compare(.notEqual, try tensor(.max), try Tensor([0x1p63], [])) == [1])
    #expect(try compare(.notEqual, try tensor(1), try Tensor([Double.nan], [])) == [1])
  }

  @Test func clampKeepsWhatItCan() throws {
    let x = try tensor(Self.big + 1, -5)
    #expect(wholes(try Clamp(minimum: 0)(x)) == [Self.big + 1, 0])
    #expect(try Clamp(minimum: 0.5)(x).dtype == .float32)
    #expect(try Clamp(minimum: .nan)(x).elements.allSatisfy { $0.isNaN })
  }

  @Test func paddingThatIsNoWholeNumberIsRefused() throws {
    for value in [Double.nan, 0.5, 1e30] {
      #expect(throws: TensorError.self) { try Pad([1, 1], value: value)(try tensor(1)) }
    }
    #expect(wholes(try Pad([1, 0], value: -3)(try tensor(1))) == [-3, 1])
  }
}
