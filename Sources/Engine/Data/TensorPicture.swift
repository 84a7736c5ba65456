/// How a tensor becomes a picture: which of its planes are tiles and which are colours, and which values are dark and
/// light. Terminal and files draw from the same one.
///
/// `[H, W]` and `[1, H, W]` are grey, `[3, H, W]` is RGB, `[4, H, W]` is RGBA where the values are those of a picture.
/// Any other number of channels, and a batch `[N, C, H, W]`, become a contact sheet.
public struct TensorPicture: Sendable {
  /// The picture, or a batch of them.
  public let tensor: Tensor
  /// Values drawn darkest and lightest.
  public private(set) var range: ClosedRange<Double>
  /// Whether the values are a picture's own: bytes, or floats within 0…1. Then the range is not the data's but theirs.
  package let isNatural: Bool
  package let layout: Layout
  package let statistics: Statistics

  /// - Parameters:
  ///   - tensor: a picture or a batch of them.
  ///   - range: values drawn darkest and lightest; nil: 0…255 for uint8, 0…1 for floats within it, else the smallest
  ///     and the largest finite value.
  /// - Throws: `TensorError.rank` for shapes that are no picture, `TensorError.size` for one without pixels.
  public init(_ tensor: Tensor, range: ClosedRange<Double>? = nil) throws(TensorError) {
    guard 2...4 ~= tensor.rank else {
      throw TensorError(
        .rank, "a picture is [H, W], [C, H, W] or [N, C, H, W], not \(tensor.shape)",
        operands: [.init(0, "\(tensor.shape)")])
    }
    guard tensor.count > 0 else {
      throw TensorError(
        .size, "\(tensor.shape) has no pixels to draw", operands: [.init(0, "\(tensor.shape)")])
    }
    self.init(anyShape: tensor, range: range)
  }

  /// A tensor of any shape, for looking at: a number is one pixel, a vector one row, and of five or six dimensions the
  /// leading ones count as the batch.
  package init(anyShape tensor: Tensor, range: ClosedRange<Double>? = nil) {
    self.tensor = tensor
    let statistics = Statistics(of: tensor)
    self.statistics = statistics
    let isWithinOne =
      (tensor.dtype.isFloating || tensor.dtype == .bool) && statistics.finite > 0 && statistics.infinite == 0
      && statistics.minimum >= 0
      && statistics.maximum <= 1
    isNatural = range == nil && (tensor.dtype == .uint8 || isWithinOne)
    if let range {
      // Infinite ends would leave no number between them.
      let limits = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
      self.range = range.clamped(to: limits)
    } else if tensor.dtype == .uint8 {
      self.range = 0...255
    } else {
      self.range = isWithinOne ? 0...1 : statistics.minimum...statistics.maximum
    }
    layout = Layout(tensor.shape, allowsAlpha: isNatural || range != nil)
  }

  /// The same picture between other values, for colour maps that want a range of their own.
  package func drawn(over range: ClosedRange<Double>) -> TensorPicture {
    var copy = self
    copy.range = range
    return copy
  }
}

extension TensorPicture {
  /// Where the pictures lie in a tensor. Plane `p` starts at element `p * height * width`; tile `t` has the planes
  /// `t * channels ..< (t + 1) * channels`.
  package struct Layout: Sendable, Equatable {
    package let tiles: Int
    /// 1, 3 or 4 for each tile.
    package let channels: Int
    package let height: Int
    package let width: Int
    /// Tiles that belong to one element of the batch.
    package let tilesPerSample: Int

    init(_ shape: Shape, allowsAlpha: Bool) {
      let rank = shape.rank
      width = rank >= 1 ? shape[rank - 1] : 1
      height = rank >= 2 ? shape[rank - 2] : 1
      let channelExtent = rank >= 3 ? shape[rank - 3] : 1
      var samples = 1
      for axis in 0..<max(rank - 3, 0) { samples *= shape[axis] }
      channels = channelExtent == 3 || (channelExtent == 4 && allowsAlpha) ? channelExtent : 1
      tilesPerSample = channelExtent / channels
      tiles = samples * tilesPerSample
    }
  }
}

extension TensorPicture {
  /// The whole picture as bytes, one pixel an element: the range's ends are 0 and 255, between them rounded to the
  /// nearest, NaN 0. Tiles of a contact sheet are two pixels apart on white (transparent with RGBA), a row for each
  /// element of the batch, or about square.
  /// - Parameter execution: what may stop it.
  /// - Returns: the pixels, 8 bits a sample, with 1, 3 or 4 channels.
  /// - Throws: `TensorError.memory`, `.cancelled`.
  public func pixels(_ execution: Execution = Execution()) throws(TensorError) -> PixelImage {
    let (columns, gap) = (sheetColumns, layout.tiles > 1 ? 2 : 0)
    let rows = (layout.tiles + columns - 1) / columns
    let width = columns * (layout.width + gap) - gap
    let height = rows * (layout.height + gap) - gap
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, area <= Int.max / 16 else {
      throw TensorError(.memory, "a contact sheet of \(layout.tiles) tiles is too large for any memory")
    }
    let bytes = area * layout.channels
    // The pixels, and a plane at a time as floats.
    let plane = layout.width * layout.height * MemoryLayout<Float>.size
    try MemoryBudget.process.checkRoom(for: bytes + plane)
    var pixels = [UInt8](repeating: 255, count: bytes)
    if layout.channels == 4 && gap > 0 {
      for position in 0..<area { pixels[position * 4 + 3] = 0 }
    }
    for tile in 0..<layout.tiles {
      try execution.checkCancelled()
      let top = tile / columns * (layout.height + gap)
      let left = tile % columns * (layout.width + gap)
      for channel in 0..<layout.channels {
        let plane = averaged(tile * layout.channels + channel, width: layout.width, height: layout.height)
        for row in 0..<layout.height {
          var target = ((top + row) * width + left) * layout.channels + channel
          for column in 0..<layout.width {
            pixels[target] = TensorPicture.byte(plane[row * layout.width + column])
            target += layout.channels
          }
        }
      }
    }
    return PixelImage(width: width, height: height, channels: layout.channels, pixels: pixels)
  }

  private static func byte(_ fraction: Float) -> UInt8 {
    fraction.isNaN ? 0 : UInt8(clamping: (fraction * 255).rounded(.toNearestOrAwayFromZero))
  }

  private var sheetColumns: Int {
    let (tiles, perSample) = (layout.tiles, layout.tilesPerSample)
    if perSample > 1 && perSample < tiles { return perSample }
    // As wide as high: c columns of width w against tiles / c rows of height h.
    let ideal = (Double(tiles) * Double(layout.height) / Double(layout.width)).squareRoot()
    return min(max(Int(clamping: ideal.rounded(.up)), 1), tiles)
  }
}
