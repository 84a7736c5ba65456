/// How tiles of one size are laid out side by side in the space at hand: scaled down alike until all fit, or as many
/// as do at the smallest size worth looking at.
struct TileArrangement: Equatable {
  struct Size: Equatable {
    var width: Int
    var height: Int
  }

  let tile: Size
  let columns: Int
  let shown: Int
  let gap: Size

  var rows: Int { (shown + columns - 1) / columns }
  var width: Int { columns * (tile.width + gap.width) - gap.width }
  var height: Int { rows * (tile.height + gap.height) - gap.height }

  /// - Parameters:
  ///   - source: a tile's own size; it is enlarged only where it is tiny.
  ///   - perSample: tiles that belong together; they share a row where that costs no room.
  ///   - evenHeights: whether heights must be even, for characters that are two pixels high.
  init(
    _ count: Int, of source: Size, perSample: Int, within area: Size, gap: Size, evenHeights: Bool = false
  ) {
    precondition(count > 0 && source.width > 0 && source.height > 0, "there is something to lay out")
    let natural = TileArrangement.natural(source, within: area)
    let longest = max(natural.width, natural.height)
    let smallest = min(longest, max(2, min(12, max(source.width, source.height))))
    var tile = natural
    var capacity = (columns: 1, rows: 1)
    for length in stride(from: longest, through: smallest, by: -1) {
      tile = length == longest ? natural : TileArrangement.scaled(source, toLongest: length)
      if evenHeights { tile.height += tile.height % 2 }
      capacity.columns = max((area.width + gap.width) / (tile.width + gap.width), 1)
      capacity.rows = max((area.height + gap.height) / (tile.height + gap.height), 1)
      if capacity.columns * capacity.rows >= count { break }
    }
    shown = min(count, capacity.columns * capacity.rows)
    columns = TileArrangement.columns(shown, perSample, capacity)
    self.tile = tile
    self.gap = gap
  }

  private static func columns(_ shown: Int, _ perSample: Int, _ capacity: (columns: Int, rows: Int)) -> Int {
    if perSample > 1 && shown > perSample {
      let aligned = capacity.columns / perSample * perSample
      if aligned > 0 && aligned * capacity.rows >= shown { return min(aligned, shown) }
    }
    let rows = (shown + capacity.columns - 1) / capacity.columns
    return (shown + rows - 1) / rows
  }

  /// The largest size worth drawing: one pixel an element or less, tiny ones by a whole factor more.
  private static func natural(_ source: Size, within area: Size) -> Size {
    let longest = max(source.width, source.height)
    var limit = longest
    if longest <= 8 { limit = longest * (16 / longest) }
    // The longest side that keeps both sides within the area.
    let byWidth = area.width * longest / source.width
    let byHeight = area.height * longest / source.height
    var size = scaled(source, toLongest: max(min(limit, byWidth, byHeight), 1))
    size.width = min(size.width, max(area.width, 1))
    size.height = min(size.height, max(area.height, 1))
    return size
  }

  /// A line one element wide is drawn two pixels wide, or it would hardly be seen.
  private static func scaled(_ source: Size, toLongest length: Int) -> Size {
    let longest = max(source.width, source.height)
    func side(_ extent: Int) -> Int {
      max((2 * extent * length + longest) / (2 * longest), min(2, length))
    }
    return Size(width: side(source.width), height: side(source.height))
  }
}
