/// How a given number of windows covers one axis of a picture: window o, counted from 0, goes from ⌊o·input / output⌋ to before
/// ⌈(o + 1)·input / output⌉. They are as equal as can be, overlap where they must, and leave nothing out.
struct AdaptiveAxis: Sendable, Hashable {
  let input: Int
  let output: Int

  @inline(__always)
  func window(_ place: Int) -> Range<Int> {
    place &* input / output..<((place &+ 1) &* input &+ output &- 1) / output
  }

  /// The size of windows that are all alike and do not overlap; nil for others.
  var evenSize: Int? { input % output == 0 ? input / output : nil }
}

/// The windows of a pooling whose result has a given size.
public struct AdaptiveLayout: OperationPlan {
  public let result: Shape
  let picture: PictureShape
  let rows: AdaptiveAxis
  let columns: AdaptiveAxis

  init(_ shape: Shape, size: Pair) throws(TensorError) {
    try size.check("size", atLeast: 1)
    picture = try PictureShape(shape)
    result = try picture.resized(size)
    rows = AdaptiveAxis(input: picture.size.rows, output: size.rows)
    columns = AdaptiveAxis(input: picture.size.columns, output: size.columns)
  }

  /// The size of the windows of an ordinary pooling that does the same; nil where there is none.
  var evenSize: Pair? {
    guard let height = rows.evenSize, let width = columns.evenSize else { return nil }
    return Pair(height, width)
  }

  /// Runs `body` for every window: the first position of its plane, the flat position of its result within all results,
  /// its rows and its columns. Looks at the cancellation flag once for so many elements as take about a millisecond.
  @inline(__always)
  func forEachWindow(
    _ execution: Execution,
    _ body: (_ plane: Int, _ position: Int, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) throws(TensorError) {
    var meter = CancelMeter(execution)
    var position = 0
    for plane in 0..<picture.batch * picture.channels {
      for row in 0..<rows.output {
        let tall = rows.window(row)
        for column in 0..<columns.output {
          let wide = columns.window(column)
          try meter.spend(tall.count &* wide.count &+ 1)
          body(plane &* picture.pixels, position, tall, wide)
          position &+= 1
        }
      }
    }
  }

  /// What the output element at `output` (an index counted from 0) looks at.
  /// - Throws: `index` for an index outside the result; `size` for a window of more than a million elements.
  func window(at output: [Int]) throws(TensorError) -> Window {
    try result.check(index: output, of: "the result")
    let place = PictureShape.places(output)
    let (tall, wide) = (rows.window(place.row), columns.window(place.column))
    // A window of the same size at this place, without padding.
    func axis(_ axis: AdaptiveAxis, _ window: Range<Int>) -> WindowAxis {
      WindowAxis(
        input: axis.input, kernel: window.count, stride: 1, dilation: 1, before: -window.lowerBound, after: 0)
    }
    let windows = WindowGeometry(rows: axis(rows, tall), columns: axis(columns, wide))
    try Window.checkListable(windows, channels: 1)
    let taps = windows.taps(
      picture, batch: place.batch, pictureChannel: place.channel, channel: 0, row: 0, column: 0
    ) { _, _ in nil }
    return Window(
      kernel: Pair(tall.count, wide.count), taps: taps, filter: nil, divisor: tall.count * wide.count)
  }
}
