/// Which weights of a convolution take part: a mask of zeros and ones, `[h, w]` for every filter and channel alike, or
/// of the weights' whole shape.
enum ConvMask {
  /// - Throws: `TensorError.shapes` for a mask of another shape, `TensorError.option` for one that holds other numbers.
  static func check(_ mask: Tensor, kernel: Shape) throws(TensorError) {
    let size = Shape(trusted: Array(kernel.array.suffix(2)))
    guard mask.shape == size || mask.shape == kernel else {
      let whole = kernel.rank == 2 ? "" : ", or the whole shape of the weights, \(kernel)"
      throw TensorError(
        .shapes, "a mask must have the kernel's size, \(size)\(whole), but this has shape \(mask.shape)",
        operands: [.init(1, ConvLayout.label(kernel)), .init(3, "mask \(mask.shape)")])
    }
    for position in 0..<mask.count {
      let number = mask.element(position)
      guard number == 0 || number == 1 else {
        let text = Int(exactly: number).map(String.init) ?? "\(number)"
        throw TensorError(
          .option, "a mask may contain only zeros and ones, but this one contains \(text)",
          operands: [.init(3, "mask \(mask.shape)")], help: "mask != 0 turns any numbers into a mask")
      }
    }
  }

  /// The weights, or the gradient by them, with exactly 0 wherever the mask is 0, whatever stood there.
  static func select(
    _ weights: Tensor, by mask: Tensor, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let zero = try Tensor(0, weights.dtype)
    return try Where().forward([mask, weights, zero], weights.shape, execution).result
  }

  /// Whether a weight takes part, by its index in the kernel.
  static func includes(_ mask: Tensor, _ weight: [Int]) -> Bool {
    let position = zip(weight.suffix(mask.rank), mask.shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
    return mask.element(position) != 0
  }
}
