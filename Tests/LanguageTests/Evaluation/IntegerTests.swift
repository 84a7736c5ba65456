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
        "dtype(mean(x))": "float32", "dtype(sqrt(x))": "float32", "dtype(x == 1)": "bool",
        "dtype(clamp(x, 0, 5))": "int64", "dtype(clamp(x, 0.5))": "float32",
        "dtype(where([1, 0], x, 3))": "int64",
        "dtype([x[1], 3])": "int64", "dtype(argmax([1, 3, 2]))": "int64",
        "dtype(argmax([1, 2; 3, 4], dim=1))": "int64",
        "argmax([1, 3, 2])": 2, "argmax(7)": 1, "dtype(argmax(7))": "int64",
        "dtype(argmin(7, dim=1))": "int64",
        "dtype(full(x[1], 2))": "int64", "dtype(max_pool(stack(x, x), 2))": "int64",
        "dtype(linear(x, [1, 2]))": "float32", "dtype(linear(x, stack(one, one)))": "int64",
        "dtype(one_hot([1, 2], 2) * 2)": "int64",
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

  /// Whole numbers are meant as they are written: 2⁵³ + 1 is no double.
  @Test func aLiteralIsExact() {
    check(
      after: Self.setup,
      [
        "big == 9007199254740993": true, "big == 9_007_199_254_740_993": true, "big - 9007199254740993": 0,
        "-big == -9007199254740993": true, "stack(big, one) == 9007199254740993": [1, 0],
        "y = stack(one, one); y[1] = 9007199254740995; \"{y[1]}\"": "9007199254740995",
        "\"{argmax([1, 2]) + 9007199254740993}\"": "9007199254740995",
        "\"{clamp(big + 1, max=9007199254740993)}\"": "9007199254740993",
        "\"{clamp(one, 9007199254740993)}\"": "9007199254740993",
        "\"{full(9007199254740993, 2)}\"": "[9007199254740993, 9007199254740993]",
        "\"{9223372036854775807}\"": "9223372036854775807",
        "number(\"9007199254740993\") == big": true,
        "9223372036854775807 < 9223372036854775808": true, "9223372036854775807 == 2^63": false,
        "list(big) == list(9007199254740993)": true, "list(big) == list(2^53)": false,
        // What a double holds is one, however long.
        "dtype(9007199254740992)": "float64", "dtype(9223372036854775808)": "float64",
        "100000000000000000000 == 1e20": true, "10000000000000000000000 == 1e22": true,
        "dtype(9007199254740993)": "int64", "dtype(9007199254740993.0)": "float64",
        "0000000000000000000007": 7,
        "x = [9007199254740993, 0.5]; dtype(x)": "float32",
      ])
    checkFailures(
      after: Self.setup,
      [
        "18446744073709551615": .invalidNumber, "100000000000000000000000": .invalidNumber,
        "1\(String(repeating: "0", count: 400))": .invalidNumber, "number(\"18446744073709551615\")": .option,
        "number(big)": .dtype, "arange(big, 9007199254740999)": .dtype, "for i in big:big { }": .dtype,
        "pad(x, [1, 1], value=9007199254740993)": .dtype,
      ])
  }

  /// Without a tolerance that was asked for, whole numbers of int64 are equal or they are not.
  @Test func expectationsAreExact() {
    check(
      after: Self.setup,
      [
        "expect(x[1], 16777217)": nil, "expect(x, [16777217, 16777219], rtol=1e-6)": nil,
        "expect(big, 9007199254740993)": nil,
        "expect(x[1], 16777216, atol=1)": nil, "expect(x[1], 16777216.5)": nil,
        "expect(f32(x[1]), 16777217)": nil,
      ])
    checkFailures(
      after: Self.setup,
      [
        "expect(x[1], 16777216)": .expectation, "expect(big, 2^53)": .expectation,
        "expect(list(big), list(big - 1))": .expectation,
        "expect(x[1], 16777219, atol=1)": .expectation, "expect(x, stack(x[1], x[1]))": .expectation,
      ])
  }

  /// The difference of the ends is beyond int64, and so is the magnitude of the lower one.
  @Test func closenessIsToldAtTheEndsOfInt64() {
    check(
      after: "low = -9223372036854775807 - 1; high = 9223372036854775807; y = stack(high, low);",
      [
        "allclose(y, y)": true, "allclose(y, stack(low, high))": false,
        "allclose(y, -9223372036854775808)": false,
        "allclose(low, -9223372036854775808, rtol=0, atol=0)": true,
        "allclose(9007199254740993, 9007199254740992, rtol=0, atol=0)": false,
        "allclose(9007199254740993, 9007199254740992, rtol=0, atol=1)": true,
        "allclose(y, f64(y))": true, "allclose(argmax([1, 2]), 2.00000001)": true,
      ])
  }

  @Test func roundingIsSaid() {
    let bench = Workbench()
    bench.run(Self.setup)
    for (code, isRounded) in [
      ("x * 0.5", true), ("sqrt(x)", true), ("y = zeros(2); y[1] = x[1]", true),
      ("stack(big, big) * f64([1, 1])", true),
      ("x + 1", false), ("(x - 16777217) / 2", false), ("x == 0.5", false), ("f32(x)", false),
      ("stack(x, x) * 2", false),
    ] {
      bench.transcript.notes = []
      bench.run(code)
      #expect(
        bench.transcript.notes.contains { $0.contains("larger ones are rounded") } == isRounded, "\(code)")
    }
  }
}
