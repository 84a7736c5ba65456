import Engine
import Language
import Testing

/// int64 at the prompt: arithmetic and comparisons that are exact, also beyond 2⁵³, and what they become beside other
/// numbers. Expected values are NumPy's and PyTorch's, or worked out.
@Suite struct IntegerTests {
  /// 2⁵³ + 1, which no double is, and 2²⁴ + 1, which no float32 is.
  private static let setup =
    "one = count(list(1)) * shape(zeros(1))[1]; big = one * 9007199254740992 + one; x = stack(one * 16777217, one * 16777219);"

  @Test func staysExact() {
    check(
      after: Self.setup,
      [
        "x - 16777216": [1, 3], "x == 16777216": [0, 0], "x > 16777216.5": [1, 1], "x < 16777217.5": [1, 0],
        "big == 9007199254740992": false, "big > 9007199254740992": true, "big - 9007199254740992": 1,
        "big == big - 1": false, "list(big) == list(big - 1)": false, "list(big) == list(big)": true,
        "\"{big}\"": "9007199254740993", "\"{stack(big, -big)}\"": "[9007199254740993, -9007199254740993]",
        "y = stack(big, big); y[2] - 9007199254740992": 1,
        "y = stack(one, one); y[2] = big; y[2] - 9007199254740992": 1,
        "s = one * 0; for v in stack(big, big) { s = s + v }; s - 18014398509481984": 2,
        "sum(stack(big, big)) - 18014398509481984": 2, "max(stack(big, big - 1)) == big": true,
        "stack(big, one) @ stack(one, one) - 9007199254740992": 2, "abs(-big) == big": true,
        "clamp(big, 0) == big": true, "maximum(big, 7) == big": true, "where([1, 0], big, 5)[1] == big": true,
        "big % 10": 3, "x^2 - 281475010265089": [0, 67108872], "-x": [-16777217, -16777219],
      ])
  }

  @Test func theTypeFollowsTheOperands() {
    check(
      after: Self.setup,
      [
        "dtype(x + 1)": "int64", "dtype(2 * x)": "int64", "dtype(x * 2.0)": "int64",
        "dtype(x * 0.5)": "float32",
        "dtype(x / 2)": "float32", "dtype(x + 1e300)": "float32", "dtype(x + nan)": "float32",
        "dtype(x + [1, 2])": "float32", "dtype(x + f64([1, 2]))": "float64", "dtype(sum(x))": "int64",
        "dtype(mean(x))": "float32", "dtype(sqrt(x))": "float32", "dtype(x == 1)": "float32",
        "dtype(clamp(x, 0, 5))": "int64", "dtype(clamp(x, 0.5))": "float32",
        "dtype(where([1, 0], x, 3))": "int64",
        "dtype([x[1], 3])": "int64", "dtype(argmax([1, 3, 2]))": "int64",
        "dtype(argmax([1, 2; 3, 4], dim=1))": "int64",
        "argmax([1, 3, 2])": 2, "argmax(7)": 1, "dtype(one_hot([1, 2], 2) * 2)": "int64",
      ])
  }

  @Test func whatDoesNotFitIsAnError() {
    checkFailures(
      after: Self.setup,
      [
        "big * big": .overflow, "x^64": .overflow, "-(one * -9223372036854775808)": .overflow,
        "sum(stack(one, one) * 9223372036854774784)": .overflow, "x^-1": .dtype, "x % 0": .dtype,
        "x[1] = 2^63": .dtype, "x[1] = 0.5": .dtype, "x[1] = nan": .dtype,
      ])
  }

  @Test func filesKeepEveryDigit() {
    let folder = TemporaryFolder()
    check(
      after: Self.setup,
      [
        "write(\"\(folder.path)/x.npy\", stack(big, x[1])); y = load(\"\(folder.path)/x.npy\"); y - 9007199254740992":
          [1, -9_007_199_237_963_775]
      ])
  }
}
