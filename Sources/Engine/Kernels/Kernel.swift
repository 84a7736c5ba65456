import CKernels

/// What all kernels share: scratch memory, the element type and the level as C names them.
enum Kernel {
  /// Runs `body` with at least `bytes` of memory: on the stack if it is little, which costs nothing, else counted like
  /// a tensor's.
  /// - Throws: `memory`; `cancelled` when `body` says that it did not finish.
  @inline(__always)
  static func run(scratch bytes: Int, _ body: (UnsafeMutableRawPointer) -> Bool) throws(TensorError) {
    let finished: Bool
    if bytes <= 16384 {
      finished = withUnsafeTemporaryAllocation(byteCount: max(bytes, 1), alignment: 64) { memory in
        // A buffer of at least one byte has an address.
        memory.baseAddress.map(body) ?? false
      }
    } else {
      let memory = try TensorStorage(Shape(checking: [bytes]), .uint8)
      finished = withExtendedLifetime(memory) { body(memory.bytes) }
    }
    guard finished else { throw .cancelled }
  }
}

extension Execution {
  /// The cancel word's address, valid while this execution is held.
  @inline(__always)
  var word: UnsafePointer<fovea_cancel_word>? { cancellation.map { UnsafePointer($0.word) } }
}

extension DType {
  /// The element type as kernels name it; float32 or float64.
  @inline(__always)
  var element: fovea_element { self == .float32 ? fovea_f32 : fovea_f64 }
}
