/// Convolution (cross-correlation, as in PyTorch) by plain loops: the reference for any fast path.
///
/// Each output row is gathered tap by tap, so that the innermost loop runs along contiguous pixels.
struct ConvLoops<T: FloatingScalar> {
  let layout: ConvLayout
  let execution: Execution
  private let rows: WindowAxis
  private let columns: WindowAxis
  /// For each kernel column the windows that see the picture through it.
  private let columnOutputs: [Range<Int>]

  init(_ layout: ConvLayout, _ execution: Execution) {
    self.layout = layout
    self.execution = execution
    rows = layout.windows.rows
    columns = layout.windows.columns
    columnOutputs = (0..<columns.kernel).map { [columns = layout.windows.columns] in columns.outputs(tap: $0)
    }
  }

  /// result = bias + Σ weight · picture. `sums` has room for one output row.
  func forward(
    picture: UnsafePointer<T>, weights: UnsafePointer<T>, bias: UnsafePointer<T>?,
    into result: UnsafeMutablePointer<T>, sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    var target = result
    for batch in 0..<layout.picture.batch {
      let planes = picture + batch * layout.picture.channels * layout.picture.pixels
      for filter in 0..<layout.filters {
        let start = bias.map { $0[filter].asDouble } ?? 0
        for row in 0..<rows.output {
          sums.update(repeating: start, count: columns.output)
          try addRow(row, of: filter, planes, weights, to: sums)
          RowLoops.store(sums, count: columns.output, to: target)
          target += columns.output
        }
      }
    }
  }

  private func addRow(
    _ row: Int, of filter: Int, _ planes: UnsafePointer<T>, _ weights: UnsafePointer<T>,
    to sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    let first = layout.firstChannel(of: filter)
    let rowTaps = rows.taps(row)
    for channel in 0..<layout.channelsPerFilter {
      let plane = planes + (first &+ channel) &* layout.picture.pixels
      let kernel = weights + layout.weights(of: filter, channel: channel)
      for tap in rowTaps {
        try execution.checkCancelled()
        let source = plane + rows.source(row, tap: tap) &* columns.input
        let kernelRow = kernel + tap &* columns.kernel
        for column in 0..<columns.kernel {
          let outputs = columnOutputs[column]
          if outputs.isEmpty { continue }
          RowLoops.add(
            kernelRow[column].asDouble, times: source + columns.source(outputs.lowerBound, tap: column),
            step: columns.stride, count: outputs.count, to: sums + outputs.lowerBound)
        }
      }
    }
  }

  /// The gradient by the picture: each of its rows gathers from the output rows that looked at it, on top of a bias for
  /// each channel. `sums` has room for one picture row.
  func pictureGradient(
    _ gradient: UnsafePointer<T>, weights: UnsafePointer<T>, bias: UnsafePointer<T>?,
    into result: UnsafeMutablePointer<T>, sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    var target = result
    let outputPixels = rows.output * columns.output
    for batch in 0..<layout.picture.batch {
      let planes = gradient + batch * layout.filters * outputPixels
      for channel in 0..<layout.picture.channels {
        let group = channel / layout.channelsPerFilter
        let filters = group * layout.filtersPerGroup..<(group + 1) * layout.filtersPerGroup
        let start = bias.map { $0[channel].asDouble } ?? 0
        for row in 0..<rows.input {
          sums.update(repeating: start, count: columns.input)
          for filter in filters {
            let kernel = weights + layout.weights(of: filter, channel: channel % layout.channelsPerFilter)
            try addBack(row, planes + filter &* outputPixels, kernel, to: sums)
          }
          RowLoops.store(sums, count: columns.input, to: target)
          target += columns.input
        }
      }
    }
  }

  private func addBack(
    _ row: Int, _ plane: UnsafePointer<T>, _ kernel: UnsafePointer<T>, to sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    for tap in 0..<rows.kernel {
      guard let output = rows.output(lookingAt: row, tap: tap) else { continue }
      try execution.checkCancelled()
      let source = plane + output &* columns.output
      let kernelRow = kernel + tap &* columns.kernel
      for column in 0..<columns.kernel {
        let outputs = columnOutputs[column]
        if outputs.isEmpty { continue }
        RowLoops.scatter(
          kernelRow[column].asDouble, times: source + outputs.lowerBound, count: outputs.count,
          to: sums + columns.source(outputs.lowerBound, tap: column), step: columns.stride)
      }
    }
  }

