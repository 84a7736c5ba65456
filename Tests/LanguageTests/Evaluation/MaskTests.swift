import Engine
import EngineTestSupport
import Language
import Notebook
import Testing

/// Boolean tensors: what gives them, what is done with them, and what they select. Values are NumPy's for the same lines.
@Suite("Masks") struct MaskTests {
  private static let setup = "v = [3, -1, 2, 5]; x = [1, 2, 3; 4, 5, 6; 7, 8, 9]; m = v > 2"

  @Test func comparisonsGiveThem() {
    check(
      after: Self.setup,
      [
        "dtype(v > 2)": "bool", "dtype(x == x)": "bool", "dtype([true, false])": "bool",
        "dtype(i64(v) == 3)": "bool",
        "v > 2": [1, 0, 0, 1], "v > 2 & v < 4": [1, 0, 0, 0], "v < 0 | v == 5": [0, 1, 0, 1],
        "not v > 2 & v < 4": [0, 1, 1, 1], "(not v > 2) & v < 4": [0, 1, 1, 0], "v > 2 & true": [1, 0, 0, 1],
        "true | v > 9": [1, 1, 1, 1], "v > 0 | v > 1 & v > 9": [1, 0, 1, 1], "true & false": false,
        "true | false": true, "not true": false, "m == (v > 2)": [1, 1, 1, 1], "m != true": [0, 1, 1, 0],
        "m[1]": true, "[m[1], m[2]]": [1, 0], "x[2, 2] > 4 & true": true, "dtype(m[1:2])": "bool",
        "if m[1] and not m[2] { 7 }": 7, "[true, 0]": [1, 0], "dtype([true, 0])": "float32",
      ])
  }

  @Test func trueIsOneInArithmetic() {
    check(
      after: Self.setup,
      [
        "true + 1": 2, "true + true": 2, "true * 0.5": 0.5, "-true": -1, "2 ^ true": 2, "true / 2": 0.5,
        "sum(m)": 2, "mean(m)": 0.5, "dtype(sum(m))": "int64", "dtype(mean(m))": "float32",
        "m + m": [2, 0, 0, 2],
        "m * v": [3, 0, 0, 5], "1 - m": [0, 1, 1, 0], "dtype(1 - m)": "int64", "dtype(m * 0.5)": "float32",
        "dtype(m * (v > 0))": "bool", "dtype(m + m)": "int64", "dtype(f64(v) * m)": "float64",
        "max(m)": true, "min(m)": false, "sum(x > 4, dim=1)": [1, 2, 2],
        "mean(x > 4, dim=2) * 3": [0, 2, 3],
        "argmax(m)": 1, "true == 1": true, "true > false": true, "sqrt(m)": [1, 0, 0, 1], "m @ v": 8,
        "maximum(m, v < 0)": [1, 1, 0, 1], "where(m, true, false)": [1, 0, 0, 1], "where(true, 3, 4)": 3,
        "dtype(where(m, v < 0, m))": "bool", "where(m, v, 0)": [3, 0, 0, 5],
        "cat(m, v < 0)": [1, 0, 0, 1, 0, 1, 0, 0],
      ])
  }

  @Test func allAndAnyAlongDimensions() {
    check(
      after: Self.setup,
      [
        "all(v > -2)": true, "any(v > 9)": false, "all(x > 3, dim=1)": [0, 0, 0],
        "all(x > 3, dim=2)": [0, 1, 1],
        "any(x > 8, dim=1)": [0, 0, 1], "shape(any(x > 8, dim=2, keepdim=true))": [3, 1], "all([])": true,
        "any([])": false, "all(true)": true, "any([0, nan])": true, "all(x > 0, dim=[1, 2])": true,
        "dtype(all(x > 3, dim=1))": "bool",
      ])
  }

