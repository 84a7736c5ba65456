/// What help says of the signs and the keywords of the language; the statements are in `StatementHelp`.
extension StatementHelp {
  static let signs: [String: Entry] = [
    "+": Entry(
      form: "a + b", meaning: "The sum, element by element; of strings and of lists, one after the other.",
      example: "[1, 2] + [10; 20]"),
    "-": Entry(form: "a - b, -a", meaning: "The difference, element by element.", example: "[3, 4] - 1"),
    "*": Entry(
      form: "a * b", meaning: "The product element by element. @ is that of matrices.",
      example: "[1, 2] * [3, 4]"),
    "/": Entry(form: "a / b", meaning: "The quotient, element by element.", example: "[1, 2] / 4"),
    "%": Entry(
      form: "a % b", meaning: "The remainder, with the sign of b. A comment begins with #.", example: "-7 % 3"
    ),
    "^": Entry(
      form: "a ^ b", meaning: "The power, element by element. It binds tighter than a sign: -2^2 is -4.",
      example: "[1, 2, 3]^2"),
    "@": Entry(
      form: "A @ B",
      meaning: "The product of matrices, as in NumPy and PyTorch; of two vectors the sum of products.",
      example: "[1, 2; 3, 4] @ [1, 1]"),
    "'": Entry(
      form: "x'", meaning: "Directly after a value it transposes. Elsewhere it begins a string: 'text'.",
      example: "[1, 2; 3, 4]'"),
    "==": Entry(
      form: "a == b", meaning: "Whether they are equal, of tensors element by element. = assigns.",
      example: "[1, 2] == [1, 3]"),
    "!=": Entry(
      form: "a != b", meaning: "Whether they differ, of tensors element by element.", example: "2 != 3"),
    "<": Entry(
      form: "a < b", meaning: "Whether a is less, element by element.", example: "sum([1, 5, 2] < 3)"),
    "<=": Entry(form: "a <= b", meaning: "Whether a is at most b, element by element.", example: "3 <= 3"),
    ">": Entry(form: "a > b", meaning: "Whether a is greater, element by element.", example: "[1, 5, 2] > 1"),
    ">=": Entry(form: "a >= b", meaning: "Whether a is at least b, element by element.", example: "3 >= 4"),
    "=": Entry(
      form: "name = value",
      meaning:
        "Gives a variable its value, or a part of it: x[1, 2] = 3, r.a = 4. f(x) = … defines a function. == compares.",
      example: "x = [1, 2]; x[1] = 5; x"),
    ":": Entry(
      form: "first:last, first:step:last",
      meaning: "A range, both ends included; alone in brackets, all of a dimension.",
      example: "[5, 6, 7, 8][2:3]"),
    ",": Entry(
      form: "a, b", meaning: "Separates the elements of a row, the arguments of a call, and indices.",
      example: "[1, 2, 3]"),
    ";": Entry(
      form: "a; b",
      meaning: "Ends a statement, whose value is then not shown. In brackets it begins the next row.",
      example: "x = 3; [1, 2; 3, 4]"),
    ".": Entry(
      form: "r.name", meaning: "A field of a record, of a network or of a data set. Values have no methods.",
      example: "record(a=1).a"),
    "[": Entry(
      form: "[1, 2; 3, 4], x[i, j]", meaning: "A tensor, row by row; directly after a value, a part of it.",
      example: "[1, 2; 3, 4][2, 1]"),
    "(": Entry(
      form: "(a + b) * c, f(x)", meaning: "Groups; directly after a name, calls a function.",
      example: "(1 + 2) * 3"),
    "{": Entry(
      form: "{ a; b }",
      meaning: "A block of statements, whose value is that of the last; in a string, an expression.",
      example: "f(x) = { y = x + 1; y^2 }; f(2)"),
    "#": Entry(
      form: "# text", meaning: "A comment, to the end of the line. Directly above a function it is its help.",
      example: "1 + 1  # two"),
    "&": Entry(
      form: "a & b", meaning: "Both of two comparisons or other masks, element by element: help masks.",
      example: "[1, 5, 2] > 1 & [1, 5, 2] < 4"),
    "|": Entry(
      form: "a | b",
      meaning: "At least one of the two, element by element: help masks. |> passes a value on.",
      example: "[1, 5, 2] > 4 | [1, 5, 2] < 2"),
    "\"": Entry(
      form: "\"text {x:.2f}\"",
      meaning: "A string, in which braces take an expression and a format: help strings.",
      example: "\"{0.125:.2f}\""),
  ]

  static let keywords: [String: Entry] = [
    "and": Entry(
      form: "a and b",
      meaning:
        "Whether both conditions are true; the second is evaluated only if the first is true. Of tensors, element by element, it is &.",
      example: "x = 5; x > 0 and x < 9"),
    "or": Entry(
      form: "a or b",
      meaning:
        "Whether at least one of two conditions is true; the second is evaluated only if the first is false. Of tensors, element by element, it is |.",
      example: "x = 5; x < 0 or x > 3"),
    "not": Entry(form: "not a", meaning: "Whether a condition is false.", example: "not (1 > 2)"),
    "else": Entry(
      form: "if condition { … } else { … }",
      meaning: "What is done if the condition is false; else if tests another one.",
      example: "if 1 > 2 { \"yes\" } else { \"no\" }"),
    "in": Entry(
      form: "for name in sequence { … }", meaning: "Comes before what a loop iterates over.",
      example: "for x in list(1, 2) { print(x) }"),
    "break": Entry(
      form: "break", meaning: "Ends the loop around it.", example: "for i in 1:9 { if i > 3 { break } }; i"),
    "continue": Entry(
      form: "continue", meaning: "Continues with the next iteration of the loop around it.",
      example: "s = 0; for i in 1:4 { if i == 2 { continue }; s = s + i }; s"),
    "return": Entry(
      form: "return value", meaning: "Leaves the function around it with a value.",
      example: "sign_of(x) = { if x < 0 { return -1 }; 1 }; sign_of(-3)"),
    "true": Entry(
      form: "true", meaning: "The result of a comparison that holds; in arithmetic it is 1.",
      example: "true and 1 < 2"),
    "false": Entry(
      form: "false", meaning: "The result of a comparison that does not hold; in arithmetic it is 0.",
      example: "false or 1 < 2"),
    "none": Entry(
      form: "none",
      meaning:
        "No value. Assigned to a variable it frees the memory; assigned to the name of a built-in, it brings the function back.",
      example: "x = [1, 2]; x = none"),
  ]
}
