import CKernels

/// How far the calling thread's stack may still grow, for code that calls itself as deep as a user's program asks.
public struct ThreadStack: Sendable {
  private let lowestUsable: UInt

  /// For the thread that asks; `reserve` bytes are kept for what is called at the deepest place.
  /// - Parameter reserve: in bytes; at most a quarter of the stack.
  public init(reserve: Int = 512 << 10) {
    var lowest: UInt = 0
    var size = 0
    fovea_stack_bounds(&lowest, &size)
    lowestUsable = lowest + UInt(min(size / 4, reserve))
  }

  /// Whether there is room for another call, seen from where this is asked.
  @inline(__always)
  public var hasRoom: Bool {
    var probe: UInt8 = 0
    // Only the address is taken, never followed.
    return withUnsafeMutablePointer(to: &probe) { UInt(bitPattern: $0) > lowestUsable }
  }
}
