import Engine
import Language
import Testing

@Suite("Gradients") struct GradientTests {
  /// Analytic against worked formulas.
  @Test func throughEverything() {
    check([
      "grad(x -> x ^ 3, 2)": 12, "grad(x -> sum(x ^ 2), [1, 2, 3])": [2, 4, 6], "grad(x -> x, 5)": 1,
      "grad(x -> 7, 5)": 0,
      "grad(x -> 1 / x, 2)": -0.25, "grad(x -> exp(x) * x, 1)": 5.43656365691809,
      "grad(x -> x ^ x, 2)": 6.772588722239781,
      "grad(x -> 2 ^ x, 3)": 5.545177444479562, "grad(x -> sqrt(x), 4)": 0.25, "grad(x -> log(x), 4)": 0.25,
      "grad(x -> x % 3, 5)": 1,
      // loops: s = x + x² + x³
      "g(x) = { s = 0; for i in 1:3 { s = s + x ^ i }; s }; grad(g, 2)": 17,
      "g(x) = { while x < 10 { x = x * 2 }; x }; grad(g, 1)": 16,
      "g(x) = { s = 0; for v in x { s = s + v ^ 2 }; s }; grad(g, [1, 2])": [2, 4],
      // branches
      "g(x) = if x > 0 { x ^ 2 } else { -x }; list(grad(g, 2), grad(g, -2))": .list([4, -1]),
      // closures
      "k = 3; grad(x -> k * x, 1)": 3, "mk(n) = x -> n * x ^ 2; grad(mk(5), 2)": 20,
      "f(x) = { g = y -> x * y; g(x) }; grad(f, 3)": 6,
      // indexing
      "grad(x -> x[1] * x[2] + x[end] ^ 2, [1, 2, 3])": [2, 1, 6],
      "grad(x -> sum(x[[1, 1, 2]]), [1, 2, 3])": [2, 1, 0],
      "grad(x -> sum(x[2, :]), [1, 2; 3, 4])": [[0, 0], [1, 1]],
      "grad(x -> x[2][1], [1, 2; 3, 4])": [[0, 0], [1, 0]],
      "grad(x -> sum(x[end:-2:1] * [1, 10]), [1, 2, 3])": [10, 0, 1],
      // part assignment: y = (0, x, x²), loss = 2x + 3x²
      "g(x) = { y = zeros(3); y[2] = x; y[3] = x ^ 2; sum(y * [1, 2, 3]) }; grad(g, 2)": 14,
      "g(x) = { x[1] = 0; sum(x ^ 2) }; grad(g, [5, 2])": [0, 4],
      "g(x) = { for i in 1:2 { x[i] = x[i] ^ 2 }; sum(x) }; grad(g, [3, 4])": [6, 8],
      "g(x) = { y = x; y[1] = 2 * x[1]; sum(x * y) }; grad(g, [3, 4])": [12, 8],
      // recursion: x³
      "p(n, x) = if n == 0 { 1 } else { x * p(n - 1, x) }; grad(x -> p(3, x), 2)": 12,
      // literals, cat, stack, lists, records
      "grad(x -> sum([x, 2 * x; 3, x ^ 2]), 3)": 9, "grad(x -> sum(cat(x, 2 * x)), [1, 2])": [3, 3],
      "grad(x -> sum(stack(list(x, x)) ^ 2), [1, 2])": [4, 8],
      "grad(x -> list(x, 2 * x)[2], 3)": 2, "grad(x -> record(a=x ^ 2).a, 3)": 6,
      "grad(x -> { l = list(x, x ^ 2); l[1] * l[2] }, 2)": 12,
      // shapes
      "grad(x -> sum(x' @ x), [1, 2; 3, 4])": [[6, 6], [14, 14]],
      "grad(x -> sum(reshape(x, 4) * [1, 2, 3, 4]), [0, 0; 0, 0])": [[1, 2], [3, 4]],
      "grad(x -> (x @ x)[1, 2], [1, 2; 3, 4])": [[2, 5], [0, 2]],
      "grad(x -> x |> relu |> sum, [-1, 2])": [0, 1],
      "grad(x -> sum(x + [1; 2]), [1, 2])": [2, 2],
      "grad(x -> mean(x), [1, 2, 3, 4])": [0.25, 0.25, 0.25, 0.25],
      "grad(x -> max(x), [1, 3, 3])": [0, 0.5, 0.5],
      "grad(x -> sum(max(x, dim=2)), [1, 3; 4, 4])": [[0, 1], [1, 0]],
      "grad(x -> sum(where(x > 0, x ^ 2, 0)), [1, -1])": [2, 0], "grad(x -> x * count([1, 2]), 3)": 2,
      "grad(x -> sum(f64(x) ^ 2), [1, 2])": [2, 4],
      // conv: the gradient by the kernel is the sum of the windows
      "grad(w -> sum(conv([1, 2, 3; 4, 5, 6; 7, 8, 9], w)), zeros(2, 2))": [[12, 16], [24, 28]],
      "grad(x -> sum(conv(x, [1, 2; 3, 4])), zeros(3, 3))": [[1, 3, 2], [4, 10, 6], [3, 7, 4]],
      "grad(x -> sum(max_pool(x, 2)), [1, 2; 3, 4])": [[0, 0], [0, 1]],
    ])
  }

