import Glibc
import Language
import Testing

/// The numbers in explanations of arithmetic and functions, against formulas worked out here.
@Suite("Explanations of arithmetic") struct ElementwiseExplanationTests {
  private static let setup =
    "x = [0.5, -1.25, 2; 3, -0.75, 1.5]; b = [2, -4, 0.5]; s = 3; q = [0.2, 0.9]"

  private func explain(_ code: String, _ place: SourceLocation = #_sourceLocation) -> Explained {
    Explained(code, after: Self.setup, place)
  }

  /// Value and derivative at x[1, 2] = −1.25.
  @Test(arguments: [
    ("tanh", tanh(-1.25), 1 - tanh(-1.25) * tanh(-1.25)), ("exp", exp(-1.25), exp(-1.25)),
    ("sin", sin(-1.25), cos(-1.25)), ("cos", cos(-1.25), -sin(-1.25)),
    ("sigmoid", 1 / (1 + exp(1.25)), exp(1.25) / ((1 + exp(1.25)) * (1 + exp(1.25)))),
    ("relu", 0, 0), ("abs", 1.25, -1), ("leaky_relu", -0.0125, 0.01), ("elu", expm1(-1.25), exp(-1.25)),
    ("round", -1, 0), ("floor", -2, 0),
    ("ceil", -1, 0),
  ]) func functionsOfOneNumber(name: String, value: Double, derivative: Double) throws {
    let said = explain("\(name)(x)[1, 2]")
    let shown = try #require(Double(said.first.dropFirst("\(name)(x)[1, 2] = ".count)))
    #expect(abs(shown - value) < 1e-6, "\(said.first)")
    #expect(said.row("x[1, 2]", is: [-1.25, derivative, derivative]), "\(said.lines)")
    #expect(said.contains("The derivative with respect to x is "))
  }

  @Test func logarithmAndRoot() {
    #expect(explain("log(q)[1]").row("q[1]", is: [0.2, 5, 5]))
    #expect(explain("sqrt(q)[2]").row("q[2]", is: [0.9, 0.5 / sqrt(0.9), 0.5 / sqrt(0.9)]))
    #expect(explain("sqrt(q)[2]").contains("√(q) = √(0.9) = 0.9486833"))
    #expect(explain("log(0 * q)[1]").contains("−∞"))
  }

  @Test func formulasHoldTheNumbers() {
    #expect(explain("(x + b)[1, 2]").contains("x + b = -1.25 + (-4) = -5.25"))
    #expect(explain("(x - b)[1, 2]").contains("x − b = -1.25 − (-4) = 2.75"))
    #expect(explain("(x / b)[2, 1]").contains("x / b = 3 / 2 = 1.5"))
    #expect(explain("tanh(q)[1]").contains("(exp(0.2) − exp(−0.2)) / (exp(0.2) + exp(−0.2)) = 0.1973753"))
    #expect(explain("clamp(x, -1, 1)[1, 2]").contains("min(max(x, -1), 1) = min(max(-1.25, -1), 1) = -1"))
    #expect(explain("relu(x)[1, 1]").contains("max(x, 0) = max(0.5, 0) = 0.5"))
    #expect(explain("leaky_relu(x, 0.2)[1, 2]").contains("0.2 · x = 0.2 · (-1.25) = -0.25"))
    #expect(explain("elu(x, 2)[1, 2]").contains("2 · (exp(x) − 1) = 2 · (exp(-1.25) − 1) = -1.42699"))
    #expect(explain("(x % b)[1, 2]").contains("x − b · ⌊x / b⌋ = -1.25 − (-4) · ⌊-1.25 / (-4)⌋ = -1.25"))
    #expect(explain("((-s) ^ 2)").contains("a ^ 2 = (-3) ^ 2 = 9"))
  }

