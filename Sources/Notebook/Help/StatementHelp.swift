import Language

/// What help says of the words that are no functions.
enum StatementHelp {
  struct Entry {
    let form: String
    let meaning: String
    let example: String
    /// What it takes, where it has options.
    var builtIn: BuiltIn?
  }

  /// The description of a statement's options; nil for one that has none.
  static func builtIn(_ word: String) -> BuiltIn? { entries[word]?.builtIn }

  /// All of them, by what is typed behind `help`.
  static let entries = statements.merging(signs) { first, _ in first }.merging(keywords) { first, _ in first }

  private static let statements: [String: Entry] = [
    "show": Entry(
      form: "show E, range=[0, 1], caption=\"text\", file=\"name.png\"",
      meaning: ShowStatement.builtIn.summary,
      example: "show list([1, 2; 3, 4], eye(2))", builtIn: ShowStatement.builtIn),
    "explain": Entry(
      form: "explain E",
      meaning: """
        Takes one element of an operation's result apart: where it came from, and its derivatives. It follows a pipeline
        back to its input elements, and grad(f, x)[i, j] back through the tape.
        """, example: "explain conv([1, 2; 3, 4], [[1, 1]])[1, 1]"),
    "slide": Entry(
      form: "slide E",
      meaning:
        "Explains one element of a result after the other: space for the next, b for the one before, q to leave.",
      example: "slide conv([1, 2, 3; 4, 5, 6], [1; 1])"),
    "time": Entry(
      form: "time E",
      meaning:
        "Runs a statement and says how long it took. Any statement may follow, or a block: time { a = 1; b = a + 1 }.",
      example: "time s = sum(rand(1000, 1000))"),
    "use": Entry(
      form: "use \"file.fov\"",
      meaning: """
        Runs another file's statements on the same variables. It is looked for next to the file that uses it, then in the
        folder where fovea was started.
        """,
      example: "use \"helpers.fov\""),
    "if": Entry(
      form: "if condition { … } else { … }",
      meaning:
        "Runs one of two blocks; also as an expression. A condition is a single true or false.",
      example: "size = if 3 > 2 { \"large\" } else { \"small\" }"),
    "for": Entry(
      form: "for name in sequence { … }",
      meaning:
        "Repeats a block for each value of a range, a list, or a tensor's first dimension. break ends the loop, continue goes on with the next value.",
      example: "s = 0; for i in 1:10 { s = s + i }"),
    "while": Entry(
      form: "while condition { … }", meaning: "Repeats a block as long as the condition is true.",
      example: "n = 1; while n < 100 { n = n * 2 }"),
    "->": Entry(
      form: "x -> expression", meaning: "A function without a name; (x, y) -> … takes two.",
      example: "(x -> x^2)(3)"),
    "|>": Entry(
      form: "x |> f(y)", meaning: "f(x, y): passes the value on as the first argument.",
      example: "[1, 2; 3, 4] |> conv([1; 1]) |> sum"),
    "ans": Entry(
      form: "ans", meaning: "The latest result; Out[3] is that of In[3], and Out is a list of all results.",
      example: "1 + 1; ans * 2"),
    "Out": Entry(
      form: "Out[3]",
      meaning:
        "The result of In[3]; Out is the list of all. Those of the last 10,000 cells are kept, 256 MB at most.",
      example: "1 + 1; count(Out)"),
    "end": Entry(form: "x[end]", meaning: "Inside brackets the last index.", example: "[1, 2, 3][end]"),
  ]
}
