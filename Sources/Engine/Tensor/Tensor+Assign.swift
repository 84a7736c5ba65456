extension Tensor {
  /// Puts `value`, repeated to fill it and converted to this tensor's type, in place of a part: x[i, :] = value.
  ///
  /// Written in place where nobody else holds the elements, else into a copy. While a gradient is being recorded
  /// through either of the two, this is the operation `Assign`, so that the gradient flows on.
  /// - Throws: as `Slice` and `Assign`; the tensor is unchanged then, unless the error is `cancelled`.
  public mutating func assign(
    _ value: Tensor, to slice: Slice, in execution: Execution = Execution()
  ) throws(TensorError) {
    let assign = Assign(to: slice)
    guard !isTaped, !value.isTaped else {
      self = try assign.apply([self, value], in: execution)
      return
    }
    do throws(TensorError) {
      let selection = try Selection(slice.parts, of: shape)
      try Assign.check(value.shape, fills: selection.shape)
      if let position = selection.position, dtype != .int64 {
        return try setElement(position, to: value.element(0))
      }
      let converted = try value.converted(to: dtype)
      let staysMask = assign.givesMask([self, value])
      try makeUnique()
      try Assign.write(converted, into: self, slice, execution)
      storage.isMask = staysMask
    } catch {
      var named = error
      if named.operation == nil { named.operation = assign.name }
      throw named
    }
  }
}
