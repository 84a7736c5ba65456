import Engine
import Glibc
import Testing

/// Derivatives from values alone, held against those that analysis gives, and against wrong ones.
@Suite struct RefinedDerivativeTests {
  struct Row: CustomStringConvertible, Sendable {
    let name: String
    let x: Double
    let f: @Sendable (Double) -> Double
    /// By a formula.
    let derivative: Double

    init(_ name: String, _ x: Double, _ derivative: Double, _ f: @escaping @Sendable (Double) -> Double) {
      (self.name, self.x, self.f, self.derivative) = (name, x, f, derivative)
    }

    var description: String { "\(name) at \(x)" }
  }

  static let steep: [Row] = [
    Row("x²", 3, 6) { $0 * $0 }, Row("sin", 1, cos(1)) { sin($0) }, Row("exp", -3, exp(-3)) { exp($0) },
    Row("exp", -30, exp(-30)) { exp($0) }, Row("exp", 50, exp(50)) { exp($0) },
    Row("√x", 1e-9, 0.5 / sqrt(1e-9)) { sqrt($0) }, Row("x^0.5", 1e-12, 0.5 / sqrt(1e-12)) { pow($0, 0.5) },
    Row("log", 1e-7, 1e7) { log($0) }, Row("1/x", 1e-9, -1e18) { 1 / $0 }, Row("1/x", 1e6, -1e-12) { 1 / $0 },
    Row("cos", Double(Float(Double.pi)), -sin(Double(Float(Double.pi)))) { cos($0) },
    Row("sin 10⁶x", 0.1, 1e6 * cos(1e5)) { sin(1e6 * $0) },
    Row("sin 1/x", 0.001, -1e6 * cos(1000)) { sin(1 / $0) },
    Row("tanh 10⁴x", 0, 1e4) { tanh(1e4 * $0) }, Row("x + 10⁸", 0.3, 1) { $0 + 1e8 },
    Row("log(1 + exp(−x))", 12, -1 / (1 + exp(12))) { log(1 + exp(-$0)) },
    Row("log(1 + exp(−x))", 20, -1 / (1 + exp(20))) { log(1 + exp(-$0)) },
    Row("relu", 1e-5, 1) { max($0, 0) }, Row("|x|", -1e-9, -1) { abs($0) },
    Row("x + ⌊x⌋", 0.3, 1) { $0 + $0.rounded(.down) },
    Row("float32", 0.7, exp(0.7)) { Double(Float(exp($0))) },
  ]

  static let level: [Row] = [
    Row("x³", 0, 0) { $0 * $0 * $0 }, Row("x² + x³", 0, 0) { $0 * $0 + $0 * $0 * $0 },
    Row("sin³", 0, 0) { pow(sin($0), 3) }, Row("x − sin x", 0, 0) { $0 - sin($0) },
    Row("tanh x − x", 0, 0) { tanh($0) - $0 }, Row("relu²", 0, 0) { max($0, 0) * max($0, 0) },
    Row("relu³", 0, 0) { pow(max($0, 0), 3) }, Row("|x|^1.5", 0, 0) { pow(abs($0), 1.5) },
    Row("relu^1.5", 0, 0) { pow(max($0, 0), 1.5) }, Row("cos", 0, 0) { cos($0) }, Row("3", 2, 0) { _ in 3 },
    Row("relu", -0.5, 0) { max($0, 0) }, Row("x⁴", 0, 0) { $0 * $0 * $0 * $0 },
  ]

  private func agrees(_ row: Row, _ derivative: Double, times size: Double) -> Bool {
    let found = RefinedDerivative(
      at: row.x, analytic: size * derivative, allowance: 1e-6 * abs(size * derivative)
    ) {
      (x: Double) in size * row.f(x)
    }
    return found.agrees
  }

  @Test(arguments: steep + level) func rightOnesAgree(_ row: Row) {
    for size in [1, 1e-12, 1e12, -3e5] {
      #expect(agrees(row, row.derivative, times: size), "\(row) · \(size)")
    }
  }

  /// A factor of 1.001, a wrong sign, a gradient that is not there.
  @Test(arguments: steep) func wrongOnesDoNot(_ row: Row) {
    for size in [1, 1e-12, 1e12, -3e5] {
      for factor in [1.001, 0.999, -1, 0] {
        #expect(!agrees(row, factor * row.derivative, times: size), "\(row) · \(size): \(factor)")
      }
    }
  }

  /// Where the derivative is 0, a small part of what the function rises by over 1 is too much.
  /// relu^1.5 comes down too slowly: its quotients are still 2·10⁻⁶ with a step of 10⁻¹¹.
  @Test(arguments: level.filter { $0.name != "relu^1.5" }) func levelIsNotSloping(_ row: Row) {
    for size in [1, 1e-12, 1e12, -3e5] {
      for derivative in [1e-6, -1e-6] {
        #expect(!agrees(row, derivative, times: size), "\(row) · \(size): \(derivative)")
      }
    }
  }

  /// What a function cannot hold beside its own size is not held against a gradient: log(1 + exp(−40)) is 0 in float64.
  @Test(arguments: [25.0, 30, 36, 36.9, 40, 100, 700]) func whatIsRoundedAwayAgrees(_ x: Double) {
    let row = Row("log(1 + exp(−x))", x, -1 / (1 + exp(x))) { log(1 + exp(-$0)) }
    #expect(agrees(row, row.derivative, times: 1))
    #expect(!agrees(row, -1e-6, times: 1) && !agrees(row, 1, times: 1))
  }

  /// Neither side's derivative is the derivative at a kink, and a jump has none.
  @Test func kinksAndJumps() {
    for derivative in [0.0, 1] {
      #expect(!agrees(Row("relu", 0, derivative) { max($0, 0) }, derivative, times: 1))
      #expect(!agrees(Row("step", 0, derivative) { $0 > 0 ? 1 : 0 }, derivative, times: 1))
    }
    #expect(!agrees(Row("√x", 0, 0) { sqrt($0) }, .infinity, times: 1))
    #expect(!agrees(Row("√x", -1, 0) { sqrt($0) }, -0.5, times: 1))
    #expect(!agrees(Row("x", 1, 1) { $0 }, .nan, times: 1))
    #expect(!agrees(Row("x", .nan, 1) { $0 }, 1, times: 1))
  }

  @Test func evaluationsAreBounded() {
    for row in Self.steep + Self.level {
      var count = 0
      _ = RefinedDerivative(at: row.x, analytic: row.derivative, allowance: 0) { (x: Double) in
        count += 1
        return row.f(x)
      }
      #expect(count <= 350, "\(row): \(count)")
    }
  }
}
