import CKernels

extension fovea_reduction_shape {
  /// A reduction of `source` to `target`, which broadcasts to it. Nil where kept and reduced axes alternate too often for
  /// the kernels; plain loops do those.
  init?(_ source: Shape, into target: Shape) {
    guard source.count > 0 else { return nil }
    if target.count == 1 {
      self.init(outer: 1, kept: 1, inner: source.count, columns: 1)
      return
    }
    // Columns are kept, inner rows reduced, and so on outwards.
    var groups = InlineArray<4, Int>(repeating: 1)
    var group = 0
    for axis in stride(from: source.rank - 1, through: 0, by: -1) where source[axis] != 1 {
      let own = axis - (source.rank - target.rank)
      let isKept = own >= 0 && target[own] != 1
      if isKept != (group % 2 == 0) { group += 1 }
      guard group < 4 else { return nil }
      groups[group] *= source[axis]
    }
    self.init(outer: groups[3], kept: groups[2], inner: groups[1], columns: groups[0])
  }
}
