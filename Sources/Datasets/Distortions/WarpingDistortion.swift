import Engine

/// A distortion that samples each picture at points which a map of its own gives, and keeps its size.
protocol WarpingDistortion: Distortion {
  /// Where a pixel of the result, (row, column) from 0, looks on the picture.
  typealias Warp = (_ row: Int, _ column: Int) -> PicturePoint

  /// Draws the map of one picture.
  func warps(of size: Pair) -> (inout RandomGenerator) -> Warp
}

extension WarpingDistortion {
  public var onlyMoves: Bool { true }

  public func outputSize(_ input: Pair) throws(TensorError) -> Pair { input }

  public func apply(
    to pictures: Tensor, _ generators: [RandomGenerator], source: Tensor, in execution: Execution
  ) throws(TensorError) -> Tensor {
    let size = Pair(pictures.shape[2], pictures.shape[3])
    let draw = warps(of: size)
    var grid = PointGrid(from: size, to: size, pictures: generators.count)
    for generator in generators {
      try execution.checkCancelled()
      var generator = generator
      let warp = draw(&generator)
      for row in 0..<size.rows {
        for column in 0..<size.columns { grid.append(warp(row, column)) }
      }
    }
    return try PointGrid.sampling.apply([pictures, grid.tensor()], in: execution)
  }
}
