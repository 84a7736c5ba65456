/// The windows of a pooling and the pictures they lie on: what its options and its operand's shape say.
public struct PoolLayout: OperationPlan {
  public let result: Shape
  let picture: PictureShape
  let windows: WindowGeometry

  init(
    _ shape: Shape, kernel: Pair, stride: Pair?, padding: Pair, dilation: Pair, roundingUp: Bool
  ) throws(TensorError) {
    picture = try PictureShape(shape)
    windows = try WindowGeometry(
      pooling: picture, kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation,
      roundingUp: roundingUp)
    result = try picture.resized(windows.output)
  }

  var planes: Int { picture.batch * picture.channels }
  var outputPixels: Int { windows.rows.output * windows.columns.output }

  /// Runs `body` for every window: its plane, the flat position of its result within all results, its place, and the
  /// taps that look at the picture. Looks at the cancellation flag once a row of windows, or
  /// once a window where windows are large.
  @inline(__always)
  func forEachWindow(
    _ execution: Execution,
    _ body: (
      _ plane: Int, _ position: Int, _ row: Int, _ column: Int,
      _ taps: (rows: Range<Int>, columns: Range<Int>)
    ) -> Void
  ) throws(TensorError) {
    let isLarge = windows.rows.kernel * windows.columns.kernel > 1024
    var position = 0
    for plane in 0..<planes {
      for row in 0..<windows.rows.output {
        try execution.checkCancelled()
        let rowTaps = windows.rows.taps(row)
        for column in 0..<windows.columns.output {
          if isLarge { try execution.checkCancelled() }
          body(plane, position, row, column, (rowTaps, windows.columns.taps(column)))
          position &+= 1
        }
      }
    }
  }

  func window(at output: [Int], divisor: (_ row: Int, _ column: Int) -> Int?) throws(TensorError) -> Window {
    try result.check(index: output, of: "the result")
    try Window.checkListable(windows, channels: 1)
    let place = PictureShape.places(output)
    let taps = windows.taps(
      picture, batch: place.batch, pictureChannel: place.channel, channel: 0, row: place.row,
      column: place.column
    ) { _, _ in nil }
    return Window(
      kernel: Pair(windows.rows.kernel, windows.columns.kernel), taps: taps, filter: nil,
      divisor: divisor(place.row, place.column))
  }
}
