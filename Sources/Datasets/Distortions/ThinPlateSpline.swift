import Engine
import Glibc

/// The smoothest map of a picture's pixels that takes 16 points of a regular grid where they are to go: as, for each pixel,
/// the weights of the 16 points.
struct ThinPlateSpline {
  let controlPoints: [PicturePoint]
  /// For each pixel 16 weights.
  private let weights: [[Double]]

  private static let side = 4

  init(_ size: Pair) {
    let side = ThinPlateSpline.side
    let points = (0..<side * side).map { index in
      (
        row: Double(size.rows - 1) * Double(index / side) / Double(side - 1),
        column: Double(size.columns - 1) * Double(index % side) / Double(side - 1)
      )
    }
    controlPoints = points
    let count = points.count
    // [K P; Pᵀ 0] · (w; a) = (targets; 0), solved for each unit target.
    var matrix = points.map { p in points.map { ThinPlateSpline.bend(p, $0) } + [1, p.row, p.column] }
    for basis in 0..<3 {
      matrix.append(points.map { basis == 0 ? 1 : basis == 1 ? $0.row : $0.column } + [0, 0, 0])
    }
    let unit = (0..<count + 3).map { row in (0..<count).map { $0 == row ? 1.0 : 0.0 } }
    let solution = LinearSystem.solve(matrix, unit)
    weights = (0..<size.rows * size.columns).map { pixel in
      let place = (row: Double(pixel / size.columns), column: Double(pixel % size.columns))
      let terms = points.map { ThinPlateSpline.bend(place, $0) } + [1, place.row, place.column]
      // A picture of a single row or column has no such spline: each pixel stays with the nearest point.
      guard let solution else { return points.map { $0 == place ? 1 : 0 } }
      return (0..<count).map { target in zip(terms, solution).reduce(0) { $0 + $1.0 * $1.1[target] } }
    }
  }

  /// r² log r², the bending of a thin plate held at a point.
  private static func bend(_ a: PicturePoint, _ b: PicturePoint) -> Double {
    let squared = (a.row - b.row) * (a.row - b.row) + (a.column - b.column) * (a.column - b.column)
    return squared > 0 ? squared * log(squared) : 0
  }

  /// Where a pixel goes when the control points go to `points`.
  func value(_ pixel: Int, _ points: [PicturePoint]) -> PicturePoint {
    var (row, column) = (0.0, 0.0)
    for (weight, point) in zip(weights[pixel], points) {
      row += weight * point.row
      column += weight * point.column
    }
    return (row, column)
  }
}