  /// The gradient by the weights, added to `sums`, which has room for all of them and starts at zero.
  func addWeightGradient(
    _ gradient: UnsafePointer<T>, picture: UnsafePointer<T>, to sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    let outputPixels = rows.output * columns.output
    for batch in 0..<layout.picture.batch {
      let planes = picture + batch * layout.picture.channels * layout.picture.pixels
      for filter in 0..<layout.filters {
        let plane = gradient + (batch &* layout.filters &+ filter) &* outputPixels
        let first = layout.firstChannel(of: filter)
        for channel in 0..<layout.channelsPerFilter {
          let source = planes + (first &+ channel) &* layout.picture.pixels
          let kernel = sums + layout.weights(of: filter, channel: channel)
          for row in 0..<rows.output { try addProducts(row, plane, source, to: kernel) }
        }
      }
    }
  }

  private func addProducts(
    _ row: Int, _ gradient: UnsafePointer<T>, _ plane: UnsafePointer<T>,
    to kernel: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    let gradientRow = gradient + row &* columns.output
    for tap in rows.taps(row) {
      try execution.checkCancelled()
      let source = plane + rows.source(row, tap: tap) &* columns.input
      let kernelRow = kernel + tap &* columns.kernel
      for column in 0..<columns.kernel {
        let outputs = columnOutputs[column]
        if outputs.isEmpty { continue }
        kernelRow[column] += RowLoops.dot(
          gradientRow + outputs.lowerBound, source + columns.source(outputs.lowerBound, tap: column),
          step: columns.stride, count: outputs.count)
      }
    }
  }

  /// The gradient by the bias: each filter's share is summed over pictures and pixels.
  func biasGradient(_ gradient: UnsafePointer<T>, into result: UnsafeMutablePointer<T>) throws(TensorError) {
    let pixels = rows.output * columns.output
    for filter in 0..<layout.filters {
      var sum = 0.0
      for batch in 0..<layout.picture.batch {
        try execution.checkCancelled()
        sum += RowLoops.sum(gradient + (batch &* layout.filters &+ filter) &* pixels, count: pixels)
      }
      result[filter] = T(nearest: sum)
    }
  }
}

extension ConvLoops {
  func forward(
    _ picture: Tensor, _ weights: Tensor, _ bias: Tensor?, into result: Tensor
  ) throws(TensorError) {
    let sums = try Tensor(uninitialized: [columns.output], .float64)
    defer { withExtendedLifetime((picture, weights, bias, sums)) {} }
    try forward(
      picture: picture.pointer(as: T.self), weights: weights.pointer(as: T.self),
      bias: bias?.pointer(as: T.self), into: result.pointer(as: T.self), sums: sums.pointer(as: Double.self))
  }

  /// The gradients by the picture, the weights and the bias, those that `needs` names.
  func pullback(_ gradient: Tensor, _ operands: [Tensor], _ needs: [Bool]) throws(TensorError) -> [Tensor?] {
    var gradients = [Tensor?](repeating: nil, count: operands.count)
    if needs[0] { gradients[0] = try pictureGradient(gradient, weights: operands[1]) }
    if needs[1] { gradients[1] = try weightGradient(gradient, picture: operands[0]) }
    if operands.count > 2 && needs[2] {
      let result = try Tensor(uninitialized: operands[2].shape, T.dtype)
      defer { withExtendedLifetime(gradient) {} }
      try biasGradient(gradient.pointer(as: T.self), into: result.pointer(as: T.self))
      gradients[2] = result
    }
    return gradients
  }

  func pictureGradient(
    _ gradient: Tensor, weights: Tensor, bias: Tensor? = nil
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: layout.picture.shape, T.dtype)
    if result.count == 0 { return result }
    let sums = try Tensor(uninitialized: [columns.input], .float64)
    defer { withExtendedLifetime((gradient, weights, bias, sums)) {} }
    try pictureGradient(
      gradient.pointer(as: T.self), weights: weights.pointer(as: T.self), bias: bias?.pointer(as: T.self),
      into: result.pointer(as: T.self), sums: sums.pointer(as: Double.self))
    return result
  }

  func weightGradient(_ gradient: Tensor, picture: Tensor) throws(TensorError) -> Tensor {
    let sums = try Tensor(zeros: layout.kernelShape, .float64)
    defer { withExtendedLifetime((gradient, picture, sums)) {} }
    try addWeightGradient(
      gradient.pointer(as: T.self), picture: picture.pointer(as: T.self), to: sums.pointer(as: Double.self))
    return try sums.converted(to: T.dtype)
  }
}
