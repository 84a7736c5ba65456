import Engine

/// Affine maps built from operations, for parameters that a gradient is wanted of. The same thetas as `AffineMap`'s, but
/// for rounding.
struct TapedTheta {
  private let interpreter: Interpreter

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// `[1, 0, −rows; 0, 1, −columns]`.
  func shift(_ rows: Value, _ columns: Value) throws(TensorError) -> Value {
    try theta([.number(1), .number(0), try negated(rows), .number(0), .number(1), try negated(columns)])
  }

  /// `[1/r, 0, m·(1 − 1/r); 0, 1/c, n·(1 − 1/c)]` about the centre (m, n), for a factor r = c or `[r, c]`.
  func scaling(_ factors: Tensor, _ size: Pair) throws(TensorError) -> Value {
    let centre = self.centre(size)
    var rows = Value.tensor(factors)
    var columns = rows
    if factors.shape == [2] {
      rows = try interpreter.apply(Slice([.index(0)]), [.tensor(factors)])
      columns = try interpreter.apply(Slice([.index(1)]), [.tensor(factors)])
    }
    let (a, d) = (
      try interpreter.apply(Divide(), [.number(1), rows]),
      try interpreter.apply(Divide(), [.number(1), columns])
    )
    return try theta([
      a, .number(0), try offset(centre.rows, [a], [centre.rows]), .number(0), d,
      try offset(centre.columns, [d], [centre.columns]),
    ])
  }

  /// The turn back by `degrees` about the centre: `[cos, sin, ·; −sin, cos, ·]`.
  func rotation(_ degrees: Value, _ size: Pair) throws(TensorError) -> Value {
    let centre = self.centre(size)
    let angle = try interpreter.apply(Multiply(), [degrees, .number(.pi / 180)])
    let (cosine, sine) = (try interpreter.apply(Cos(), [angle]), try interpreter.apply(Sin(), [angle]))
    let back = try negated(sine)
    let both = [centre.rows, centre.columns]
    return try theta([
      cosine, sine, try offset(centre.rows, [cosine, sine], both), back, cosine,
      try offset(centre.columns, [back, cosine], both),
    ])
  }

  private func centre(_ size: Pair) -> (rows: Double, columns: Double) {
    (Double(size.rows + 1) / 2, Double(size.columns + 1) / 2)
  }

  private func negated(_ value: Value) throws(TensorError) -> Value {
    try interpreter.apply(Negate(), [value])
  }

  /// What keeps the centre where it is: its coordinate less Σ coefficient · coordinate.
  private func offset(
    _ coordinate: Double, _ coefficients: [Value], _ coordinates: [Double]
  ) throws(TensorError) -> Value {
    var rest = Value.number(coordinate)
    for (coefficient, coordinate) in zip(coefficients, coordinates) {
      let part = try interpreter.apply(Multiply(), [coefficient, .number(coordinate)])
      rest = try interpreter.apply(Subtract(), [rest, part])
    }
    return rest
  }

  private func theta(_ numbers: [Value]) throws(TensorError) -> Value {
    let row = try interpreter.apply(Stack(axis: 0), numbers)
    return try interpreter.apply(Reshape([2, 3]), [row])
  }
}
