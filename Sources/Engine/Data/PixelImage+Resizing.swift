extension PixelImage {
  /// The picture at another size, whatever its proportions: where it does not get larger in any direction each pixel is the mean
  /// of the area that it covers, else it lies between the nearest pixels (bilinear).
  /// - Parameters:
  ///   - size: rows and columns, at least 1.
  ///   - path: what messages call the file.
  ///   - execution: what may stop it.
  /// - Throws: `tooLarge`, `cancelled`.
  func resized(to size: Pair, _ path: String, in execution: Execution) throws(FileError) -> PixelImage {
    precondition(bytesPerSample == 1, "samples from 0 to 255")
    if size.rows == height && size.columns == width { return self }
    do throws(TensorError) {
      try execution.checkCancelled()
      let target = try Shape(checking: channels, size.rows, size.columns)
      // Samples as numbers, and as bytes: arrays cannot fail gracefully.
      try MemoryBudget.process.checkRoom(for: target.count * 8)
      // Channels side by side become planes.
      let planes = try Permute([2, 0, 1]).apply(
        [try Tensor(pixels, Shape(checking: height, width, channels))], in: execution)
      let isSmaller = size.rows <= height && size.columns <= width
      let samples = isSmaller ? means(planes, size) : try between(planes, size, execution)
      return PixelImage(
        width: size.columns, height: size.rows, channels: channels,
        pixels: interleaved(samples, size.rows * size.columns))
    } catch {
      if error.code == .cancelled { throw .cancelled(path) }
      throw FileError(.tooLarge, path, error.message, help: error.help)
    }
  }

  private func means(_ planes: Tensor, _ size: Pair) -> [Float] {
    let picture = TensorPicture(anyShape: planes.viewed(as: Shape(trusted: [channels, 1, height, width])))
    return (0..<channels).flatMap { channel in
      picture.averaged(channel, width: size.columns, height: size.rows).map { $0 * 255 }
    }
  }

  private func between(_ planes: Tensor, _ size: Pair, _ execution: Execution) throws(TensorError) -> [Float]
  {
    let resized = try Resize(.size(size), mode: .bilinear).apply([planes], in: execution)
    return resized.read(as: Float.self) { Array($0) }
  }

  private func interleaved(_ samples: [Float], _ area: Int) -> [UInt8] {
    (0..<samples.count).map { position in
      UInt8(nearest: Double(samples[position % channels * area + position / channels]))
    }
  }
}
