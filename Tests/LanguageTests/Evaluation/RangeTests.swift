import Engine
import Language
import Notebook
import Testing

/// Ranges where numbers are wanted; values are NumPy's for arange(first, last + 1).
@Suite("Ranges") struct RangeTests {
  @Test func areNumbers() {
    check([
      "2 * (1:5)": [2, 4, 6, 8, 10], "(1:3) + [10, 20, 30]": [11, 22, 33], "-(1:3)": [-1, -2, -3],
      "(1:3)^2": [1, 4, 9],
      "6 / (1:3)": [6, 3, 2], "(1:3) @ [1, 1, 1]": 6, "(1:4) > 2": [0, 0, 1, 1],
      "(1:3) == (1:3)": [1, 1, 1],
      "sum(exp(-(-1:1)^2))": 1.7357588823, "sqrt(1:3)[2]": 1.41421356, "(1:3) * (1:3)": [1, 4, 9],
      "dtype(2 * (1:5))": "float32", "dtype(f64([1, 2]) * (1:2))": "float64",
      "dtype(i64([1, 2]) + (1:2))": "int64",
      "f64([1, 1]) * (0.1:0.1:0.2)": [0.1, 0.2], "cat(1:2, [9])": [1, 2, 9],
      "stack(1:2, 3:4)": [[1, 2], [3, 4]],
      "where((1:3) > 1, 1:3, 0)": [0, 2, 3], "max(1:3)": 3, "maximum(1:3, 2)": [2, 2, 3], "mean(1:4)": 2.5,
      "reshape(1:4, 2, 2)": [[1, 2], [3, 4]], "x = zeros(3); x[1:2] = 5:6; x": [5, 6, 0],
      "grad(x -> sum(x^2), 1:3)": [2, 4, 6],
      "numgrad(x -> sum(x^2), 1:3)": [2, 4, 6], "r = 1:3; r[2] = 7; r": [1, 7, 3],
      "f(x) = x * 2; f(1:2)": [2, 4],
      "count(1:3 + 1)": 4, "s = 0; for i in 1:3 { s = s + i }; s": 6, "(1:5)[2:3][2]": 3, "2 * (3:1)": [],
    ])
    checkFailures([
      "(1:3) + [1, 2]": .shapes, "(1:3) & true": .condition, "if 1:3 { 1 }": .condition,
      "(1:1e12) + 1": .memory,
    ])
  }

  @Test func areSplicedInBrackets() {
    check([
      "[1:5]": [1, 2, 3, 4, 5], "[0, 2:4]": [0, 2, 3, 4], "[1:3; 4:6]": [[1, 2, 3], [4, 5, 6]],
      "[1:3, 9; 4:6, 9]": [[1, 2, 3, 9], [4, 5, 6, 9]],
      "[[1:2], [3:4]]": [[1, 2], [3, 4]], "[3:1]": [], "[3:1, 7]": [7], "r = 1:2; [r, r]": [1, 2, 1, 2],
      "[1, 2:3; 4, 5, 6]": [[1, 2, 3], [4, 5, 6]],
      "shape([1:3;])": [3], "[0:0.5:1]": [0, 0.5, 1], "count([1:100000])": 100_000,
    ])
    checkFailures([
      "[1:3; 4:5]": .ragged, "[[1, 2], 1:2]": .shapes, "[1:1e12]": .memory, "[1:2, \"a\"]": .wrongType,
    ])
  }

  /// Whole numbers that float32 rounds are not taken for exact ones.
  @Test func largeNumbersAreNoted() {
    for (code, isNoted) in [
      ("(16777217:16777219) * 1", true), ("(1:3) * 1", false), ("f64([1]) * (16777217:16777217)", false),
    ] {
      let bench = Workbench()
      bench.run(code)
      #expect(
        bench.transcript.notes.contains { $0.contains("float32 represents all whole numbers") } == isNoted,
        "\(code)")
    }
  }
}
