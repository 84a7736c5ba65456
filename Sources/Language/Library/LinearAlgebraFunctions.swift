import Engine

/// Norms, systems of linear equations, and what matrices are made of.
enum LinearAlgebraFunctions {
  static let all: [BuiltIn] = [norm, solve, inv, det, svd]

  private static let order = OptionKey<NormOrder>(
    "p", default: .number(2), style: .either,
    "2, 1, inf, any other number, or \"fro\" (as 2) and \"nuc\" (the sum of a matrix's singular values)")
  private static let dimensions = OptionKey<Dimensions>(
    "dim", default: .all, "the dimension to go along, counted from 1, or [1, 2] for several; all without it")

  private static let norm = BuiltIn(
    "norm", .matrices, "The length of a vector, or of all elements as one vector; along dimensions too.",
    [
      .required("x", "a tensor"), .option(order.option), .option(dimensions.option),
      .option(ReductionOptions.keepDimensions.option),
    ],
    formulas: ["y = sum(abs(x)^p)^(1 / p)"],
    details: """
      For p=inf it is the largest absolute value, for p=-inf the smallest, for p=0 how many elements are not 0.
      The elements of a matrix count as one vector. The largest singular value, which NumPy and MATLAB call its 2-norm, is \
      svd(x).S[1].
      Where the norm is 0, so is its gradient. Of a network, or of a gradient, it is the norm of all its weights and biases.
      """,
    examples: [
      .init(code: "norm([3, 4])", result: "5"), .init(code: "norm([1, -2; 3, -4], 1)", result: "10"),
      .init(code: "norm([3, 4; 6, 8], dim=2)", result: "[5, 10]"),
      .init(code: "norm([1, -5, 2], inf)", result: "5"),
      .init(code: "norm([1, 2], dim=2)", fails: .option),
    ],
    torch: "torch.norm(x, p=2, dim=None), torch.linalg.vector_norm(x)",
    operation: { arguments throws(Diagnostic) in
      guard case .number(let p) = try arguments[order] else {
        throw arguments.failure(.explain, "there is no explanation for the nuclear norm", at: order)
      }
      return try arguments.calling(try vectorNorm(arguments, p), 0).erased
    }
  ) { arguments throws(Diagnostic) in
    if let network = arguments.object(0, as: NetworkObject.self) {
      guard arguments.optional(order) == nil, arguments.optional(dimensions) == nil else {
        throw arguments.failure(
          .option, "of a network the norm is that of all its weights and biases, without `p` and `dim`", at: 0
        )
      }
      return try arguments.norm(of: network)
    }
    guard case .number(let p) = try arguments[order] else { return try nuclearNorm(arguments) }
    if arguments.optional(order) != nil, arguments.optional(dimensions) == nil,
      try arguments.tensor(0).rank == 2
    {
      arguments.interpreter.noteOnce(
        "norm", "norm takes the elements of a matrix as one vector; its largest singular value is svd(x).S[1]"
      )
    }
    return try arguments.apply(try vectorNorm(arguments, p), 0)
  }

  private static func vectorNorm(_ arguments: Arguments, _ p: Double) throws(Diagnostic) -> Norm {
    Norm(
      p: p, axes: try arguments.axes(dimensions, rank: try arguments.tensor(0).rank),
      keepDimensions: try arguments[ReductionOptions.keepDimensions])
  }

  private static func nuclearNorm(_ arguments: Arguments) throws(Diagnostic) -> Value {
    let x = try arguments.tensor(0)
    let axes = try arguments.axes(dimensions, rank: x.rank)
    guard x.rank >= 2, axes.isEmpty ? x.rank == 2 : Set(axes) == [x.rank - 2, x.rank - 1] else {
      throw arguments.failure(
        .option, "p=\"nuc\" takes a matrix, or the last two dimensions of several: dim=[-2, -1]", at: order)
    }
    let keeps = try arguments[ReductionOptions.keepDimensions]
    return try arguments.engine([0]) { () throws(TensorError) in
      let execution = arguments.interpreter.execution
      let values = try SVD.decomposition(of: x, in: execution).s
      let sum = try Sum(axes: [x.rank - 2]).apply([values], in: execution)
      return .tensor(keeps ? try Reshape(sum.shape.array + [1, 1]).apply([sum], in: execution) : sum)
    }
  }

  private static let solve = BuiltIn(
    "solve", .matrices, "The solution x of the linear equations a @ x = b.",
    [
      .required("a", "a square matrix, or several"),
      .required("b", "the right side: a vector, or a matrix with a right side in each column"),
    ],
    details: "It is faster and more exact than inv(a) @ b. A singular matrix is an error.",
    examples: [
      .init(code: "solve([2, 0; 1, 4], [2, 9])", result: "[1, 2]"),
      .init(code: "solve([1, 2; 2, 4], [1, 2])", fails: .option),
      .init(code: "solve([1, 2; 3, 4], [1, 2, 3])", fails: .shapes),
    ],
    torch: "torch.linalg.solve(a, b)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(Solve(), 0, 1)
  }

