import Language
import Notebook
import Testing

/// The numbers in an explanation, against sums worked out here.
@Suite("Explanations") struct ExplainTests {
  static let setup = """
    x = [1, 2, 3, 4; 5, 6, 7, 8; 9, 10, 11, 12; 13, 14, 15, 16]
    k = [1, 2; 3, 4]
    """

  private func explain(_ code: String, after setup: String = setup) -> [String] {
    let bench = Workbench()
    bench.run(setup + ";")
    let start = bench.transcript.lines.count
    #expect(
      bench.run("explain " + code) == .succeeded, "\(code): \(bench.transcript.failures.last?.text ?? "")")
    return bench.transcript.lines[start...].flatMap { $0.split(separator: "\n").map(String.init) }
  }

  /// The last number of a line that starts with `head`.
  private func number(_ lines: [String], _ head: String) -> Double? {
    guard let line = lines.first(where: { $0.trimmedText.hasPrefix(head) }) else { return nil }
    return line.split { !"0123456789.-+e".contains($0) }.compactMap { Double($0) }.last
  }

  /// All numbers of a line.
  private func numbers(_ line: String) -> [Double] {
    line.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
  }

  @Test func convolution() {
    let lines = explain("conv(x, k)[2, 3]")
    // Rows 2–3, columns 3–4: 7·1 + 8·2 + 11·3 + 12·4 = 104.
    #expect(lines.first == "conv(x, k)[2, 3] = 104")
    #expect(lines.contains { $0.contains("rows 2–3, columns 3–4") })
    #expect(number(lines, "sum") == 104)
    #expect(lines.contains { numbers($0) == [7, 8, 1, 2, 7, 16] })
    #expect(lines.contains { numbers($0) == [11, 12, 3, 4, 33, 48] })
  }

  @Test func convolutionWithStridePaddingAndDilation() {
    // Output (1, 1) with padding 1: only the kernel's last tap lies inside: 1·4 = 4.
    let corner = explain("conv(x, k, padding=1)[1, 1]")
    #expect(corner.first?.hasSuffix("= 4") == true)
    #expect(corner.contains { $0.contains("3 of its elements are in the padding") })
    // Stride 2: output (2, 2) covers rows 3–4, columns 3–4: 11 + 24 + 45 + 64 = 144.
    #expect(explain("conv(x, k, stride=2)[2, 2]").first?.hasSuffix("= 144") == true)
    // Dilation 3: the four corners: 1 + 8 + 39 + 64 = 112.
    let wide = explain("conv(x, k, dilation=3)[1, 1]")
    #expect(wide.first?.hasSuffix("= 112") == true)
    #expect(wide.contains { numbers($0) == [1, 4, 1, 2, 1, 8] })
    #expect(wide.contains { numbers($0) == [13, 16, 3, 4, 39, 64] })
    // [2, 1]: two rows down, one to the right; padding of the columns alone.
    #expect(explain("conv(x, k, stride=[2, 1], padding=[0, 1])[2, 1]").first?.hasSuffix("= 70") == true)
  }

  @Test func convolutionOverChannels() {
    let setup =
      "c = stack([1, 2; 3, 4], [5, 6; 7, 8]); w = stack(stack([1, 0; 0, 1], [1, 1; 1, 1]), stack([0, 1; 1, 0], [2, 0; 0, 0])); b = [10, 20]"
    // Filter 1: (1 + 4) + (5 + 6 + 7 + 8) + 10 = 41; filter 2: (2 + 3) + 10 + 20 = 35.
    let first = explain("conv(c, w, b)[1, 1, 1]", after: setup)
    #expect(first.first?.hasSuffix("= 41") == true)
    #expect(first.contains { $0.hasPrefix("sum  5 + 26 + bias 10 = 41") })
    #expect(first.contains("channel 1") && first.contains("channel 2"))
    let second = explain("conv(c, w, b)[2, 1, 1]", after: setup)
    #expect(second.first?.hasSuffix("= 35") == true)
    #expect(second.contains { $0.hasPrefix("sum  5 + 10 + bias 20 = 35") })
    // A batch: the second picture is twice the first.
    #expect(explain("conv(stack(c, 2 * c), w, b)[2, 1, 1, 1]", after: setup).first?.hasSuffix("= 72") == true)
    // Groups: each filter has a channel of its own; filter 2 sees channel 2: 5·1 + 6·1 + 7·1 + 8·1 = 26.
    let grouped = explain(
      "conv(c, reshape(cat([1, 0, 0, 1], [1, 1, 1, 1]), 2, 1, 2, 2), groups=2)[2, 1, 1]", after: setup)
    #expect(grouped.first?.hasSuffix("= 26") == true)
    #expect(grouped.contains { numbers($0) == [5, 6, 1, 1, 5, 6] })
  }

  @Test func theSumAgreesWithTheValue() {
    let bench = Workbench()
    let setup = "seed(2); x = randn(2, 6, 5); w = randn(3, 2, 3, 2); b = randn(3)"
    bench.run(setup)
    for element in ["[1, 1, 1]", "[3, 2, 2]", "[2, 3, 3]", "[1, 4, 1]"] {
      for options in ["", ", stride=[1, 2]", ", padding=1", ", padding=\"same\"", ", dilation=[2, 1]"] {
        let code = "conv(x, w, b\(options))\(element)"
        guard bench.failure(code) == nil, let value = bench.number(code) else { continue }
        let lines = explain(code, after: setup)
        guard let shown = number(lines, "sum") else {
          Issue.record("\(code): no sum")
          continue
        }
        #expect(abs(shown - value) <= 1e-5 * max(1, abs(value)), "\(code): \(shown), \(value)")
      }
    }
  }

  /// What a mask takes out is a dot, and has no mark in the picture.
  @Test func maskedConvolution() {
    let lines = explain("conv(x, k, mask=[1, 0; 0, 1])[2, 3]")
    // 7·1 + 12·4 = 55.
    #expect(lines.first?.hasSuffix("= 55") == true && number(lines, "sum") == 55)
    #expect(lines.contains("The mask removes 2 of its 4 weights (·)."))
    #expect(lines.contains { $0.contains("7   8") && $0.contains("1  ·") && $0.contains("7   ·") })
    let squares = explain("conv(x, ones(2, 4), mask=[1, 0, 0, 1; 1, 0, 0, 1])[1, 1]")
    // 1 + 4 + 5 + 8
    #expect(squares.first?.hasSuffix("= 18") == true)
    let spoiled = explain("conv(x, [1, nan; 1, inf], mask=[1, 0; 1, 0])[1, 1]")
    #expect(spoiled.first?.hasSuffix("= 6") == true)
  }

  @Test func maxPooling() {
    let lines = explain("max_pool(x, 2)[2, 1]")
    #expect(lines.first == "max_pool(x, 2)[2, 1] = 14")
    #expect(lines.contains { $0.contains("x[4, 2]") })
    #expect(
      lines.contains { numbers($0) == [9, 10, 0, 0] } && lines.contains { numbers($0) == [13, 14, 0, 1] })
    let tie = explain("max_pool([3, 1; 3, 3], 2)[1, 1]")
    #expect(tie.contains { $0.contains("x[1, 1]") && $0.contains("3 that tie") })
    let margin = explain("max_pool([-5, -6; -7, -8], 2, padding=1)[1, 1]")
    #expect(margin.first?.hasSuffix("= -5") == true)
    #expect(margin.contains { $0.contains("3 of its elements are in the padding") })
    #expect(explain("max_pool(x, 2, 1)[3, 3]").first?.hasSuffix("= 16") == true)
    #expect(explain("max_pool(x, 3, stride=1, dilation=1)[1, 1]").first?.hasSuffix("= 11") == true)
  }

  @Test func averagePooling() {
    // (5 + 6 + 9 + 10) / 4 = 7.5
    let lines = explain("avg_pool(x, 2, 1)[2, 1]")
    #expect(lines.first?.hasSuffix("= 7.5") == true)
    #expect(lines.contains { $0.contains("30") && $0.contains("divided by 4") })
    #expect(explain("avg_pool(x, 2, padding=1)[1, 1]").first?.hasSuffix("= 0.25") == true)
    let inside = explain("avg_pool(x, 2, padding=1, count_include_pad=false)[1, 1]")
    #expect(inside.first?.hasSuffix("= 1") == true)
    #expect(inside.contains { $0.contains("divided by 1") })
  }

  private static let notes = "a = [1, 2, 3; 4, 5, 6; 7, 8, 9]; theta = [0, 0.5, 0.6; 1, 0, 0.4]"

  private func row(_ lines: [String], _ head: String) -> [Double] {
    lines.first { $0.trimmedText.hasPrefix(head) }.map { line in
      numbers(String(line.trimmedText.dropFirst(head.count)))
    } ?? []
  }

  @Test func theNotesExample() {
    let lines = explain("affine(a, theta)[2, 2]", after: Self.notes)
    #expect(lines.first == "affine(a, theta)[2, 2] = 4.2")
    #expect(lines.contains { $0.contains("0·2 + 0.5·2 + 0.6 = 1.6") })
    #expect(lines.contains { $0.contains("1·2 + 0·2 + 0.4 = 2.4") })
    // Weights (1 − 0.6)(1 − 0.4), (1 − 0.6)·0.4, 0.6·(1 − 0.4), 0.6·0.4 on 2, 3, 5, 6.
    #expect(lines.contains { $0.contains("(1, 2)  2   weight 0.24   product 0.48") })
    #expect(lines.contains { $0.contains("(1, 3)  3   weight 0.16   product 0.48") })
    #expect(lines.contains { $0.contains("(2, 2)  5   weight 0.36   product 1.8") })
    #expect(lines.contains { $0.contains("(2, 3)  6   weight 0.24   product 1.44") })
    #expect(row(lines, "round, analytic") == [0, 0, 0, 0, 0, 0])
    #expect(row(lines, "round, numeric") == [0, 0, 0, 0, 0, 0])
    #expect(row(lines, "bilinear, analytic") == [6, 6, 3, 2, 2, 1])
    #expect(row(lines, "bilinear, numeric") == [6, 6, 3, 2, 2, 1])
    #expect(
      explain("affine(a, theta, mode=\"round\")[2, 2]", after: Self.notes).first?.hasSuffix("= 5") == true)
  }

  @Test func outsideThePicture() {
    // Row 0.5, column 1: half of row 1's pixel, the other half lies outside.
    let setup = "a = [2, 4; 6, 8]; t = [1, 0, -0.5; 0, 1, 0]"
    let zero = explain("affine(a, t)[1, 1]", after: setup)
    #expect(zero.first?.hasSuffix("= 1") == true)
    #expect(zero.contains { $0.contains("outside") })
    // Derivatives: by the row a[1, 1] − 0 = 2, times i, j, 1.
    #expect(Array(row(zero, "bilinear, analytic").prefix(3)) == [2, 2, 2])
    let edge = explain("affine(a, t, padding_mode=\"border\")[1, 1]", after: setup)
    #expect(edge.first?.hasSuffix("= 2") == true)
    #expect(Array(row(edge, "bilinear, analytic").prefix(3)) == [0, 0, 0])
    let far = explain("affine(a, [1, 0, 100; 0, 1, 0])[1, 1]", after: setup)
    #expect(far.first?.hasSuffix("= 0") == true)
    #expect(row(far, "bilinear, analytic") == [0, 0, 0, 0, 0, 0])
  }

  /// On a pixel the analytic derivative is one side's, and the numeric one is the mean of both.
  @Test func kinks() {
    let lines = explain("affine([[0, 1, 5]], [1, 0, 0; 0, 1, 0])[1, 2]", after: "1;")
    #expect(lines.first?.hasSuffix("= 1") == true)
    let analytic = row(lines, "bilinear, analytic")
    let numeric = row(lines, "bilinear, numeric")
    // By f: 5 − 1 = 4 to the right, 1 − 0 = 1 to the left, their mean 2.5.
    #expect(analytic.last == 4 || analytic.last == 1)
    #expect(numeric.last == 2.5)
  }

  @Test func derivativesThatDifferAreAccountedFor() {
    let text = "Analytic and numeric differ"
    let kink = explain("affine([[0, 1, 5]], [1, 0, 0; 0, 1, 0])[1, 2]", after: "1;")
    #expect(kink.contains { $0.hasPrefix(text) })
    let edge = explain("affine([[0, 1, 5]], [1, 0, 0; 0, 1, 0.5], mode=\"round\")[1, 1]", after: "1;")
    #expect(edge.contains { $0.hasPrefix(text) })
    let smooth = explain("affine([0, 1; 5, 7], [1, 0, 0.4; 0, 1, 0.3])[1, 1]", after: "1;")
    #expect(!smooth.contains { $0.hasPrefix(text) })
  }

  /// From (x, y) to a place among the pixels: ((x + 1)·3 + 1)/2 and ((y + 1)·3 + 1)/2.
  @Test func gridSampling() {
    let setup = "a = [1, 2, 3; 4, 5, 6; 7, 8, 9]; g = [[[0.2, -0.4], [2, 0]]]"
    let lines = explain("grid_sample(a, g)[1, 1]", after: setup)
    // Row 1.4, column 2.3: 0.6·(0.7·2 + 0.3·3) + 0.4·(0.7·5 + 0.3·6) = 3.5.
    #expect(lines.first == "grid_sample(a, g)[1, 1] = 3.5")
    #expect(lines.contains { $0.contains("row     ((-0.4 + 1)·3 + 1)/2 = 1.4") })
    #expect(lines.contains { $0.contains("column  ((0.2 + 1)·3 + 1)/2 = 2.3") })
    #expect(lines.contains { $0.contains("(1, 2)  2   weight 0.42   product 0.84") })
    #expect(lines.contains { $0.contains("(2, 3)  6   weight 0.12   product 0.72") })
    // A step of x is 1.5 columns of derivative 1, one of y 1.5 rows of derivative 3.
    #expect(row(lines, "bilinear, analytic") == [1.5, 4.5] && row(lines, "bilinear, numeric") == [1.5, 4.5])
    for mode in ["nearest", "round"] {
      #expect(row(lines, "\(mode), analytic") == [0, 0] && row(lines, "\(mode), numeric") == [0, 0])
    }
    let aligned = explain("grid_sample(a, g, align_corners=true)[1, 1]", after: setup)
    // Row 1.6, column 2.2: 1 + 3·0.6 + 1.2.
    #expect(aligned.first?.hasSuffix("= 4") == true)
    #expect(aligned.contains { $0.contains("(-0.4 + 1)·(3 − 1)/2 + 1 = 1.6") })
    // x = 2 lies at column 5: outside, at the edge, mirrored at the border 3.5 to column 2.
    #expect(explain("grid_sample(a, g)[1, 2]", after: setup).first?.hasSuffix("= 0") == true)
    let edge = explain("grid_sample(a, g, padding_mode=\"border\")[1, 2]", after: setup)
    #expect(edge.first?.hasSuffix("= 6") == true && edge.contains { $0.hasSuffix("to row 2, column 3") })
    let mirrored = explain("grid_sample(a, g, padding_mode=\"reflection\")[1, 2]", after: setup)
    #expect(mirrored.first?.hasSuffix("= 5") == true)
    #expect(mirrored.contains { $0.hasSuffix("to row 2, column 2") })
  }

  /// Halfway between two pixels the two kinds of rounding part.
  @Test func gridSamplingOfHalves() {
    // x = -0.5 of four columns lies at column 1.5.
    let lines = explain("grid_sample([[1, 2, 3, 4]], [[[-0.5, 0]]])[1, 1]", after: "1;")
    #expect(lines.first?.hasSuffix("= 1.5") == true)
    let chosen = lines.filter { $0.hasPrefix("  (1, ") }.prefix(2)
    #expect(chosen.map(\.trimmedText) == ["(1, 1)  1", "(1, 2)  2"])
  }

  @Test func affineGrids() {
    let setup = "t = [2, 0.5, 0.25; -1, 3, -0.5]"
    // Pixel (1, 3) of 2 × 4: x = 5/4 − 1 = 0.25, y = 1/2 − 1 = −0.5.
    let lines = explain("affine_grid(t, [2, 4])[1, 3, 1]", after: setup)
    #expect(lines.first == "affine_grid(t, [2, 4])[1, 3, 1] = 0.5")
    #expect(lines.contains { $0.contains("(2·3 − 1)/4 − 1 = 0.25") && $0.contains("x") })
    #expect(lines.contains { $0.contains("(2·1 − 1)/2 − 1 = -0.5") && $0.contains("y") })
    #expect(lines.contains { $0.contains("2·0.25 + 0.5·-0.5 + 0.25 = 0.5") })
    #expect(lines.contains { $0.contains("-1·0.25 + 3·-0.5 + -0.5 = -2.25") })
    #expect(lines.last.map(numbers) == [0.25, -0.5, 1])
    #expect(explain("affine_grid(t, [2, 4])[1, 3, 2]", after: setup).first?.hasSuffix("= -2.25") == true)
    // Between centres: x = 2·2/3 − 1 = 1/3, y = −1.
    let aligned = explain("affine_grid(t, [2, 4], align_corners=true)[1, 3, 2]", after: setup)
    #expect(aligned.contains { $0.contains("2·(3 − 1)/(4 − 1) − 1 = 0.333333") })
    #expect(aligned.first?.hasSuffix("= -3.833333") == true)
    // The second theta of a batch.
    let batch = explain("affine_grid(stack(t, 2 * t), [2, 4])[2, 1, 3, 1]", after: setup)
    #expect(batch.first?.hasSuffix("= 1") == true)
  }

  @Test func resizing() {
    let setup = "a = [1, 2, 3; 4, 5, 6]"
    let lines = explain("resize(a, size=[4, 5], mode=\"bilinear\")[2, 4]", after: setup)
    // Row 1.5·2/4 + 0.5 = 1.25, column 3.5·3/5 + 0.5 = 2.6: 0.75·2.6 + 0.25·5.6.
    #expect(lines.first == "resize(a, size=[4, 5], mode=\"bilinear\")[2, 4] = 3.35")
    #expect(lines.contains { $0.contains("row     (2 − ½)·2/4 + ½ = 1.25") })
    #expect(lines.contains { $0.contains("column  (4 − ½)·3/5 + ½ = 2.6") })
    #expect(lines.contains { $0.contains("(1, 2)  2   weight 0.3   product 0.6") })
    #expect(lines.contains { $0.contains("(2, 3)  6   weight 0.15   product 0.9") })
    // Nearest: ⌊1·2/4⌋ + 1 = 1, ⌊3·3/5⌋ + 1 = 2; round: ⌊1.75⌋ = 1, ⌊3.1⌋ = 3.
    #expect(lines.contains { $0.contains("row ⌊(2 − 1)·2/4⌋ + 1, column ⌊(4 − 1)·3/5⌋ + 1") })
    let chosen = lines.filter { $0.hasPrefix("  (") }.prefix(2)
    #expect(chosen.map(\.trimmedText) == ["(1, 2)  2", "(1, 3)  3"])
    #expect(explain("resize(a, size=[4, 5])[2, 4]", after: setup).first?.hasSuffix("= 2") == true)
    let scaled = explain("resize(a, scale=[1, 1.5], mode=\"round\")[2, 1]", after: setup)
    #expect(scaled.first?.hasSuffix("= 4") == true)
    #expect(scaled.contains { $0.contains("row     2, because both have 2") })
    #expect(scaled.contains { $0.contains("column  (1 − ½)/1.5 + ½ = 0.833333") })
    #expect(scaled.contains { $0.contains("so row 2, column 1") })
    let aligned = explain("resize(a, size=[3, 1], mode=\"bilinear\", align_corners=true)[2, 1]", after: setup)
    #expect(aligned.first?.hasSuffix("= 2.5") == true)
    #expect(aligned.contains { $0.contains("(2 − 1)·(2 − 1)/(3 − 1) + 1 = 1.5") })
    #expect(!aligned.contains { $0.contains("nearest") })
  }

  @Test func ofAVariable() {
    let bench = Workbench()
    bench.run("x = [1, 2; 3, 4]")
    bench.run("y = conv(x, [1, 1; 1, 1])")
    #expect(bench.output("explain y[1, 1]").hasPrefix("y[1, 1] = 10"))
    bench.run("x = x + 1")
    // What its statement read then, not what stands there now.
    #expect(bench.output("explain y[1, 1]").hasPrefix("y[1, 1] = 10"))
    bench.run("s = x * 2 - 1")
    #expect(bench.output("explain s[2, 1]").hasPrefix("s[2, 1] = 7\n"))
    bench.run("p = x[2, :]")
    #expect(bench.output("explain p[2]").hasPrefix("p[2] = 5\nThis is x[2, 2]"))
    bench.run("z = [1, 2]")
    #expect(bench.run("explain z[1]") == .failed)
    #expect(bench.transcript.failures.last?.code == .explain)
  }

  @Test func pipelines() {
    #expect(explain("x |> conv(k)[2, 3]").first?.hasSuffix("= 104") == true)
    #expect(explain("x |> conv(k) |> max_pool(2)[1, 1]").first?.hasSuffix("= 94") == true)
  }

  @Test func withoutAnElementItIsTheFirst() {
    let lines = explain("conv(x, k)")
    #expect(lines.first == "conv(x, k)[1, 1] = 44")
    #expect(
      lines.last?.contains("another element") == true || lines.contains { $0.contains("another element") })
  }

  @Test func errorExamples() {
    checkFailures(
      after: Self.setup,
      [
        "explain 3": .explain, "explain x": .explain, "explain shape(x)": .explain,
        "explain \"a\" + \"b\"": .explain, "explain 1:3": .explain,
        "explain zeros(0)": .explain, "explain 2'": .explain, "explain x[1, :]": .explain,
        "explain conv(x, k)[1]": .explain, "explain conv(x, k)[1, :]": .explain,
        "explain conv(x, k)[9, 9]": .index, "explain conv(x, k)[0, 1]": .indexZero,
        "explain conv(x, missing)[1, 1]": .undefinedName,
        "explain x + missing": .undefinedName, "f(x) = 3; explain f(1)": .explain,
        "f(x) = 3; y = f(2); explain y": .explain, "explain x + [1, 2]": .shapes,
        "explain conv(x, k)[1, 1, 1]": .indexCount,
      ])
  }
}

extension String {
  fileprivate var trimmedText: String { String(drop { $0 == " " }) }
}
