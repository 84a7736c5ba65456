import Engine
import Language
import Notebook
import Testing

/// Explanations of functions of the program, of numbers alone, and of what has a type.
@Suite struct OwnFunctionExplanationTests {
  private static let setup = """
    x = [0.5, -1.25, 2; 3, -0.75, 1.5]; k = [1, 0; 0, -1]; scale = 3
    twice(a) = 2 * a
    layer(a, w=k) = { y = conv(a, w); relu(y) }
    named(a) = { y = a * scale; y }
    branch(a, n) = if n > 1 { a + n } else { a - n }
    early(a) = { if sum(a) > 0 { return a * 7 }; a }
    outer(a) = twice(a)
    same(a) = a
    within(a) = { b = a; if sum(b) > 0 { b = b * 5 } else { b = b * 6 }; c = b; c }
    loop(a) = { b = a; for i in 1:2 { b = b * 2 }; b }
    part(a) = { b = a * 2; b[1, 1] = 9; b }
    leaves(a) = { for i in 1:3 { if i > 1 { return a * i } }; a }
    """

  private func explain(_ code: String, _ place: SourceLocation = #_sourceLocation) -> Explained {
    Explained(code, after: Self.setup, place)
  }

  @Test func theLastExpressionIsExplained() {
    let twice = explain("twice(x)[1, 2]")
    #expect(twice.first == "twice(x)[1, 2] is what twice makes by 2 * a:")
    #expect(twice.contains("twice(x)[1, 2] = -2.5") && twice.row("a[1, 2]", is: [-1.25, 2, 2]))
    let layer = explain("layer(x)[1, 1]")
    // 0.5 · 1 + (−0.75) · (−1) = 1.25, which relu leaves.
    #expect(layer.contains("layer(x)[1, 1] = 1.25") && layer.row("y[1, 1]", is: [1.25, 1, 1]))
    #expect(explain("layer(x, w=2 * k)[1, 1]").contains("layer(x, w=2 * k)[1, 1] = 2.5"))
    #expect(explain("outer(x)[2, 1]").row("a[2, 1]", is: [3, 2, 2]))
    #expect(explain("(a -> a - 1)(x)[1, 1]").contains("= -0.5"))
  }

  /// Through a variable of the function, and through the branch that is taken.
  @Test func variablesAndBranches() {
    #expect(explain("named(x)[1, 3]").row("a[1, 3]", is: [2, 3, 3]))
    #expect(explain("branch(x, 2)[1, 1]").row("a[1, 1]", is: [0.5, 1, 1]))
    #expect(explain("branch(x, 1)[1, 1]").contains("= -0.5"))
    #expect(explain("x[1, :] |> twice").first.contains("twice makes by 2 * a"))
  }

  /// An early return that is taken, and what a branch before the end has assigned.
  @Test func earlyReturns() {
    // The elements of x sum to 5, so that 7 · 0.5 is returned.
    let early = explain("early(x)[1, 1]")
    #expect(early.first == "early(x)[1, 1] is what early makes by a * 7:")
    #expect(early.row("a[1, 1]", is: [0.5, 7, 7]))
    #expect(explain("early(-x)[1, 1]").contains("early(-x)[1, 1] = -0.5"))
    // Its b is the one before it was multiplied.
    let within = explain("within(x)[2, 1]")
    #expect(within.contains("within(x)[2, 1] = 15") && within.row("b[2, 1]", is: [3, 5, 5]))
    #expect(explain("within(-x)[2, 1]").row("b[2, 1]", is: [-3, 6, 6]))
  }

  /// What comes in and is handed on is explained as what it was outside.
  @Test func whatIsHandedOn() {
    let same = explain("same(2 * x)[1, 2]")
    #expect(same.first == "same(2 * x)[1, 2] is an argument of same, returned unchanged: 2 * x")
    #expect(same.row("x[1, 2]", is: [-1.25, 2, 2]))
    let literal = explain("same([1, 2])[2]")
    #expect(literal.contains("same([1, 2])[2] = 2") && literal.contains("returned unchanged: [1, 2]"))
    #expect(explain("same(4)").contains("same(4) = 4"))
    #expect(explain("same(x)[1, 1]").contains("same(x)[1, 1] = 0.5"))
    #expect(explain("(a -> a)(a=x)[1, 1]").contains("returned unchanged: x"))
    #expect(explain("same(twice(x))[1, 1]").contains("is what twice makes by 2 * a"))
  }

  /// What cannot be followed is said to be so, and leaves everything as it was.
  @Test(arguments: [
    ("loop(x)[1, 1]", "`b` was changed after it was assigned, by a loop"),
    ("part(x)[1, 1]", "`b` was changed after it was assigned"),
    ("leaves(x)[1, 1]", "it returns from inside a loop"), ("(a -> 3)(x)", "that is `3`, which is none"),
  ]) func whatCannotBeFollowed(_ code: String, _ reason: String) throws {
    let bench = Workbench()
    bench.run(Self.setup)
    let failure = try #require(bench.failure("explain \(code)"), "\(code)")
    #expect(failure.code == .explain && failure.text.contains(reason), "\(failure.text)")
    #expect(failure.text.contains("end the function with the operation itself"))
    #expect(bench.number("twice(4)") == 8)
  }

