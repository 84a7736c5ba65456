extension TensorPicture {
  /// Where a value lies in the range, 0…1, cut off at the ends; NaN stays NaN.
  package func fraction(of value: Double) -> Float { Scale(range).fraction(value) }

  /// One plane drawn at another size, as fractions of the range: 0 its lower end, 1 its upper. Every element counts by
  /// the area that it covers; one NaN makes NaN of the pixels that it touches.
  ///
  /// Fractions are cut off at 0 and 1 before averaging, so that one infinity does not swallow its neighbours.
  /// - Parameters:
  ///   - plane: counted from 0, see `Layout`.
  ///   - alpha: a plane by whose fractions the elements are weighted, for colours that are partly transparent.
  /// - Returns: `height * width` fractions, row by row.
  package func averaged(_ plane: Int, width: Int, height: Int, weightedBy alpha: Int? = nil) -> [Float] {
    switch tensor.dtype {
    case .float32: averaged(Float.self, plane, width, height, alpha)
    case .float64: averaged(Double.self, plane, width, height, alpha)
    case .uint8: averaged(UInt8.self, plane, width, height, alpha)
    case .int64: averaged(Int64.self, plane, width, height, alpha)
    case .bool: averaged(Bool.self, plane, width, height, alpha)
    }
  }

  private struct Scale {
    let low: Double
    let factor: Double

    init(_ range: ClosedRange<Double>) {
      // Halves keep the difference of two huge numbers finite.
      low = range.lowerBound * 0.5
      let half = range.upperBound * 0.5 - low
      factor = half > 0 ? 1 / half : 0
    }

    @inline(__always)
    func fraction(_ value: Double) -> Float {
      // A range of one value: half at it, the ends beside it.
      if factor == 0 {
        return value.isNaN ? .nan : value * 0.5 < low ? 0 : value * 0.5 > low ? 1 : 0.5
      }
      let scaled = (value * 0.5 - low) * factor
      // Comparisons with NaN are false, so it passes through.
      return Float(scaled < 0 ? 0 : scaled > 1 ? 1 : scaled)
    }
  }

  private func averaged<T: Scalar>(
    _ type: T.Type, _ plane: Int, _ width: Int, _ height: Int, _ alpha: Int?
  ) -> [Float] {
    let (sourceWidth, sourceHeight) = (layout.width, layout.height)
    let area = sourceWidth * sourceHeight
    precondition(width > 0 && height > 0 && area > 0, "a size with pixels, from one with pixels")
    let scale = Scale(range)
    var result = [Float](repeating: 0, count: width * height)
    var sums = [Float](repeating: 0, count: sourceWidth)
    tensor.read(as: T.self) { elements in
      func sourceRow(_ plane: Int, _ row: Int) -> UnsafeBufferPointer<T> {
        let start = plane * area + row * sourceWidth
        return UnsafeBufferPointer(rebasing: elements[start..<start + sourceWidth])
      }
      for row in 0..<height {
        for column in 0..<sourceWidth { sums[column] = 0 }
        // In units of 1/height, source row i lies at i * height ..< (i + 1) * height.
        let (start, end) = (row * sourceHeight, (row + 1) * sourceHeight)
        for source in (start / height)..<((end + height - 1) / height) {
          let overlap = min((source + 1) * height, end) - max(source * height, start)
          let weight = Float(overlap) / Float(sourceHeight)
          TensorPicture.add(
            sourceRow(plane, source), alpha.map { sourceRow($0, source) }, weight, scale, to: &sums)
        }
        average(sums, into: &result, row * width, width)
      }
    }
    return result
  }

  /// Adds `weight` times the fractions of one source row.
  private static func add<T: Scalar>(
    _ source: UnsafeBufferPointer<T>, _ alpha: UnsafeBufferPointer<T>?, _ weight: Float, _ scale: Scale,
    to sums: inout [Float]
  ) {
    if let alpha {
      for column in 0..<source.count {
        let opacity = scale.fraction(alpha[column].asDouble)
        sums[column] += weight * scale.fraction(source[column].asDouble) * opacity
      }
    } else {
      for column in 0..<source.count { sums[column] += weight * scale.fraction(source[column].asDouble) }
    }
  }

  /// Averages `sums` along the row into `width` pixels of `result` from `offset`.
  private func average(_ sums: [Float], into result: inout [Float], _ offset: Int, _ width: Int) {
    let sourceWidth = sums.count
    if sourceWidth == width {
      for column in 0..<width { result[offset + column] = sums[column] }
      return
    }
    for column in 0..<width {
      let (start, end) = (column * sourceWidth, (column + 1) * sourceWidth)
      var sum: Float = 0
      for source in (start / width)..<((end + width - 1) / width) {
        let overlap = min((source + 1) * width, end) - max(source * width, start)
        sum += sums[source] * Float(overlap)
      }
      result[offset + column] = sum / Float(sourceWidth)
    }
  }
}
