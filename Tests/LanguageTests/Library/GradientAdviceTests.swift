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
    ("gradcheck(x -> relu(x), 0)", "here is a kink: the slope is 0 on one side and 1 on the other"),
    ("gradcheck(x -> floor(x), 1)", "here the function jumps"),
    ("gradcheck(x -> sum(sqrt(x)), [-1, 4])", "the function's own value is nan here"),
    ("gradcheck(x -> sqrt(x), 0)", "no finite value on one side of the point"),
    ("gradcheck(x -> where(x > 0, sqrt(x), x), -1)", "choose inside it too, as in sqrt(where(x > 0, x, 1))"),
    ("gradcheck(x -> relu(x) - relu(-x), 0)", "closer to the point the slope is 1"),
    ("gradcheck(x -> sin(1e6 * x), 0.1)", "numgrad(f, x, step=…) takes a smaller one"),
    ("gradcheck(x -> sum(exp(f32(x))), [1, 2])", "let the function compute in float64"),
  ]) func adviceIsTrue(_ code: String, _ advice: String) throws {
    let failure = try #require(Workbench().failure(code), "\(code)")
    #expect(failure.code == .gradientCheck && failure.text.contains(advice), "\(failure.text)")
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
