import Language
import Testing

@Suite("Numbers, booleans and strings") struct NumberTests {
  @Test func arithmetic() {
    check([
      "1 + 2 * 3": 7, "2 ^ 3 ^ 2": 512, "-2 ^ 2": -4, "2 ^ -1": 0.5, "7 % 3": 1, "-7 % 3": 2, "7 % -3": -2,
      "-7 % -3": -1, "7.5 % 2": 1.5, "0 % 3": 0, "7 / 2": 3.5, "10 - 4 - 3": 3, "100 / 10 / 2": 5, "-(-3)": 3,
      "--3": 3, "2 - -3": 5, "1e3": 1000, "1.5e-3": 0.0015, ".5 + .25": 0.75, "1_000_000": 1_000_000, "5.": 5,
      "3'": 3, "0.1 + 0.2 == 0.3": false, "allclose(0.1 + 0.2, 0.3)": true, "2 ^ 0.5": 1.4142135623730951,
      "1 / 0": .number(.infinity), "-1 / 0": .number(-.infinity), "0 / 0": .number(.nan),
      "1e400": .number(.infinity),
      "(-8) ^ (1 / 3)": .number(.nan), "5 % 0": .number(.nan), "1e308 * 10": .number(.infinity),
    ])
  }

  @Test func numbersAreDoubles() {
    check(
      tolerance: 0,
      [
        "0.1 + 0.2": 0.30000000000000004, "9007199254740993.0 - 9007199254740992": 0,
        "9007199254740993 - 9007199254740992": 1,
        "2 ^ 53 + 1": 9007199254740992,
        "1 / 3": .number(1.0 / 3), "1e-300 * 1e-300": 0, "123456789 * 987654321": 121932631112635269,
      ])
  }

  @Test func comparisons() {
    check([
      "1 < 2": true, "2 <= 2": true, "3 > 4": false, "3 >= 3": true, "1 == 1": true, "1 != 1": false,
      "(0 / 0) == (0 / 0)": false, "(0 / 0) != (0 / 0)": true, "-0 == 0": true, "1 == true": true,
      "1 == \"1\"": false,
      "\"a\" == \"a\"": true, "\"a\" < \"b\"": true, "none == none": true, "none == 0": false,
      "list(1, \"a\") == list(1, \"a\")": true, "list(1) == list(2)": false, "list(1) == list(1, 2)": false,
      "record(a=1) == record(a=1)": true, "record(a=1) == record(b=1)": false, "(1:3 == 1:3)[2]": true,
      "sum == sum": true, "sum == mean": false, "true != false": true,
    ])
  }

  @Test func logic() {
    check([
      "true and false": false, "true or false": true, "not true": false, "not (1 == 2)": true,
      "false and missing": false, "true or missing": true, "true and not false or false": true,
    ])
    checkFailures([
      "1 and true": .condition, "true and 1": .condition, "not 1": .condition, "\"a\" or true": .condition,
      "if 1 { 2 }": .condition, "while [1, 2] { }": .condition, "if [1, 2] > 0 { 1 }": .condition,
      "if none { 1 }": .condition,
    ])
  }

  @Test func strings() {
    check([
      "\"a\" + 'b'": "ab", "\"1 + 1 = {1 + 1}\"": "1 + 1 = 2", "'{1}'": "{1}", "\"\\{1}\"": "{1}",
      "\"a\\nb\\tc\\\\\\\"\"": "a\nb\tc\\\"", "'it\\'s'": "it's", "x = \"é中文💡\"; count(x)": 4,
      "\"héllo\"[2]": "é",
      "\"hello\"[2:4]": "ell", "\"hello\"[end]": "o", "count(\"\")": 0,
      "a = 3; \"{a} and {a * 2}\"": "3 and 6", "\"{'in'}\"": "in", "\"{[1, 2]}\"": "[1, 2]",
      "\"{true} {none}\"": "true none", "f(x) = x + 1; \"{f(1)}\"": "2",
      "\"{list(1, 'a')}\"": "list(1, \"a\")",
      "\"{if true { 'y' } else { 'n' }}\"": "y", "\"{record(a=1).a}\"": "1", "\"a\" + \"{1}\" + \"b\"": "a1b",
    ])
  }

  @Test func stringsAndArithmetic() {
    checkFailures([
      "\"a\" + 1": .wrongType, "1 + \"a\"": .wrongType, "\"a\" * 2": .wrongType, "-\"a\"": .wrongType,
      "\"a\"'": .wrongType, "none + 1": .wrongType, "list(1) + 1": .wrongType,
      "sum + 1": .wrongType, "\"a\" < 1": .wrongType, "1:3 + \"a\"": .wrongType,
      "\"abc\"[4]": .index, "\"abc\"[0]": .indexZero, "\"{missing}\"": .undefinedName,
    ])
  }
}
