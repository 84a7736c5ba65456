import Engine

/// The variables of all running functions, one frame above the other. Slots at and above `top` are not initialised.
final class ValueStack {
  static let capacity = 1 << 20
  /// How many calls may wait for one another.
  static let maxDepth = 10_000

  private let base: UnsafeMutablePointer<Value>
  private let state: UnsafeMutablePointer<State>

  private struct State {
    var top: UnsafeMutablePointer<Value>
    var depth = 0
    var thread = ThreadStack()
  }

  init() {
    base = .allocate(capacity: ValueStack.capacity)
    state = .allocate(capacity: 1)
    state.initialize(to: State(top: base))
  }

  deinit {
    unwind()
    base.deallocate()
    state.deallocate()
  }

  var top: UnsafeMutablePointer<Value> { state.pointee.top }

  /// Learns the limits of the thread that will use it from now on.
  func adoptThread() { state.pointee.thread = ThreadStack() }

  /// Whether another call with `size` variables fits, on this stack and on the thread's.
  @inline(__always)
  func enter(_ size: Int) -> Bool {
    guard state.pointee.depth < ValueStack.maxDepth, state.pointee.thread.hasRoom,
      hasRoom(size)
    else { return false }
    state.pointee.depth += 1
    return true
  }

  /// Whether so many values can still be pushed.
  @inline(__always)
  func hasRoom(_ size: Int) -> Bool { state.pointee.top - base + size < ValueStack.capacity }

  @inline(__always)
  func leave() { state.pointee.depth -= 1 }

  @inline(__always)
  func push(_ value: Value) {
    state.pointee.top.initialize(to: value)
    state.pointee.top += 1
  }

  @inline(__always)
  func pop(to place: UnsafeMutablePointer<Value>) {
    // One by one: most are numbers, which this lets go of without a call.
    var top = state.pointee.top
    while top > place {
      top -= 1
      top.deinitialize(count: 1)
    }
    state.pointee.top = place
  }

  /// Back to the start, after an error.
  func unwind() {
    pop(to: base)
    state.pointee.depth = 0
  }
}
