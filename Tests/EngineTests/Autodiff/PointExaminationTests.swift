import Engine
import Glibc
import Testing

/// What functions do at points, as analysis says: the verdict is the same when the function is stretched and lifted.
@Suite struct PointExaminationTests {
  enum Kind { case flat, stairs, slope, kink, jump, untold }

  struct Row: CustomStringConvertible, Sendable {
    let name: String
    let x: Double
    let kind: Kind
    let f: @Sendable (Double) -> Double
    /// The derivative where there is one, by the chain rule's conventions where there is none.
    let derivative: @Sendable (Double) -> Double

    init(
      _ name: String, _ x: Double, _ kind: Kind, _ f: @escaping @Sendable (Double) -> Double,
      _ derivative: @escaping @Sendable (Double) -> Double
    ) {
      (self.name, self.x, self.kind, self.f, self.derivative) = (name, x, kind, f, derivative)
    }

    var description: String { "\(name) at \(x)" }
  }

  private static func step(_ x: Double) -> Double { x > 0 ? 1 : 0 }
  private static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }
  /// The mean over 5000 places of a picture's pixels, each taken by rounding: a staircase of very many small steps.
  private static func sampled(_ x: Double) -> Double {
    var sum = 0.0
    for i in 0..<5000 {
      let place = (Double(i) * 0.61803398875 + x).rounded()
      sum += (place * 12.9898).truncatingRemainder(dividingBy: 1)
    }
    return sum / 5000
  }

  static let smooth: [Row] = [
    Row("x", 0.7, .slope, { $0 }, { _ in 1 }), Row("x", 0, .slope, { $0 }, { _ in 1 }),
    Row("x²", 0, .slope, { $0 * $0 }, { 2 * $0 }), Row("x²", 3, .slope, { $0 * $0 }, { 2 * $0 }),
    Row("x²", 1e6, .slope, { $0 * $0 }, { 2 * $0 }), Row("x²", -1e-6, .slope, { $0 * $0 }, { 2 * $0 }),
    Row("x³", 0, .slope, { $0 * $0 * $0 }, { 3 * $0 * $0 }),
    Row("(x − 0.3)⁴", 0.3, .slope, { pow($0 - 0.3, 4) }, { 4 * pow($0 - 0.3, 3) }),
    Row("|x|^1.5", 0, .slope, { pow(abs($0), 1.5) }, { 1.5 * sign($0) * sqrt(abs($0)) }),
    Row("sin", 0, .slope, { sin($0) }, { cos($0) }), Row("sin", .pi / 2, .slope, { sin($0) }, { cos($0) }),
    Row("sin 1000x", 0.1, .slope, { sin(1000 * $0) }, { 1000 * cos(1000 * $0) }),
    Row("sin 1/x", 0.01, .slope, { sin(1 / $0) }, { -cos(1 / $0) / ($0 * $0) }),
    Row("exp", -3, .slope, { exp($0) }, { exp($0) }), Row("exp", 10, .slope, { exp($0) }, { exp($0) }),
    Row("exp", -30, .slope, { exp($0) }, { exp($0) }), Row("log", 0.05, .slope, { log($0) }, { 1 / $0 }),
    Row("tanh", 0.5, .slope, { tanh($0) }, { 1 - tanh($0) * tanh($0) }),
    Row("tanh 1e4 x", 0, .slope, { tanh(1e4 * $0) }, { 1e4 * (1 - pow(tanh(1e4 * $0), 2)) }),
    Row("1/x", 0.2, .slope, { 1 / $0 }, { -1 / ($0 * $0) }),
    Row("sqrt", 0.01, .slope, { sqrt($0) }, { 0.5 / sqrt($0) }),
    Row("max(x, 0) − max(−x, 0)", 0, .slope, { $0 }, { $0 == 0 ? 0 : 1 }),
    Row("a branch without a derivative", -1, .slope, { $0 }, { _ in .nan }),
    Row("x + ⌊x⌋", 0.3, .slope, { $0 + $0.rounded(.down) }, { _ in 1 }),
    Row("x²(1 + step)", -0.01, .slope, { $0 * $0 * (1 + step($0)) }, { 2 * $0 * (1 + step($0)) }),
    Row("10⁻⁸x", 0.7, .slope, { 1e-8 * $0 }, { _ in 1e-8 }),
    Row("10⁸x", 0.7, .slope, { 1e8 * $0 }, { _ in 1e8 }),
    Row("(x + 10⁸) − 10⁸", 0.3, .slope, { ($0 + 1e8) - 1e8 }, { _ in 1 }),
    Row("slope with dense jumps", 0.30000025, .slope, { $0 + (1e6 * $0).rounded(.down) * 5e-6 }, { _ in 1 }),
  ]

  static let constant: [Row] = [
    Row("3", 0.2, .flat, { _ in 3 }, { _ in 0 }), Row("0", 0, .flat, { _ in 0 }, { _ in 0 }),
    Row("relu", -0.5, .flat, { max($0, 0) }, { step($0) }),
    Row("relu", -3, .flat, { max($0, 0) }, { step($0) }),
    Row("relu squared", -0.1, .flat, { pow(max($0, 0), 2) }, { 2 * max($0, 0) }),
    Row("clamp", 2, .flat, { min(max($0, -1), 1) }, { abs($0) < 1 ? 1 : 0 }),
    Row("dead zone", 0.01, .flat, { max(abs($0) - 0.5, 0) }, { abs($0) > 0.5 ? sign($0) : 0 }),
    Row("⌊x⌋", 0.3, .stairs, { $0.rounded(.down) }, { _ in 0 }),
    Row("⌊x⌋", -0.999, .stairs, { $0.rounded(.down) }, { _ in 0 }),
    Row("⌊x⌋ near its edge", 1e-6, .stairs, { $0.rounded(.down) }, { _ in 0 }),
    Row("round", 0.49, .stairs, { $0.rounded() }, { _ in 0 }),
    Row("round", 100, .stairs, { $0.rounded() }, { _ in 0 }),
    Row("⌊1000x⌋", 0.0505, .stairs, { (1000 * $0).rounded(.down) }, { _ in 0 }),
    Row("step", 0.4, .stairs, { step($0) }, { _ in 0 }), Row("step", -1.2, .stairs, { step($0) }, { _ in 0 }),
    Row("step of 10⁻¹⁰", 0.4, .stairs, { 1 + 1e-10 * step($0) }, { _ in 0 }),
    Row("a picture by rounding", 0.123, .stairs, { sampled($0) }, { _ in 0 }),
    Row("a picture by rounding", -1.7, .stairs, { sampled($0) }, { _ in 0 }),
    Row("flat, then a jump to a slope", 0.2, .stairs, { $0 < 0.5 ? 1 : 2 + $0 }, { $0 < 0.5 ? 0 : 1 }),
    Row("only jumps below", 1, .stairs, { $0 < 0 ? 1 : max($0 - 2, 0) }, { $0 > 2 ? 1 : 0 }),
  ]

  static let broken: [Row] = [
    Row("|x|", 0, .kink, { abs($0) }, { sign($0) }), Row("relu", 0, .kink, { max($0, 0) }, { step($0) }),
    Row("max of both, halved", 0, .kink, { max($0, 0) }, { $0 == 0 ? 0.5 : step($0) }),
    Row("|x − 0.3|", 0.3, .kink, { abs($0 - 0.3) }, { sign($0 - 0.3) }),
    Row("x² + |x|", 0, .kink, { $0 * $0 + abs($0) }, { 2 * $0 + sign($0) }),
    Row("x + |x|/1000", 0, .kink, { $0 + abs($0) / 1000 }, { 1 + sign($0) / 1000 }),
    Row("√(x²)", 0, .kink, { sqrt($0 * $0) }, { $0 == 0 ? .nan : sign($0) }),
    Row("|sin|", .pi, .kink, { abs(sin($0)) }, { sign(sin($0)) * cos($0) }),
    Row("min(x, x²)", 1, .kink, { min($0, $0 * $0) }, { $0 < 0 ? 1 : $0 < 1 ? 2 * $0 : 1 }),
    Row("4, then −2", 2, .kink, { $0 < 2 ? 4 * $0 : 8 - 2 * ($0 - 2) }, { $0 < 2 ? 4 : -2 }),
    Row("step", 0, .jump, { step($0) }, { _ in 0 }), Row("⌊x⌋", 0, .jump, { $0.rounded(.down) }, { _ in 0 }),
    Row("⌊x⌋", 3, .jump, { $0.rounded(.down) }, { _ in 0 }),
    Row("round", 0.5, .jump, { $0.rounded(.toNearestOrAwayFromZero) }, { _ in 0 }),
    Row("x + ⌊x⌋", 1, .jump, { $0 + $0.rounded(.down) }, { _ in 1 }),
    Row("10⁸x + step", 0, .jump, { 1e8 * $0 + step($0) }, { _ in 1e8 }),
    Row("1 at one point", 0, .jump, { $0 == 0 ? 1 : 0 }, { _ in 0 }),
    Row("sign", 0, .jump, { sign($0) }, { _ in 0 }),
    Row("⌊x − 0.1⌋", 0.1, .jump, { ($0 - 0.1).rounded(.down) }, { _ in 0 }),
    Row("x % 1", 2, .jump, { $0 - $0.rounded(.down) }, { _ in 1 }),
    Row("√x", 0, .untold, { sqrt($0) }, { 0.5 / sqrt($0) }),
    Row("√x", -1, .untold, { sqrt($0) }, { 0.5 / sqrt($0) }),
    Row("√|x|", 0, .untold, { sqrt(abs($0)) }, { 0.5 * sign($0) / sqrt(abs($0)) }),
    Row("sin 1/x", 0, .untold, { sin(1 / $0) }, { -cos(1 / $0) / ($0 * $0) }),
    Row("1/x", 0, .untold, { 1 / $0 }, { -1 / ($0 * $0) }),
    Row("nan", 0.4, .untold, { _ in .nan }, { _ in .nan }),
    Row("log", 0, .untold, { log($0) }, { 1 / $0 }),
  ]

  private func kind(_ behaviour: LocalBehaviour) -> Kind {
    switch behaviour {
    case .flat: .flat
    case .stairs: .stairs
    case .slope: .slope
    case .kink: .kink
    case .jump: .jump
    case .untold: .untold
    }
  }

  private func behaviour(
    _ row: Row, times factor: Double, plus constant: Double, dtype: DType = .float64, reach: Double = 1.5
  ) -> LocalBehaviour {
    func sample(_ x: Double) -> FunctionSample {
      // In float32 the place is rounded too.
      let x32 = dtype == .float32 ? Double(Float(x)) : x
      let value = factor * row.f(x32) + constant
      return FunctionSample(
        x: x, value: dtype == .float32 ? Double(Float(value)) : value,
        derivative: factor * row.derivative(x32))
    }
    let sweep = FunctionSweep(
      over: (row.x - reach)...(row.x + reach), with: row.x, roundoff: RoundingNoise.unitRoundoff(dtype),
      sample)
    return PointExamination(at: sample(row.x), reach: reach, dtype: dtype, sweep: sweep.samples, sample)
      .behaviour()
  }

  @Test(arguments: smooth + constant + broken) func verdictIsScaleFree(_ row: Row) {
    for factor in [1, 1e-6, 1e6, -3.7e12, 2e-20] {
      let found = behaviour(row, times: factor, plus: 0)
      #expect(kind(found) == row.kind, "\(row) · \(factor): \(found)")
    }
  }

  /// A constant of the function's own size changes nothing but the rounding.
  @Test(arguments: smooth + constant + broken) func constantsChangeNothing(_ row: Row) {
    for factor in [1, 1e-6, 1e6] {
      let size = max(abs(row.derivative(row.x + 0.1)), abs(row.f(row.x + 0.1)))
      guard size.isFinite else { continue }
      let found = behaviour(row, times: factor, plus: 3 * size * factor)
      #expect(kind(found) == row.kind, "\(row) · \(factor) + \(3 * size * factor): \(found)")
    }
  }

  /// The same in float32, where the step of 10⁻¹⁰ and differences of 10⁸ are below what the numbers hold.
  @Test(
    arguments: (smooth + constant + broken).filter { !$0.name.contains("10⁸") && !$0.name.contains("10⁻¹⁰") })
  func singlePrecision(_ row: Row) {
    // Derivatives that live within some float32 numbers of the point cannot be seen.
    guard abs(row.x) < 1e5,
      !["slope with dense jumps", "⌊x⌋ near its edge", "x + |x|/1000"].contains(row.name)
    else { return }
    let found = behaviour(row, times: 1, plus: 0, dtype: .float32)
    #expect(kind(found) == row.kind, "\(row): \(found)")
  }

  /// A derivative of 10⁻⁸ on a value of 10⁶: float64 keeps 10⁻¹⁰ of it, so that over 1.5 a change of 10⁻⁸ is noise.
  @Test func noiseIsNoVerdict() {
    let row = Row("", 0.7, .untold, { 1e-8 * $0 + 1e6 }, { _ in 1e-8 })
    for factor in [1, 1e-6, 1e6] {
      #expect(behaviour(row, times: factor, plus: 0) == .untold(.noise))
    }
    let visible = Row("", 0.7, .slope, { 1e-3 * $0 + 1e6 }, { _ in 1e-3 })
    #expect(kind(behaviour(visible, times: 1, plus: 0)) == .slope)
  }

  @Test func numbersOfTheVerdicts() throws {
    let floor = try #require(Self.constant.first { $0.name == "⌊x⌋" })
    guard case .stairs(.some(let piece)) = behaviour(floor, times: 1, plus: 0) else {
      Issue.record("no stairs")
      return
    }
    let (lower, upper) = (try #require(piece.lower), try #require(piece.upper))
    #expect(abs(lower.x) < 1e-9 && abs(upper.x - 1) < 1e-9 && lower.isJump && upper.isJump)
    let kink = try #require(Self.broken.first { $0.name == "4, then −2" })
    guard case .kink(let left, let right) = behaviour(kink, times: 1, plus: 0) else {
      Issue.record("no kink")
      return
    }
    #expect(left == 4 && right == -2)
    let jump = try #require(Self.broken.first { $0.name == "round" })
    #expect(behaviour(jump, times: 1, plus: 0) == .jump(left: -1, right: 0))
    let level = try #require(Self.smooth.first { $0.name == "x²" })
    #expect(behaviour(level, times: 1, plus: 0) == .slope(0))
    let parabola = Row("x²", 3, .slope, { $0 * $0 }, { 2 * $0 })
    guard case .slope(let derivative) = behaviour(parabola, times: 1e-6, plus: 0) else {
      Issue.record("no slope")
      return
    }
    #expect(abs(derivative - 6e-6) <= 1e-10 * 6e-6)
  }

  /// An examination's cost does not depend on the function.
  @Test(arguments: smooth + constant + broken) func evaluationsAreBounded(_ row: Row) {
    var count = 0
    func sample(_ x: Double) -> FunctionSample {
      count += 1
      return FunctionSample(x: x, value: row.f(x), derivative: row.derivative(x))
    }
    let sweep = FunctionSweep(over: (row.x - 1.5)...(row.x + 1.5), with: row.x, roundoff: 0x1p-53, sample)
    _ = PointExamination(at: sample(row.x), reach: 1.5, dtype: .float64, sweep: sweep.samples, sample)
      .behaviour()
    #expect(count < 1400, "\(row): \(count)")
  }
}
