import Engine
import Language
import Notebook
import Testing

/// The equations in help, evaluated: both sides of each, on numbers that look random, over several options.
@Suite struct FormulaTests {
  private static let library = Workbench().interpreter.environment.library

  /// Functions with formulas have trials, and the other way round.
  @Test func eachFormulaIsTried() {
    let withFormulas = Self.library.builtIns.filter { !$0.formulas.isEmpty }.map(\.name)
    let tried = Set(FormulaTrial.all.map(\.function)).union(Self.rules)
    #expect(Set(withFormulas) == tried)
  }

  /// Their formulas are assignments, or need more than a call: they have tests of their own below.
  private static let rules: Set<String> = [
    "SGD", "Adam", "AdamW", "RMSprop", "StepLR", "CosineLR", "ExponentialLR",
  ]

  /// What is written as an equation is a formula, which is evaluated, and no prose.
  @Test(arguments: library.builtIns.map(\.name))
  func proseHoldsNoEquations(_ name: String) throws {
    let builtIn = try #require(Self.library.builtIns.first { $0.name == name })
    for sign in ["Σ", "⌊", "²", "√", " ← "] {
      #expect(!builtIn.details.contains(sign), "\(name): \(builtIn.details)")
    }
  }

  /// A line of help is a paragraph: none ends within a sentence.
  @Test func paragraphsAreWhole() {
    for builtIn in Self.library.builtIns {
      let lines = builtIn.details.split(separator: "\n").dropLast()
      for line in lines { #expect([".", ":"].contains(line.suffix(1)), "\(builtIn.name): \(line)") }
    }
  }

  @Test(arguments: FormulaTrial.all)
  func bothSidesAgree(_ trial: FormulaTrial) throws {
    let builtIn = try #require(Self.library.builtIns.first { $0.name == trial.function })
    let bench = Workbench()
    _ = try bench.value("seed(3); " + FormulaTrial.prelude + trial.setup)
    var tried = 0
    for formula in builtIn.formulas where trial.picks(formula) {
      let program = Equation(formula, trial).program
      let worst = try bench.value(program, seconds: 30).scalar ?? .nan
      #expect(worst <= 1, "\(formula)\n\(trial.setup)\n\(program)")
      tried += 1
    }
    #expect(tried > 0, "\(trial.setup)")
  }

  /// Every formula has a trial that picks it.
  @Test func noFormulaIsLeftOut() {
    for builtIn in Self.library.builtIns where !Self.rules.contains(builtIn.name) {
      for formula in builtIn.formulas {
        let isTried = FormulaTrial.all.contains { $0.function == builtIn.name && $0.picks(formula) }
        #expect(isTried, "\(builtIn.name): \(formula)")
      }
    }
  }

  /// Five steps of an optimizer on one weight after the other, the assignments in help against the engine.
  @Test(arguments: [
    ("SGD", "SGD(lr, weight_decay=weight_decay)", "momentum = 0"),
    ("SGD", "SGD(lr, momentum=momentum, weight_decay=weight_decay)", "momentum = 0.9"),
    ("Adam", "Adam(lr, betas=betas, eps=eps, weight_decay=weight_decay)", "eps = 0.01"),
    ("AdamW", "AdamW(lr, betas=betas, eps=eps, weight_decay=weight_decay)", "eps = 1e-8"),
    ("RMSprop", "RMSprop(lr, alpha=alpha, weight_decay=weight_decay)", "eps = 1e-8; momentum = 0"),
    (
      "RMSprop", "RMSprop(lr, alpha=alpha, momentum=momentum, weight_decay=weight_decay)",
      "eps = 0.01; momentum = 0.9"
    ),
  ])
  func optimizersFollowTheirRules(_ name: String, _ call: String, _ setting: String) throws {
    let builtIn = try #require(Self.library.builtIns.first { $0.name == name })
    let bench = Workbench()
    _ = try bench.value(
      "lr = 0.1; weight_decay = 0.05; betas = [0.75, 0.875]; alpha = 0.75; \(setting); w = f64([1, -2, 0.5]); v = 0; m = 0; t = 0"
    )
    let optimizer = try Self.optimizer(
      name, eps: setting.contains("eps = 0.01") ? 0.01 : 1e-8, momentum: setting.contains("0.9"))
    var weight = try Tensor([1, -2, 0.5], [3])
    var state = try (0..<optimizer.stateCount).map { _ in try Tensor(zeros: [3], .float64) }
    for step in 1...5 {
      let derivatives = [0.3 * Double(step), -1, 2 / Double(step)]
      _ = try bench.value("t = t + 1; g = f64([\(derivatives[0]), \(derivatives[1]), \(derivatives[2])])")
      for rule in builtIn.formulas { _ = try bench.value(rule) }
      weight = try optimizer.updated(
        weight, by: try Tensor(derivatives, [3]), &state, learningRate: 0.1, step: step)
      let shown = bench.elements("w") ?? []
      #expect(
        shown.count == 3 && zip(shown, weight.elements).allSatisfy { abs($0 - $1) < 1e-12 * abs($1) },
        "\(call)")
    }
  }

  private static func optimizer(_ name: String, eps: Double, momentum: Bool) throws -> any Optimizer {
    switch name {
    case "SGD": try SGD(0.1, momentum: momentum ? 0.9 : 0, weightDecay: 0.05)
    case "RMSprop":
      try RMSprop(0.1, alpha: 0.75, epsilon: eps, weightDecay: 0.05, momentum: momentum ? 0.9 : 0)
    case "Adam": try Adam(0.1, betas: (0.75, 0.875), epsilon: eps, weightDecay: 0.05)
    default: try Adam(0.1, betas: (0.75, 0.875), epsilon: eps, weightDecay: 0.05, isDecoupled: true)
    }
  }

