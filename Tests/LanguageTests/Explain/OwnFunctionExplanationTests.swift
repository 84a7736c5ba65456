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

  /// What ends in no operation has no explanation, and leaves everything as it was.
  @Test func whatIsNoOperation() {
    for code in ["early(x)[1, 1]", "(a -> a)(x)[1, 1]", "(a -> 3)(x)"] {
      let bench = Workbench()
      bench.run(Self.setup)
      #expect(bench.failure("explain \(code)")?.code == .explain, "\(code)")
      #expect(bench.number("twice(4)") == 8)
    }
  }

  /// The derivatives by numbers that the program spells out, which a condition chooses from.
  @Test func conditionsAmongNumbers() {
    let chosen = explain("where([1, 2] > 1, 3, 5)[1]")
    #expect(chosen.first == "where([1, 2] > 1, 3, 5)[1] = 5")
    #expect(chosen.row("3", is: [3, 0, 0]) && chosen.row("5", is: [5, 1, 1]))
    #expect(chosen.contains("by 3 is 1 where condition holds, else 0"))
    #expect(!chosen.contains("The derivative .") && !chosen.contains("0 elements"))
    #expect(!chosen.contains("meets 2 elements, and its gradient"))
    #expect(explain("where(true, 3, 5)").row("3", is: [3, 1, 1]))
    let nothing = explain("where(x > 9, sqrt(-x^2), x)[1, 1]")
    #expect(nothing.contains("choose inside too"))
    #expect(explain("sum(x > 1)").contains("none of them moves the result"))
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
