import Engine

/// Which numbers are drawn darkest and lightest, and why.
///
/// What lies in 0…1 and reaches above a half is a picture, black 0 to white 1; so are bytes that reach above a half of 255. All else
/// spreads from its least to its greatest number, or as far to both sides of 0 where signs differ, but for outliers.
package struct DrawnScale: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// A picture's own, whatever its numbers.
    case picture
    /// From the least to the greatest number.
    case spread
    /// What somebody asked for.
    case given
  }

  package let range: ClosedRange<Double>
  package let kind: Kind
  /// How many numbers lie outside and are drawn like the nearest end.
  package let clipped: Int
  /// Whether 0 is the middle and both sides reach equally far.
  package var isAroundZero: Bool { range.lowerBound < 0 && range.lowerBound == -range.upperBound }

  /// - Parameters:
  ///   - tensor: its numbers are drawn.
  ///   - elements: which of them share this scale, by their places.
  ///   - given: the ends that somebody asked for.
  ///   - measured: what is known of these numbers already.
  package init(
    of tensor: Tensor, elements: Range<Int>, given: ClosedRange<Double>? = nil,
    measured: TensorPicture.Statistics? = nil
  ) {
    if let given {
      // Infinite ends would leave no number between them.
      let limits = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
      let range = DrawnScale.aroundZero(given.clamped(to: limits))
      self.init(range, .given, clipped: Outliers.count(in: tensor, elements, outside: range))
      return
    }
    let statistics = measured ?? TensorPicture.Statistics(of: tensor, elements: elements)
    let (low, high) = (statistics.minimum, statistics.maximum)
    if let natural = DrawnScale.natural(tensor.dtype, statistics) {
      self.init(natural, .picture, clipped: 0)
    } else if let inner = Outliers.innerRange(of: tensor, elements, within: low...high) {
      let range = DrawnScale.aroundZero(inner)
      self.init(range, .spread, clipped: Outliers.count(in: tensor, elements, outside: range))
    } else {
      self.init(DrawnScale.aroundZero(low...high), .spread, clipped: 0)
    }
  }

  private init(_ range: ClosedRange<Double>, _ kind: Kind, clipped: Int) {
    (self.range, self.kind, self.clipped) = (range, kind, clipped)
  }

  private static func aroundZero(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    guard range.lowerBound < 0, range.upperBound > 0 else { return range }
    let reach = max(-range.lowerBound, range.upperBound)
    return -reach...reach
  }

  /// What arithmetic may add to a picture's ends: a blurred white is not quite 1.
  private static let rounding = 1e-6

  /// Nil for numbers that are no picture's.
  private static func natural(
    _ dtype: DType, _ statistics: TensorPicture.Statistics
  ) -> ClosedRange<Double>? {
    guard statistics.finite > 0, statistics.infinite == 0 else { return nil }
    let (low, high) = (statistics.minimum, statistics.maximum)
    // Of numbers that are all the same there is nothing to spread.
    let isOne = low == high
    if dtype == .uint8 { return high > 127 || isOne ? 0...255 : nil }
    guard dtype.isFloating, low >= -rounding, high <= 1 + rounding, high > 0.5 || isOne else { return nil }
    return 0...1
  }
}
