import Engine
import Language
import Testing

@Suite("Tensors, types and indices") struct TensorTests {
  static let abc = "a = [1, 2, 3; 4, 5, 6; 7, 8, 9]; v = [10, 20, 30]"

  @Test func literals() {
    check([
      "[1, 2; 3, 4]": [[1, 2], [3, 4]], "[[1, 2], [3, 4]]": [[1, 2], [3, 4]], "[1; 2]": [[1], [2]],
      "[5]": [5],
      "[]": [], "[[1, 2]]": [[1, 2]], "[1, 2,]": [1, 2],
      "[[1, 2; 3, 4], [5, 6; 7, 8]]": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]],
      "x = [1, 2]; [x, 2 * x]": [[1, 2], [2, 4]], "[true, false]": [1, 0],
      "[1:3, 4:6]": [1, 2, 3, 4, 5, 6],
      "[sum([1, 2]), 4]": [3, 4], "shape([1, 2, 3; 4, 5, 6])": [2, 3], "shape([])": [0],
      "shape([1; 2; 3])": [3, 1],
      "[\n1, 2;\n3, 4\n]": [[1, 2], [3, 4]],
    ])
    checkFailures([
      "[1, 2; 3]": .ragged, "[1; 2, 3]": .ragged, "[[1, 2], [3]]": .shapes, "[1, [2, 3]]": .shapes,
      "[\"a\"]": .wrongType, "[list(1)]": .wrongType, "[none]": .wrongType, "[sum]": .wrongType,
      "[[[[[[[1]]]]]]]": .rank,
    ])
  }

  @Test func elementByElement() {
    check(
      after: Self.abc,
      [
        "v + 1": [11, 21, 31], "1 - v": [-9, -19, -29], "v / 10": [1, 2, 3], "v ^ 2": [100, 400, 900],
        "v % 20": [10, 0, 10],
        "-v": [-10, -20, -30], "v * v": [100, 400, 900], "2 ^ [1, 2, 3]": [2, 4, 8],
        "a[1:2, 1:2] * [1; 10]": [[1, 2], [40, 50]],
        "[1; 2] + [10, 20]": [[11, 21], [12, 22]], "v > 15": [0, 1, 1], "v == [10, 0, 30]": [1, 0, 1],
        "v != 20": [1, 0, 1], "v <= 20": [1, 1, 0], "-7 % [3]": [2], "[-7] % 3": [2],
      ])
    checkFailures(
      after: Self.abc,
      [
        "v + [1, 2]": .shapes, "a * [1, 2]": .shapes, "v == [1, 2]": .shapes, "a + zeros(2, 2, 2)": .shapes,
      ])
  }

  @Test func products() {
    check(
      after: Self.abc,
      [
        "a @ v": [140, 320, 500], "v @ a": [300, 360, 420], "v @ v": 1400,
        "[1, 2; 3, 4] @ [5, 6; 7, 8]": [[19, 22], [43, 50]],
        "a'": [[1, 4, 7], [2, 5, 8], [3, 6, 9]], "a''": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
        "[1, 2; 3, 4]'[1, 2]": 3,
        "shape([1, 2, 3; 4, 5, 6]')": [3, 2], "[1, 2; 3, 4]' @ [1, 1]": [4, 6],
      ])
    checkFailures(after: Self.abc, ["a @ [1, 2]": .shapes, "v'": .rank, "2 @ 3": .rank])
  }

  @Test func indices() {
    check(
      after: Self.abc,
      [
        "a[2, 3]": 6, "a[2]": [4, 5, 6], "a[2, :]": [4, 5, 6], "a[:, 2]": [2, 5, 8], "a[1:2, end]": [3, 6],
        "a[end, end]": 9,
        "a[end - 1, 1]": 4, "a[end]": [7, 8, 9], "a[:, :]": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
        "a[3:-1:1, 1]": [7, 4, 1],
        "a[1:2:3, 1]": [1, 7], "a[[3, 1], 2]": [8, 2], "a[[1, 3], [1, 3]]": [[1, 3], [7, 9]],
        "a[[2, 2]]": [[4, 5, 6], [4, 5, 6]],
        "v[2]": 20, "v[:]": [10, 20, 30], "v[2:end]": [20, 30], "v[1:0]": [], "v[end:-1:1]": [30, 20, 10],
        "a[1:1, 2]": [2],
        "a[v[1] / 10, 1]": 1, "a[sum([1, 1]), 1]": 4, "i = 3; a[i, i - 1]": 8, "a[a[1, 2], a[1, 3]]": 6,
        "shape(a[1:0, :])": [0, 3], "a[2][3]": 6, "v[a[1, :]]": [10, 20, 30], "a[1:end - 1, 1]": [1, 4],
        "v[argmax(v)]": 30, "a[end, [1, end]]": [7, 9], "v[count(v)]": 30, "v[min(end, 7)]": 30,
        "a[v[end] / 10, 1]": 7, "(1:10)[3]": 3, "list(4, 5, 6)[end]": 6, "list(4, 5, 6)[2:3]": .list([5, 6]),
      ])
  }

  @Test func indicesThatFail() {
    checkFailures(
      after: Self.abc,
      [
        "a[0]": .indexZero, "a[1, 0]": .indexZero, "v[0:2]": .indexZero, "v[[0, 1]]": .indexZero,
        "a[-1]": .indexNegative,
        "v[-2]": .indexNegative, "a[4, 1]": .index, "v[4]": .index, "v[2:4]": .index, "v[[1, 4]]": .index,
        "v[1e30]": .index,
        "v[1 / 0]": .index, "v[1.5]": .indexWhole, "v[1:0.5:2]": .indexWhole, "v[0 / 0]": .indexWhole,
        "a[1, 2, 3]": .indexCount,
        "v[1, 1]": .indexCount, "v[\"a\"]": .wrongType, "v[[1, 2; 3, 1]]": .wrongType, "5[1]": .wrongType,
        "sum[1]": .wrongType, "list(1)[2]": .index, "list(1)[0]": .indexZero, "(1:3)[4]": .index,
        "v[true]": .wrongType,
        "v[none]": .foreignHabit, "end": .unexpectedToken, "v[]": .indexCount, "a[1][4]": .index,
        "list(1, 2)[1, 1]": .indexCount,
      ])
    let bench = Workbench()
    #expect(bench.failure("x = [1, 2]; x[-1]")?.help?.contains("`end`") == true)
    #expect(bench.failure("x = [1, 2]; x[-2]")?.help?.contains("`end - 1`") == true)
    #expect(bench.failure("x = [1, 2]; x[0]")?.message.contains("count from 1") == true)
  }

  @Test func assigningParts() {
    check(
      after: Self.abc,
      [
        "a[2, 3] = 0; a[2]": [4, 5, 0], "a[2] = 0; a": [[1, 2, 3], [0, 0, 0], [7, 8, 9]],
        "a[:, 1] = [7, 8, 9]; a[:, 1]": [7, 8, 9],
        "a[2, :] = v; a[2]": [10, 20, 30],
        "a[1:2, 1:2] = [0, 0; 0, 0]; a": [[0, 0, 3], [0, 0, 6], [7, 8, 9]],
        "v[end] = 5; v": [10, 20, 5], "v[[1, 3]] = [1, 3]; v": [1, 20, 3], "v[1:2] = 0; v": [0, 0, 30],
        "v[:] = 7; v": [7, 7, 7],
        "v[2] = v[1]; v": [10, 10, 30], "a[:, 2] = 2 * a[:, 2]; a[:, 2]": [4, 10, 16],
        "v[3:-1:1] = [1, 2, 3]; v": [3, 2, 1],
        "v[2] = 1 / 3; dtype(v)": "float32", "v[1] = sum([4]); v": [4, 20, 30],
        "v[1:0] = 5; v": [10, 20, 30],
      ])
    checkFailures(
      after: Self.abc,
      [
        "v[4] = 1": .index, "v[0] = 1": .indexZero, "v[1:2] = [1, 2, 3]": .shapes, "v[1] = \"a\"": .wrongType,
        "q[1] = 2": .undefinedName, "n = 5; n[1] = 2": .wrongType,
        "v[1.5] = 1": .indexWhole,
        "v(1) = 5": .foreignHabit, "v[1] = [1, 2]": .shapes, "v(i) = 5": .foreignHabit,
      ])
  }

  /// Nothing is rounded, or cut to a range, unasked.
  @Test func integerTensorsTakeWholeNumbersOnly() throws {
    let setup = "x = shape(ones(2, 3))"
    check(
      after: setup,
      [
        "x[1] = 7; x": [7, 3], "x[1] = -7; dtype(x)": "int64", "x[:] = [4, 5]; x": [4, 5],
        "x[:] = x; x": [2, 3],
        "x = f32(x); x[1] = 0.5; x": [0.5, 3],
      ])
    checkFailures(
      after: setup,
      ["x[1] = 0.5": .dtype, "x[:] = [1, 0.5]": .dtype, "x[1] = 0 / 0": .dtype, "x[1:2] = 1e30": .dtype])
    let bench = Workbench()
    bench.interpreter.environment["p"] = .tensor(try Tensor([UInt8(1), 2], [2]))
    for code in ["p[1] = 256", "p[:] = -1", "p[1] = shape(zeros(300))", "p[2] = 1.5"] {
      #expect(bench.failure(code)?.code == .dtype, "\(code)")
    }
    #expect(bench.elements("p[1] = 255; p[2] = shape(zeros(3))[1]; p") == [255, 3])
  }

  @Test func assigningNeverAliases() {
    check(
      after: Self.abc,
      [
        "b = a; b[1, 1] = 99; a[1, 1]": 1, "b = a; a[1, 1] = 99; b[1, 1]": 1,
        "l = list(v, v); v[1] = 0; l[1]": [10, 20, 30],
        "r = record(x=v); v[1] = 0; r.x": [10, 20, 30], "f(x) = { x[1] = 0; x }; f(v); v": [10, 20, 30],
        "f(x) = { x[1] = 0; x }; f(v)": [0, 20, 30], "f = x -> x + v[1]; v[1] = 0; f(0)": 0,
        "mk(w) = x -> w[1]; g = mk(v); v[1] = 0; g(0)": 10, "b = a[1]; b[1] = 99; a[1]": [1, 2, 3],
        "b = reshape(v, 3, 1); b[1, 1] = 99; v": [10, 20, 30], "b = f32(v); b[1] = 99; v": [10, 20, 30],
        "b = flatten(a); b[1] = 0; a[1, 1]": 1,
        "for r in a { r[1] = 0 }; a[1]": [1, 2, 3],
        "b = a; c = b; b[1] = 0; c[1] = 5; list(a[1], b[1], c[1])": .list([
          [1, 2, 3], [0, 0, 0], [5, 5, 5],
        ]),
        "v[:] = v[3:-1:1]; v": [30, 20, 10], "a[:, :] = a'; a": [[1, 4, 7], [2, 5, 8], [3, 6, 9]],
        "z = zeros(2); y = z; for i in 1:2 { y[i] = i }; list(z, y)": .list([[0, 0], [1, 2]]),
      ])
  }

  @Test func types() {
    check(
      after: "x = [1, 2]; d = f64([1, 2])",
      [
        "dtype(x)": "float32", "dtype(d)": "float64", "dtype(x + d)": "float64", "dtype(d * x)": "float64",
        "dtype(0.1 * x)": "float32", "dtype(x / 3)": "float32", "dtype(0.1 * d)": "float64",
        "dtype(x ^ 2)": "float32",
        "dtype(x @ d)": "float64", "dtype([x, d])": "float64", "dtype(cat(x, d))": "float64",
        "dtype(f32(d))": "float32",
        "dtype(sum(x))": "float32", "dtype(sum(d))": "float64", "dtype(x[1])": "float32",
        "dtype(d[1])": "float64",
        "dtype(x[1] + 1)": "float32", "dtype(d[1] * 0.1)": "float64", "dtype(zeros(2))": "float32",
        "dtype(relu(d))": "float64",
        "dtype([1, 2])": "float32", "dtype(x > 1)": "bool", "dtype(-d)": "float64",
        "dtype(x[1] * d)": "float64", "dtype(where(x > 1, d, x))": "float64",
        "dtype(grad(t -> sum(t), d))": "float64",
        "dtype(grad(t -> sum(t), x))": "float32", "dtype(numgrad(t -> sum(t), x))": "float64",
      ])
    // One third rounded to 24 bits, as C's (float)(1.0 / 3).
    check(
      tolerance: 0,
      [
        "[1 / 3][1]": .number(Double(Float(1.0 / 3))), "f64([1])[1] / 3": .number(1.0 / 3),
        "([0.1] + 0.2)[1]": .number(Double(Float(0.1) + Float(0.2))),
        "f64([0.1])[1]": 0.1, "([0.1] |> f64)[1]": 0.1, "a = [0.1]; f64(a)[1]": .number(Double(Float(0.1))),
        "dtype(f64([true, false]))": "float64", "dtype(f32([1, 2]))": "float32",
      ])
  }

  /// A tensor without dimensions and a number stand for each other wherever one is wanted.
  @Test func zeroDimensionsAreANumber() {
    check(
      after: "t = sum([3]); x = [10, 20, 30, 40]",
      [
        "x[t]": 30, "x[1:t]": [10, 20, 30], "zeros(t)": [0, 0, 0], "shape(zeros(t, 2))": [3, 2],
        "t == 3": true, "3 == t": true,
        "if t > 2 { 1 } else { 0 }": 1, "count(1:t)": 3, "reshape(x, t - 1, 2)": [[10, 20], [30, 40]],
        "full(t, 2)": [3, 3],
        "\"{t}\"": "3", "[t, 1]": [3, 1], "t ^ 2": 9, "-t": -3, "t + 1": 4, "2 ^ t": 8, "max(t, 5)": 5,
        "shape(t)": [],
        "s = 0; for i in 1:t { s = s + i }; s": 6,
        "conv(ones(5, 5), ones(3, 3), stride=sum([2]))": [[9, 9], [9, 9]],
        "grad(q -> q * t, 2)": 3, "linspace(0, 1, t)": [0, 0.5, 1], "x[t] = t; x[3]": 3, "not (t == 4)": true,
        "list(1, 2, 3)[t]": 3,
        "t'": 3, "rotation(sum([0]), [3, 3])": [[1, 0, 0], [0, 1, 0]], "one_hot([1], t)": [[1, 0, 0]],
        "eye(sum([1]))": [[1]],
        "while t > 5 { }; 1": 1, "expect(t, 3)": nil, "abs(t)": 3, "allclose(t, 3)": true,
        "x[t - 1 : t]": [20, 30],
      ])
  }

  @Test func ranges() {
    check([
      "count(0:0.1:1)": 11, "(0:0.1:1)[11]": 1, "count(1:0)": 0, "count(5:-1:1)": 5, "(5:-1:1)[5]": 1,
      "count(1:2:10)": 5,
      "(1:2:10)[5]": 9, "count(0:0.3:1)": 4, "count(1:1)": 1, "count(-2:2)": 5, "sum(1:100)": 5050,
      "[1:3]": [1, 2, 3],
      "count(0:0.01:1)": 101, "count(1:-1:5)": 0, "count(0:1e-3:1)": 1001, "count(1:1.5)": 1,
      "arange(1, 4)": [1, 2, 3, 4],
      "arange(0, 1, 0.25)": [0, 0.25, 0.5, 0.75, 1], "s = 0; for i in 10:-3:1 { s = s + i }; s": 22,
      "(0:0.1:1)[4]": 0.3,
      "n = 0; for i in 1:0 { n = n + 1 }; n": 0, "n = 3; count(1:n - 1)": 2, "1:3 == 1:3": [1, 1, 1],
      "sum((1:10)[2:3])": 5, "r = 1:5; r[end]": 5, "count((1:10)[[1, 5]])": 2,
    ])
    checkFailures([
      "1:0:5": .option, "1:0/0": .option, "1:1/0": .option, "\"a\":2": .wrongType, "[1, 2]:3": .wrongType,
      "1:none": .wrongType,
    ])
  }

  @Test func listsAndRecords() {
    check([
      "list(1, \"a\", none)[2]": "a", "count(list())": 0, "count(list(1, 2))": 2,
      "record(a=1, b=\"x\").b": "x",
      "r = record(a=record(b=[1, 2])); r.a.b[2]": 2, "l = list(list(1, 2), 3); l[1][2]": 2,
      "x = list(1, 2); y = x; y": .list([1, 2]),
      "s = 0; for v in list(1, 2, 3) { s = s + v }; s": 6, "f = list(x -> x + 1); f[1](2)": 3,
      "record(f=x -> x * 2).f(4)": 8, "stack(list([1, 2], [3, 4]))": [[1, 2], [3, 4]],
      "cat(list([1, 2], [3]))": [1, 2, 3],
    ])
    checkFailures([
      "record(a=1).b": .unknownField, "list(1).a": .foreignHabit, "r = record(a=1); r[1]": .wrongType,
      "record(1)": .extraArgument,
    ])
  }
}
