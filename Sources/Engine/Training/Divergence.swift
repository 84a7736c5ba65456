/// A training that went wrong: the loss is no number any more, or has exploded.
public struct Divergence: Sendable {
  /// The step whose loss it was, from 0.
  public let step: Int
  public let loss: Double
  public let rate: Double
  /// The first layer whose result is not finite; nil when all are, and the loss is only very large.
  public let layer: String?
  /// Whether a weight of that layer is not finite itself.
  public let isInWeights: Bool

  /// A loss so many times that of guessing is no bad luck any more.
  private static let explosion = 1000.0

  /// Nil where the loss is as a loss should be.
  init?(at step: Int, _ loss: Double, of training: Training, on batch: DataSet.Batch) {
    let guessing = max(1, Double(training.losses.first ?? 1))
    guard !loss.isFinite || loss > Divergence.explosion * guessing else { return nil }
    self.step = step
    self.loss = loss
    rate = training.rate
    let culprit = loss.isFinite ? nil : Divergence.culprit(training.network, batch)
    layer = culprit?.layer
    isInWeights = culprit?.isInWeights ?? false
  }

  private static func culprit(
    _ network: Network, _ batch: DataSet.Batch
  ) -> (layer: String, isInWeights: Bool)? {
    for (path, parameter) in network.parameters where !parameter.tensor.isFinite {
      return (network.name(ofLayerAt: path), true)
    }
    var copy = network
    var pass = ForwardPass(isTraining: true, keepsResults: true)
    guard (try? copy.forward(batch: batch.pictures, &pass)) != nil else { return nil }
    let first = pass.results.first { !$0.result.isFinite }
    return first.map { (network.name(ofLayerAt: $0.path), false) }
  }
}

extension Tensor {
  /// Whether every element is a finite number.
  var isFinite: Bool {
    switch dtype {
    case .float32: read(as: Float.self) { $0.allSatisfy(\.isFinite) }
    case .float64: read(as: Double.self) { $0.allSatisfy(\.isFinite) }
    default: true
    }
  }
}

extension Network {
  /// How messages name the layer that a path leads to or through: `layer 3, Dense(10)`.
  func name(ofLayerAt path: String) -> String {
    var layer: any Layer = root
    var words: [String] = []
    for part in path.split(separator: ".") {
      if let chain = layer as? Chain, let number = Int(part), chain.layers.indices.contains(number - 1) {
        layer = chain.layers[number - 1]
        words.append("layer \(number), \(LayerText.brief(layer))")
      } else if let affine = layer as? AffineLayer, part == "localisation" {
        layer = affine.localisation
        words.append("its localisation network")
      }
    }
    return words.isEmpty ? LayerText.brief(root) : words.joined(separator: ": ")
  }
}