  @Test func severalArguments() {
    check([
      "grad((x, w) -> sum(x * w), [1, 2], [3, 4])": .list([[3, 4], [1, 2]]),
      "grad((x, w, b) -> sum(x * w) + b, [1, 2], [3, 4], 5)": .list([[3, 4], [1, 2], 1]),
      "grad((x, y) -> x ^ 2 * y)(3, 2)": .list([12, 9]),
      "numgrad((x, y) -> x ^ 2 * y, 3, 2)": .list([12, 9]), "grad((x, k=10) -> x * k, 2)": 10,
    ])
    checkFailures(["grad((x, y) -> x * y, 2)": .missingArgument, "grad(x -> x, 1, 2)": .extraArgument])
  }

  @Test func gradOfAFunctionIsAFunction() {
    check([
      "g = grad(x -> sum(x ^ 2)); g([1, 2])": [2, 4], "f(x) = x ^ 2; grad(f)(3)": 6,
      "numgrad(x -> x ^ 2)(3)": 6,
      "grad(sum)([1, 2])": [1, 1], "grad(relu, -1)": 0,
      "x = [1, 2]; x - 0.1 * grad(t -> sum(t ^ 2), x)": [0.8, 1.6],
    ])
  }

  @Test func shapesAndTypes() {
    check([
      "shape(grad(x -> sum(x), zeros(2, 3, 4)))": [2, 3, 4], "dtype(grad(x -> sum(x), f64([1])))": "float64",
      "dtype(grad(x -> sum(x), [1]))": "float32",
      "dtype(numgrad(x -> sum(x), [1]))": "float64", "shape(grad(x -> x ^ 2, 3))": [],
      "dtype(grad(x -> x ^ 2, 3))": "float64",
      "dtype(grad((x, w) -> sum(x * w), [1], f64([2]))[1])": "float32",
    ])
  }

  @Test func errorExamples() {
    checkFailures([
      "grad(x -> x, [1, 2])": .gradient, "grad(x -> \"a\", 1)": .gradient, "grad(x -> none, 1)": .gradient,
      "grad(x -> x > 1, 1)": .gradient,
      "grad(x -> list(x), 1)": .gradient, "grad(3, 1)": .wrongType, "grad(x -> x, \"a\")": .wrongType,
      "grad(x -> x, list(1))": .gradient,
      "grad(x -> grad(y -> y ^ 2, x), 2)": .gradient,
      "grad(x -> sum(grad(y -> sum(y ^ 2), x)), [1, 2])": .gradient,
      "grad(x -> numgrad(y -> y ^ 2, x), 2)": .gradient, "numgrad(x -> [1, 2], 1)": .gradient,
      "numgrad(x -> \"a\", 1)": .gradient,
      "grad(x -> x[3], [1, 2])": .index, "grad()": .missingArgument, "gradcheck(x -> x)": .missingArgument,
      "numgrad(x -> x, 1, step=0)": .option,
      "numgrad(x -> x, 1, step=-1)": .option,
      "gradcheck(x -> sum(where(x > 0, 1, 0)) + 0 * sum(x), [0])": .gradientCheck,
    ])
    check(
      tolerance: 1e-4,
      [
        "numgrad(x -> sum(grad(y -> sum(y ^ 3), x)), [1, 2])": [6, 12],
        "numgrad(x -> sum(numgrad(y -> sum(y ^ 2), x)), [1, 2])": [2, 2],
      ])
  }

  @Test func integersBecomeFloats() {
    check([
      "dtype(grad(x -> sum(x), shape([1, 2])))": "float32",
      "grad(x -> sum(x ^ 2), shape(zeros(2, 3)))": [4, 6],
    ])
  }

