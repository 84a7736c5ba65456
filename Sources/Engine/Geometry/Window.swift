/// What one output element of a convolution or a pooling looks at: every tap of its window, as the forward pass finds
/// them. Made for explanations; all indices count from 0.
package struct Window: Sendable, Equatable {
  /// One tap of the window.
  package struct Tap: Sendable, Equatable {
    /// Where in the kernel, and for a convolution in which of the filter's channels.
    package let channel: Int
    package let row: Int
    package let column: Int
    /// The picture's row and column that it looks at; outside the picture they are in the padding.
    package let pictureRow: Int
    package let pictureColumn: Int
    /// The index of that element of the picture, one number for each dimension; nil in the padding.
    package let picture: [Int]?
    /// The index of the weight in the kernel; nil for a pooling, which has none, and where a mask takes it out.
    package let weight: [Int]?
  }

  /// The kernel's rows and columns.
  package let kernel: Pair
  /// By channel, then row, then column of the kernel.
  package let taps: [Tap]
  /// The filter that a convolution uses here, which is also the place of its bias; nil for a pooling.
  package let filter: Int?
  /// What an average pooling divides the sum by; nil for the others.
  package let divisor: Int?

  /// The taps that look at the picture.
  package var inside: [Tap] { taps.filter { $0.picture != nil } }
}

extension Window {
  /// Nobody reads a list that is longer.
  private static let maxTaps = 1 << 20

  /// - Throws: `TensorError.size` for a window with more taps than anybody reads; options may name one that no memory
  ///   holds.
  static func checkListable(_ windows: WindowGeometry, channels: Int) throws(TensorError) {
    let kernel = Pair(windows.rows.kernel, windows.columns.kernel)
    let (taps, overflow) = (kernel.rows * kernel.columns).multipliedReportingOverflow(by: channels)
    guard !overflow, taps <= maxTaps else {
      throw TensorError(
        .size, "a window of \(kernel.asSize) is too large to be listed: it has more than \(maxTaps) taps")
    }
  }
}

extension WindowGeometry {
  /// The taps of the window at `row`, `column` of the output, over one channel of the picture.
  func taps(
    _ picture: PictureShape, batch: Int, pictureChannel: Int, channel: Int, row: Int, column: Int,
    weight: (_ row: Int, _ column: Int) -> [Int]?
  ) -> [Window.Tap] {
    var taps: [Window.Tap] = []
    taps.reserveCapacity(rows.kernel * columns.kernel)
    let (insideRows, insideColumns) = (rows.taps(row), columns.taps(column))
    for rowTap in 0..<rows.kernel {
      for columnTap in 0..<columns.kernel {
        let (y, x) = (rows.source(row, tap: rowTap), columns.source(column, tap: columnTap))
        let isInside = insideRows.contains(rowTap) && insideColumns.contains(columnTap)
        taps.append(
          Window.Tap(
            channel: channel, row: rowTap, column: columnTap, pictureRow: y, pictureColumn: x,
            picture: isInside
              ? picture.index(batch: batch, channel: pictureChannel, row: y, column: x) : nil,
            weight: weight(rowTap, columnTap)))
      }
    }
    return taps
  }
}

extension Conv {
  /// What the output element at `output` (an index counted from 0) looks at.
  /// - Throws: what `resultShape` throws; `TensorError.index` for an index outside the result; `TensorError.size` for
  ///   a window of more than a million taps.
  package func window(
    at output: [Int], picture: Shape, kernel: Shape
  ) throws(TensorError) -> Window {
    let layout = try layout(picture, kernel)
    try layout.result.check(index: output, of: "the result")
    try Window.checkListable(layout.windows, channels: layout.channelsPerFilter)
    let place = PictureShape.places(output)
    let filter = place.channel
    var taps: [Window.Tap] = []
    for channel in 0..<layout.channelsPerFilter {
      taps += layout.windows.taps(
        layout.picture, batch: place.batch, pictureChannel: layout.firstChannel(of: filter) + channel,
        channel: channel, row: place.row, column: place.column
      ) { row, column in
        let weight = kernel.rank == 2 ? [row, column] : [filter, channel, row, column]
        guard let mask, !ConvMask.includes(mask, weight) else { return weight }
        return nil
      }
    }
    return Window(
      kernel: Pair(layout.windows.rows.kernel, layout.windows.columns.kernel), taps: taps, filter: filter,
      divisor: nil)
  }
}
