/// How well a network classifies a data set.
public struct Evaluation: Sendable {
  /// The mean cross-entropy.
  public let loss: Double
  /// For each right class, how often each class was given for it.
  public let confusion: [[Int]]
  /// The class given for each picture, from 0.
  public let predictions: [Int]

  public var count: Int { predictions.count }
  public var correct: Int { confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }
  /// The places, from 0, of the pictures that were classified wrong.
  public let wrong: [Int]
  public var accuracy: Double { Double(correct) / Double(count) }

  /// - Throws: `TensorError` when the network does not fit the data.
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
