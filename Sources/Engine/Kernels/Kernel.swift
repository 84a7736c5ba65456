import CKernels

/// What all kernels share: scratch memory, the element type and the level as C names them.
enum Kernel {
  /// Runs a kernel, a second time with memory if it asks for some; that is counted like a tensor's.
  /// - Throws: `memory`, `cancelled`.
  @inline(__always)
  static func run(_ kernel: (UnsafeMutablePointer<fovea_scratch>) -> fovea_outcome) throws(TensorError) {
    var scratch = fovea_scratch(memory: nil, bytes: 0)
    var outcome = kernel(&scratch)
    if outcome == fovea_needs_scratch {
      let storage = try TensorStorage(Shape(checking: [scratch.bytes]), .uint8)
      scratch.memory = storage.bytes
      outcome = withExtendedLifetime(storage) { kernel(&scratch) }
    }
    guard outcome == fovea_finished else { throw .cancelled }
  }
}

extension Execution {
  /// The cancellation flag's address, valid while this execution is held.
  @inline(__always)
  var word: UnsafePointer<fovea_cancel_flag>? { cancellation.map { UnsafePointer($0.word) } }
}

extension DType {
  /// The element type as kernels name it; float32 or float64.
  @inline(__always)
  var element: fovea_element { self == .float32 ? fovea_f32 : fovea_f64 }
}
