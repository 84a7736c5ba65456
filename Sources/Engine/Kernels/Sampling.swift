/// Sampling of pictures at points, the common part of `affine`, `grid_sample` and `resize`: by kernels, or by the plain
/// loops that they are held against.
struct Sampling<Points: SamplePoints> {
  let layout: SampleLayout
  let points: Points
  let execution: Execution

  func forward(_ picture: Tensor) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: layout.result, picture.dtype)
    if result.count == 0 { return result }
    if let kernel = SampleKernel(layout, points, execution) {
      try kernel.forward(picture, into: result)
    } else if result.dtype == .float32 {
      try SampleLoops<Float, Points>(layout, points, execution).forward(picture, into: result)
    } else {
      try SampleLoops<Double, Points>(layout, points, execution).forward(picture, into: result)
    }
    return result
  }

  func pictureGradient(_ gradient: Tensor) throws(TensorError) -> Tensor {
    if gradient.count == 0 { return try Tensor(zeros: layout.picture.shape, gradient.dtype) }
    let result = try Tensor(uninitialized: layout.picture.shape, gradient.dtype)
    if result.count == 0 { return result }
    if let kernel = SampleKernel(layout, points, execution) {
      try kernel.pictureGradient(gradient, into: result)
    } else if result.dtype == .float32 {
      try SampleLoops<Float, Points>(layout, points, execution).pictureGradient(gradient, into: result)
    } else {
      try SampleLoops<Double, Points>(layout, points, execution).pictureGradient(gradient, into: result)
    }
    return result
  }

  /// The gradient by the operand that gives the points, which has the shape `shape`.
  func pointGradient(
    _ gradient: Tensor, _ picture: Tensor, _ shape: Shape
  ) throws(TensorError) -> Tensor {
    if gradient.count == 0 { return try Tensor(zeros: shape, gradient.dtype) }
    if let kernel = SampleKernel(layout, points, execution) {
      let result = try Tensor(uninitialized: shape, points.gradientType(gradient.dtype))
      try kernel.pointGradient(gradient, picture, into: result)
      return try result.converted(to: gradient.dtype)
    }
    let sums = try Tensor(zeros: shape, .float64)
    if gradient.dtype == .float32 {
      try SampleLoops<Float, Points>(layout, points, execution).pointGradient(gradient, picture, to: sums)
    } else {
      try SampleLoops<Double, Points>(layout, points, execution).pointGradient(gradient, picture, to: sums)
    }
    return try sums.converted(to: gradient.dtype)
  }

  /// The gradients by a picture and by what gives the points, those that `needs` names. Through rounding the second is
  /// zero everywhere, which nil says.
  func pullback(_ gradient: Tensor, _ operands: [Tensor], _ needs: [Bool]) throws(TensorError) -> [Tensor?] {
    let isSmooth = layout.interpolation == .linear
    return [
      needs[0] ? try pictureGradient(gradient) : nil,
      needs[1] && isSmooth ? try pointGradient(gradient, operands[0], operands[1].shape) : nil,
    ]
  }

  /// How the element of the result at `output`, an index counted from 0, came about.
  func sample(at output: [Int], _ picture: Tensor) throws(TensorError) -> PointSample {
    let place = PictureShape.places(output)
    let point = points.point(place.batch, place.row, place.column)
    return try PointSample(
      point, layout.neighbourhood(of: point), isSingle: layout.interpolation != .linear, picture,
      plane: (place.batch, place.channel))
  }
}
