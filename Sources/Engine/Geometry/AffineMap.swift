import Glibc

/// The lecture's affine map: it takes the index (row, column) of an output element, counted from 1, to the index of
/// the input that the element asks for.
///
///     row_in    = a·row + b·column + e
///     column_in = c·row + d·column + f
///
/// As a tensor it is theta = `[a, b, e; c, d, f]`. `rotation`, `scaling` and `shift` are said by what the picture
/// does; their theta is the inverse of that, because it starts from the output.
public struct AffineMap: Sendable, Hashable {
  /// The input's row for each row of the output.
  public let a: Double
  /// The input's row for each column of the output.
  public let b: Double
  /// The input's row at the output's (0, 0).
  public let e: Double
  /// The input's column for each row of the output.
  public let c: Double
  /// The input's column for each column of the output.
  public let d: Double
  /// The input's column at the output's (0, 0).
  public let f: Double

  /// In the order of theta, row by row.
  /// - Parameters:
  ///   - a: the input's row for each row of the output.
  ///   - b: the input's row for each column of the output.
  ///   - e: the input's row at the output's (0, 0).
  ///   - c: the input's column for each row of the output.
  ///   - d: the input's column for each column of the output.
  ///   - f: the input's column at the output's (0, 0).
  public init(_ a: Double, _ b: Double, _ e: Double, _ c: Double, _ d: Double, _ f: Double) {
    self.a = a
    self.b = b
    self.e = e
    self.c = c
    self.d = d
    self.f = f
  }

  /// Each element asks for itself.
  public static let identity = AffineMap(1, 0, 0, 0, 1, 0)

  /// The index of the input, counted from 1, that the output element (row, column), counted from 1, asks for.
  /// - Parameters:
  ///   - row: of the output element, counted from 1.
  ///   - column: of the output element, counted from 1.
  /// - Returns: row and column of the input, counted from 1; they need not be whole, nor within the picture.
  @inline(__always)
  public func point(row: Double, column: Double) -> (row: Double, column: Double) {
    (a * row + b * column + e, c * row + d * column + f)
  }

  /// theta = `[a, b, e; c, d, f]`, of shape `[2, 3]`.
  /// - Parameter dtype: the type of its elements.
  /// - Returns: the tensor, as `Affine` takes it.
  /// - Throws: `TensorError.memory`.
  public func theta(_ dtype: DType = .float32) throws(TensorError) -> Tensor {
    try Tensor([a, b, e, c, d, f], [2, 3]).converted(to: dtype)
  }

  /// Turns the picture about its centre, counter-clockwise as seen for positive degrees. Quarter turns are exact.
  /// - Parameters:
  ///   - degrees: the angle, counter-clockwise as seen.
  ///   - size: the picture's rows and columns, in pixels.
  /// - Returns: the map from the turned picture back to the picture.
  /// - Throws: `TensorError.option` for degrees that are not finite or a size below 1.
  public static func rotation(degrees: Double, size: Pair) throws(TensorError) -> AffineMap {
    guard degrees.isFinite else {
      throw TensorError(
        .option, "an angle must be a finite number of degrees, not \(DoubleText.shortest(degrees))")
    }
    let (sine, cosine) = sineAndCosine(degrees: degrees)
    return try about(size, cosine, sine, -sine, cosine)
  }

  /// Makes the picture larger by `factor` about its centre; smaller where the factor is below 1.
  /// - Parameters:
  ///   - factor: how many times larger the picture becomes; a negative one also turns it by half a turn.
  ///   - size: the picture's rows and columns, in pixels.
  /// - Returns: the map from the scaled picture back to the picture.
  /// - Throws: `TensorError.option` for a factor that is zero or not finite, or a size below 1.
  public static func scaling(_ factor: Double, size: Pair) throws(TensorError) -> AffineMap {
    try scaling(rows: factor, columns: factor, size: size)
  }

  /// Makes the picture taller and wider by two factors, about its centre.
  /// - Parameters:
  ///   - rows: how many times taller the picture becomes.
  ///   - columns: how many times wider it becomes.
  ///   - size: the picture's rows and columns, in pixels.
  /// - Returns: the map from the scaled picture back to the picture.
  /// - Throws: `TensorError.option` for a factor that is zero or not finite, or a size below 1.
  public static func scaling(rows: Double, columns: Double, size: Pair) throws(TensorError) -> AffineMap {
    for factor in [rows, columns] {
      guard factor.isFinite, (1 / factor).isFinite else {
        throw TensorError(
          .option, "a factor must be a finite number other than 0, not \(DoubleText.shortest(factor))")
      }
    }
    return try about(size, 1 / rows, 0, 0, 1 / columns)
  }

  /// Moves the picture down by `rows` and to the right by `columns`.
  /// - Parameters:
  ///   - rows: how far down, in pixels.
  ///   - columns: how far to the right, in pixels.
  /// - Returns: the map from the moved picture back to the picture.
  /// - Throws: `TensorError.option` for numbers that are not finite.
  public static func shift(rows: Double, columns: Double) throws(TensorError) -> AffineMap {
    for distance in [rows, columns] {
      guard distance.isFinite else {
        throw TensorError(.option, "a shift must be a finite number of pixels, not \(distance)")
      }
    }
    return AffineMap(1, 0, 0 - rows, 0, 1, 0 - columns)
  }

  /// The map with these four numbers that leaves the centre of a picture, ((H + 1)/2, (W + 1)/2), where it is.
  private static func about(
    _ size: Pair, _ a: Double, _ b: Double, _ c: Double, _ d: Double
  ) throws(TensorError) -> AffineMap {
    try size.check("size", atLeast: 1)
    let (row, column) = ((Double(size.rows) + 1) / 2, (Double(size.columns) + 1) / 2)
    return AffineMap(a, b, row - a * row - b * column, c, d, column - c * row - d * column)
  }

  /// Sine and cosine, exact at quarter turns: what is left of the last of them is at most 45°.
  private static func sineAndCosine(degrees: Double) -> (sine: Double, cosine: Double) {
    let turn = degrees.truncatingRemainder(dividingBy: 360)
    let quarters = (turn / 90).rounded()
    let rest = (turn - 90 * quarters) * (Double.pi / 180)
    let (s, c) = (sin(rest), cos(rest))
    switch (Int(clamping: quarters) + 4) % 4 {
    case 0: return (s, c)
    case 1: return (c, 0 - s)
    case 2: return (0 - s, 0 - c)
    default: return (0 - c, s)
    }
  }
}