  @Test func schedulesFollowTheirRules() throws {
    let step = try #require(Self.library.builtIns.first { $0.name == "StepLR" }?.formulas.first)
    let cosine = try #require(Self.library.builtIns.first { $0.name == "CosineLR" }?.formulas.first)
    let exponential = try #require(Self.library.builtIns.first { $0.name == "ExponentialLR" }?.formulas.first)
    let bench = Workbench()
    for t in [0, 1, 2, 5, 9, 10] {
      _ = try bench.value("lr = 1; gamma = 0.5; step_size = 2; minimum = 0.1; t = \(t); T = 10")
      let inSteps = try StepSchedule(2, gamma: 0.5, unit: .step).factor(step: t, of: 10, perEpoch: 5)
      let inEpochs = try StepSchedule(2, gamma: 0.5).factor(step: 5 * t + 3, of: 100, perEpoch: 5)
      let shown = try #require(bench.number(String(step.dropFirst("y = ".count))))
      #expect(abs(shown - inSteps) < 1e-12 && abs(shown - inEpochs) < 1e-12)
      let falling = try #require(bench.number(String(exponential.dropFirst("y = ".count))))
      #expect(abs(falling - (try ExponentialSchedule(0.5).factor(step: 5 * t, of: 100, perEpoch: 5))) < 1e-12)
      let waved = try #require(bench.number(String(cosine.dropFirst("y = ".count))))
      #expect(abs(waved - (try CosineSchedule(minimum: 0.1).factor(step: t, of: 10, perEpoch: 5))) < 1e-12)
    }
  }
}

/// A formula as a program: a number above 1 where the sides differ by more than rounding.
private struct Equation {
  let program: String

  init(_ formula: String, _ trial: FormulaTrial) {
    let (equation, parts) = Self.split(formula, at: ", where ")
    let (left, right) = Self.split(equation, at: " = ")
    let known = trial.outside.reduce(parts) { Self.guarded($0, name: $1.key, by: $1.value) }
    var body = known.isEmpty ? "" : known + "; "
    var value = trial.outside.reduce(right) { Self.guarded($0, name: $1.key, by: $1.value) }
    for word in ["sum", "mean", "max"] {
      guard let start = value.firstRange(of: "\(word) over ") else { continue }
      let (names, term) = Self.split(String(value[start.upperBound...]), at: " of ")
      body = Self.accumulating(word, names, term, body, trial)
      value = value[..<start.lowerBound] + "total"
    }
    // One side may be infinite, or no number, where the other is. Rounding is relative to the root mean square.
    body += "left_side = f64(\(left)); right_side = f64(\(value)); "
    body += "typical = sqrt(mean(where(abs(right_side) < 1e30, right_side, 0)^2)); "
    body += "agrees = f64(left_side == right_side); "
    body += "agrees = agrees + f64(left_side != left_side) * f64(right_side != right_side); "
    body += "agrees = agrees + f64(abs(left_side - right_side) <= 2e-5 * maximum(typical, usual)); "
    body += "if sum(f64(agrees == 0)) > 0 { worst = 2 }"
    for (name, axis) in Self.indices(left).reversed() {
      let subject = left.prefix { $0 != "[" }
      let count = left.hasPrefix("y[") ? "shape(y)[\(axis)]" : "shape(\(subject))[\(axis)]"
      body = "for \(name) in 1:\(trial.counts[name] ?? count) { \(body) }"
    }
    let usual = "usual = sqrt(mean(where(abs(f64(y)) < 1e30, f64(y), 0)^2)) + 1e-9"
    program = "worst = 0; \(usual); \(body); worst"
  }

  /// The single letters in the brackets at the end of the left side, with their places.
  private static func indices(_ left: String) -> [(String, Int)] {
    guard left.hasSuffix("]"), let open = left.lastIndex(of: "[") else { return [] }
    let names = left[left.index(after: open)...].dropLast().split(separator: ",").map {
      $0.filter { $0 != " " }
    }
    return names.enumerated().filter { $0.element.count == 1 && $0.element.first?.isLetter == true }.map {
      ($0.element, $0.offset + 1)
    }
  }

  private static func accumulating(
    _ word: String, _ names: String, _ term: String, _ parts: String, _ trial: FormulaTrial
  ) -> String {
    let start = word == "max" ? "-inf" : "0"
    let step =
      word == "max" ? "total = maximum(total, \(term))" : "total = total + (\(term)); terms = terms + 1"
    var loops = parts + step
    for name in names.split(separator: ",").map({ $0.filter { $0 != " " } }).reversed() {
      loops = "for \(name) in 1:\(trial.counts[name] ?? "missing") { \(loops) }"
    }
    return "total = \(start); terms = 0; \(loops); " + (word == "mean" ? "total = total / terms; " : "")
  }

  /// The text before and behind the first `mark`.
  private static func split(_ text: String, at mark: String) -> (String, String) {
    guard let found = text.firstRange(of: mark) else { return (text, "") }
    return (String(text[..<found.lowerBound]), String(text[found.upperBound...]))
  }

  /// `x[r, c]` as a call that gives `other` outside of x.
  private static func guarded(_ text: String, name: String, by other: String) -> String {
    var (result, rest) = ("", text[...])
    while let found = rest.firstRange(of: name + "[") {
      let before = rest[..<found.lowerBound].last
      guard before.map({ !$0.isLetter && $0 != "_" }) ?? true,
        let end = rest[found.upperBound...].firstIndex(of: "]"), !rest[found.upperBound..<end].contains(":")
      else {
        result += rest[..<found.upperBound]
        rest = rest[found.upperBound...]
        continue
      }
      result += rest[..<found.lowerBound] + "within(\(name), \(rest[found.upperBound..<end]), \(other))"
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
