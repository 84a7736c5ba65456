/// How well a network classifies a data set.
public struct Evaluation: Sendable {
  /// The mean cross-entropy.
  public let loss: Double
  /// For each right class, how often each class was given for it.
  public let confusion: [[Int]]
  /// The class given for each picture, from 0.
  public let predictions: [Int]

  /// How many pictures there are.
  public var count: Int { predictions.count }
  /// How many of them were classified right.
  public var correct: Int { confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }
  /// The places, from 0, of the pictures that were classified wrong.
  public let wrong: [Int]
  /// The share of the pictures that were classified right, from 0 to 1.
  public var accuracy: Double { Double(correct) / Double(count) }

  /// - Parameters:
  ///   - network: a classifier; where it has seen no shape yet, its weights are drawn for the pictures.
  ///   - data: the pictures and their right classes.
  ///   - batchSize: how many pictures go through the network at once; at least 1.
  ///   - execution: what may stop it, and how many threads work.
  ///   - progress: gets the number of pictures that are done, after each batch.
  /// - Throws: `TensorError` when the network does not fit the data: as `Network.fitted` does; `memory`, `cancelled`.
  public init(
    _ network: Network, on data: DataSet, batchSize: Int = 256, in execution: Execution = Execution(),
    progress: (Int) -> Void = { _ in }
  ) throws(TensorError) {
    var fitted = try network.fitted(to: data, in: execution)
    var (sum, predictions) = (0.0, [Int]())
    var wrong: [Int] = []
    var confusion = data.classes.map { _ in data.classes.map { _ in 0 } }
    let loss = CrossEntropy(reduction: .sum)
    try data.forEachBatch(of: batchSize, in: execution) { range, batch throws(TensorError) in
      var pass = ForwardPass(in: execution)
      let scores = try fitted.forward(batch: batch.pictures, &pass)
      sum += try loss.apply([scores, batch.labels], in: execution).element(0)
      let classes = Classification.classes(scores)
      for (offset, predicted) in classes.enumerated() {
        let right = Int(clamping: batch.labels.element(offset))
        confusion[right][predicted] += 1
        if right != predicted { wrong.append(range.lowerBound + offset) }
      }
      predictions += classes
      progress(range.upperBound)
    }
    self.loss = sum / Double(data.count)
    self.confusion = confusion
    self.predictions = predictions
    self.wrong = wrong
  }
}
