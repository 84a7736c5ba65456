import Engine

/// Products of tensors, and parts of matrices.
enum MatrixFunctions {
  static let all: [BuiltIn] = [outer, kron, einsum, diag, tril, triu, trace]

  private static let outer = BuiltIn(
    "outer", .matrices, "Each element of one vector times each of another.",
    [.required("a", "a vector"), .required("b", "a vector")],
    formulas: ["y[i, j] = a[i] * b[j]"],
    examples: [
      .init(code: "outer([1, 2], [3, 4, 5])", result: "[3, 4, 5; 6, 8, 10]"),
      .init(code: "outer([1, 2], [1, 2; 3, 4])", fails: .rank),
    ],
    torch: "torch.outer(a, b)"
  ) { arguments throws(Diagnostic) in
    for position in 0...1 {
      let rank = try arguments.tensor(position).rank
      guard rank == 1 else {
        throw arguments.failure(
          .rank,
          "outer takes two vectors, and `\(arguments.name(position))` is \(arguments.value(position).briefly)",
          at: position, help: "kron(a, b) multiplies matrices block by block")
      }
    }
    let operation = try arguments.engine { () throws(TensorError) in try Einsum("i,j->ij") }
    return try arguments.calling(operation, 0, 1)
  }

  private static let kron = BuiltIn(
    "kron", .matrices,
    "The Kronecker product: each element of one matrix times all of another, block by block.",
    [.required("a", "a tensor of at most three dimensions"), .required("b", "another one")],
    examples: [
      .init(code: "kron([1, 2], [1, 10])", result: "[1, 10, 2, 20]"),
      .init(code: "kron(eye(2), [1, 2])", result: "[1, 2, 0, 0; 0, 0, 1, 2]"),
      .init(code: "kron(zeros(1, 1, 1, 1), [1])", fails: .rank),
    ],
    torch: "torch.kron(a, b)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(Kron(), 0, 1)
  }

  private static let equation = BuiltIn.Parameter.required(
    "equation",
    "a letter for each dimension of each operand, and after -> those of the result: \"ij,jk->ik\"")

  private static let einsum = BuiltIn(
    "einsum", .matrices, "Products of elements, summed, in Einstein's notation.",
    [equation, .variadic("operands", "as many tensors as the equation has, or one list of them")],
    details: """
      What has the same letter is multiplied; a letter that the result lacks is summed over; one that an operand has \
      twice goes along its diagonal. `...` stands for any further dimensions, which are broadcast.
      Without an arrow the result has the letters that occur once, in the order of the alphabet.
      """,
    examples: [
      .init(code: "einsum(\"ij,jk->ik\", [1, 2; 3, 4], [5, 6; 7, 8])", result: "[19, 22; 43, 50]"),
      .init(code: "einsum(\"ii\", [1, 2; 3, 4])", result: "5"),
      .init(code: "einsum(\"ij->ji\", [1, 2; 3, 4])", result: "[1, 3; 2, 4]"),
      .init(code: "shape(einsum(\"bij,bjk->bik\", ones(5, 2, 3), ones(5, 3, 4)))", result: "[5, 2, 4]"),
      .init(code: "einsum(\"ij,jk\", [1, 2; 3, 4], [1, 2])", fails: .rank),
      .init(code: "einsum(\"i-j\", [1, 2])", fails: .option),
    ],
    torch: "torch.einsum(\"ij,jk->ik\", a, b)"
  ) { arguments throws(Diagnostic) in
    let text = try arguments.string(equation)
    let operation: Einsum
    do throws(TensorError) { operation = try Einsum(text) } catch {
      throw arguments.failure(.option, error.message, at: equation, help: error.help)
    }
    let operands = try JoiningFunctions.tensors(arguments, hasDimension: false)
    guard operation.operandCount.contains(operands.count) else {
      let count = operation.operandCount.lowerBound
      throw arguments.failure(
        .missingArgument,
        "the equation \"\(text)\" has \(Formatter.count(count, "operand")), and \(operands.count) \(operands.count == 1 ? "is" : "are") given",
        at: equation)
    }
    return OperationCall(
      operation: operation, operands: operands, positions: JoiningFunctions.restPositions(arguments))
  }

  private static let diag = BuiltIn(
    "diag", .matrices, "The diagonal of a matrix, or a matrix with a vector as its diagonal.",
    [.required("x", "a matrix or a vector"), .option(Diag.diagonal.option)],
    examples: [
      .init(code: "diag([1, 2; 3, 4])", result: "[1, 4]"),
      .init(code: "diag([1, 2])", result: "[1, 0; 0, 2]"),
      .init(code: "diag([1, 2; 3, 4], 1)", result: "[2]"), .init(code: "diag(zeros(2, 2, 2))", fails: .rank),
    ],
    torch: "torch.diag(x, diagonal=0)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(Diag(diagonal: try arguments[Diag.diagonal]), 0)
  }

  private static let tril = triangle("tril", "lower", "[1, 0; 3, 4]") { Tril(diagonal: $0) }
  private static let triu = triangle("triu", "upper", "[1, 2; 0, 4]") { Triu(diagonal: $0) }

  private static func triangle(
    _ name: String, _ side: String, _ result: String,
    _ make: @escaping @Sendable (Int) -> some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .matrices, "The \(side) triangle of matrices, with zeros elsewhere.",
      [.required("x", "a matrix, or several"), .option(TriangularOptions.diagonal.option)],
      examples: [
        .init(code: "\(name)([1, 2; 3, 4])", result: result), .init(code: "\(name)([1, 2])", fails: .rank),
      ],
      torch: "torch.\(name)(x, diagonal=0)"
    ) { arguments throws(Diagnostic) in
      try arguments.calling(make(try arguments[TriangularOptions.diagonal]), 0)
    }
  }

  private static let trace = BuiltIn(
    "trace", .matrices, "The sum of a matrix's diagonal.", [.required("x", "a matrix")],
    formulas: ["y = sum over i of x[i, i]"],
    examples: [
      .init(code: "trace([1, 2; 3, 4])", result: "5"), .init(code: "trace([1, 2])", fails: .rank),
    ],
    torch: "torch.trace(x)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(Trace(), 0)
  }
}
