/// Sampling of pictures at computed points by plain loops: what the kernels are held against, and what does pictures too
/// large for them. The neighbours of a point are found once for all channels.
struct SampleLoops<T: FloatingScalar, Points: SamplePoints> {
  private let layout: SampleLayout
  private let points: Points
  private let execution: Execution
  private var picture: PictureShape { layout.picture }

  init(_ layout: SampleLayout, _ points: Points, _ execution: Execution) {
    self.layout = layout
    self.points = points
    self.execution = execution
  }

  /// Runs `body` for every point: what there is, and the position, within a plane of the output, of what is sampled there.
  @inline(__always)
  private func forEachPoint(
    _ batch: Int,
    _ body: (SamplePlace<Neighbourhood>, _ position: Int, _ row: Int, _ column: Int) -> Void
  ) throws(TensorError) {
    var position = 0
    for row in 0..<layout.output.rows {
      try execution.checkCancelled()
      for column in 0..<layout.output.columns {
        body(layout.neighbourhood(of: points.point(batch, row, column)), position, row, column)
        position &+= 1
      }
    }
  }

  private func forward(
    _ source: UnsafePointer<T>, into result: UnsafeMutablePointer<T>
  ) throws(TensorError) {
    let pixels = layout.output.rows * layout.output.columns
    for batch in 0..<picture.batch {
      let planes = source + batch * picture.channels * picture.pixels
      let targets = result + batch * picture.channels * pixels
      try forEachPoint(batch) { place, position, _, _ in
        for channel in 0..<picture.channels {
          targets[channel &* pixels &+ position] =
            switch place {
            case .near(let neighbourhood):
              T(nearest: neighbourhood.value(planes + channel &* picture.pixels))
            case .outside: 0
            case .unknown: .nan
            }
        }
      }
    }
  }

  /// The gradient by the picture, no numbers where a point is unknown, which could have asked for any pixel. `sums` has
  /// room for the channels of one picture.
  private func pictureGradient(
    _ gradient: UnsafePointer<T>, into result: UnsafeMutablePointer<T>, sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    let pixels = layout.output.rows * layout.output.columns
    let count = picture.channels * picture.pixels
    for batch in 0..<picture.batch {
      let gradients = gradient + batch * picture.channels * pixels
      sums.update(repeating: 0, count: count)
      var hasUnknown = false
      try forEachPoint(batch) { place, position, _, _ in
        if case .unknown = place { hasUnknown = true }
        guard let neighbourhood = place.neighbours else { return }
        for channel in 0..<picture.channels {
          neighbourhood.scatter(
            gradients[channel &* pixels &+ position].asDouble, to: sums + channel &* picture.pixels)
        }
      }
      if hasUnknown { sums.update(repeating: .nan, count: count) }
      RowLoops.store(sums, count: count, to: result + batch * count)
    }
  }

  /// Hands the gradient by every point to `points`, which add it to `sums`.
  private func pointGradient(
    _ gradient: UnsafePointer<T>, _ source: UnsafePointer<T>, to sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    let pixels = layout.output.rows * layout.output.columns
    for batch in 0..<picture.batch {
      let planes = source + batch * picture.channels * picture.pixels
      let gradients = gradient + batch * picture.channels * pixels
      try forEachPoint(batch) { place, position, row, column in
        if case .unknown = place { return points.add(.nan, .nan, at: batch, row, column, to: sums) }
        guard let neighbourhood = place.neighbours else { return }
        var (byRow, byColumn) = (0.0, 0.0)
        for channel in 0..<picture.channels {
          let derivatives = neighbourhood.derivatives(planes + channel &* picture.pixels)
          let weight = gradients[channel &* pixels &+ position].asDouble
          byRow += derivatives.byRow * weight
          byColumn += derivatives.byColumn * weight
        }
        points.add(byRow, byColumn, at: batch, row, column, to: sums)
      }
    }
  }
}

extension SampleLoops {
  func forward(_ picture: Tensor, into result: Tensor) throws(TensorError) {
    defer { withExtendedLifetime((picture, result)) {} }
    try forward(picture.pointer(as: T.self), into: result.pointer(as: T.self))
  }

  func pictureGradient(_ gradient: Tensor, into result: Tensor) throws(TensorError) {
    let sums = try Tensor(
      uninitialized: [picture.channels, picture.size.rows, picture.size.columns], .float64)
    defer { withExtendedLifetime((gradient, result, sums)) {} }
    try pictureGradient(
      gradient.pointer(as: T.self), into: result.pointer(as: T.self), sums: sums.pointer(as: Double.self))
  }

  /// Adds to `sums`, of float64 and in the shape of the operand that gives the points.
  func pointGradient(_ gradient: Tensor, _ picture: Tensor, to sums: Tensor) throws(TensorError) {
    defer { withExtendedLifetime((gradient, picture, sums)) {} }
    try pointGradient(
      gradient.pointer(as: T.self), picture.pointer(as: T.self), to: sums.pointer(as: Double.self))
  }
}
