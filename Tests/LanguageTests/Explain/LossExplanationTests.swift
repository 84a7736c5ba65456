import Language
import Notebook
import Testing

/// The numbers in explanations of softmax, losses, normalisation and dropout.
@Suite("Explanations of losses") struct LossExplanationTests {
  private func explain(_ code: String, after setup: String = "x = [1, 2, 3; 4, 4, 1]") -> [String] {
    let bench = Workbench()
    bench.run(setup + ";")
    let start = bench.transcript.lines.count
    #expect(
      bench.run("explain " + code) == .succeeded, "\(code): \(bench.transcript.failures.last?.text ?? "")")
    return bench.transcript.lines[start...].flatMap { $0.split(separator: "\n").map(String.init) }
  }

  private func numbers(_ line: String) -> [Double] {
    line.split { !"0123456789.-+e".contains($0) }.compactMap { Double($0) }
  }

  /// Whether a line holds these numbers, to the digits that are shown, and nothing else.
  private func shows(_ lines: [String], _ expected: [Double], _ place: SourceLocation = #_sourceLocation) {
    let found = lines.contains { line in
      let shown = numbers(line)
      return shown.count == expected.count
        && zip(shown, expected).allSatisfy { abs($0 - $1) <= 5e-5 * max(1e-2, abs($1)) }
    }
    #expect(found, "\(expected)\n\(lines.joined(separator: "\n"))", sourceLocation: place)
  }

  @Test func softmax() {
    let lines = explain("softmax(x, dim=2)[1, 2]")
    // e⁻² = 0.135335, e⁻¹ = 0.367879, their sum with 1: 1.503215; p = 0.244728.
    #expect(lines.first == "softmax(x, dim=2)[1, 2] = 0.2447285")
    #expect(lines.contains("Along dimension 2: 3 numbers, the largest 3."))
    shows(lines, [1, 1, 1, -2, 0.1353353, -0.0220330, -0.0220330])
    shows(lines, [1, 2, 2, -1, 0.3678794, 0.1848364, 0.1848364])
    shows(lines, [1, 3, 3, 0, 1, -0.1628034, -0.1628034])
    #expect(lines.contains { $0.trimmed.hasPrefix("→") && $0.contains("[1, 2]") })
    shows(lines, [0.3678794, 1.503215, 0.2447285])
    let column = explain("softmax(x, dim=1)[2, 3]")
    // e¹ / (e³ + e¹) = 0.119203
    #expect(column.first == "softmax(x, dim=1)[2, 3] = 0.1192029")
    #expect(explain("softmax([5])").contains { $0.contains("1 number, the largest 5") })
  }

  @Test func longRowsAreShortened() {
    let lines = explain("softmax(arange(1, 30))[25]")
    #expect(lines.contains("… and 18 more numbers"))
    #expect(lines.contains { $0.contains("→") && $0.contains("[25]") })
    #expect(!lines.contains { $0.contains("[12]") })
  }

  @Test func logSoftmax() {
    let lines = explain("log_softmax(x, dim=2)[1, 2]")
    // −1 − log 1.503215 = −1.407606
    #expect(lines.first == "log_softmax(x, dim=2)[1, 2] = -1.407606")
    shows(lines, [1, 2, 2, -1, 0.3678794, 0.7552715, 0.7552715])
    shows(lines, [1, 3, 3, 0, 1, -0.6652410, -0.6652410])
    shows(lines, [-1, 0.4076059, -1.4076059])
  }

  @Test func crossEntropy() {
    let lines = explain("cross_entropy(x, [3, 1])")
    // log(e + e² + e³) = 3.407606 less 3; log(2e⁴ + e) = 4.717736 less 4; half of their sum.
    #expect(lines.first == "cross_entropy(x, [3, 1]) = 0.5626709")
    shows(lines, [1, 3, 3, 3.407606, 0.407606])
    shows(lines, [2, 1, 4, 4.717736, 0.717736])
    shows(lines, [1.125342, 2, 0.5626709])
    // (softmax − target) / 2.
    shows(lines, [1, 1, 0.0900306, 0, 0.0450153, 0.0450153])
    shows(lines, [3, 3, 0.6652410, 1, -0.1673795, -0.1673795])
    #expect(!lines.contains { $0.contains("another element") })
  }

  @Test func crossEntropyOfOneCase() {
    let lines = explain("cross_entropy([0, log(3)], 2)")
    #expect(lines.first?.hasSuffix("= 0.2876821") == true)
    #expect(!lines.contains { $0.contains("divided") })
    shows(lines, [1, 0, 0.25, 0, 0.25, 0.25])
    let second = explain("cross_entropy(x, [3, 1], reduction=\"none\")[2]")
    #expect(second.first?.hasSuffix("= 0.7177359") == true)
    #expect(second.contains { $0.contains("case 2") })
    let pixel = explain("cross_entropy(zeros(1, 2, 2, 2), ones(1, 2, 2), reduction=\"none\")[1, 2, 1]")
    #expect(pixel.first?.hasSuffix("= 0.6931472") == true)
    #expect(pixel.contains { $0.contains("[1, 2, 1]") && numbers($0).suffix(2) == [0.693147, 0.693147] })
  }

  @Test func crossEntropyWithOptions() {
    let ignored = explain("cross_entropy(x, [-100, 1])")
    #expect(ignored.first?.hasSuffix("= 0.7177359") == true)
    #expect(ignored.contains { $0.contains("ignored") })
    #expect(ignored.contains { $0.contains("case 2") })
    let weighted = explain("cross_entropy(x, [3, 1], [2, 1, 0.5])")
    // (0.5·0.407606 + 2·0.717736) / 2.5
    #expect(weighted.first?.hasSuffix("= 0.6557099") == true)
    #expect(weighted.contains { $0.contains("divided by 2.5 (weights of the right classes)") })
    shows(weighted, [3, 3, 0.6652410, 1, 0.5, -0.0669518, -0.0669518])
    let smoothed = explain("cross_entropy(x, [3, 1], label_smoothing=0.3)")
    shows(smoothed, [1, 1, 0.0900306, 0.1, -0.0049847, -0.0049847])
    let probabilities = explain("cross_entropy(x, [0.5, 0.5, 0; 0, 0.1, 0.9])")
    shows(probabilities, [1, 1.5, 3.407606, 1.907606])
    #expect(probabilities.first?.hasSuffix("= 2.662671") == true)
  }

  /// The value in the heading is the one that the call gives, whatever the options.
  @Test func headingsAgreeWithValues() {
    let setup =
      "seed(4); x = randn(4, 3); w = [1, 0.5, 2]; t = [3, 1, -100, 2]; p = softmax(randn(4, 3), dim=2); b = [1, 0, 2]"
    let bench = Workbench()
    bench.run(setup)
    for code in [
      "cross_entropy(x, t)", "cross_entropy(x, t, w)", "cross_entropy(x, t, w, label_smoothing=0.2)",
      "cross_entropy(x, t, reduction=\"sum\")", "cross_entropy(x, p)",
      "cross_entropy(x, p, w, label_smoothing=0.2)",
      "cross_entropy(x, t, w, reduction=\"none\")[2]", "mse_loss(x, p)", "mse_loss(x, 2, reduction=\"sum\")",
      "mse_loss(x, p, reduction=\"none\")[3, 2]", "softmax(x, dim=1)[3, 2]", "log_softmax(x, dim=2)[4, 1]",
      "batch_norm(x, training=true)[2, 3]", "batch_norm(x, none, none, w, b, training=true)[2, 3]",
      "batch_norm(x, b, w)[1, 3]", "batch_norm(x, b, w, bias=w)[1, 3]",
    ] {
      guard let value = bench.number(code), let first = explain(code, after: setup).first,
        let shown = numbers(String(first.split(separator: "=").last ?? "")).last
      else {
        Issue.record("\(code): no number")
        continue
      }
      #expect(abs(shown - value) <= 2e-6 * max(1, abs(value)), "\(code): \(shown), \(value)")
    }
  }

  @Test func meanSquare() {
    let lines = explain("mse_loss([1, 2; 3, 4], [1, 4; 3, 1])")
    #expect(lines.first?.hasSuffix("= 3.25") == true)
    shows(lines, [1, 2, 2, 4, -2, 4, -1, -1])
    #expect(lines.contains { $0.contains("sum  13, divided by 4 elements = 3.25") })
    #expect(explain("mse_loss(1, 4)").first == "mse_loss(1, 4) = 9")
    #expect(explain("mse_loss([1, 2], [1, 4], reduction=\"none\")[2]").first?.hasSuffix("= 4") == true)
  }

  @Test func batchNorm() {
    let lines = explain(
      "batch_norm([1, 2; 3, 8; 2, 5], none, none, [2, 1], [0, 3], training=true, eps=0)[2, 2]")
    // Mean 5, variance 6: 3/√6 = 1.224745, and 3 more.
    #expect(lines.first?.hasSuffix("= 4.224745") == true)
    #expect(lines.contains { $0.contains("mean 5, variance 6") })
    // (1 − 1/3 − 1.224745²/3) / √6 = 0.0680414
    shows(lines, [2, 2, 0.0680414, 0.068041])
    let given = explain("batch_norm([[5, 7]], [1, 1], [4, 9], eps=0)[1, 1]")
    #expect(given.first?.hasSuffix("= 2") == true)
    shows(given, [1, 1, 0.5, 0.5])
  }

  /// What is explained is the draw that the statement itself makes.
  @Test func dropout() {
    for seed in 1...6 {
      let setup = "seed(\(seed)); x = [3, 6]"
      let bench = Workbench()
      bench.run(setup)
      let value = bench.number("dropout(x, 0.25)[2]")
      let lines = explain("dropout(x, 0.25)[2]", after: setup)
      #expect(lines.first == "dropout(x, 0.25)[2] = \(value == 0 ? "0" : "8")")
      #expect(lines.contains { $0.hasPrefix(value == 0 ? "Dropped" : "Kept") })
      #expect(lines.contains { $0.contains("0.75 · 8 = 6") })
    }
    #expect(explain("dropout(x, 0.5, training=false)[2, 1]").first?.hasSuffix("= 4") == true)
  }

  @Test func ofVariables() {
    let bench = Workbench()
    bench.run("x = [1, 2; 3, 4]")
    bench.run("l = cross_entropy(x, [1, 2])")
    #expect(bench.output("explain l").hasPrefix("l = 0.8132617"))
    bench.run("m = mse_loss(2, 5)")
    #expect(bench.output("explain m").hasPrefix("m = 9"))
    bench.run("n = 3")
    #expect(bench.run("explain n") == .failed)
    #expect(bench.run("explain l[1]") == .failed)
    #expect(bench.run("explain m[1]") == .failed)
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
