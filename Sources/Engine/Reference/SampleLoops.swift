/// For each output element the point of the picture that it asks for, and what becomes of the gradient by that point.
protocol SamplePoints {
  /// Row and column, counted from 0.
  func point(_ batch: Int, _ row: Int, _ column: Int) -> (row: Double, column: Double)

  /// Takes the gradient by that point's row and column.
  func add(_ byRow: Double, _ byColumn: Double, at batch: Int, _ row: Int, _ column: Int)
}

/// Sampling of pictures at computed points by plain loops: the reference for any fast path, and the common part of
/// `affine` and `grid_sample`. The neighbours of a point are found once for all channels.
struct SampleLoops<T: FloatingScalar, Points: SamplePoints> {
  let picture: PictureShape
  let output: Pair
  let rows: SampleAxis
  let columns: SampleAxis
  let points: Points
  let execution: Execution

  init(
    _ picture: PictureShape, output: Pair, outside: OutsideRule, _ interpolation: Interpolation,
    _ points: Points,
    _ execution: Execution
  ) {
    self.picture = picture
    self.output = output
    rows = SampleAxis(size: picture.size.rows, outside: outside, interpolation: interpolation)
    columns = SampleAxis(size: picture.size.columns, outside: outside, interpolation: interpolation)
    self.points = points
    self.execution = execution
  }

  @inline(__always)
  func neighbourhood(_ batch: Int, _ row: Int, _ column: Int) -> Neighbourhood? {
    let point = points.point(batch, row, column)
    guard let row = rows.locate(point.row), let column = columns.locate(point.column) else { return nil }
    return Neighbourhood(row: row, column: column, width: columns.size)
  }

  /// Runs `body` for every point: its neighbours (nil when all are outside) and the position, within a plane of the
  /// output, of what is sampled there.
  @inline(__always)
  private func forEachPoint(
    _ batch: Int, _ body: (Neighbourhood?, _ position: Int, _ row: Int, _ column: Int) -> Void
  ) throws(TensorError) {
    var position = 0
    for row in 0..<output.rows {
      try execution.checkCancelled()
      for column in 0..<output.columns {
        body(neighbourhood(batch, row, column), position, row, column)
        position &+= 1
      }
    }
  }

  func forward(_ source: UnsafePointer<T>, into result: UnsafeMutablePointer<T>) throws(TensorError) {
    let pixels = output.rows * output.columns
    for batch in 0..<picture.batch {
      let planes = source + batch * picture.channels * picture.pixels
      let targets = result + batch * picture.channels * pixels
      try forEachPoint(batch) { neighbourhood, position, _, _ in
        for channel in 0..<picture.channels {
          let value = neighbourhood?.value(planes + channel &* picture.pixels)
          targets[channel &* pixels &+ position] = value.map { T(nearest: $0) } ?? 0
        }
      }
    }
  }

  /// The gradient by the picture. `sums` has room for the channels of one picture.
  func pictureGradient(
    _ gradient: UnsafePointer<T>, into result: UnsafeMutablePointer<T>, sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    let pixels = output.rows * output.columns
    let count = picture.channels * picture.pixels
    for batch in 0..<picture.batch {
      let gradients = gradient + batch * picture.channels * pixels
      sums.update(repeating: 0, count: count)
      try forEachPoint(batch) { neighbourhood, position, _, _ in
        guard let neighbourhood else { return }
        for channel in 0..<picture.channels {
          neighbourhood.scatter(
            gradients[channel &* pixels &+ position].asDouble, to: sums + channel &* picture.pixels)
        }
      }
      RowLoops.store(sums, count: count, to: result + batch * count)
    }
  }

  /// Hands the gradient by every point to `points`.
  func pointGradient(_ gradient: UnsafePointer<T>, _ source: UnsafePointer<T>) throws(TensorError) {
    let pixels = output.rows * output.columns
    for batch in 0..<picture.batch {
      let planes = source + batch * picture.channels * picture.pixels
      let gradients = gradient + batch * picture.channels * pixels
      try forEachPoint(batch) { neighbourhood, position, row, column in
        guard let neighbourhood else { return }
        var (byRow, byColumn) = (0.0, 0.0)
        for channel in 0..<picture.channels {
          let slopes = neighbourhood.slopes(planes + channel &* picture.pixels)
          let weight = gradients[channel &* pixels &+ position].asDouble
          byRow += slopes.byRow * weight
          byColumn += slopes.byColumn * weight
        }
        points.add(byRow, byColumn, at: batch, row, column)
      }
    }
  }
}

extension SampleLoops {
  /// The gradient by the picture, as a tensor.
  func pictureGradient(_ gradient: Tensor) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: picture.shape, T.dtype)
    if result.count == 0 { return result }
    let sums = try Tensor(
      uninitialized: [picture.channels, picture.size.rows, picture.size.columns], .float64)
    defer { withExtendedLifetime((gradient, sums)) {} }
    try pictureGradient(
      gradient.pointer(as: T.self), into: result.pointer(as: T.self), sums: sums.pointer(as: Double.self))
    return result
  }
}
