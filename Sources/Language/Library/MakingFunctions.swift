import Engine

/// Functions that make tensors out of a shape.
enum MakingFunctions {
  static let all: [BuiltIn] = [
    filled("zeros", "A tensor of zeros.", 0, "zeros(2, 2)", "[0, 0; 0, 0]"),
    filled("ones", "A tensor of ones.", 1, "ones(3)", "[1, 1, 1]"),
    full, eye, arange, linspace,
    like("zeros", 0, "[0, 0; 0, 0]"), like("ones", 1, "[1, 1; 1, 1]"),
  ]

  static let extents = BuiltIn.Parameter.variadic("shape", "the sizes, one by one or as [h, w]")

  static func shape(_ arguments: Arguments) throws(Diagnostic) -> Shape {
    let extents = try arguments.integers(arguments.rest, arguments.restSpans)
    return try arguments.engine { () throws(TensorError) in try Shape(checking: extents) }
  }

  private static func filled(
    _ name: String, _ summary: String, _ value: Double, _ code: String, _ result: String
  ) -> BuiltIn {
    BuiltIn(
      name, .making, summary, [extents],
      examples: [.init(code: code, result: result), .init(code: "\(name)(2, -1)", fails: .size)],
      torch: "torch.\(name)(2, 2)"
    ) { arguments throws(Diagnostic) in
      let shape = try shape(arguments)
      return .tensor(
        try arguments.engine { () throws(TensorError) in
          try Tensor(filled: value, shape, in: arguments.interpreter.execution)
        })
    }
  }

  private static func like(_ name: String, _ value: Double, _ result: String) -> BuiltIn {
    BuiltIn(
      name + "_like", .making, "A tensor of \(name), of the shape and the type of another one.",
      [.required("x", "a tensor")],
      examples: [
        .init(code: "\(name)_like([1, 2; 3, 4])", result: result),
        .init(code: "dtype(\(name)_like(f64([1, 2])))", result: "\"float64\""),
        .init(code: "\(name)_like(\"text\")", fails: .wrongType),
      ], torch: "torch.\(name)_like(x)"
    ) { arguments throws(Diagnostic) in
      if case .number = arguments.value(0) { return .number(value) }
      let x = try arguments.tensor(0)
      return .tensor(
        try arguments.engine { () throws(TensorError) in
          try Tensor(filled: value, x.shape, x.dtype, in: arguments.interpreter.execution)
        })
    }
  }

  private static let full = BuiltIn(
    "full", .making, "A tensor with the same number everywhere.",
    [.required("value", "the number, which comes before the extents: full(7, 3, 4)"), extents],
    examples: [.init(code: "full(7, 2)", result: "[7, 7]"), .init(code: "full(0, -2)", fails: .size)],
    torch: "torch.full((2,), 7)"
  ) { arguments throws(Diagnostic) in
    let shape = try shape(arguments)
    guard case .tensor(let value) = arguments.value(0), value.rank == 0 else {
      let value = try arguments.number(0)
      return .tensor(
        try arguments.engine { () throws(TensorError) in
          try Tensor(filled: value, shape, in: arguments.interpreter.execution)
        })
    }
    // A sum with zeros, so that a gradient flows to the value and its type is kept.
    return try arguments.engine { () throws(TensorError) in
      let zeros = try Tensor(zeros: shape, value.dtype == .uint8 ? .float32 : value.dtype)
      return try arguments.interpreter.apply(Add(), [.tensor(zeros), .tensor(value)])
    }
  }

  private static let eye = BuiltIn(
    "eye", .making, "The identity matrix: ones on the diagonal.", [.required("n", "rows and columns")],
    examples: [.init(code: "eye(2)", result: "[1, 0; 0, 1]"), .init(code: "eye(-1)", fails: .option)],
    torch: "torch.eye(2)"
  ) { arguments throws(Diagnostic) in
    let n = try arguments.integer(0)
    return .tensor(
      try arguments.engine { () throws(TensorError) in
        var result = try Tensor(zeros: Shape(checking: [n, n]))
        for index in 0..<n { try result.setElement(index * n + index, to: 1) }
        return result
      })
  }

  private static let step = OptionKey("step", default: 1.0, style: .either, "from one to the next")

  private static let arange = BuiltIn(
    "arange", .making, "The numbers from `first` to `last` as a tensor, both ends included.",
    [
      .required("first", "where it starts"), .required("last", "where it ends"), .option(step.option),
    ],
    details: "the range first:step:last as a tensor; PyTorch's arange excludes its end",
    examples: [
      .init(code: "arange(1, 4)", result: "[1, 2, 3, 4]"), .init(code: "arange(1, 5, 0)", fails: .option),
    ], torch: "torch.arange(1, 5)"
  ) { arguments throws(Diagnostic) in
    let step = try arguments[step]
    guard step != 0, step.isFinite else {
      throw arguments.failure(.option, "`step` must be a number other than 0", at: MakingFunctions.step)
    }
    let (first, last) = (try arguments.number(0), try arguments.number(1))
    guard first.isFinite, last.isFinite else {
      throw arguments.failure(
        .option, "arange goes from one finite number to another", at: first.isFinite ? 1 : 0)
    }
    guard let range = RangeBox(first: first, step: step, last: last) else {
      throw arguments.failure(
        .memory, "these are more than 2^53 numbers, which is too many for any memory", at: 1)
    }
    // Who begins at 0 may come from where the end is left out.
    if first == 0, range.count > 1, first + step * Double(range.count - 1) == last {
      arguments.interpreter.noteOnce(
        "arange",
        "arange includes its last number, here \(Formatter.number(last)), as ranges do; NumPy and PyTorch leave it out"
      )
    }
    return .tensor(try arguments.tensor(of: range))
  }

  private static let count = OptionKey<Int>.required("count", limits: .from(0), "how many")

  private static let linspace = BuiltIn(
    "linspace", .making, "`count` numbers, evenly spaced from `first` to `last`.",
    [
      .required("first", "where it starts"), .required("last", "where it ends"),
      .option(count.option),
    ],
    formulas: ["y[i] = first + (i - 1) * (last - first) / (count - 1)"],
    examples: [
      .init(code: "linspace(0, 1, 3)", result: "[0, 0.5, 1]"),
      .init(code: "linspace(0, 1, -1)", fails: .option),
    ], torch: "torch.linspace(0, 1, 3)"
  ) { arguments throws(Diagnostic) in
    let (first, last) = (try arguments.number(0), try arguments.number(1))
    let count = try arguments[count]
    return .tensor(
      try arguments.engine { () throws(TensorError) in
        var result = try Tensor(zeros: Shape(checking: [count]))
        for index in 0..<count {
          if index & 0xFFFF == 0 { try arguments.interpreter.execution.checkCancelled() }
          let part = count > 1 ? Double(index) / Double(count - 1) : 0
          try result.setElement(index, to: first * (1 - part) + last * part)
        }
        return result
      })
  }
}
