import CKernels

/// One axis of a picture that is stretched or shrunk: for each index along the result, the coordinate of the picture
/// that it asks for. All count from 0.
struct ResizedAxis: Sendable, Hashable {
  let input: Int
  let output: Int
  /// How many pixels of the result one of the picture becomes, where that was asked for; nil where the size was.
  let scale: Double?
  let mode: Resize.Mode
  let alignCorners: Bool

  /// The coordinate; for `.nearest` that of the pixel itself.
  @inline(__always)
  func coordinate(_ index: Int) -> Double {
    if output == input { return Double(index) }
    if mode == .nearest { return corner(index) }
    return alignCorners ? aligned(index) : centre(index)
  }

  /// With pixels as areas that are stretched together with the picture: (index + ½) · r − ½, less than 0 in front of the
  /// first pixel's centre.
  @inline(__always)
  private func centre(_ index: Int) -> Double {
    if let scale { return (Double(index) + 0.5) / scale - 0.5 }
    // One division of whole numbers, so that a half is exactly a half.
    return Double(2 * index + 1) * Double(input) / Double(2 * output) - 0.5
  }

  /// With the centres of the outermost pixels staying where they are; a single pixel takes the first.
  @inline(__always)
  private func aligned(_ index: Int) -> Double {
    output == 1 ? 0 : Double(index) * Double(input - 1) / Double(output - 1)
  }

  /// The pixel ⌊index · r⌋, in the single precision in which PyTorch computes it for every element type: a whole number
  /// that is missed by rounding falls to the same side.
  @inline(__always)
  private func corner(_ index: Int) -> Double {
    if output == 2 * input { return Double(index / 2) }
    let step = scale.map { Float(1 / $0) } ?? Float(input) / Float(output)
    return min(Double((Float(index) * step).rounded(.down)), Double(input - 1))
  }
}

/// The points of a picture that its resized version asks for.
struct ResizedPoints: SamplePoints {
  /// The coordinates of the rows, then those of the columns.
  private let coordinates: Tensor
  private let rows: Int

  /// - Throws: `TensorError.memory`, `cancelled`.
  init(
    rows: ResizedAxis, columns: ResizedAxis, in execution: Execution = Execution()
  ) throws(TensorError) {
    self.rows = rows.output
    let coordinates = try Tensor(uninitialized: [rows.output + columns.output], .float64)
    try coordinates.write(as: Double.self) { target throws(TensorError) in
      try Broadcast.inChunks(rows.output, execution) { chunk in
        for row in chunk { target[row] = rows.coordinate(row) }
      }
      try Broadcast.inChunks(columns.output, execution) { chunk in
        for column in chunk { target[rows.output + column] = columns.coordinate(column) }
      }
    }
    self.coordinates = coordinates
  }

  func point(_ batch: Int, _ row: Int, _ column: Int) -> (row: Double, column: Double) {
    (coordinates.element(row), coordinates.element(rows + column))
  }

  /// The points follow from sizes, which have no gradient.
  func add(
    _ byRow: Double, _ byColumn: Double, at batch: Int, _ row: Int, _ column: Int,
    to sums: UnsafeMutablePointer<Double>
  ) {}

  var forKernels: fovea_points {
    let first = UnsafePointer(coordinates.pointer(as: Double.self))
    return fovea_points(
      source: fovea_points_of_axes, numbers: first, columns: first + rows, step: 0, row_scale: 0,
      column_scale: 0, offset: 0)
  }

  func gradientType(_ dtype: DType) -> DType { dtype }
}