  /// The derivatives by numbers that the program spells out, which a condition chooses from.
  @Test func conditionsAmongNumbers() {
    let chosen = explain("where([1, 2] > 1, 3, 5)[1]")
    #expect(chosen.first == "where([1, 2] > 1, 3, 5)[1] = 5")
    #expect(chosen.row("3", is: [3, 0, 0]) && chosen.row("5", is: [5, 1, 1]))
    #expect(chosen.contains("with respect to 3 is 1 where condition holds, else 0"))
    #expect(!chosen.contains("The derivative .") && !chosen.contains("0 elements"))
    #expect(!chosen.contains("is combined with 2 elements, and its gradient"))
    #expect(explain("where(true, 3, 5)").row("3", is: [3, 1, 1]))
    let nothing = explain("where(x > 9, sqrt(-x^2), x)[1, 1]")
    #expect(nothing.contains("select inside the argument too"))
    #expect(explain("sum(x > 1)").contains("sum  0 + 0 + 1 + 1 + 0 + 1 = 3"))
    // A number that is chosen has a line of its own.
    let number = explain("where([1, 2] > 1, [3, 4], 5)[1]")
    #expect(number.row("5", is: [5, 1, 1]) && number.row("a[1]", is: [3, 0, 0]))
  }

  /// 0 times the derivative of a root at 0 or below is nan: the gradient is no number, and nothing moves by it.
  @Test(arguments: ["where([1, 0] > 0, sqrt([1, 0]), 0)[2]", "where([1, -1] > 0, sqrt([1, -1]), 2)[2]"])
  func aBranchThatIsLeftOut(_ code: String) {
    let said = explain(code)
    #expect(said.contains("By it the gradient is nan") && said.contains("derivative of `sqrt`"))
    #expect(!said.contains("moves the result"))
    #expect(explain("where([1, 4] > 0, sqrt([1, 4]), 2)[2]").contains("Each of them moves the result"))
  }

  /// Why the two gradients differ is what the function does there, and no kink where there is none.
  @Test(arguments: [
    (
      "grad(x -> sum(where(x > 0, sqrt(x), x)), [-1, -4])[1]",
      "They differ: the derivative of the value is 1 here"
    ),
    (
      "grad(x -> sum(where(x != 0, sin(x) / x, 1)), [0])[1]",
      "They differ: the derivative of the value is 0 here"
    ),
    ("grad(x -> sum(sqrt(x)), [0])[1]", "They differ: the function has no finite value on one side"),
    ("grad(x -> sum(log(x)), [-1])[1]", "They differ: the function's own value is nan here"),
    (
      "grad(x -> sum(relu(x)), [0])[1]",
      "They differ: here is a kink: the derivative is 0 on one side and 1 on the other"
    ),
    ("grad(t -> round(t) * t, 2.5)", "They differ: here the function jumps"),
  ]) func whyGradientsDiffer(_ code: String, _ reason: String) {
    #expect(explain(code).contains(reason), "\(explain(code).lines.suffix(2))")
  }

  /// Nothing is said where rounding and the step account for the difference.
  @Test(arguments: [
    "grad(x -> cross_entropy(x, 1), f64([20, 0]))[2]", "grad(x -> cross_entropy(x, 1), f64([40, 0]))[2]",
    "grad(x -> sum(sqrt(x)), [1e-7])[1]", "grad(x -> sin(1e6 * x), 0.1)", "grad(x -> sum(x^3), [0])[1]",
  ]) func differencesOfTheStepAreNone(_ code: String) { #expect(!explain(code).contains("They differ")) }

  /// Two less three is no number of degrees of freedom: PyTorch and this program divide by 0.
  @Test func whatIsSaidIsWhatIsComputed() {
    let variance = explain("var([1, 2], correction=3)")
    #expect(
      variance.contains("divided by max(2 − 3, 0) = inf") && variance.contains("max(n − correction, 0)"))
    #expect(explain("var([1, 2])").contains("divided by 2 − 1 = 0.5"))
    let kept = Explained("y[1]", after: "y = f32([1, 2])")
    #expect(!kept.contains("float32 keeps"))
    #expect(Explained("y[1]", after: "y = f32(f64([0.1, 2]) / 3)").contains("float32 keeps about 7 digits"))
  }

  /// A picture of an operand has the operand's type, which is shown below it.
  @Test(arguments: [
    ("relu(conv(x, k))[1, 1]", DType.float32), ("relu(2 * f64(x))[1, 1]", .float32),
    ("relu(2 * d)[1, 1]", .float64),
    ("flip(d)[1, 1]", .float64), ("flip(x)[1, 1]", .float32),
  ]) func typesAreTheirOwn(_ code: String, _ dtype: DType) {
    var types: [DType] = []
    let session = Session { event in
      guard case .markup(let markup) = event else { return }
      for case .picture(let picture) in markup.blocks { types.append(picture.tensor.dtype) }
    }
    session.run(Self.setup + "; d = f64([1, 2; 3, 4]);")
    session.run("explain " + code)
    #expect(types == [dtype], "\(code): \(types)")
  }

  /// Small derivatives are shown as they are, and not as 0.
  @Test func numericDerivativesKeepTheirSize() {
    #expect(explain("(x * 1e-9)[1, 1]").row("x[1, 1]", is: [0.5, 1e-9, 1e-9]))
    let gradient = explain("grad(x -> 1e-9 * sum(relu(x)), [0, 1])[1]")
    #expect(gradient.contains("They differ"))
    #expect(!explain("grad(x -> 1e-9 * sum(x^3), [0, 1])[1]").contains("They differ"))
  }
}
