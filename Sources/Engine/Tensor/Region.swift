/// Where some of a tensor's elements lie: from an offset, for each axis an extent and a step, which may be negative
/// (backwards) or 0 (the same element again). Whoever makes one keeps it inside the tensor.
struct Region {
  private(set) var offset = 0
  private(set) var rank: Int
  private(set) var extents = InlineArray<6, Int>(repeating: 1)
  private(set) var steps = InlineArray<6, Int>(repeating: 0)

  /// All elements of a tensor of the shape.
  init(_ shape: Shape) {
    rank = shape.rank
    var step = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      extents[axis] = shape[axis]
      steps[axis] = step
      step *= shape[axis]
    }
  }

  /// The elements of a tensor of the shape `small`, repeated to fill `shape`.
  init(_ small: Shape, repeatedTo shape: Shape) {
    let own = Region(small)
    rank = shape.rank
    let missing = rank - small.rank
    for axis in 0..<rank {
      extents[axis] = shape[axis]
      steps[axis] = axis < missing || small[axis - missing] == 1 ? 0 : own.steps[axis - missing]
    }
  }

  /// Its extents.
  var shape: Shape { Shape(trusted: (0..<rank).map { extents[$0] }) }

  var count: Int {
    var product = 1
    for axis in 0..<rank { product *= extents[axis] }
    return product
  }

  /// As many elements along each axis, one after the other from the start.
  var contiguous: Region {
    var result = self
    result.offset = 0
    var step = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      result.steps[axis] = step
      step *= extents[axis]
    }
    return result
  }

  /// The first element of a tensor, as often as there are elements here.
  var repeatedFirst: Region {
    var result = self
    result.offset = 0
    result.steps = InlineArray(repeating: 0)
    return result
  }

  /// Keeps `count` elements along the axis: every `step`-th from `start`.
  mutating func narrow(_ axis: Int, start: Int, step: Int = 1, count: Int) {
    offset += start * steps[axis]
    extents[axis] = count
    // With a single element the step is never taken, and may be beyond any tensor.
    if count > 1 { steps[axis] *= step }
  }

  /// Runs along the axis from its end to its start.
  mutating func reverse(_ axis: Int) {
    narrow(axis, start: max(extents[axis] - 1, 0), step: -1, count: extents[axis])
  }

  mutating func swapAxes(_ a: Int, _ b: Int) {
    extents.swapAt(a, b)
    steps.swapAt(a, b)
  }

  /// The axes in another order: axis i of the result is axis `order[i]` of this one.
  func permuted(_ order: [Int]) -> Region {
    var result = self
    for (axis, source) in order.enumerated() {
      result.extents[axis] = extents[source]
      result.steps[axis] = steps[source]
    }
    return result
  }

  /// The same, so many elements further on.
  func moved(by distance: Int) -> Region {
    var result = self
    result.offset += distance
    return result
  }

  /// Axes gone along together: along axis i of the result all axes of `groups[i]`, which have one extent. Each axis that is
  /// in no group has one element.
  func joining(_ groups: [[Int]]) -> Region {
    var result = self
    result.rank = groups.count
    for (axis, group) in groups.enumerated() {
      result.extents[axis] = group.first.map { extents[$0] } ?? 1
      result.steps[axis] = group.reduce(0) { $0 + steps[$1] }
    }
    return result
  }

  /// The diagonal of a matrix, `offset` columns to the right of the main one: what remains of it within the matrix.
  static func diagonal(of matrix: Shape, offset: Int) -> Region {
    let (rows, columns) = (matrix[0], matrix[1])
    let count = Swift.max(
      0, offset >= 0 ? min(rows, columns - min(offset, columns)) : min(columns, rows + max(offset, -rows)))
    var region = Region(matrix)
    region.narrow(0, start: count > 0 ? Swift.max(-offset, 0) : 0, count: count)
    region.narrow(1, start: count > 0 ? Swift.max(offset, 0) : 0, count: count)
    return region.joining([[0, 1]])
  }

  /// Two regions of equal extents without axes of one element, and with axes that are adjacent in both merged.
  static func simplified(_ a: Region, _ b: Region) -> (Region, Region) {
    var (first, second) = (a, b)
    var rank = 0
    for axis in 0..<a.rank where a.extents[axis] != 1 {
      let extent = a.extents[axis]
      if rank > 0, first.steps[rank - 1] == a.steps[axis] * extent,
        second.steps[rank - 1] == b.steps[axis] * extent
      {
        first.extents[rank - 1] *= extent
        first.steps[rank - 1] = a.steps[axis]
        second.steps[rank - 1] = b.steps[axis]
      } else {
        first.extents[rank] = extent
        first.steps[rank] = a.steps[axis]
        second.steps[rank] = b.steps[axis]
        rank += 1
      }
    }
    first.rank = rank
    second.rank = rank
    second.extents = first.extents
    return (first, second)
  }
}
