/// The parts of a slice, held against a shape: what they pick, and the shape of what they pick.
public struct Selection: OperationPlan {
  /// The shape of the picked part: axes with one index are gone.
  public let result: Shape
  /// The same with those axes as 1.
  let keptShape: Shape
  private let whole: Shape
  private let parts: [Slice.Part]
  /// A bit for each dropped axis.
  private let dropped: Int

  /// - Throws: `rank` for more parts than axes, `index` for one outside, `size` for a range that is none.
  init(_ parts: [Slice.Part], of whole: Shape) throws(TensorError) {
    guard parts.count <= whole.rank else {
      throw TensorError(
        .rank, "\(parts.count) indices for a tensor with \(whole.rank) dimensions, \(whole)",
        operands: [.init(0, "\(whole)")])
    }
    var (kept, picked): ([Int], [Int]) = ([], [])
    var dropped = 0
    for axis in 0..<whole.rank {
      let extent = whole[axis]
      switch axis < parts.count ? parts[axis] : .all {
      case .all: kept.append(extent)
      case .index(let index):
        try Selection.check(index, extent, whole)
        kept.append(1)
        dropped |= 1 << axis
      case .range(let start, let step, let count):
        guard count >= 0, step != 0 else {
          throw TensorError(.size, "a range needs a step other than 0 and no negative count")
        }
        if count > 0 {
          try Selection.check(start, extent, whole)
          let (reach, overflow) = (count - 1).multipliedReportingOverflow(by: step)
          let (last, beyond) = start.addingReportingOverflow(reach)
          try Selection.check(overflow || beyond ? (step > 0 ? Int.max : -1) : last, extent, whole)
        }
        kept.append(count)
      case .list(let list):
        for index in list { try Selection.check(index, extent, whole) }
        kept.append(list.count)
      }
      if dropped & 1 << axis == 0 { picked.append(kept[axis]) }
    }
    keptShape = try Shape(checking: kept)
    result = Shape(trusted: picked)
    self.dropped = dropped
    self.whole = whole
    self.parts = parts
  }

  private static func check(_ index: Int, _ extent: Int, _ whole: Shape) throws(TensorError) {
    guard index >= 0, index < extent else {
      throw TensorError(
        .index,
        "index \(index), counted from 0, is out of range for a dimension of \(extent) elements in \(whole)",
        operands: [.init(0, "\(whole)")])
    }
  }

  /// The flat position, where every axis has one index.
  var position: Int? {
    guard result.rank == 0, parts.count == whole.rank else { return nil }
    var position = 0
    for (axis, part) in parts.enumerated() {
      guard case .index(let index) = part else { return nil }
      position = position * whole[axis] + index
    }
    return position
  }

  /// The shape of a value that is repeated to fill the part, with 1 for missing and for dropped axes.
  func aligned(_ value: Shape) -> Shape {
    var own = value.rank - 1
    var extents: [Int] = []
    for axis in stride(from: whole.rank - 1, through: 0, by: -1) {
      if dropped & 1 << axis != 0 || own < 0 {
        extents.append(1)
      } else {
        extents.append(value[own])
        own -= 1
      }
    }
    return Shape(trusted: extents.reversed())
  }

  /// Calls `body` with matching regions of the whole and of the part, once for every combination of listed indices, in
  /// their order or backwards. `part` is where the part's elements are, as large as `keptShape`; by itself, contiguous.
  func forEachRegion(
    part: Region? = nil, backwards: Bool = false,
    _ body: (_ whole: Region, _ part: Region) throws(TensorError) -> Void
  ) throws(TensorError) {
    guard result.count > 0 else { return }
    var from = Region(whole)
    var lists: [(axis: Int, indices: [Int])] = []
    for (axis, part) in parts.enumerated() {
      switch part {
      case .all: break
      case .index(let index): from.narrow(axis, start: index, count: 1)
      case .range(let start, let step, let count): from.narrow(axis, start: start, step: step, count: count)
      case .list(let list): lists.append((axis, list))
      }
    }
    try Selection.cross(lists[...], from, part ?? Region(keptShape), backwards, body)
  }

  private static func cross(
    _ lists: ArraySlice<(axis: Int, indices: [Int])>, _ whole: Region, _ part: Region, _ backwards: Bool,
    _ body: (Region, Region) throws(TensorError) -> Void
  ) throws(TensorError) {
    guard let (axis, indices) = lists.first else { return try body(whole, part) }
    for i in 0..<indices.count {
      let place = backwards ? indices.count - 1 - i : i
      var (from, to) = (whole, part)
      from.narrow(axis, start: indices[place], count: 1)
      to.narrow(axis, start: place, count: 1)
      try cross(lists.dropFirst(), from, to, backwards, body)
    }
  }
}
