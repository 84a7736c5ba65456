/// One differentiable operation: its shape rule, its forward pass and its pullback, with its options as stored
/// properties.
///
/// `apply` is the one way in: it counts the operands, brings them to one element type, works out their shapes before
/// anything is allocated, and puts the operation on the tape when a gradient is being recorded. A type that adopts this
/// protocol says what is computed; nothing else in the engine has to know of it.
///
/// What works element by element is shorter written as a `UnaryElementwise` or a `BinaryElementwise`.
public protocol Operation: Sendable {
  /// What shapes and options say of one call: at least the shape of its result. Worked out once, by `plan`.
  associatedtype Plan: OperationPlan = Shape

  /// What the forward pass keeps for the pullback.
  associatedtype Saved: Sendable

  /// What messages and explanations call it: its function in PyTorch, without `2d`.
  var name: String { get }

  /// How many operands it takes; `apply` refuses any other number of them.
  var operandCount: ClosedRange<Int> { get }

  /// What becomes of integer operands; by default they become float32.
  var integers: IntegerRule { get }

  /// The element types in which operands are handed to `forward`: by default one common type, unless an operation has
  /// an operand that keeps its own (the condition of a choice) or gives the type (the base of a part).
  /// - Parameter given: the types of the operands.
  /// - Returns: as many types.
  func operandTypes(_ given: [DType]) -> [DType]

  /// The type that a number takes which was given without one.
  /// - Parameters:
  ///   - number: its value.
  ///   - types: those of all operands; nil for one that has none.
  /// - Returns: the type: by default the operands' common one where it holds the number.
  func numberType(_ number: Double, among types: [DType?]) -> DType

  /// The shape of the result, and what else the two passes need to know of shapes and options.
  /// - Parameter operands: the shapes of as many operands as `operandCount` allows.
  /// - Returns: the plan, which at least knows the shape of the result.
  /// - Throws: what is wrong with the operands' shapes or the options, before anything is allocated.
  func plan(_ operands: OperandShapes) throws(TensorError) -> Plan

  /// Computes the result.
  /// - Parameters:
  ///   - operands: of the shapes that `plan` was given, and of the types that `operandTypes` names.
  ///   - plan: what `plan` gave.
  ///   - execution: how to go about it; long loops call its `checkCancelled`.
  /// - Returns: the result, of the plan's shape, and what the pullback will need.
  /// - Throws: only `memory`, `cancelled`, and what depends on the elements' values.
  func forward(_ operands: [Tensor], _ plan: Plan, _ execution: Execution) throws(TensorError) -> (
    result: Tensor, saved: Saved
  )

  /// From the gradient of the result to the gradients of the operands: the vector–Jacobian product.
  /// - Parameters:
  ///   - gradient: of the result's shape and type.
  ///   - plan: as in `forward`.
  ///   - saved: what `forward` kept.
  ///   - needs: for each operand whether its gradient is wanted.
  ///   - execution: as in `forward`.
  /// - Returns: for each operand its gradient, of its shape and of the type that `forward` got it in; nil where none is
  ///   wanted, and for one that is zero everywhere.
  /// - Throws: only `memory` and `cancelled`.
  func pullback(
    _ gradient: Tensor, _ plan: Plan, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?]
}

/// What an operation works out of shapes and options, once for a call, for its forward pass and its pullback. Where the
/// result's shape is all there is to it, it is the plan.
public protocol OperationPlan: Sendable {
  /// The shape of the result.
  var result: Shape { get }
}

extension Shape: OperationPlan {
  public var result: Shape { self }
}

/// What becomes of integer operands of an operation, and of bool.
public enum IntegerRule: Sendable {
  /// They become float32.
  case convert
  /// The result of int64 is int64, and an error where it is beyond that. bool alone becomes int64; uint8, as pictures have
  /// it, becomes float32.
  case compute
  /// They stay what they are: elements are moved about, picked or compared.
  case keep
}

extension Operation {
  public var integers: IntegerRule { .convert }

  public func operandTypes(_ given: [DType]) -> [DType] {
    [DType](repeating: commonType(given), count: given.count)
  }

  /// One type for all: that of the widest, for integers what the rule says.
  func commonType(_ given: [DType]) -> DType {
    if given.contains(.float64) { return .float64 }
    if given.contains(.float32) { return .float32 }
    switch integers {
    case .convert: return .float32
    case .compute:
      return given.contains(.int64)
        ? .int64 : given.contains(.bool) && !given.contains(.uint8) ? .int64 : .float32
    case .keep: return [.int64, .uint8, .bool].first { given.contains($0) } ?? .float32
    }
  }

  public func numberType(_ number: Double, among types: [DType?]) -> DType {
    commonType(types.compactMap(\.self)).type(of: number)
  }
}
