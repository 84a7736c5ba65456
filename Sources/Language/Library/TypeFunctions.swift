import Engine

/// Functions that ask for the type of elements, or convert to another.
enum TypeFunctions {
  static let all: [BuiltIn] = [dtype, f32, f64, i64]

  private static let dtype = BuiltIn(
    "dtype", .shapes, "The type of a tensor's elements.", [.required("x", "a tensor or a number")],
    examples: [
      .init(code: "dtype([1, 2])", result: "\"float32\""),
      .init(code: "dtype(\"text\")", fails: .wrongType),
    ], torch: "x.dtype"
  ) { arguments throws(Diagnostic) in
    if case .number = arguments.value(0) { return .string(DType.float64.name) }
    return .string(try arguments.tensor(0).dtype.name)
  }

  private static let f32 = converter("f32", .float32, "single precision: about 7 digits")
  private static let f64 = converter("f64", .float64, "double precision: about 16 digits")

  private static let i64 = BuiltIn(
    "i64", .shapes, "The elements as whole numbers (int64), without their decimals.",
    [.required("x", "a tensor or a number")],
    details: """
      Arithmetic on int64 stays int64, and a result beyond it is an error; only / gives floating-point numbers. round(x) \
      before it takes the nearest whole number. There is no gradient.
      """,
    examples: [
      .init(code: "i64([1.9, -1.9])", result: "[1, -1]"),
      .init(code: "dtype(i64([1, 2]) * 2)", result: "\"int64\""),
      .init(code: "i64([1, 2]) / 2", result: "[0.5, 1]"), .init(code: "i64(nan)", fails: .overflow),
    ], torch: "x.to(torch.int64)"
  ) { arguments throws(Diagnostic) in
    let operand = try arguments.tensor(0, numbersAs: .float64)
    return OperationCall(operation: Convert(to: .int64), operands: [.tensor(operand)], positions: [0])
  }

  private static func converter(_ name: String, _ dtype: DType, _ precision: String) -> BuiltIn {
    BuiltIn(
      name, .shapes, "The elements in \(precision).", [.required("x", "a tensor")],
      details: """
        float32 with float64 gives float64; plain numbers take the tensor's type. Numbers in brackets are float32, unless they \
        are the argument itself: f64([0.1]) has all digits of 0.1, x = [0.1]; f64(x) those of float32.
        """,
      examples: [
        .init(code: "dtype(\(name)([1, 2]))", result: "\"\(dtype.name)\""),
        .init(code: "\(name)(\"text\")", fails: .wrongType),
      ],
      torch: "x.to(torch.\(dtype.name))", literalType: dtype
    ) { arguments throws(Diagnostic) in
      let operand = try arguments.tensor(0, numbersAs: .float64)
      return OperationCall(operation: Convert(to: dtype), operands: [.tensor(operand)], positions: [0])
    }
  }
}
