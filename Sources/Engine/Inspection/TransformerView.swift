/// What a spatial transformer in a network does with pictures: theta for each, the box of the input that it looks at, and
/// what it makes of it.
public struct TransformerView: Sendable {
  /// `[N, C, H, W]`: what comes into the transformer.
  public let inputs: Tensor
  /// `[N, C, h, w]`: what comes out.
  public let outputs: Tensor
  /// `[N, 2, 3]`, in PyTorch's coordinates.
  public let theta: Tensor

  /// - Parameters:
  ///   - network: with a transformer among its layers; the first of them is looked at.
  ///   - input: a picture or a batch, as the network takes it.
  /// - Throws: `option` for a network without a transformer; as the network does.
  public init(
    _ network: Network, _ input: Tensor, in execution: Execution = Execution()
  ) throws(TensorError) {
    guard let place = network.layers.firstIndex(where: { $0 is AffineLayer }) else {
      throw TensorError(
        .option, "the network has no transformer among its layers",
        help: "Chain(Affine(Chain(Flatten(), Dense(32), Relu())), Conv(8, 3), …)")
    }
    let results = try network.results(for: input, in: execution)
    func result(_ path: String) -> Tensor? { results.first { $0.path == path }?.result }
    let own = network.root is Chain ? "\(place + 1)" : ""
    let prefix = own.isEmpty ? "" : own + "."
    inputs = place == 0 ? try network.batch(input, in: execution) : result("\(place)") ?? input
    guard let outputs = result(own), let theta = result(prefix + "localisation.theta") else {
      preconditionFailure("a transformer keeps its theta and its result")
    }
    (self.outputs, self.theta) = (outputs, theta)
  }

  /// The corners of what the results show, on the input: `[N, 4, 2]`, each (row, column) counted from 1, in the order upper
  /// left, upper right, lower right, lower left of the result.
  public var boxes: [[(row: Double, column: Double)]] {
    let (height, width) = (Double(inputs.shape[2]), Double(inputs.shape[3]))
    return (0..<theta.shape[0]).map { picture in
      let t = (0..<6).map { theta.element(6 * picture + $0) }
      return [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map { x, y in
        let (u, v) = (t[0] * x + t[1] * y + t[2], t[3] * x + t[4] * y + t[5])
        return ((v + 1) * height / 2 + 0.5, (u + 1) * width / 2 + 0.5)
      }
    }
  }

  /// Where each pixel of the results looks on the input, `[N, h, w, 2]`, as `GridSample` takes it: (x, y) from −1 to 1.
  public func grid(_ execution: Execution = Execution()) throws(TensorError) -> Tensor {
    try AffineGrid(size: [theta.shape[0], 1, outputs.shape[2], outputs.shape[3]]).apply(
      [theta], in: execution)
  }

  /// The inputs in colour with the box drawn on each, its upper edge in another colour: `[N, 3, s·H, s·W]`, from 0 to 1.
  /// - Parameter scale: how many times larger the pictures are drawn.
  /// - Throws: `TensorError.memory`.
  public func drawn(scale: Int = 1) throws(TensorError) -> Tensor {
    let shape = inputs.shape
    let size = Pair(shape[2] * scale, shape[3] * scale)
    var canvas = ColorCanvas(count: shape[0], size: size)
    let picture = TensorPicture(anyShape: inputs, range: nil)
    let range = picture.range
    let length = max(range.upperBound - range.lowerBound, 1e-12)
    let planes = shape[1]
    for n in 0..<shape[0] {
      for row in 0..<size.rows {
        for column in 0..<size.columns {
          for color in 0..<3 {
            let plane = n * planes + min(color, planes - 1)
            let place = (plane * shape[2] + row / scale) * shape[3] + column / scale
            canvas[n, color, row, column] = Float((inputs.element(place) - range.lowerBound) / length)
          }
        }
      }
    }
    for (n, box) in boxes.enumerated() {
      let corners = box.map { ($0.row - 0.5, $0.column - 0.5) }.map {
        ($0 * Double(scale) - 0.5, $1 * Double(scale) - 0.5)
      }
      for edge in 0..<4 {
        let color: [Float] = edge == 0 ? [1, 0.85, 0.1] : [0.95, 0.25, 0.2]
        canvas.line(n, from: corners[edge], to: corners[(edge + 1) % 4], color)
      }
    }
    return try canvas.tensor()
  }
}

/// Pictures in colour to draw lines on.
private struct ColorCanvas {
  private let count: Int
  private let size: Pair
  private var values: [Float]

  init(count: Int, size: Pair) {
    (self.count, self.size) = (count, size)
    values = [Float](repeating: 0, count: count * 3 * size.rows * size.columns)
  }

  subscript(n: Int, color: Int, row: Int, column: Int) -> Float {
    get { values[((n * 3 + color) * size.rows + row) * size.columns + column] }
    set { values[((n * 3 + color) * size.rows + row) * size.columns + column] = newValue }
  }

  /// A line one pixel wide; what lies outside is left out.
  mutating func line(_ n: Int, from start: (Double, Double), to end: (Double, Double), _ color: [Float]) {
    let length = max(abs(end.0 - start.0), abs(end.1 - start.1))
    guard length.isFinite else { return }
    let steps = Int(min(max(length.rounded(.up), 1), 10_000)) * 2
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let row = onCanvas(start.0 + share * (end.0 - start.0), size.rows)
      let column = onCanvas(start.1 + share * (end.1 - start.1), size.columns)
      guard row >= 0, column >= 0, row < Double(size.rows), column < Double(size.columns) else { continue }
      for channel in 0..<3 { self[n, channel, Int(row), Int(column)] = color[channel] }
    }
  }

  /// The nearest pixel; one on the canvas where the line runs along its border.
  private func onCanvas(_ place: Double, _ extent: Int) -> Double {
    let nearest = place.rounded()
    if place >= -0.51 && place < 0 { return 0 }
    if place <= Double(extent) - 0.49 && nearest > Double(extent - 1) { return Double(extent - 1) }
    return nearest
  }

  func tensor() throws(TensorError) -> Tensor {
    try Tensor(values, Shape(checking: [count, 3, size.rows, size.columns]))
  }
}
