import Language
import Testing

/// `gradcheck` is free of scale, and says what the function does where the gradients disagree.
@Suite struct GradientAdviceTests {
  /// The same verdict whatever a function is multiplied by: 1e-9 · relu has a kink at 0 too.
  @Test(arguments: ["1", "1e-9", "1e-4", "1e6"]) func verdictIsScaleFree(_ scale: String) {
    check([
      "gradcheck(x -> \(scale) * sum(x^2), [1, -2])": true,
      "gradcheck(x -> \(scale) * sum(sin(x)), [1, 0])": true,
      "gradcheck((x, y) -> \(scale) * sum(x * y), [1, 2], [3, 4])": true,
      "gradcheck(x -> \(scale) * sum(x - mean(x)), [1, 2, 4])": true,
    ])
    checkFailures([
      "gradcheck(x -> \(scale) * sum(relu(x)), [1, 0])": .gradientCheck,
      "gradcheck(x -> \(scale) * (sum(relu(x)) - sum(relu(-x))), [1, 0])": .gradientCheck,
      "gradcheck(x -> \(scale) * sum(where(x > 0, 1, 0) + 0 * x), [0])": .gradientCheck,
    ])
  }

  @Test(arguments: [
    ("gradcheck(x -> relu(x), 0)", "here is a kink: the derivative is 0 on one side and 1 on the other"),
    ("gradcheck(x -> floor(x), 1)", "here the function jumps"),
    ("gradcheck(x -> sum(sqrt(x)), [-1, 4])", "the function's own value is nan here"),
    ("gradcheck(x -> sqrt(x), 0)", "no finite value on one side of the point"),
    ("gradcheck(x -> where(x > 0, sqrt(x), x), -1)", "choose inside it too, as in sqrt(where(x > 0, x, 1))"),
    ("gradcheck(x -> relu(x) - relu(-x), 0)", "the value changes smoothly here, with the derivative 1"),
    (
      "gradcheck(x -> 1.001 * x^2 - 0.001 * number(x^2), 3)",
      "the value changes smoothly here, with the derivative 6"
    ),
    ("gradcheck(x -> x^3 + 1e-3 * (x - number(x)), 0)", "the analytic gradient is different"),
    (
      "gradcheck(x -> relu(x) + 1e-3 * (x - number(x)), -0.5)",
      "the value changes smoothly here, with the derivative 0"
    ),
  ]) func adviceIsTrue(_ code: String, _ advice: String) throws {
    let failure = try #require(Workbench().failure(code), "\(code)")
    #expect(failure.code == .gradientCheck && failure.text.contains(advice), "\(failure.text)")
  }

  /// PyTorch 2.15 calls each of these right in float64, and so does analysis: no accusation, and no doubt where the
  /// values tell enough.
  @Test(arguments: [
    "x -> cross_entropy(x, 1), f64([12, 0])", "x -> cross_entropy(x, 1), f64([20, 0])",
    "x -> cross_entropy(x, 1), f64([40, 0])", "x -> cross_entropy(x, 1), f64([100, 0])",
    "x -> sum(x - sin(x)), [0]", "x -> sum(tanh(x) - x), [0]", "x -> sum(x^3), [0]",
    "x -> sum(x^2 + x^3), [0]",
    "x -> sum(sin(x)^3), [0]", "x -> sum(relu(x)^2), [0]", "x -> sum(relu(x)^3), [0]",
    "x -> sum(sqrt(x)), [1e-9]", "x -> sum(x^0.5), f64([1e-12])", "x -> sum(cos(x)), f64([pi])",
    "x -> sin(1e6 * x), 0.1", "x -> sum(exp(f32(x))), [1, 2]", "x -> sum(1 / x), [1e-9, 1]",
    "x -> sum(log(softmax(x))[2]), f64([30, 0])", "x -> var(x), f64([3, 3, 3])",
  ]) func rightGradientsAreNotAccused(_ code: String) {
    check(["gradcheck(\(code))": true])
  }

  /// The value of each, with a gradient that is wrong by a thousandth, in its sign, by a term, or altogether.
  @Test(arguments: [
    "sum(x^2)", "sum(sin(x))", "sum(exp(x))", "sum(x * softmax(x))", "cross_entropy(x, 1)", "sum(1 / x)",
    "sum(sqrt(abs(x)))", "sum(tanh(x)^3)", "var(x)", "sum(relu(x)^2)",
  ]) func wrongGradientsAreCaught(_ f: String) {
    for point in ["f64([3, -2, 0.5])", "f64([1e-3, 2e-3, -1e-3])", "f64([5, 1, -4])"] {
      for wrong in [
        "1.001 * \(f) - 0.001 * number(\(f))", "-\(f) + 2 * number(\(f))",
        "\(f) + 0.01 * (\(f) / x[1] * (x[1] - number(x[1])))", "number(\(f)) + 0 * x[1]",
      ] { checkFailures(["gradcheck(x -> \(wrong), \(point))": .gradientCheck]) }
      check(["gradcheck(x -> \(f), \(point))": true])
    }
  }

  /// What rounding hides is said, and is no fault of the gradient.
  @Test func whatRoundingHidesIsSaid() {
    let bench = Workbench()
    bench.run("gradcheck(x -> cross_entropy(x, 1), f64([40, 0]))")
    #expect(bench.transcript.lines.contains { $0.contains("rounding in the function hides") })
    let clear = Workbench()
    clear.run("gradcheck(x -> sum(x^3), [0, 1])")
    #expect(!clear.transcript.lines.contains { $0.contains("hides") })
  }

  /// 1 / 2h is what central differences make of a jump of 1.
  @Test func numgradSaysWhereItMeasuresAJump() {
    for code in ["x -> sum(floor(x)), [1, 2.5]", "x -> where(x > 0, 1, 0), 0", "x -> floor(x), 1, step=0.1"] {
      let bench = Workbench()
      bench.run("numgrad(\(code))")
      #expect(bench.transcript.lines.contains { $0.contains("the function jumps within h of") }, "\(code)")
    }
    for code in [
      "x -> sum(x^3), [0, 1]", "x -> sum(relu(x)), [0, 1]", "x -> sum(sqrt(x)), [1e-9]",
      "x -> f32(x) + 1000, 1",
      "x -> tanh(1e6 * x), 0", "x -> sum(floor(x)), [1.5, 2.5]", "x -> x^2, 0",
    ] {
      let bench = Workbench()
      bench.run("numgrad(\(code))")
      #expect(!bench.transcript.lines.contains { $0.contains("jumps") }, "\(code)")
    }
  }

  /// What is advised works.
  @Test func choosingInsideWorks() {
    check([
      "grad(x -> sum(where(x > 0, sqrt(x), x)), [-1, -4]) |> sum": .number(.nan),
      "grad(x -> sum(where(x > 0, sqrt(where(x > 0, x, 1)), x)), [-1, -4])": [1, 1],
      "gradcheck(x -> sum(where(x > 0, sqrt(where(x > 0, x, 1)), x)), [-1, -4, 9])": true,
    ])
  }

  /// float32 inside shows in the note of numgrad, and only there.
  @Test func numgradSaysThatItIsCoarse() {
    let bench = Workbench()
    bench.run("numgrad(x -> sum(exp(f32(x))), [1, 2])")
    #expect(bench.transcript.lines.contains { $0.contains("the function gives float32") })
    let exact = Workbench()
    exact.run("numgrad(x -> sum(exp(x)), [1, 2])")
    #expect(!exact.transcript.lines.contains { $0.contains("float32") })
  }
}
