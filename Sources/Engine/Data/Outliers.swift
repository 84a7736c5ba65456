/// The few numbers that lie so far out that they would leave the others one shade.
///
/// The rule: of at least 64 numbers other than 0 (which say nothing of a scale), where an end lies more than twice as far out as 98 % of
/// the numbers do, the scale ends with these 98 %. Far out means from 0 where signs differ, else from the other end of the 98 %.
package enum Outliers {
  /// One in so many may be left outside.
  private static let share = 50
  private static let fewest = 64
  /// The quantiles of more numbers are those of as many, evenly taken.
  private static let sample = 1 << 16

  /// The range without outliers; nil where there are none.
  /// - Parameter whole: from the least to the greatest finite number.
  package static func innerRange(
    of tensor: Tensor, _ elements: Range<Int>, within whole: ClosedRange<Double>
  ) -> ClosedRange<Double>? {
    guard elements.count >= fewest, whole.lowerBound < whole.upperBound else { return nil }
    let isSigned = whole.lowerBound < 0 && whole.upperBound > 0
    var numbers = sample(of: tensor, elements)
    guard numbers.count >= fewest else { return nil }
    if isSigned { numbers = numbers.map(\.magnitude) }
    numbers.sort()
    let left = numbers.count / share
    let (low, high) = (numbers[left], numbers[numbers.count - 1 - left])
    let range = isSigned ? (-high...high) : inner(whole, low, high)
    let reach = max(-whole.lowerBound, whole.upperBound)
    guard isSigned ? reach > 2 * high : range != whole,
      // Many zeros on one side are no outliers. Of a sample the share is not exact.
      count(in: tensor, elements, outside: range) <= elements.count * 3 / 100 + 1
    else { return nil }
    return range
  }

  private static func inner(
    _ whole: ClosedRange<Double>, _ low: Double, _ high: Double
  ) -> ClosedRange<Double> {
    // Halves keep the difference of two huge numbers finite.
    let half = high / 2 - low / 2
    guard half > 0 else { return whole }
    let isFarAbove = whole.upperBound / 2 - high / 2 > half
    let isFarBelow = low / 2 - whole.lowerBound / 2 > half
    return (isFarBelow ? low : whole.lowerBound)...(isFarAbove ? high : whole.upperBound)
  }

  private static func sample(of tensor: Tensor, _ elements: Range<Int>) -> [Double] {
    func numbers<T: Scalar>(_ all: UnsafeBufferPointer<T>) -> [Double] {
      let step = max(1, elements.count / sample)
      return stride(from: elements.lowerBound, to: elements.upperBound, by: step).lazy
        .map { all[$0].asDouble }.filter { $0 != 0 && $0.isFinite }
    }
    return switch tensor.dtype {
    case .float32: tensor.read(as: Float.self, numbers)
    case .float64: tensor.read(as: Double.self, numbers)
    case .uint8: tensor.read(as: UInt8.self, numbers)
    case .int64: tensor.read(as: Int64.self, numbers)
    case .bool: tensor.read(as: Bool.self, numbers)
    }
  }

  /// How many finite numbers lie outside a range.
  package static func count(in tensor: Tensor, _ elements: Range<Int>, outside range: ClosedRange<Double>)
    -> Int
  {
    func count<T: Scalar>(_ all: UnsafeBufferPointer<T>) -> Int {
      var count = 0
      for place in elements {
        let value = all[place].asDouble
        if value < range.lowerBound || value > range.upperBound, value.isFinite { count += 1 }
      }
      return count
    }
    return switch tensor.dtype {
    case .float32: tensor.read(as: Float.self, count)
    case .float64: tensor.read(as: Double.self, count)
    case .uint8: tensor.read(as: UInt8.self, count)
    case .int64: tensor.read(as: Int64.self, count)
    case .bool: tensor.read(as: Bool.self, count)
    }
  }
}