  /// Analytic and numeric gradients of one function after the other, in both types.
  @Test(arguments: [
    "x -> sum(x ^ 3)", "x -> sum(exp(x) * sin(x))",
    "x -> { s = 0; for i in 1:4 { s = s + x[i] * x[5 - i] ^ 2 }; s }",
    "x -> { y = zeros(4); for i in 1:4 { y[i] = x[i] * i }; sum(y ^ 2) }",
    "x -> if sum(x) > 0 { sum(x ^ 2) } else { sum(x ^ 3) }",
    "x -> sum(sigmoid(reshape(x, 2, 2) @ [1, 2; 3, 4]))",
    "x -> sum(tanh(conv(reshape(x, 2, 2), [1, -1; 2, 0.5], padding=1)))",
    "x -> sum(avg_pool(reshape(x, 2, 2), 2) ^ 2)", "x -> var(x) + std(x)",
    "x -> sum(affine([1, 2; 3, 4], reshape(cat(x + 0.05, [0.15, 0.45]), 2, 3)))",
    "x -> mean(log(x ^ 2 + 1))", "x -> { f(n) = if n == 0 { 1 } else { sum(x) * f(n - 1) }; f(3) }",
    "x -> sum(x / (1 + abs(x)))", "x -> x[1:2] @ x[3:4]",
  ])
  func analyticAgreesWithNumeric(function: String) {
    let bench = Workbench()
    let point = "[0.3, -0.7, 1.1, 0.6]"
    for (type, tolerance) in [("f32", 2e-5), ("f64", 1e-8)] {
      guard let analytic = bench.elements("grad(\(function), \(type)(\(point)))"),
        let numeric = bench.elements("numgrad(\(function), \(type)(\(point)))")
      else { return }
      for (a, n) in zip(analytic, numeric) {
        #expect(abs(a - n) <= tolerance * max(1, abs(n)), "\(type) \(function): \(a) \(n)")
      }
    }
    #expect(bench.failure("gradcheck(\(function), \(point))") == nil)
  }

  @Test func numericGradientReplaysRandomNumbers() {
    // Without the replay the two evaluations differ by their noise, about 1 / 2h.
    check(
      after: "seed(3)", tolerance: 1e-6,
      [
        "numgrad(x -> x + sum(randn(3)), 2)": 1,
        "numgrad(x -> sum(x * rand(2)) / sum(rand(1)), [1, 1]) > 1e4": [0, 0],
      ])
    check([
      "seed(1); a = numgrad(x -> sum(rand(2)) * x, 2); seed(1); allclose(a, sum(rand(2)))": true,
      "seed(1); a = grad(x -> sum(rand(2)) * x, 2); seed(1); allclose(a, sum(rand(2)))": true,
    ])
  }

  @Test func numericGradientSaysHowItWasTaken() {
    let bench = Workbench()
    bench.run("numgrad(x -> sum(x ^ 2), [1, 2, 3])")
    #expect(bench.transcript.notes.count == 1)
    #expect(
      bench.transcript.notes.first?.contains("float64") == true
        && bench.transcript.notes.first?.contains("6 evaluations") == true)
    bench.run("gradcheck(x -> sum(x ^ 2), [1, 2, 3])")
    #expect(bench.transcript.notes.count == 2)
  }

  /// The lecture's own numbers: the output (2, 2) asks for row 1.6, column 2.4.
  @Test func theNotesExample() {
    let setup = """
      a = [1, 2, 3; 4, 5, 6; 7, 8, 9]; theta = [0, 0.5, 0.6; 1, 0, 0.4]
      rounded(t) = affine(a, t, mode="round")[2, 2]
      between(t) = affine(a, t, mode="bilinear")[2, 2]
      """
    check(
      after: setup,
      [
        "rounded(theta)": 5, "grad(rounded, theta)": [[0, 0, 0], [0, 0, 0]],
        "numgrad(rounded, theta)": [[0, 0, 0], [0, 0, 0]],
        "between(theta)": 4.2, "grad(between)(theta)": [[6, 6, 3], [2, 2, 1]],
        "grad(between, f64(theta))": [[6, 6, 3], [2, 2, 1]],
      ])
    check(
      after: setup, tolerance: 1e-5,
      [
        "numgrad(between, theta)": [[6, 6, 3], [2, 2, 1]],
        "grad(between, theta) - numgrad(between, theta)": [[0, 0, 0], [0, 0, 0]],
      ])
    let exact = "a = f64(a); theta = [0, 5, 6; 10, 0, 4]; theta = f64(theta) / 10;"
    check(
      after: setup + "\n" + exact, tolerance: 1e-9,
      [
        "between(theta)": 4.2, "grad(between, theta)": [[6, 6, 3], [2, 2, 1]],
        "numgrad(between, theta)": [[6, 6, 3], [2, 2, 1]],
        "grad(between, theta) - numgrad(between, theta)": [[0, 0, 0], [0, 0, 0]],
      ])
  }

  @Test func nothingIsLeftBehind() {
    check([
      "k = 1; f(x) = x * k; grad(f, 3); f(2)": 2,
      "y = [1, 2]; grad(x -> { y[1] = x; sum(y) }, 5); y": [1, 2],
      "keep = none; l = list(0); grad(x -> { z = x; z ^ 2 }, 3)": 6,
      "grad(x -> x ^ 2, 3); grad(x -> x ^ 3, 2)": 12,
    ])
  }
}
