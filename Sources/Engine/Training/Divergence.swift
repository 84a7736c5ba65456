/// A training that went wrong: the loss is no number any more, or has exploded.
public struct Divergence: Sendable {
  /// The step whose loss it was, from 0.
  public let step: Int
  /// The loss: NaN, infinite, or more than a thousand times what it was at the beginning.
  public let loss: Double
  /// The learning rate of that step.
  public let learningRate: Double
  /// Where it went wrong; nil where that cannot be told.
  public let origin: Origin?

  /// Layers as messages name them.
  public enum Origin: Sendable, Equatable {
    /// A picture of the data, counted from 1, with a number that is not finite; whether it is so only once distorted.
    case picture(Int, distorted: Bool)
    /// A target of the data, counted from 1, with a number that is not finite.
    case target(Int)
    /// The first layer with a weight that is not finite.
    case weights(String)
    /// The first layer whose result is not finite.
    case result(String)
    /// The transformer whose theta is not finite, though the loss is.
    case theta(String)
    /// The network's results are finite, at most of this magnitude: the loss itself makes the number of them.
    case loss(largest: Double)
    /// All is finite: the layer in which numbers grow most, with the greatest magnitude before and behind it.
    case growth(String, before: Double, after: Double)
  }

  /// A loss so many times that of the beginning is no bad luck any more.
  private static let explosion = 1000.0
  /// What a first loss of classes counts for at most as that beginning: it may have exploded itself.
  private static let worstBeginning = 1000.0

  /// Sums of squares of smaller numbers are finite in float32 too.
  private static let harmless = 1e12

  /// Nil where the loss is as a loss should be.
  init?(at step: Int, _ loss: Double, of training: Training, on batch: DataSet.Batch) {
    let first = max(1, Double(training.losses.first ?? Float(loss)))
    // A loss of numbers is as large as the numbers are; one of classes that begins with thousands has exploded already.
    let beginning = training.data.labels == nil ? first : min(first, Divergence.worstBeginning)
    guard !loss.isFinite || loss > Divergence.explosion * beginning else { return nil }
    self.step = step
    self.loss = loss
    learningRate = training.learningRate
    origin = Divergence.spoilt(batch, of: training.data) ?? Divergence.origin(loss, training.network, batch)
  }

  /// A theta that is not finite, found between two steps.
  package init(_ finding: Finding, after training: Training) {
    step = max(training.stepsDone - 1, 0)
    loss = training.losses.last.map(Double.init) ?? .nan
    learningRate = training.learningRate
    origin = .theta(finding.layer.map { training.network.name(ofLayerAt: $0.path) } ?? "")
  }

  /// The first picture of the batch, in the order of the data, that holds a number that is not finite, or else the first
  /// target.
  private static func spoilt(_ batch: DataSet.Batch, of data: DataSet) -> Origin? {
    guard !batch.pictures.isFinite || !batch.targets.isFinite else { return nil }
    let places = batch.places.enumerated().sorted { $0.element < $1.element }
    for (row, place) in places where !batch.pictures.isFinite(row: row) {
      return .picture(place + 1, distorted: data.pictures.isFinite(row: place))
    }
    for (row, place) in places where !batch.targets.isFinite(row: row) { return .target(place + 1) }
    return nil
  }

  private static func origin(_ loss: Double, _ network: Network, _ batch: DataSet.Batch) -> Origin? {
    for (path, parameter) in network.parameters where !parameter.tensor.isFinite {
      return .weights(network.name(ofLayerAt: path))
    }
    var copy = network
    var pass = ForwardPass(isTraining: true, keepsResults: true)
    guard (try? copy.forward(batch: batch.pictures, &pass)) != nil else { return nil }
    if let first = pass.results.first(where: { !$0.result.isFinite }) {
      return .result(network.name(ofLayerAt: first.path))
    }
    if !loss.isFinite, let largest = pass.results.last?.result.maxMagnitude, largest < harmless {
      return .loss(largest: largest)
    }
    return growth(in: network, batch.pictures, pass.results)
  }

  private static func growth(
    in network: Network, _ input: Tensor, _ results: [(path: String, result: Tensor)]
  ) -> Origin? {
    var (last, before) = ("", input.maxMagnitude)
    var (most, found) = (1.0, nil as Origin?)
    for (path, result) in results {
      let after = result.maxMagnitude
      // A layer that holds others comes behind them, and they have been looked at.
      let holdsLast = last.hasPrefix(path + ".")
      if !holdsLast, before > 0, after / before > most {
        most = after / before
        found = .growth(network.name(ofLayerAt: path), before: before, after: after)
      }
      (last, before) = (path, after)
    }
    return found
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

  /// Whether every element at this place of the first dimension, from 0, is a finite number.
  fileprivate func isFinite(row: Int) -> Bool {
    let size = count / max(shape[0], 1)
    return (row * size..<(row + 1) * size).allSatisfy { element($0).isFinite }
  }

  fileprivate var maxMagnitude: Double { elements.reduce(0) { max($0, abs($1)) } }
}

extension Network {
  /// How messages name the layer that a path leads to or through: `layer 3, Dense(10)`.
  func name(ofLayerAt path: String) -> String {
    var layer: any Layer = root
    var words: [String] = []
    for part in path.split(separator: ".") {
      guard let member = layer.members.first(where: { $0.name == part }) else {
        // What a transformer's last layer gives stands behind its localisation network.
        if part == "theta", words.last == "its localisation" { words[words.count - 1] = "its theta" }
        continue
      }
      layer = member.layer
      words.append(member.words)
    }
    return words.isEmpty ? root.shortText : words.joined(separator: ": ")
  }
}
