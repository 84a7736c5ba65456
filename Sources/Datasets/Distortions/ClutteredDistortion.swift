import Engine

/// TC of the Spatial Transformer paper: the picture lies at a random place of a larger black one, among pieces of others
/// (Jaderberg et al. 2015, section 4.1; Mnih et al. 2014).
public struct ClutteredDistortion: Distortion {
  /// The rows and columns of the results.
  public let canvas: Pair
  /// How many pieces lie about.
  public let pieces: Int
  /// Rows and columns of a piece.
  public let pieceSize: Int

  /// - Parameters:
  ///   - canvas: the rows and columns of the results; at least those of the pictures.
  ///   - pieces: how many pieces lie about.
  ///   - pieceSize: rows and columns of a piece.
  /// - Precondition: a canvas and pieces that have pixels.
  public init(canvas: Pair = 60, pieces: Int = 6, pieceSize: Int = 6) {
    precondition(
      canvas.rows >= 1 && canvas.columns >= 1 && pieces >= 0 && pieceSize >= 1, "numbers that make sense")
    (self.canvas, self.pieces, self.pieceSize) = (canvas, pieces, pieceSize)
  }

  public var description: String {
    "at any place in \(canvas.asSize), among \(pieces) pieces \(pieceSize) × \(pieceSize) of others"
  }

  public func outputSize(_ input: Pair) throws(TensorError) -> Pair {
    guard input.rows <= canvas.rows, input.columns <= canvas.columns else {
      throw TensorError(.size, "pictures \(input.asSize) do not fit into \(canvas.asSize)")
    }
    return canvas
  }

  public func apply(
    to pictures: Tensor, _ generators: [RandomGenerator], source: Tensor, in execution: Execution
  ) throws(TensorError) -> Tensor {
    let size = Pair(pictures.shape[2], pictures.shape[3])
    _ = try outputSize(size)
    let channels = pictures.shape[1]
    let result = try Tensor(
      zeros: Shape(checking: [generators.count, channels, canvas.rows, canvas.columns]))
    let cut = Pair(min(pieceSize, size.rows, source.shape[2]), min(pieceSize, size.columns, source.shape[3]))
    try result.write(as: Float.self) { target throws(TensorError) in
      for (index, generator) in generators.enumerated() {
        try execution.checkCancelled()
        var generator = generator
        let place = random(canvas, less: size, &generator)
        for channel in 0..<channels {
          copy(size, at: place, of: index * channels + channel, target) { row, column in
            pictures.element(((index * channels + channel) * size.rows + row) * size.columns + column)
          }
        }
        for _ in 0..<pieces {
          let other = min(Int(clamping: generator.uniform() * Double(source.shape[0])), source.shape[0] - 1)
          let from = random(Pair(source.shape[2], source.shape[3]), less: cut, &generator)
          let to = random(canvas, less: cut, &generator)
          for channel in 0..<channels {
            copy(cut, at: to, of: index * channels + channel, target) { row, column in
              let plane = other * channels + channel
              let value = source.element(
                (plane * source.shape[2] + from.rows + row) * source.shape[3] + from.columns + column)
              return source.dtype == .uint8 ? value / 255 : value
            }
          }
        }
      }
    }
    return result
  }

  private func random(_ whole: Pair, less part: Pair, _ generator: inout RandomGenerator) -> Pair {
    func place(_ room: Int) -> Int { min(Int(clamping: generator.uniform() * Double(room + 1)), room) }
    return Pair(place(whole.rows - part.rows), place(whole.columns - part.columns))
  }

  /// Lays a piece down; where something lies, the lighter of the two is seen.
  private func copy(
    _ size: Pair, at place: Pair, of plane: Int, _ target: UnsafeMutableBufferPointer<Float>,
    _ value: (_ row: Int, _ column: Int) -> Double
  ) {
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let position = (plane * canvas.rows + place.rows + row) * canvas.columns + place.columns + column
        target[position] = max(target[position], Float(value(row, column)))
      }
    }
  }
}
