extension HelpTopic {
  static let operators = HelpTopic(
    "operators", "Operators",
    [
      .text(
        "From the loosest to the tightest: =   ->   |>   or   and   not   |   &   == != < <= > >=   :   + -   * / @ %   -x   ^   x' x[…] x.a f(…)"
      ),
      .text("Numbers and tensors are combined element by element; shapes are broadcast as in NumPy."),
      .example("[1, 2, 3] * 10", "[10, 20, 30]"), .example("[1, 2; 3, 4] + [10; 20]", "[11, 12; 23, 24]"),
      .example("7 % 3", "1"), .example("-2^2", "-4"), .example("2^3^2", "512"),
      .text("@ is the product of matrices, and ' directly after a value transposes it."),
      .example("[1, 2; 3, 4] @ [1, 1]", "[3, 7]"), .example("[1, 2; 3, 4]'", "[1, 3; 2, 4]"),
      .text(
        "A comparison gives true or false, of tensors element by element. allclose(a, b) allows for rounding."
      ),
      .example("1 + 1 == 2", "true"), .example("sum([3, 1, 2] > 1)", "2"),
      .example("allclose(0.1 + 0.2, 0.3)", "true"),
      .text("and, or and not combine conditions; & and | do the same element by element (help masks)."),
      .example("x = 5; x > 0 and x < 9", "true"),
      .text("x |> f(y) is f(x, y): what was computed goes on as the first argument."),
      .example("[3, 4] |> max", "4"),
    ])

  static let indexing = HelpTopic(
    "indexing", "Parts of tensors, lists and records",
    [
      .text("Indices count from 1, as in a₁₁; end is the last. A row comes first, then a column."),
      .example("x = [1, 2, 3; 4, 5, 6]; x[2, 3]", "6"), .example("x[end, 1]", "4"),
      .example("x[2]", "[4, 5, 6]"),
      .text(": stands for all of a dimension, a range for some, and a vector for any in any order."),
      .example("x[:, 2]", "[2, 5]"), .example("x[1, 1:2]", "[1, 2]"),
      .example("x[:, [3, 1]]", "[3, 1; 6, 4]"),
      .text("A part can be assigned. The variable alone changes: assigning a value copies it."),
      .example("y = x; y[1, :] = 0; y", "[0, 0, 0; 4, 5, 6]"), .example("x[1, 1]", "1"),
      .text("A mask selects where it is true: v[v > 2] (help masks)."),
      .text("Lists have elements, records have fields; parts of their parts can be assigned too."),
      .example("l = list(1, \"two\"); l[2]", "\"two\""),
      .example("l[1] = [5, 6]; l[1][2] = 9; l[1]", "[5, 9]"), .example("l = append(l, 3); count(l)", "3"),
      .example("r = record(a=1); r[\"conv1.weight\"] = [2, 3]; r.a = list(4); r.a[1]", "4"),
      .example("for name in names(r) { print(name) }", nil),
    ])

  static let ranges = HelpTopic(
    "ranges", "Ranges",
    [
      .text("first:last and first:step:last include both ends."),
      .example("count(1:5)", "5"), .example("for i in 1:2:5 { print(i) }", nil),
      .example("[9, 8, 7, 6][end:-1:1]", "[6, 7, 8, 9]"),
      .text("In arithmetic a range is a vector of its numbers, and in brackets it is spliced."),
      .example("2 * (1:3)", "[2, 4, 6]"), .example("exp(-(-1:1)^2)", "[0.367879, 1, 0.367879]"),
      .example("[0, 2:4]", "[0, 2, 3, 4]"), .example("[1:3; 4:6]", "[1, 2, 3; 4, 5, 6]"),
      .text(
        "linspace(0, 1, 5) divides an interval. It is the better way to steps that are not whole numbers."),
      .example("linspace(0, 1, 5)", "[0, 0.25, 0.5, 0.75, 1]"),
      .text("In braces of a string a range is written in parentheses, since a format follows a colon."),
      .example("\"{(1:3)}\"", "\"1:3\""),
    ])

  static let masks = HelpTopic(
    "masks", "Masks",
    [
      .text("A comparison of tensors gives a boolean tensor. In arithmetic true is 1 and false is 0."),
      .example("v = [3, -1, 2]; sum(v > 0)", "2"), .example("(v > 0) * v", "[3, 0, 2]"),
      .text("As an index it selects the elements for which it is true; over the first dimension, the rows."),
      .example("v[v > 0]", "[3, 2]"), .example("v[v < 0] = 0; v", "[3, 0, 2]"),
      .example("x = [1, 2; 3, 4; 5, 6]; x[x[:, 1] > 2, :]", "[3, 4; 5, 6]"),
      .text(
        "&, | and not combine masks element by element, without parentheses around the comparisons. The keywords and, or take single conditions only."
      ),
      .example("v[v > 1 & v < 3]", "[2]"), .example("v[v == 0 | v == 3]", "[3, 0]"),
      .example("sum(not (v > 0))", "1"),
      .text(
        "all, any and sum look at a whole mask, nonzero gives indices from 1, where chooses between two values."
      ),
      .example("any(v > 2)", "true"), .example("nonzero(v > 0)", "[1; 3]"),
      .example("where(v > 2, v, 0)", "[3, 0, 0]"),
    ])

  static let strings = HelpTopic(
    "strings", "Strings and formats",
    [
      .text("Text is written in \"double\" or 'single' quotes. In double quotes, braces take an expression."),
      .example("loss = 0.0417; \"the loss is {loss}\"", "\"the loss is 0.0417\""),
      .text(
        "After a colon comes the format, as in Python: fill, alignment (< > ^ =), sign (+), 0, width, a comma for groups of digits, precision, and the type: e f g d % s."
      ),
      .example("\"{loss:.2f}\"", "\"0.04\""), .example("\"{loss:8.3f}|\"", "\"   0.042|\""),
      .example("\"{loss:.1%}\"", "\"4.2%\""),
      .example("\"{17210368:,}\"", "\"17,210,368\""), .example("\"{'net':<6}|{12:>6}\"", "\"net   |    12\""),
      .example("\"{loss:.2e}\"", "\"4.17e-02\""), .example("\"{[0.25, 0.75]:.1f}\"", "\"[0.2, 0.8]\""),
      .text(
        "A range in braces is written in parentheses. \\n, \\t, \\\", \\\\ and \\{ stand for what cannot be typed."
      ),
      .example("\"{(1:3)}\"", "\"1:3\""),
      .text("+ joins strings, count counts characters, an index picks some, number reads a number."),
      .example("\"max_\" + \"pool\"", "\"max_pool\""), .example("count(\"edge\")", "4"),
      .example("\"edge\"[1:2]", "\"ed\""),
      .example("number(\"1e3\") + 1", "1001"),
    ])
}