  @Test func theySelect() {
    check(
      after: Self.setup,
      [
        "v[m]": [3, 5], "v[v > 9]": [], "x[x > 5]": [6, 7, 8, 9],
        "x[[true, false, true]]": [[1, 2, 3], [7, 8, 9]],
        "x[:, [true, false, true]]": [[1, 3], [4, 6], [7, 9]], "x[[true, false, true], 2]": [2, 8],
        "x[2, [true, false, true]]": [4, 6], "x[[true, false, true], :]": [[1, 2, 3], [7, 8, 9]],
        "x[[true, false, true], [false, true, true]]": [[2, 3], [8, 9]],
        "x[[true, false, true], [2, 3]]": [[2, 3], [8, 9]],
        "x[x[:, 1] > 1, end]": [6, 9], "shape(ones(2, 3, 4)[ones(2, 3) > 0])": [6, 4],
        "shape(ones(2, 3, 4)[ones(2, 3) > 0, 2])": [6], "shape(ones(2, 3, 4)[1, ones(3, 4) > 0])": [12],
        "(1:5)[[true, false, true, false, true]]": [1, 3, 5], "count(list(1, 2, 3)[[true, false, true]])": 2,
        "\"abcd\"[m]": "ad", "v[m][2]": 5, "dtype(i64(v)[m])": "int64", "m[m]": [1, 1],
        "x[x > 4][1:2]": [5, 6],
        "count(digits(4, seed=1)[m].labels)": 2,
      ])
  }

  @Test func whatTheySelectIsAssigned() {
    check(
      after: Self.setup,
      [
        "v[m] = 0; v": [0, -1, 2, 0], "v[m] = [7, 8]; v": [7, -1, 2, 8], "v[v > 9] = 1; v": [3, -1, 2, 5],
        "v[m] = v[m] * 2; v": [6, -1, 2, 10], "x[x > 5] = -1; x": [[1, 2, 3], [4, 5, -1], [-1, -1, -1]],
        "x[[true, false, true]] = [0, 1, 2]; x": [[0, 1, 2], [4, 5, 6], [0, 1, 2]],
        "x[[true, false, true]] = [1, 1, 1; 2, 2, 2]; x": [[1, 1, 1], [4, 5, 6], [2, 2, 2]],
        "x[:, [true, false, true]] = 0; x": [[0, 2, 0], [0, 5, 0], [0, 8, 0]],
        "x[[true, false, true], 2] = [10, 20]; x": [[1, 10, 3], [4, 5, 6], [7, 20, 9]],
        "x[[true, false, true], [true, true, false]] = 0; x": [[0, 0, 3], [4, 5, 6], [0, 0, 9]],
        "c = ones(2, 2, 2); c[c[:, :, 1] > 0, 1] = [1, 2, 3, 4]; c[:, :, 1]": [[1, 2], [3, 4]],
        "c = ones(2, 2, 2); c[2, ones(2, 2) > 0] = 5; sum(c)": 24,
        "m[m] = false; m": [0, 0, 0, 0], "m[2] = true; m": [1, 1, 0, 1], "m[1] = 0; m": [0, 0, 0, 1],
        "v[m] = true; v": [1, -1, 2, 1], "k = i64(v); k[m] = 9; dtype(k)": "int64",
        "v[m] = f64(0.1); dtype(v)": "float64", "y = v; v[m] = 0; y": [3, -1, 2, 5],
        "r = 1:4; r[m] = 0; r": [0, 2, 3, 0],
      ])
    checkFailures(
      after: Self.setup,
      [
        "v[m] = [1, 2, 3]": .shapes, "v[[true, false]]": .shapes, "x[m]": .shapes, "x[:, m]": .shapes,
        "x[v > 0, 1] = 3": .shapes, "m[1] = 0.5": .dtype, "m[m] = 2": .dtype, "v[m] = list(1)": .wrongType,
        "v[m, 1]": .indexCount, "x[x > 1, 1]": .indexCount, "list(1, 2)[[true, false, true]]": .shapes,
        "(1:3)[x > 1]": .shapes, "v[nonzero(m)]": .wrongType, "i64(v)[m] = 0.5": .invalidAssignment,
        "k = i64(v); k[m] = 0.5": .dtype,
      ])
  }

