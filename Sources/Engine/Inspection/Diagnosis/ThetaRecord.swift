/// Theta of some pictures, in PyTorch's coordinates, and whether what it was made of differs among them.
struct ThetaRecord: Sendable {
  /// Six numbers for each picture.
  private(set) var thetas: [[Double]] = []
  /// What was made of the first picture, the largest number of all, and how far any is from that of the first.
  private var (firstFeatures, largestFeature, featureDifference) = (nil as [Double]?, 0.0, 0.0)

  /// - Parameters:
  ///   - theta: `[N, 2, 3]`.
  ///   - features: what the localisation network gave for each, `[N, …]`.
  mutating func add(_ theta: Tensor, _ features: Tensor) {
    thetas += ThetaRecord.rows(theta)
    for row in ThetaRecord.rows(features) {
      let first = firstFeatures ?? row
      firstFeatures = first
      for (number, other) in zip(row, first) {
        largestFeature = max(largestFeature, abs(number))
        featureDifference = max(featureDifference, abs(number - other))
      }
    }
  }

  private static func rows(_ tensor: Tensor) -> [[Double]] {
    let numbers = tensor.elements
    let size = numbers.count / max(tensor.shape[0], 1)
    return (0..<tensor.shape[0]).map { Array(numbers[$0 * size..<($0 + 1) * size]) }
  }

  /// How many are NaN or infinite.
  var notFinite: Int { thetas.count { !$0.allSatisfy(\.isFinite) } }

  /// The largest magnitude in a theta, as the median over the pictures.
  var magnitude: Double {
    let all = thetas.map { theta in theta.reduce(0) { max($0, abs($1)) } }.sorted()
    return all.isEmpty ? 0 : all[all.count / 2]
  }

  /// Of each picture, the share of the points of a grid over the box that lie outside of the picture.
  var outside: [Double] {
    // Ten points across tell shares of a hundredth apart.
    let points = (0..<10).map { -0.9 + 0.2 * Double($0) }
    return thetas.map { t in
      var count = 0
      for y in points {
        for x in points {
          let (u, v) = ThetaRecord.image(of: (x, y), by: t)
          // A number that is none is not inside either.
          if !(abs(u) <= 1 && abs(v) <= 1) { count += 1 }
        }
      }
      return Double(count) / Double(points.count * points.count)
    }
  }

  /// Where theta takes a point.
  private static func image(of point: (x: Double, y: Double), by t: [Double]) -> (Double, Double) {
    (t[0] * point.x + t[1] * point.y + t[2], t[3] * point.x + t[4] * point.y + t[5])
  }

  /// How far the corners of the box are apart among the pictures: the largest standard deviation of a coordinate, as a share
  /// of the picture's side.
  var spread: Double {
    let corners: [[Double]] = thetas.map { t in
      ThetaRecord.corners.flatMap { corner -> [Double] in
        let (u, v) = ThetaRecord.image(of: corner, by: t)
        return [u, v]
      }
    }
    return (ThetaRecord.deviations(corners).max() ?? 0) / 2
  }

  private static let corners: [(x: Double, y: Double)] = [(-1, -1), (1, -1), (1, 1), (-1, 1)]

  /// Whether all pictures gave the same features but for the rounding of float32.
  var hasConstantFeatures: Bool { featureDifference <= 1e-6 * largestFeature }

  /// The standard deviation of each column.
  private static func deviations(_ rows: [[Double]]) -> [Double] {
    guard let first = rows.first else { return [] }
    return first.indices.map { column in
      // About the first row, so that equal numbers have no deviation at all.
      let differences = rows.map { $0[column] - first[column] }
      let mean = differences.reduce(0, +) / Double(rows.count)
      return (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows.count)).squareRoot()
    }
  }
}
