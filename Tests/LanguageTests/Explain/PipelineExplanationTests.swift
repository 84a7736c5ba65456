import Language
import Notebook
import Testing

/// Walks back through pipelines and tapes, against places and numbers worked out by hand.
@Suite struct PipelineExplanationTests {
  private func explain(_ code: String, after setup: String = ExplainTests.setup) -> [String] {
    let bench = Workbench()
    bench.run(setup + ";")
    let start = bench.transcript.lines.count
    #expect(
      bench.run("explain " + code) == .succeeded, "\(code): \(bench.transcript.failures.last?.text ?? "")")
    return bench.transcript.lines[start...].flatMap { $0.split(separator: "\n").map(String.init) }
  }

  /// The rows of a table, each as its words with single spaces.
  private func rows(_ lines: [String]) -> [String] {
    lines.map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test func aPipelineGoesBackToThePicture() {
    let found = rows(explain("x |> conv(k) |> relu |> max_pool(2)"))
    #expect(found.first == "x |> conv(k) |> relu |> max_pool(2)[1, 1] = 94")
    #expect(found.contains("max_pool row 1, column 1 1"))
    #expect(found.contains("relu rows 1–2, columns 1–2 4"))
    #expect(found.contains("conv rows 1–2, columns 1–2 4"))
    #expect(found.contains("x rows 1–3, columns 1–3 9"))
    // The largest of four sums wins; it is made of 2 × 2 pixels.
    #expect(
      found.contains { $0.hasPrefix("Receptive field: 9 elements of x.") && $0.contains("4 of them move") })
  }

  /// What a kernel looks at does not depend on its zeros, nor on a relu that is off.
  @Test func zerosTakeNothingOutOfTheField() {
    let found = rows(explain("relu(conv(x, [0, -1; 0, 0]))[2, 3]"))
    #expect(found.contains("x rows 2–3, columns 3–4 4"))
    #expect(
      found.contains { $0.contains("none of them changes the result: the gradient with respect to each") })
  }

  @Test func strideDilationAndMaskCount() {
    #expect(
      rows(explain("conv(x + 1, ones(2, 2), dilation=3) |> sum")).contains("x rows 1–4, columns 1–4 4"))
    let masked = rows(explain("conv(-x, ones(2, 2), mask=[1, 0; 0, 0])[2, 2] + 1"))
    #expect(masked.contains("x row 2, column 2 1"))
    #expect(rows(explain("(x |> max_pool(2) |> avg_pool(2))[1, 1]")).contains("x rows 1–4, columns 1–4 16"))
    #expect(
      rows(explain("max_pool(2 * x, 2, dilation=2, stride=1)[1, 2]")).contains("x rows 1–3, columns 2–4 4"))
  }

  @Test func samplesAreWhereThetaSays() {
    let shifted = "affine(x |> relu, [1, 0, 0.5; 0, 1, 1])[1, 1]"
    #expect(rows(explain(shifted)).contains("x rows 1–2, column 2 2"))
    #expect(rows(explain("softmax(relu(x), dim=2)[2, 3]")).contains("x row 2, columns 1–4 4"))
    #expect(rows(explain("max(relu(x), dim=1)[3]")).contains("x rows 1–4, column 3 4"))
  }

  @Test func oneOperationAloneIsNoPipeline() {
    #expect(!explain("conv(x, k)[1, 1]").contains { $0.hasPrefix("Receptive field") })
  }

  @Test func aGradientGoesBackThroughTheTape() {
    let found = rows(explain("grad(f, a)[1, 2]", after: "f(x) = sum(x^2 * x); a = [1, 2; 3, 4]"))
    // ∂(Σx³)/∂x = 3x² = 12, of which x² · 1 comes through the product and 2x · x through the square.
    #expect(found.first == "grad(f, a)[1, 2] = 12")
    #expect(found.contains("#3 sum(#2) 100 1"))
    #expect(found.contains { $0.hasPrefix("#2 #1 * x [1, 8, 27, 64] [1, 1, 1, 1]") })
    #expect(found.contains("through #1 x ^ · 8"))
    #expect(found.contains("through #2 #1 * x 4"))
    #expect(found.contains("sum 8 + 4 = 12"))
    #expect(found.contains { $0.hasPrefix("numeric (f(x + h) − f(x − h)) / 2h = 12") })
  }

  @Test func gradientsByNumbersAndOfNothing() {
    #expect(rows(explain("grad(x -> x^2, 3)", after: "a = 1")).first == "grad(x -> x^2, 3) = 6")
    let none = rows(explain("grad(x -> 5, 3)", after: "a = 1"))
    #expect(none.contains { $0.contains("does not depend on x") })
  }

  /// Rounding stands still; the numeric gradient across an edge does not.
  @Test func aJumpIsNamed() {
    let found = rows(explain("grad(t -> round(t) * t, 2.5)", after: "a = 1"))
    #expect(found.contains { $0.hasPrefix("They differ") })
  }
}
