import CKernels

/// How up to three smaller tensors run along the elements of a shape that they are repeated to fill.
///
/// The elements, in order, are cut into rows along which each operand either steps by one or stands still; adjacent
/// axes that behave alike are merged, so equal shapes make one long row. Broadcasting walks this way, and so do
/// reductions, where the smaller tensor is the result.
struct BroadcastRows {
  /// A piece of a row: where it starts among the shape's elements and in each operand.
  struct Row {
    var start: Int
    var length: Int
    var a: Int
    var b: Int
    var c: Int
  }

  /// Whether each operand steps along a row (1) or stands still (0).
  private(set) var a = 0
  private(set) var b = 0
  private(set) var c = 0

  private let count: Int
  private var width = 1
  private var outerRank = 0
  /// Outer axes, innermost first: extents, and each operand's steps.
  private var extents = InlineArray<6, Int>(repeating: 1)
  private var outerSteps = InlineArray<6, InlineArray<3, Int>>(repeating: InlineArray(repeating: 0))

  /// - Precondition: every operand broadcasts to `shape`.
  init(_ shape: Shape, _ a: Shape, _ b: Shape? = nil, _ c: Shape? = nil) {
    count = shape.count
    let (second, third) = (b ?? a, c ?? a)
    if BroadcastRows.isFlat(a, count), BroadcastRows.isFlat(second, count), BroadcastRows.isFlat(third, count)
    {
      width = count
      (self.a, self.b, self.c) = (
        a.count == count ? 1 : 0, second.count == count ? 1 : 0, third.count == count ? 1 : 0
      )
      return
    }
    let operands: InlineArray<3, Shape> = [a, second, third]
    var running = InlineArray<3, Int>(repeating: 1)
    var steps = InlineArray<3, InlineArray<6, Int>>(repeating: InlineArray(repeating: 0))
    var groups = InlineArray<6, Int>(repeating: 1)
    var groupCount = 0
    var lastPattern = -1
    for axis in stride(from: shape.rank - 1, through: 0, by: -1) where shape[axis] != 1 {
      var pattern = 0
      for operand in 0..<3 {
        let own = axis - (shape.rank - operands[operand].rank)
        if own >= 0, operands[operand][own] != 1 { pattern |= 1 << operand }
      }
      if pattern != lastPattern {
        for operand in 0..<3 where pattern & 1 << operand != 0 {
          steps[operand][groupCount] = running[operand]
        }
        groupCount += 1
        lastPattern = pattern
      }
      groups[groupCount - 1] *= shape[axis]
      for operand in 0..<3 where pattern & 1 << operand != 0 { running[operand] *= shape[axis] }
    }
    width = groups[0]
    (self.a, self.b, self.c) = (steps[0][0], steps[1][0], steps[2][0])
    outerRank = max(groupCount - 1, 0)
    for axis in 0..<outerRank {
      extents[axis] = groups[axis + 1]
      for operand in 0..<3 { outerSteps[axis][operand] = steps[operand][axis + 1] }
    }
  }

  /// Whether an operand steps, or stands still, all along.
  private static func isFlat(_ operand: Shape, _ count: Int) -> Bool {
    operand.count == count || operand.count == 1
  }

  /// The walk over a shape and up to three operands, as kernels take it.
  /// - Precondition: every operand broadcasts to `shape`.
  @inline(__always)
  static func forKernels(_ shape: Shape, _ a: Shape, _ b: Shape?, _ c: Shape?) -> fovea_rows {
    let count = shape.count
    // One row of operands that step or stand still all along, as small tensors nearly always are, is quickly said.
    guard isFlat(a, count), b.map({ isFlat($0, count) }) ?? true, c.map({ isFlat($0, count) }) ?? true else {
      return BroadcastRows(shape, a, b, c).kernelRows
    }
    var rows = fovea_rows()
    (rows.count, rows.width) = (count, count)
    let first = a.count == count ? 1 : 0
    rows.steps = (
      first, b.map { $0.count == count ? 1 : 0 } ?? first, c.map { $0.count == count ? 1 : 0 } ?? first
    )
    return rows
  }

  /// The same walk, as kernels take it.
  private var kernelRows: fovea_rows {
    var rows = fovea_rows()
    (rows.count, rows.width, rows.steps) = (count, width, (a, b, c))
    rows.outer_rank = outerRank
    // The C arrays have a place for each axis but the innermost, of which there are at most five.
    withUnsafeMutableBytes(of: &rows.extents) { target in
      for axis in 0..<outerRank { target.storeBytes(of: extents[axis], toByteOffset: axis * 8, as: Int.self) }
    }
    withUnsafeMutableBytes(of: &rows.outer_steps) { target in
      for axis in 0..<outerRank {
        for operand in 0..<3 {
          target.storeBytes(
            of: outerSteps[axis][operand], toByteOffset: (axis * 3 + operand) * 8, as: Int.self)
        }
      }
    }
    return rows
  }

  /// Calls `body` for every row, in pieces that let the cancellation flag be looked at between, in the order of the elements.
  @inline(__always)
  func forEach(
    _ execution: Execution, _ body: (Row) throws(TensorError) -> Void
  ) throws(TensorError) {
    guard count > 0 else { return }
    var index = InlineArray<6, Int>(repeating: 0)
    var row = Row(start: 0, length: min(width, CancelMeter.chunk), a: 0, b: 0, c: 0)
    var meter = CancelMeter(execution)
    while row.start < count {
      let base = row
      var done = 0
      repeat {
        try meter.spend(row.length)
        try body(row)
        done += row.length
        row.start = base.start + done
        row.length = min(width - done, CancelMeter.chunk)
        (row.a, row.b, row.c) = (base.a + done * a, base.b + done * b, base.c + done * c)
      } while done < width
      row = base
      row.start += width
      advance(&index, &row)
    }
  }

  @inline(__always)
  private func advance(_ index: inout InlineArray<6, Int>, _ row: inout Row) {
    var axis = 0
    while axis < outerRank {
      index[axis] += 1
      row.a += outerSteps[axis][0]
      row.b += outerSteps[axis][1]
      row.c += outerSteps[axis][2]
      if index[axis] < extents[axis] { return }
      row.a -= outerSteps[axis][0] * extents[axis]
      row.b -= outerSteps[axis][1] * extents[axis]
      row.c -= outerSteps[axis][2] * extents[axis]
      index[axis] = 0
      axis += 1
    }
  }
}