  /// Which element of each operand met, and the derivatives by both.
  @Test func broadcasting() {
    let product = explain("(x * b)[2, 1]")
    #expect(product.first == "(x * b)[2, 1] = 6")
    #expect(product.row("x[2, 1]", is: [3, 2, 2]) && product.row("b[1]", is: [2, 3, 3]))
    #expect(product.contains("Each element of b [3] is combined with 2 elements"))
    #expect(!product.contains("of x [2, 3] meets"))
    let quotient = explain("(x / b)[1, 3]")
    #expect(quotient.row("x[1, 3]", is: [2, 2, 2]) && quotient.row("b[3]", is: [0.5, -8, -8]))
    let column = explain("(reshape(b, 3, 1) - b)[3, 2]")
    #expect(column.first.hasSuffix("= 4.5"))
    #expect(
      column.row("u = reshape(b, 3, 1)[3, 1]", is: [0.5, 1, 1]) && column.row("v = b[2]", is: [-4, -1, -1]))
    let scaled = explain("(s * x)[2, 2]")
    #expect(
      scaled.row("s", is: [3, -0.75, -0.75])
        && scaled.contains("s is repeated: it is combined with 6 elements"))
    let power = explain("(s ^ x)[2, 3]")
    #expect(power.row("s", is: [3, 1.5 * sqrt(3), 1.5 * sqrt(3)]))
    #expect(power.row("x[2, 3]", is: [1.5, pow(3, 1.5) * log(3), pow(3, 1.5) * log(3)]))
    let rest = explain("(x % b)[2, 1]")
    // 3 − 2·⌊1.5⌋ = 1.
    #expect(rest.first.hasSuffix("= 1") && rest.row("b[1]", is: [2, -1, -1]))
  }

  @Test func numbersAlone() {
    let said = explain("7 / 2")
    #expect(said.first == "7 / 2 = 3.5" && said.row("a", is: [7, 0.5, 0.5]))
    #expect(said.row("b", is: [2, -1.75, -1.75]) && said.contains("a / b = 7 / 2 = 3.5"))
    #expect(explain("-s").first == "-s = -3")
    // A number that is spelled out beside a tensor has no line.
    let doubled = explain("x * 2")
    #expect(doubled.first == "(x * 2)[1, 1] = 1" && doubled.row("x[1, 1]", is: [0.5, 2, 2]))
    #expect(doubled.row("2").isEmpty && doubled.lines.last == "another element: explain (x * 2)[…]")
  }

  /// Formulas use the program's names, and letters of their own where these would mislead.
  @Test func letters() {
    #expect(explain("(b + s)[1]").contains("b + s = 2 + 3 = 5"))
    #expect(explain("(b + b)[1]").contains("u + v = 2 + 2 = 4"))
    #expect(explain("(b - x * 2)[1, 1]").contains("u − v = 2 − 1 = 1"))
    #expect(explain("relu(exp(q))[1]").contains("x = exp(q)[1]"))
    #expect(explain("relu(exp(x))[1, 1]").contains("u = exp(x)[1, 1]"))
    // What is too long to be read goes by the parameter's name.
    #expect(explain("relu([2, 3] + 1)[1]").row("x[1]", is: [3, 1, 1]))
  }

  @Test func kinksAndJumps() {
    let setup = "z = [0, 1, 2.5]"
    let relu = Explained("relu(z)[1]", after: setup)
    #expect(relu.row("z[1]", is: [0, 0, 0.5]) && relu.contains("At the kink the derivative is taken as 0"))
    let leaky = Explained("leaky_relu(z, 0.2)[1]", after: setup)
    #expect(leaky.row("z[1]", is: [0, 0.2, 0.6]) && leaky.contains("taken as 0.2"))
    #expect(Explained("abs(z)[1]", after: setup).row("z[1]", is: [0, 0, 0]))
    let clamped = Explained("clamp(z, 1, 2)[2]", after: setup)
    #expect(clamped.row("z[2]", is: [1, 0, 0.5]) && clamped.contains("On a bound"))
    #expect(Explained("clamp(z, 1, 2)[3]", after: setup).row("z[3]", is: [2.5, 0, 0]))
    for (name, element) in [("round", 3), ("floor", 2), ("ceil", 1)] {
      let said = Explained("\(name)(z)[\(element)]", after: setup)
      #expect(said.contains("Here is a step") && said.contains("exactly 0 everywhere"), "\(name)")
    }
    #expect(!Explained("round(z)[1]", after: setup).contains("Here is a step"))
  }

  @Test func choices() {
    let larger = explain("maximum(x, b)[1, 2]")
    #expect(larger.row("x[1, 2]", is: [-1.25, 1, 1]) && larger.row("b[2]", is: [-4, 0, 0]))
    #expect(larger.contains("x is taken, and gets the whole gradient."))
    let tie = explain("minimum(b, 2)[1]")
    #expect(tie.row("b[1]", is: [2, 0.5, 0.5]) && tie.contains("each gets half"))
    let chosen = explain("where(x > 0, x, b)[1, 2]")
    #expect(
      chosen.first.hasSuffix("= -4") && chosen.contains("so this is b; the gradient with respect to a is 0"))
    #expect(chosen.row("b[2]", is: [-4, 1, 1]) && chosen.row("a = x[1, 2]", is: [-1.25, 0, 0]))
    #expect(chosen.row("condition = (x > 0)[1, 2]") == [0])
  }

  @Test func comparisons() {
    let said = explain("(x >= b)[2, 1]")
    #expect(said.first == "(x >= b)[2, 1] = true" && said.contains("3 >= 2 holds."))
    #expect(said.contains("There is no gradient.") && !said.contains("numeric"))
    #expect(explain("(x == b)[1, 1]").contains("0.5 == 2 does not hold."))
    #expect(explain("s < 2").first == "s < 2 = false")
  }
}
