import Engine
import Foundation
import Language
import Notebook
import Testing

/// What `compare` says at the prompt, of pictures in all ways of sampling and of functions that are none.
@Suite struct ModeComparisonTests {
  /// The word of the verdict for each mode.
  private func verdicts(_ code: String, after setup: String = "") -> [String: String] {
    var lines: [String] = []
    let session = Session { event in
      switch event {
      case .markup(let markup): lines += markup.plainText.split(separator: "\n").map(String.init)
      case .failure(let failure): lines.append(failure.text)
      default: break
      }
    }
    if !setup.isEmpty { session.run(setup) }
    session.run(code)
    var words: [String: String] = [:]
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 2).map { $0.trimmingCharacters(in: .whitespaces) }
      if parts.count >= 2, !parts[0].contains(" ") { words[parts[0]] = parts[1] }
    }
    if words.isEmpty { Issue.record("\(code)\n\(lines.joined(separator: "\n"))") }
    return words
  }

  private static let photograph = "seed(3); g = rand(18, 23); s = shape(g); t = rotation(5, s);"

  /// Sampling by rounding is constant around a theta and jumps beside it; interpolation has a slope.
  @Test(arguments: [
    "compare((t, mode) -> mean((affine(g, t, mode=mode) - g)^2), t)",
    "compare((t, mode) -> sum((affine(g, t, mode=mode) - g)^2), t)",
    "compare((t, mode) -> mean((affine(f64(g), t, mode=mode) - g)^2), t)",
    "compare((t, mode) -> mean((affine(g, f32(t), mode=mode) - g)^2), t)",
    "compare((t, mode) -> 1e-6 * mean((affine(g, t, mode=mode) - g)^2), t)",
    "compare((t, mode) -> 1e6 * mean((affine(g, t, mode=mode) - g)^2) + 1e5, t)",
    "compare((t, mode) -> mean((affine(g, t, mode=mode) - g)^2), t, element=[1, 1])",
    "compare((t, mode) -> mean((affine(g, t, mode=mode) - g)^2), t, element=[2, 2], range=[0.9, 1.1])",
    "compare((a, mode) -> mean((affine(g, rotation(a, s), mode=mode) - g)^2), 5)",
    "compare((e, mode) -> affine(g, [1, 0, 0; 0, 1, e], mode=mode)[4, 5], 0.2)",
    "compare((e, mode) -> sum(max_pool(affine(g, [1, 0, e; 0, 1, 0], mode=mode), 2)), 0.2)",
  ]) func roundingMakesStairsAndInterpolationSlopes(_ code: String) {
    let found = verdicts(code, after: Self.photograph)
    #expect(found["round"] == "stairs" && found["bilinear"] == "slope", "\(code): \(found)")
  }

  @Test(arguments: ["zeros", "border", "reflection"]) func everyPadding(_ padding: String) {
    let code = """
      compare((u, mode) -> mean((grid_sample(g, affine_grid(u, s), mode=mode, padding_mode="\(padding)") - g)^2), unit_theta(t, s), modes=list("nearest", "round", "bilinear"), range=[-1, 1])
      """
    let found = verdicts(code, after: Self.photograph)
    #expect(
      found["nearest"] == "stairs" && found["round"] == "stairs" && found["bilinear"] == "slope",
      "\(padding): \(found)")
  }

  /// At the identity every pixel is met exactly: in the middle of a stair, and on a kink. Half a pixel further every
  /// pixel changes at once.
  @Test func wholeAndHalfPixels() {
    let code = "compare((e, mode) -> sum(affine(g, [1, 0, 0; 0, 1, e], mode=mode) * g), "
    let whole = verdicts(code + "0)", after: Self.photograph)
    #expect(whole["round"] == "stairs" && whole["bilinear"] == "kink", "\(whole)")
    let half = verdicts(code + "0.5)", after: Self.photograph)
    #expect(half["round"] == "jump" && half["bilinear"] == "slope", "\(half)")
  }

  @Test(arguments: [
    ("t^2", "3", "slope"), ("t^2 + 1", "0", "slope"), ("abs(t)", "0", "kink"), ("relu(t)", "0", "kink"),
    ("relu(t)", "-0.5", "flat"), ("floor(t)", "0.3", "stairs"), ("floor(t)", "1", "jump"),
    ("where(t > 0.4, 2, 1)", "0", "stairs"), ("3", "0", "flat"), ("1e-8 * t", "0.7", "slope"),
    ("1e8 * t", "0.7", "slope"), ("1e-8 * t + 1e6", "0.7", "cannot be told at these steps"),
    ("sin(1 / t)", "0.01", "slope"), ("sin(1 / t)", "0", "cannot be told"),
    ("sqrt(t)", "-1", "cannot be told"), ("sqrt(t)", "0", "cannot be told from both sides"),
    ("sqrt(abs(t))", "0", "no derivative"), ("t + floor(t)", "0.3", "slope"), ("t + floor(t)", "1", "jump"),
    ("relu(t) - relu(-t)", "0", "slope"), ("where(t > 0, sqrt(t), t)", "-1", "slope"),
    ("maximum(t, 0)", "0", "kink"), ("f32(t)^2", "0.3", "slope"), ("round(f32(t))", "0.5", "jump"),
    ("sum(f32([0, t]))", "0.3", "slope"), ("t + sum(rand(3))", "0.3", "slope"),
  ]) func functionsThatAreNoPictures(_ function: String, _ place: String, _ verdict: String) {
    for scale in ["", "1e-6 * ", "1e6 * "] {
      let found = verdicts("compare((t, mode) -> \(scale)(\(function)), \(place), modes=list(\"m\"))")
      #expect(found["m"] == verdict, "\(scale)\(function) at \(place): \(found)")
    }
  }

  /// A slope that also jumps elsewhere gets both said, and an analytic gradient that is wrong is called so.
  @Test func sentencesAreTrue() {
    func said(_ code: String) -> String { PlainOutput.of(code) }
    #expect(
      said("compare((t, m) -> t + 2 * floor(t), 0.3, modes=list(\"m\"))").contains(
        "there is a slope to follow. But the value also jumps, at -1 and at other places."))
    #expect(
      said("compare((t, m) -> relu(t) - relu(-t), 0, modes=list(\"m\"))").contains(
        "with the derivative 1, but the analytic gradient is 0."))
    #expect(
      said("compare((t, m) -> where(t > 0, sqrt(t), t), -1, modes=list(\"m\"))").contains(
        "with the derivative 1, but the analytic gradient is nan."))
    #expect(
      said("compare((t, m) -> t^2, 0, modes=list(\"m\"))").contains("both are 0 exactly here"))
    #expect(
      said("compare((t, m) -> relu(t), -0.5, modes=list(\"m\"))").contains("It changes only above 0."))
  }

  /// The table and what is said of it: the numeric gradient is said to come to the analytic one only where it does.
  @Test(arguments: [
    ("sum(f32(t))", "[1000]", "shows nothing but rounding in the function"),
    ("1 / t", "1e-9", "only at distances below"),
    ("sin(1 / t)", "0.001", "only at distances below"),
    ("t^2", "3", "the numeric gradient converges to the analytic one"),
    ("t^3", "0", "the numeric gradient converges to the analytic one"),
    ("sin(1 / t)", "0.01", "the numeric gradient converges to the analytic one"),
    ("exp(t)", "-30", "the numeric gradient converges to the analytic one"),
  ]) func whatIsSaidOfTheTable(_ function: String, _ place: String, _ sentence: String) {
    let said = PlainOutput.of("compare((t, m) -> \(function), \(place), modes=list(\"m\"))")
    #expect(said.contains(sentence), "\(function): \(said.suffix(300))")
    let meets = "converges to the analytic one"
    #expect(said.contains(meets) == sentence.contains(meets))
  }

  /// A place beside the point is not written as the point.
  @Test func placesAreToldApart() {
    func said(_ code: String) -> String { PlainOutput.of(code) }
    #expect(
      said("compare((t, m) -> where(t > 1e-7, 1, 0), 0, modes=list(\"m\"))").contains(
        "constant from -1.5 to 1e-07, and jumps at 1e-07."))
    #expect(
      said("compare((t, m) -> where(t > 5.00002, 1, 0), 5, modes=list(\"m\"))").contains("jumps at 5.00002."))
    #expect(
      said("compare((t, m) -> floor(t), 0.3, modes=list(\"m\"))").contains(
        "constant from 0 to 1, and jumps at both ends"))
  }

  /// The loss that rounding makes of a function whose gradient does not come through: 1e-8 and less of float32.
  @Test func roundingIsNoKinkAndNoJump() {
    for code in [
      "compare((t, m) -> cross_entropy(cat(t, [0]), 1), f64([20]), modes=list(\"m\"))",
      "compare((t, m) -> sum(f32([sin(number(t)), 3])), 0.7, modes=list(\"m\"))",
    ] {
      let found = verdicts(code)
      #expect(found["m"] == "slope", "\(code): \(found)")
    }
  }

  /// The slope is the difference quotient over 2 · 10⁻⁴ degrees, (0.008604515 − 0.008604097) / 2e-4 = 0.00209.
  @Test func aTurnThatHasNoGradient() throws {
    guard let data = ProcessInfo.processInfo.environment["FOVEA_DATA"] else {
      print("skipped: FOVEA_DATA names no folder with images/")
      return
    }
    let setup = "g = gray(picture(\"\(data)/images/chelsea.png\"))[101:130, 201:230]; s = shape(g)"
    let found = verdicts(
      "compare((a, m) -> mean((affine(g, rotation(number(a), s), mode=m) - g)^2), 5)", after: setup)
    #expect(found["bilinear"] == "slope" && found["round"] == "stairs", "\(found)")
  }

  @Test func aPhotograph() throws {
    guard let data = ProcessInfo.processInfo.environment["FOVEA_DATA"] else {
      print("skipped: FOVEA_DATA names no folder with images/")
      return
    }
    let setup = "g = gray(picture(\"\(data)/images/chelsea.png\"))"
    for part in ["g", "g[1:4:end, 1:4:end]"] {
      let found = verdicts(
        "x = \(part); compare((t, mode) -> mean((affine(x, t, mode=mode) - x)^2), rotation(5, shape(x)))",
        after: setup)
      #expect(found["round"] == "stairs" && found["bilinear"] == "slope", "\(part): \(found)")
    }
  }
}

/// Everything that a cell says, as plain text.
enum PlainOutput {
  static func of(_ code: String) -> String {
    var text = ""
    let session = Session { event in
      switch event {
      case .markup(let markup): text += markup.plainText + "\n"
      case .failure(let failure): text += failure.text + "\n"
      default: break
      }
    }
    session.run(code)
    return text
  }
}