  private static let inv = BuiltIn(
    "inv", .matrices, "The inverse of a square matrix.", [.required("x", "a square matrix, or several")],
    details: """
      A singular matrix is an error, and one that is singular up to rounding gets a note.
      To solve equations, solve(x, b) is faster and more exact.
      """,
    examples: [
      .init(code: "inv([2, 0; 0, 4])", result: "[0.5, 0; 0, 0.25]"),
      .init(code: "allclose(inv([1, 2; 3, 4]) @ [1, 2; 3, 4], eye(2), atol=1e-5)", result: "true"),
      .init(code: "inv([1, 2; 2, 4])", fails: .option),
      .init(code: "inv([1, 2, 3; 4, 5, 6])", fails: .shapes),
    ],
    torch: "torch.linalg.inv(x)",
    operation: { arguments throws(Diagnostic) in try arguments.calling(Inverse(), 0).erased }
  ) { arguments throws(Diagnostic) in
    let result = try arguments.apply(Inverse(), 0)
    if case .tensor(let x) = arguments.value(0), case .tensor(let inverse) = result, x.rank == 2 {
      try noteCondition(of: x.detached, inverse.detached, arguments)
    }
    return result
  }

  /// Says so where rounding may have changed every digit of an inverse.
  private static func noteCondition(
    of x: Tensor, _ inverse: Tensor, _ arguments: Arguments
  ) throws(Diagnostic) {
    let epsilon = inverse.dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let condition = try arguments.engine { () throws(TensorError) in
      let execution = arguments.interpreter.execution
      func size(_ matrix: Tensor) throws(TensorError) -> Double {
        guard matrix.count > 0 else { return 0 }
        let columns = try Norm(p: 1, axes: [0]).apply([matrix], in: execution)
        return try Norm(p: .infinity).apply([columns], in: execution).element(0)
      }
      return try size(x) * size(inverse)
    }
    guard condition * epsilon >= 1 else { return }
    arguments.interpreter.noteOnceInCell(
      "inv", "the matrix is singular up to rounding: no digit of its inverse can be relied on")
  }

  private static let det = BuiltIn(
    "det", .matrices, "The determinant of a square matrix.", [.required("x", "a square matrix, or several")],
    details: "Its derivatives with respect to the elements are the cofactors, also where it is 0.",
    examples: [
      .init(code: "det([1, 2; 3, 4])", result: "-2"),
      .init(code: "grad(det, [1, 2; 3, 4])", result: "[4, -3; -2, 1]"),
      .init(code: "det([1, 2, 3; 4, 5, 6])", fails: .shapes),
    ],
    torch: "torch.linalg.det(x)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(Determinant(), 0)
  }

  private static let svd = BuiltIn(
    "svd", .matrices, "The singular value decomposition: x = U @ diag(S) @ Vh.",
    [.required("x", "a matrix, or several, of finite numbers")],
    details: """
      A record of U, S and Vh, as PyTorch's with full_matrices=False: for an m × n matrix and k = min(m, n), U is m × k, \
      Vh is k × n, and S holds the k singular values, largest first.
      Signs: in each column of U the first element that is at least half as large as its largest is positive.
      The gradient through S always exists; the one through U and Vh does not where two singular values are equal.
      """,
    examples: [
      .init(code: "svd([3, 0; 0, 4]).S", result: "[4, 3]"),
      .init(
        code: "r = svd([1, 2; 3, 4; 5, 6]); allclose(r.U @ diag(r.S) @ r.Vh, [1, 2; 3, 4; 5, 6], atol=1e-5)",
        result: "true"),
      .init(code: "svd([1, nan; 2, 3])", fails: .option), .init(code: "svd([1, 2])", fails: .rank),
    ],
    torch: "torch.linalg.svd(x, full_matrices=False)",
    operation: { arguments throws(Diagnostic) in try arguments.calling(SVD(), 0).erased }
  ) { arguments throws(Diagnostic) in
    let x = try arguments.tensor(0)
    let (u, s, v) = try arguments.engine([0]) { () throws(TensorError) in
      try SVD.decomposition(of: x, in: arguments.interpreter.execution)
    }
    return .record(RecordBox(["U", "S", "Vh"], [.tensor(u), .tensor(s), .tensor(v)]))
  }
}

/// Which norm: a number p, or by its name.
enum NormOrder: ArgumentValue {
  case number(Double)
  /// The sum of the singular values.
  case nuclear

  private static let names: [String: NormOrder] = ["fro": .number(2), "nuc": .nuclear]

  init?(_ setting: SettingValue) {
    if let number = Double(setting) {
      self = .number(number)
    } else if case .word(let word) = setting, let named = NormOrder.names[word] {
      self = named
    } else {
      return nil
    }
  }

  var setting: SettingValue {
    switch self {
    case .number(let p): p.setting
    case .nuclear: .word("nuc")
    }
  }

  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> NormOrder {
    guard case .string(let box) = arguments.value(parameter) else {
      return .number(try arguments.number(parameter))
    }
    guard let named = names[box.text] else {
      throw arguments.failure(
        .option, "`p` must be a number, \"fro\" or \"nuc\", not \"\(box.text)\"", at: parameter)
    }
    return named
  }
}
