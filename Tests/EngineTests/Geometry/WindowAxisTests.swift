import Testing

@testable import Engine

/// Every small axis, against the definition: tap k of window o looks at o·stride − before + k·dilation.
@Suite struct WindowAxisTests {
  @Test func answersFollowFromTheDefinition() {
    for input in 1...5 {
      for kernel in 1...4 {
        for stride in 1...3 {
          for dilation in 1...3 {
            for (before, after) in [(0, 0), (1, 1), (0, 2), (3, 3)] {
              // Only poolings round up, and their padding is at most half of the kernel.
              for up in before == after && before <= kernel / 2 ? [false, true] : [false] {
                check(
                  WindowAxis(
                    input: input, kernel: kernel, stride: stride, dilation: dilation, before: before,
                    after: after,
                    roundingUp: up), up: up)
              }
            }
          }
        }
      }
    }
  }

  private func check(_ axis: WindowAxis, up: Bool) {
    let inside = 0..<axis.input
    // Windows that fit the padded input; rounding up lets one more hang over, if it starts before the padding's end.
    let last = axis.input + axis.after
    var count = 0
    while count * axis.stride - axis.before + axis.span <= last { count += 1 }
    if up && count > 0 && (count - 1) * axis.stride - axis.before + axis.span < last
      && count * axis.stride - axis.before < axis.input
    {
      count += 1
    }
    #expect(axis.output == count, "\(axis)")
    for window in 0..<axis.output {
      let taps = (0..<axis.kernel).filter { inside.contains(axis.source(window, tap: $0)) }
      #expect(Array(axis.taps(window)) == taps, "\(axis) window \(window)")
    }
    for tap in 0..<axis.kernel {
      let windows = (0..<axis.output).filter { inside.contains(axis.source($0, tap: tap)) }
      #expect(Array(axis.outputs(tap: tap)) == windows, "\(axis) tap \(tap)")
      for source in inside {
        let window = (0..<axis.output).first { axis.source($0, tap: tap) == source }
        #expect(axis.output(lookingAt: source, tap: tap) == window, "\(axis) tap \(tap) at \(source)")
      }
    }
  }
}
