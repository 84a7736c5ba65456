/// Which results are masks as their operands are: computed of comparisons and numbers alone, so that an element is 0
/// where something does not hold. A sum over a dimension counts, and is none; nor is what cannot be 0, such as
/// 1 + (x > 0), which numbers two groups.
extension [Tensor] {
  /// Elements of masks alone, which were moved, picked or put together.
  var areMasks: Bool { !isEmpty && allSatisfy(\.isMask) }

  /// Masks, at least one, and numbers that `fit`.
  func areMasks(orNumbers fit: (Double) -> Bool) -> Bool {
    contains(where: \.isMask) && allSatisfy { $0.isMask || $0.isNumber(fit) }
  }
}

extension Tensor {
  /// Whether it has no dimensions, and its number fits.
  func isNumber(_ fits: (Double) -> Bool = { _ in true }) -> Bool { rank == 0 && fits(element(0)) }

  var isMaskOrNumber: Bool { isMask || rank == 0 }

  /// The same elements as answers to whether something holds.
  public var asMask: Tensor {
    if isMask { return self }
    let alias = Tensor(storage: TensorStorage(sharing: storage, shape: shape, node: storage.node))
    alias.storage.isMask = true
    return alias
  }
}
