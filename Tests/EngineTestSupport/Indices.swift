import Engine

extension Shape {
  /// The index of a flat position, one number for each dimension, counted from 0.
  public func index(_ position: Int) -> [Int] {
    var rest = position
    return strides.map { step in
      let (place, remainder) = rest.quotientAndRemainder(dividingBy: step)
      rest = remainder
      return place
    }
  }

  /// The flat position of an index.
  public func position(_ index: [Int]) -> Int { zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 } }
}