  @Test func oneAnswerIsWanted() {
    for (program, help) in [
      ("v > 1 and v < 3", "element by element `v > 1 & v < 3`"),
      ("v > 1 or true", "element by element `v > 1 | true`"),
      ("if m { 1 }", "`all(m)` or `any(m)`"), ("while v > 2 { 1 }", "`any(v > 2)`"), ("v & m", "`v != 0`"),
      ("not v", "`v != 0`"), ("1 | m", "`1 != 0`"), ("v > 2 & not m", "v > 2 & (not m)`"),
      ("1 < v < 3", "`1 < v & v < 3`"),
      ("m && m", "`m & m`"), ("!m", "`not m`"),
    ] {
      let error = Workbench().failure(Self.setup + "\n" + program)
      #expect(
        error?.help?.contains(help) == true, "\(program): \(error?.text ?? "works"), \(error?.help ?? "")")
    }
    checkFailures(
      after: Self.setup, ["\"a\" & m": .condition, "m & none": .condition, "m & [true, false]": .shapes])
  }

  @Test func indicesOfWhatIsTrue() {
    check(
      after: Self.setup,
      [
        "nonzero(x > 6)": [[3, 1], [3, 2], [3, 3]], "flatten(nonzero(m))": [1, 4],
        "v[flatten(nonzero(m))]": [3, 5],
        "shape(nonzero(v > 9))": [0, 1], "dtype(nonzero(m))": "int64",
        "nonzero([0, 2; 3, 0])": [[1, 2], [2, 1]],
      ])
  }

  @Test func gradientsFlow() {
    check(
      after: "x = [1, -2, 3]; w = [4, 5]",
      [
        "grad(x -> sum(x[x > 0]^2), x)": [2, 0, 6],
        "f(x) = { y = 2 * x; y[x < 0] = 0; sum(y^2) }; grad(f, x)": [8, 0, 24],
        "g(x, w) = { y = x; y[x > 0] = w; sum(y * [1, 10, 100]) }; grad(g, x, w)[1]": [0, 10, 0],
        "g(x, w) = { y = x; y[x > 0] = w; sum(y * [1, 10, 100]) }; grad(g, x, w)[2]": [1, 100],
        "g(x, w) = { y = x; y[x > 0] = w[1] * 2; sum(y * [1, 10, 100]) }; grad(g, x, w)[2]": [202, 0],
        "grad(x -> sum((x > 0) * x), x)": [1, 0, 1],
        "grad(x -> sum(where(x > 0 & x < 2, x^2, 0)), x)": [2, 0, 0],
        "grad(x -> sum(reshape(x, 3, 1)[x > 0, 1]), x)": [1, 0, 1],
        "gradcheck(x -> sum(x[x > 0]^3) + sum(x[[true, false, true]]), x)": true,
        "h(x) = { y = stack(x, 2 * x); y[:, x < 0] = 1; sum(y^2) }; gradcheck(h, x)": true,
      ])
  }

  @Test func filesKeepThem() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      for file in ["m.npy", "m.npz", "m.safetensors"] {
        let isOne = file == "m.npy"
        let code =
          isOne
          ? "write(\"\(file)\", [1, 5] > 2); m = load(\"\(file)\")"
          : "write(\"\(file)\", record(m=[1, 5] > 2, t=true)); r = load(\"\(file)\"); m = r.m; r.t"
        #expect(bench.run(code) == .succeeded, "\(file): \(bench.transcript.failures.last?.text ?? "")")
        #expect(bench.elements("m") == [0, 1])
        #expect(bench.output("dtype(m)").contains("bool"), "\(file)")
      }
      #expect(bench.output("if load(\"m.npz\").t { print(\"yes\") }").contains("yes"))
      let bytes = try #require(TemporaryFolder.read(folder + "/m.npy"))
      #expect(String(decoding: bytes, as: UTF8.self).contains("'|b1'") && Array(bytes.suffix(2)) == [0, 1])
    }
  }
}
