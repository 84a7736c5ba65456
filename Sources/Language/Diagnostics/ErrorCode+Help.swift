extension ErrorCode {
  /// What the code stands for, in a few words.
  package var meaning: String { page.meaning }
  /// How it comes about and what to do, with an example.
  package var advice: String { page.advice }

  private var page: (meaning: String, advice: String) {
    switch self {
    case .unexpectedToken:
      (
        "unexpected text",
        "Often a comma, a bracket or an operator is missing before the mark: f(1 2) should be f(1, 2)."
      )
    case .unclosed:
      ("an unmatched bracket", "Every ( [ { needs its ) ] }, in the reverse order: f([1, 2]).")
    case .invalidCharacter:
      (
        "an unexpected character",
        "Full-width punctuation of a Chinese input method is the usual cause: （ is not (."
      )
    case .unterminatedString:
      (
        "a string that does not end",
        "A string ends on the line where it starts: \"text\" or 'text'. ' transposes only directly after an operand: x'."
      )
    case .invalidNumber:
      (
        "neither a number nor a name",
        "A product needs its sign, 2 * x, and a name starts with a letter. A whole number beyond int64 that float64 would round "
          + "gets a point or an exponent: 1e23."
      )
    case .foreignOperator:
      (
        "an operator from another language",
        "Here: and, or, not, != and ^; x = x + 1 instead of +=; comments start with #."
      )
    case .missingComma:
      (
        "elements without a comma between them",
        "[1, 2] is a row, [1; 2] a column. [1 -1] could be two elements or a difference, so it is neither."
      )
    case .tooDeep:
      (
        "brackets, blocks or terms nested too deep",
        "Store a part of the expression in a variable, and use that."
      )
    case .invalidAssignment:
      (
        "an invalid target of an assignment",
        "On the left of = is a name, or a part of a tensor: x[1, 2] = 3. A comparison is ==."
      )
    case .invalidText: ("bytes that are not UTF-8", "Save the file as UTF-8.")
    case .format:
      (
        "a format that does not fit",
        "In \"{x:8.3f}\" a width, a precision and a type follow the colon, as in Python: e, f, g, d and % write numbers, s writes "
          + "text. A range in braces is written in parentheses: \"{(1:3)}\"."
      )
    case .shapes:
      (
        "shapes that do not fit each other",
        "Element by element, sizes must be equal or 1: [2, 3] fits [3] but not [2]. shape(x) shows the shape."
      )
    case .rank:
      (
        "the wrong number of dimensions",
        "Pictures are [H, W], [C, H, W] or [N, C, H, W]; reshape(x, 1, 28, 28) adds dimensions."
      )
    case .channels:
      (
        "kernel and picture have different numbers of channels",
        "A filter has as many channels as the picture: [8, 3, 3, 3] for colour. gray(x) converts three channels to one."
      )
    case .size:
      (
        "an impossible size",
        "A kernel larger than the padded picture, a negative size, the maximum of an empty tensor."
      )
    case .ragged: ("rows of different length", "Every row of a tensor is equally long: [1, 2; 3, 4].")
    case .undefinedName:
      ("a name without a value", "Assign it first, or look for a typing error: names are case-sensitive.")
    case .missingArgument: ("a missing argument", "help NAME shows what a function takes.")
    case .extraArgument:
      ("more arguments than parameters", "Options are given by name: conv(x, k, stride=2).")
    case .unknownArgument:
      (
        "an unknown option",
        "help NAME lists the options. Names are PyTorch's: dim, keepdim, stride, padding."
      )
    case .notCallable:
      ("a call of something that is not a function", "Parentheses call, brackets index: f(1), x[1].")
    case .foreignHabit: ("a habit from another language", "The help line shows how it is written here.")
    case .repeatedArgument: ("an argument given twice", "Give it once, by position or by name.")
    case .misplacedStatement:
      ("a statement in the wrong place", "break and continue belong in loops, return in functions.")
    case .wrongType:
      ("a value of the wrong kind", "The message says which kind is needed; help NAME says more.")
    case .option: ("an option with an impossible value", "help NAME lists the possible values.")
    case .condition:
      (
        "a condition that is neither true nor false",
        "Compare: if sum(x) > 0 { … }. For tensors all(x > 0) or any(x > 0)."
      )
    case .unknownField: ("a record without that field", "print(r) shows a record's fields.")
    case .dtype: ("an element type that does not fit", "f32(x) and f64(x) convert.")
    case .expectation:
      (
        "a value that is not the expected one",
        "From expect(value, expected), or from an expected output in a script."
      )
    case .overflow:
      (
        "a whole number out of range",
        "The largest int64 is 9223372036854775807. f64(x) computes with floating-point numbers, which are rounded instead."
      )
    case .index:
      ("an index out of range", "Indices go from 1 to the size, which shape(x) shows; `end` is the last.")
    case .indexZero: ("the index 0", "Indices count from 1, as in the lecture: a₁₁ is a[1, 1].")
    case .indexNegative: ("a negative index", "Count from the end with `end`: x[end], x[end - 1].")
    case .indexCount:
      ("too many indices, or none", "At most one for each dimension; x[2] of a matrix is its second row.")
    case .indexWhole: ("an index between two whole numbers", "affine(x, theta) samples between the pixels.")
    case .tooManyNumbers:
      (
        "a range of too many numbers",
        "A range has at most 2^53 numbers, because beyond that not every whole number exists; 1:1e6 is a range."
      )
    case .gradient:
      (
        "a gradient that does not exist",
        "A gradient is taken of one number: sum(…) or [i, j] makes one. Second derivatives are numeric only."
      )
    case .gradientCheck:
      (
        "two gradients that disagree",
        "The help says what the function does there. At a kink or a jump central differences mislead; "
          + "where the function is not finite, or has no finite derivative, there is no gradient; otherwise one of the two is wrong."
      )
    case .divergence:
      (
        "a training run whose loss is not finite, or explodes",
        "The learning rate is too large, or the pictures are not from 0 to 1. The last good network is in `ans`."
      )
    case .file:
      (
        "a file that cannot be read or written",
        "Relative names start from the folder where fovea was started."
      )
    case .fileContents:
      (
        "a file with unexpected contents",
        "It may be cut short, damaged, or of a different kind than its name says."
      )
    case .memory:
      (
        "not enough memory",
        "The limit is three quarters of what was free at the start; FOVEA_MEMORY=4G sets another."
      )
    case .interrupted:
      (
        "interrupted",
        "Ctrl-C stopped it; at the prompt what had been assigned is kept, and undo takes it back."
      )
    case .recursion:
      (
        "endless recursion",
        "A recursion needs a case that does not call itself: f(n) = if n == 0 { 1 } else { n * f(n - 1) }."
      )
    case .tooLong: ("a program that is too long", "Split it into several files.")
    case .explain: ("no explanation for this", "Name an operation and one element: explain conv(x, k)[1, 1].")
    case .command: ("a command that does not fit here", "help lists the commands.")
    case .lesson:
      (
        "a fault in a lesson, or a missing lesson",
        "lesson alone lists the lessons; fovea check FILE says what is wrong with one."
      )
    }
  }
}
