/// Text, tables, errors and clocks. See `ForeignHabits.names`.
extension ForeignHabits {
  private static let letters =
    "no function changes the letters of a string: strings are joined, counted, indexed and formatted, see help strings"
  private static let table = "a table is a record of its columns: `t = record(age=v, height=w); t.age`"
  private static let rows =
    "load reads CSV tables too, as a matrix: write load(\"table.csv\"); its first column is x[:, 1]"
  private static let clock = "write `time sum(x)`, or `time { b = a^2 }`"
  private static let failing =
    "a script stops at an expectation that does not hold: `expect(a > 0, true)`"

  static let text: [String: String] = [
    "assertEqual": "write `expect(1 + 1, 2)`",
    "capitalize": letters,
    "chr": "there are no character codes; see help strings",
    "clock": clock,
    "contains": letters,
    "DataFrame": table,
    "describe": "write `quantile(v, [0, 0.25, 0.5, 0.75, 1])`, and `mean(v)` and `std(v)`",
    "display": "write `print(x)`",
    "endswith": letters, "endsWith": letters,
    "error": failing,
    "format": "a format writes a number as you want it: `\"{a:.3f}\"`",
    "genfromtxt": rows,
    "groupby": "the elements of one class are `v[y == 1]`",
    "head": "write `x[1:2, :]`",
    "isa": "`dtype(x)` says the type of numbers",
    "isinstance": "`dtype(x)` says the type of numbers",
    "isspace": letters,
    "join": "strings are joined by +: `\"one\" + \", \" + \"two\"`",
    "lower": letters,
    "now": clock,
    "ord": "there are no character codes; see help strings",
    "perf_counter": clock,
    "process_time": clock,
    "raise": failing,
    "read_csv": rows,
    "readtable": rows,
    "regexp": letters, "regexprep": letters,
    "replace": letters,
    "repr": "write `\"{x}\"`",
    "rethrow": failing,
    "Series": table,
    "startswith": letters, "startsWith": letters,
    "strcmp": "write `\"one\" == \"two\"`",
    "strfind": letters,
    "strip": letters, "strtrim": letters,
    "strjoin": "strings are joined by +: `\"one\" + \", \" + \"two\"`",
    "strlength": "write `count(\"text\")`",
    "strrep": letters,
    "strsplit": letters,
    "summary":
      "of a network it is `show net`; of numbers, `quantile(v, [0, 0.25, 0.5, 0.75, 1])`, and `mean(v)` and `std(v)`",
    "table": table,
    "tail": "write `x[end - 1:end, :]`",
    "throw": failing,
    "timeit": clock,
    "to_csv": "write `write(\"table.csv\", x)`",
    "tolower": letters, "toupper": letters,
    "upper": letters,
    "vpa": "a format writes a number as you want it: `\"{a:.8f}\"`; `f64(x)` computes with 16 digits",
    "writetable": "write `write(\"table.csv\", x)`",
  ]
}
