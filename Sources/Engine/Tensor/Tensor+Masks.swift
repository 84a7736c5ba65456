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
    let twin = Tensor(storage: TensorStorage(sharing: storage, shape: shape, node: storage.node))
    twin.storage.isMask = true
    return twin
  }
}

extension Where {
  /// The 1 and 0 of `where(x > 0, 1, 0)`, and what is chosen of masks.
  public func givesMask(_ operands: [Tensor]) -> Bool {
    let chosen = operands.dropFirst()
    return chosen.allSatisfy(\.isMaskOrNumber) && chosen.contains { $0.isMask || $0.isNumber { $0 == 0 } }
  }
}

extension MatMul {
  /// A product with a matrix that picks: of its elements, all 0 or 1, at most one is 1 for each element of the result.
  public func givesMask(_ operands: [Tensor]) -> Bool {
    guard operands[0].isMask != operands[1].isMask else { return false }
    let isLeft = operands[0].isMask
    let other = operands[isLeft ? 1 : 0]
    guard other.rank <= 2, other.count > 0 else { return false }
    let columns = other.rank == 2 ? other.shape[1] : isLeft ? 1 : other.count
    var picked = [Bool](repeating: false, count: isLeft ? columns : other.count / columns)
    for position in 0..<other.count {
      let element = other.element(position)
      if element == 0 { continue }
      let place = isLeft ? position % columns : position / columns
      guard element == 1, !picked[place] else { return false }
      picked[place] = true
    }
    return true
  }
}
