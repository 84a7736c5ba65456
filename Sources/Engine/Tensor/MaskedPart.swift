import CKernels
import Glibc

/// A mask held against a shape: what it picks, and the shape of what it picks.
///
/// A mask covers adjacent dimensions, and picks along them; the tensor is seen as [outer, places, inner] about them.
public struct MaskedPart: OperationPlan {
  /// The shape of the picked part: the dimensions that the mask covers have become one.
  public let result: Shape
  let outer: Int
  /// As many as the mask has elements.
  let places: Int
  let inner: Int
  /// How many of the places are picked.
  let picked: Int

  /// - Throws: `shapes` unless the mask has the extents of the dimensions from `axis` on.
  init(_ mask: Mask, from axis: Int, of whole: Shape) throws(TensorError) {
    let shape = mask.elements.shape
    guard axis >= 0, shape.rank <= whole.rank, axis <= whole.rank - shape.rank else {
      throw MaskedPart.misfit(shape, axis, whole)
    }
    let covered = axis..<(axis + shape.rank)
    guard covered.allSatisfy({ shape[$0 - axis] == whole[$0] }) else {
      throw MaskedPart.misfit(shape, axis, whole)
    }
    let extents = whole.array
    outer = extents[..<axis].reduce(1, *)
    inner = extents[covered.upperBound...].reduce(1, *)
    (places, picked) = (shape.count, mask.trueCount)
    result = Shape(trusted: extents[..<axis] + [picked] + extents[covered.upperBound...])
  }

  private static func misfit(_ mask: Shape, _ axis: Int, _ whole: Shape) -> TensorError {
    let place =
      mask.rank < whole.rank ? axis == 0 ? " in its first dimensions" : " from dimension \(axis &+ 1) on" : ""
    return TensorError(
      .shapes,
      "a mask has the shape of what it selects from\(place): the mask is \(mask), the tensor \(whole)",
      operands: [.init(0, "\(whole)")])
  }

  /// A new tensor of the picked elements.
  func taken(from x: Tensor, by mask: Mask, _ execution: Execution) throws(TensorError) -> Tensor {
    let part = try Tensor(uninitialized: result, x.dtype)
    let size = inner * x.dtype.size
    // Both tensors are held to the end of this function; the kernel stays within as many places and picked elements.
    defer { withExtendedLifetime((x, part)) {} }
    try forEachChunk(mask, size, execution) { bytes, chunk, place, number in
      fovea_mask_take(
        bytes, chunk, size, x.storage.bytes + place * size, part.storage.bytes + number * size,
        picked * outer - number)
    }
    return part
  }

  /// Writes `value`, which is of the part's shape or one element for all, over the picked elements of a tensor that nobody
  /// else holds and that is of the same type.
  func put(_ value: Tensor, into target: Tensor, by mask: Mask, _ execution: Execution) throws(TensorError) {
    let size = inner * target.dtype.size
    let isOne = value.count == 1 && result.count != 1
    // One element for whole rows is repeated to a row first.
    let value =
      isOne && inner > 1
      ? try Region([], repeatedTo: [inner]).gathered(from: value, as: [inner], execution) : value
    // Both tensors are held to the end of this function; the kernel stays within as many places and picked elements.
    defer { withExtendedLifetime((value, target)) {} }
    let source = value.storage.bytes
    try forEachChunk(mask, size, execution) { bytes, chunk, place, number in
      let end = target.storage.bytes + place * size
      guard isOne else {
        return fovea_mask_put(bytes, chunk, size, source + number * size, end, picked * outer - number)
      }
      fovea_mask_fill(bytes, chunk, size, source, end)
      return 0
    }
  }

  /// Calls `body` with pieces of the mask, the place of each among all places, and how many elements were picked before it;
  /// it returns how many the piece picks.
  private func forEachChunk(
    _ mask: Mask, _ size: Int, _ execution: Execution,
    _ body: (_ bytes: UnsafePointer<UInt8>, _ count: Int, _ place: Int, _ number: Int) -> Int
  ) throws(TensorError) {
    guard result.count > 0 else { return }
    let chunk = max(1, min(places, (1 << 18) / size))
    var meter = CancelMeter(execution)
    var number = 0
    try mask.elements.asBytes.read(as: UInt8.self) { bytes throws(TensorError) in
      guard let start = bytes.baseAddress else { return }
      for row in 0..<outer {
        var place = 0
        while place < places {
          let count = min(chunk, places - place)
          try meter.spend(count)
          number += body(start + place, count, row * places + place, number)
          place += count
        }
      }
    }
  }
}

/// Which elements are meant: true for those that are.
struct Mask: Sendable {
  /// bool, with at least one dimension.
  let elements: Tensor
  let trueCount: Int

  /// - Throws: `dtype` for another type than bool, `rank` for a mask without dimensions; `cancelled`.
  init(_ elements: Tensor, _ execution: Execution = Execution()) throws(TensorError) {
    guard elements.dtype == .bool else {
      throw TensorError(
        .dtype, "a mask is bool, not \(elements.dtype.name)", help: "compare: x > 0 is a mask")
    }
    guard elements.rank > 0 else {
      throw TensorError(.rank, "a mask has at least one dimension, and this has none")
    }
    self.elements = elements.detached
    trueCount = try elements.trueCount(in: execution)
  }
}
