/// What a caller of the engine got wrong, or what stopped the work: never a reason to end the program.
public struct TensorError: Error, Sendable {
  /// What kind of fault it is: whatever anybody tells errors apart by.
  public enum Code: Sendable, Equatable {
    /// Shapes of two operands do not fit each other.
    case shapes
    /// An operand has another number of channels than the others take; else their shapes might fit.
    case channels
    /// An operand has the wrong number of dimensions.
    case rank
    /// An extent or a count is impossible (negative, empty where something is needed, too large).
    case size
    /// An index lies outside.
    case index
    /// An option (stride, padding, mode, dim …) has a value that makes no sense here.
    case option
    /// The element type does not fit.
    case dtype
    /// A whole number is beyond its type.
    case overflow
    /// There are too few or too many operands.
    case operands
    /// More memory than the limit allows.
    case memory
    /// A gradient was asked for that does not exist (a second derivative, a result with several elements).
    case gradient
    /// Somebody asked the work to stop.
    case cancelled
    /// A function that the caller gave failed by an error of its own, which is the `cause`; the message says where the
    /// function belongs, and is empty where that is plain.
    case function
  }

  /// One operand as a message names it: which one, what it is called, its shape.
  public struct Operand: Sendable, Equatable {
    /// The position among the operation's operands, counted from 0.
    public let position: Int
    /// For example `picture [1, 28, 28]`.
    public let label: String

    /// - Parameters:
    ///   - position: among the operation's operands, counted from 0.
    ///   - label: what it is called, and its shape.
    public init(_ position: Int, _ label: String) {
      self.position = position
      self.label = label
    }
  }

  /// The kind of fault.
  public let code: Code
  /// One sentence with the values and shapes in it, no full stop.
  public let message: String
  /// The operands that it is about.
  public let operands: [Operand]
  /// One suggestion, where there is a good one.
  public let help: String?
  /// The error of the function that failed; nil for all codes but `function`.
  public private(set) var cause: (any Error)?
  /// The operation that was asked for; set once, where an operation is applied.
  public var operation: String?

  /// - Parameters:
  ///   - code: the kind of fault.
  ///   - message: one sentence with the values and shapes in it, no full stop.
  ///   - operands: those that it is about.
  ///   - help: one suggestion, where there is a good one.
  public init(_ code: Code, _ message: String, operands: [Operand] = [], help: String? = nil) {
    self.code = code
    self.message = message
    self.operands = operands
    self.help = help
  }

  /// - Parameter cause: what a function threw that the caller of the engine gave it.
  public init(cause: any Error) {
    self.init(.function, "")
    self.cause = cause
  }

  /// The same fault with other words around it.
  /// - Parameters:
  ///   - message: what it says in place of its own message.
  ///   - operands: those that it is about.
  ///   - help: one suggestion in place of its own.
  /// - Returns: an error of the same code and cause.
  package func saying(_ message: String, operands: [Operand] = [], help: String?) -> TensorError {
    var error = TensorError(code, message, operands: operands, help: help)
    error.cause = cause
    return error
  }

  /// Somebody asked the work to stop.
  public static let cancelled = TensorError(.cancelled, "interrupted")
}

extension TensorError: Equatable {
  /// Whether both say the same; what caused them is not compared.
  public static func == (a: TensorError, b: TensorError) -> Bool {
    (a.code, a.message, a.operands, a.help, a.operation) == (
      b.code, b.message, b.operands, b.help, b.operation
    )
  }
}
