import CKernels

/// A function of elements that `CKernels/Elements` computes on vector units, as plain loops would. An operation names
/// those that do its work; without, its loops run.
public struct ElementKernel: Sendable {
  let function: fovea_element_function
  /// The numbers that the function takes beside its elements.
  var numbers = (0.0, 0.0)

  init(_ function: fovea_element_function, _ p: Double = 0, _ q: Double = 0) {
    self.function = function
    numbers = (p, q)
  }

  /// The function of up to three operands, into a new tensor of the broadcast `shape`.
  /// - Parameters:
  ///   - dtype: the type of the result's elements; that of the operands where nil.
  ///   - elements: the floating type that the function is of; that of the first operand where nil. Functions of truths take
  ///     any.
  func map(
    _ a: Tensor, _ b: Tensor? = nil, _ c: Tensor? = nil, into shape: Shape, as dtype: DType? = nil,
    of elements: DType? = nil, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, dtype ?? a.dtype)
    guard result.count > 0 else { return result }
    var call = fovea_elements_call(
      rows: BroadcastRows.forKernels(shape, a.shape, b?.shape, c?.shape),
      operands: (
        UnsafeRawPointer(a.storage.bytes), b.map { UnsafeRawPointer($0.storage.bytes) },
        c.map { UnsafeRawPointer($0.storage.bytes) }
      ),
      to: result.storage.bytes, p: numbers.0, q: numbers.1, threads: execution.threads, cancel: execution.word
    )
    // The kernel reads and writes where the rows lead, which is inside these tensors; all are held until it returns.
    defer { withExtendedLifetime((a, b, c, result, execution)) {} }
    guard fovea_elements(execution.level.level, (elements ?? a.dtype).element, function, &call) else {
      throw .cancelled
    }
    return result
  }
}
