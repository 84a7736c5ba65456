/// What a spatial transformer in a network does with pictures: theta for each, the box of the input that it looks at, and
/// what it makes of it.
public struct TransformerView: Sendable {
  /// `[N, C, H, W]`: what comes into the transformer.
  public let inputs: Tensor
  /// `[N, C, h, w]`: what comes out.
  public let outputs: Tensor
  /// `[N, 2, 3]`, in PyTorch's coordinates.
  public let theta: Tensor
  /// Whether −1 and 1 are the centres of the outermost pixels, and not the picture's borders.
  public let alignCorners: Bool

  /// - Parameters:
  ///   - network: with a transformer among its layers; the first of them is looked at.
  ///   - input: a picture or a batch, as the network takes it.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: `option` for a network without a transformer; as the network does.
  public init(
    _ network: Network, _ input: Tensor, in execution: Execution = Execution()
  ) throws(TensorError) {
    guard let place = TransformerPlace(in: network.root) else {
      throw TensorError(
        .option, "the network has no transformer among its layers",
        help: "Chain(Affine(Chain(Flatten(), Dense(32), Relu())), Conv(8, 3), …)")
    }
    let results = try network.results(for: input, in: execution)
    func result(_ path: String) -> Tensor? { results.first { $0.path == path }?.result }
    inputs =
      if let before = place.input { result(before) ?? input } else { try network.batch(input, in: execution) }
    let theta = result(place.path.isEmpty ? "localisation.theta" : place.path + ".localisation.theta")
    guard let outputs = result(place.path), let theta else {
      preconditionFailure("a transformer keeps its theta and its result")
    }
    (self.outputs, self.theta) = (outputs, theta)
    alignCorners = place.transformer.sampling.alignCorners
  }

  /// The corners of what the results show, on the input: `[N, 4, 2]`, each (row, column) counted from 1, in the order upper
  /// left, upper right, lower right, lower left of the result.
  public var boxes: [[(row: Double, column: Double)]] {
    let (rows, columns) = (border(outputs.shape[2]), border(outputs.shape[3]))
    return (0..<theta.shape[0]).map { picture in
      let t = (0..<6).map { theta.element(6 * picture + $0) }
      return [(-columns, -rows), (columns, -rows), (columns, rows), (-columns, rows)].map { x, y in
        let (u, v) = (t[0] * x + t[1] * y + t[2], t[3] * x + t[4] * y + t[5])
        return (index(v, inputs.shape[2]), index(u, inputs.shape[3]))
      }
    }
  }

  /// The border of a picture with so many pixels along an axis, in PyTorch's coordinates.
  private func border(_ count: Int) -> Double {
    alignCorners && count > 1 ? Double(count) / Double(count - 1) : 1
  }

  /// PyTorch's coordinate as an index that counts from 1, on an axis of so many pixels.
  private func index(_ coordinate: Double, _ count: Int) -> Double {
    alignCorners
      ? (coordinate + 1) * Double(count - 1) / 2 + 1 : (coordinate + 1) * Double(count) / 2 + 0.5
  }

  /// Where each pixel of the results looks on the input, `[N, h, w, 2]`, as `GridSample` takes it: (x, y) from −1 to 1.
  /// - Parameter execution: what may stop it, and how many threads work.
  /// - Returns: the points.
  /// - Throws: `TensorError.memory`, `cancelled`.
  public func grid(_ execution: Execution = Execution()) throws(TensorError) -> Tensor {
    let size = [theta.shape[0], 1, outputs.shape[2], outputs.shape[3]]
    return try AffineGrid(size: size, alignCorners: alignCorners).apply([theta], in: execution)
  }

  /// The inputs in colour with the box drawn on each, its upper edge in another colour: `[N, 3, s·H, s·W]`, from 0 to 1.
  /// - Parameter scale: how many times larger the pictures are drawn.
  /// - Returns: the pictures with their boxes.
  /// - Throws: `TensorError.memory`.
  public func drawn(scale: Int = 1) throws(TensorError) -> Tensor {
    var canvas = try ColorCanvas(inputs, scale: scale)
    for (n, box) in boxes.enumerated() { canvas.box(n, box) }
    return try canvas.tensor()
  }
}

/// Where the first transformer of a network stands.
private struct TransformerPlace {
  let transformer: AffineLayer
  /// By the numbers of the layers that lead to it; empty where it is the network.
  let path: String
  /// The path of the layer whose result comes into it; nil where the network's own input does.
  let input: String?

  init?(in layer: any Layer, at path: String = "", behind input: String? = nil) {
    if let transformer = layer as? AffineLayer {
      (self.transformer, self.path, self.input) = (transformer, path, input)
      return
    }
    for way in layer.paths {
      var before = input
      for member in way {
        let own = path.isEmpty ? member.name : path + "." + member.name
        if let found = TransformerPlace(in: member.layer, at: own, behind: before) {
          self = found
          return
        }
        before = own
      }
    }
    return nil
  }
}
