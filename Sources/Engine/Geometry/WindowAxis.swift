/// How windows slide along one axis of a picture: which elements each window looks at.
///
/// Window o starts at o·stride − before; its tap k looks at start + k·dilation, which may lie in the padding.
struct WindowAxis: Sendable, Hashable {
  let input: Int
  let kernel: Int
  let stride: Int
  let dilation: Int
  let before: Int
  let after: Int
  /// How many windows there are; not positive when the kernel is larger than the padded input.
  let output: Int

  /// All numbers come checked: sizes and options are at most `Pair.largest`, or sizes of tensors that exist.
  ///
  /// With `roundingUp` a last window may hang over the end, as long as it starts within the input or the padding
  /// before it (PyTorch's `ceil_mode`); padding is at most half of the kernel then.
  init(
    input: Int, kernel: Int, stride: Int, dilation: Int, before: Int, after: Int, roundingUp: Bool = false
  ) {
    self.input = input
    self.kernel = kernel
    self.stride = stride
    // A single tap has no neighbour to keep a distance from.
    self.dilation = kernel == 1 ? 1 : dilation
    self.before = before
    self.after = after
    let room = input + before + after - ((kernel - 1) * self.dilation + 1)
    guard room >= 0 else {
      output = 0
      return
    }
    var count = (roundingUp ? room + stride - 1 : room) / stride + 1
    if roundingUp && (count - 1) * stride >= input + before { count -= 1 }
    output = count
  }

  /// An axis with a given number of windows: what lies after the input is what they need, which may be less than nothing.
  init(input: Int, kernel: Int, stride: Int, dilation: Int, before: Int, output: Int) {
    self.input = input
    self.kernel = kernel
    self.stride = stride
    self.dilation = kernel == 1 ? 1 : dilation
    self.before = before
    self.output = output
    after = (output - 1) * stride + (kernel - 1) * self.dilation + 1 - before - input
  }

  var padded: Int { input + before + after }
  /// How many elements a window spans, gaps between the taps included.
  var span: Int { (kernel - 1) * dilation + 1 }

  /// Where window `output` starts; negative in the padding.
  @inline(__always)
  func start(_ output: Int) -> Int { output &* stride &- before }

  /// Where a tap of a window looks; outside 0..<input it looks at the padding.
  @inline(__always)
  func source(_ output: Int, tap: Int) -> Int { start(output) &+ tap &* dilation }

  /// The taps of a window that look at the input, not at padding.
  @inline(__always)
  func taps(_ output: Int) -> Range<Int> {
    let start = start(output)
    let last = start &+ (kernel &- 1) &* dilation
    if start >= 0 && last < input { return 0..<kernel }
    let lower = start >= 0 ? 0 : min(kernel, (dilation &- 1 &- start) / dilation)
    if last < input { return lower..<kernel }
    let upper = start >= input ? 0 : (input &- start &+ dilation &- 1) / dilation
    return lower..<max(lower, upper)
  }

  /// The windows whose tap `tap` looks at the input, not at padding.
  func outputs(tap: Int) -> Range<Int> {
    let offset = tap * dilation - before
    let lower = offset >= 0 ? 0 : min(output, (stride - 1 - offset) / stride)
    let upper = offset >= input ? 0 : min(output, (input - offset + stride - 1) / stride)
    return lower..<max(lower, upper)
  }

  /// The window whose tap `tap` looks at element `source`, if there is one.
  @inline(__always)
  func output(lookingAt source: Int, tap: Int) -> Int? {
    let start = source &+ before &- tap &* dilation
    guard start >= 0 else { return nil }
    let (window, rest) = stride == 1 ? (start, 0) : start.quotientAndRemainder(dividingBy: stride)
    return rest == 0 && window < output ? window : nil
  }

  /// How many elements of a window are counted when padding counts too: what hangs over its end does not.
  @inline(__always)
  func extentWithPadding(_ output: Int) -> Int {
    let start = start(output)
    return min(start &+ kernel, input &+ after) &- start
  }
}
