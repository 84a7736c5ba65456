/// How well a network does on a data set.
public struct Evaluation: Sendable {
  /// The mean loss.
  public let loss: Double
  /// The mean of the metric; nil where nothing is measured.
  public let metric: Double?
  /// How many pictures there are.
  public let count: Int
  /// Which classes it gave; nil where the targets are numbers, or the results no scores of the classes.
  public let answers: Answers?

  /// The classes that a network gave.
  public struct Answers: Sendable {
    /// The class given for each picture, from 0.
    public fileprivate(set) var predictions: [Int] = []
    /// For each right class, how often each class was given for it.
    public fileprivate(set) var confusion: [[Int]]
    /// The places, from 0, of the pictures that were classified wrong.
    public fileprivate(set) var wrong: [Int] = []

    /// How many pictures were classified right.
    public var correct: Int { predictions.count - wrong.count }
    /// The share of the pictures that were classified right, from 0 to 1.
    public var accuracy: Double { Double(correct) / Double(predictions.count) }

    fileprivate init(classes: Int) {
      confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    }

    fileprivate mutating func add(_ scores: Tensor, _ labels: Tensor) {
      for (offset, predicted) in Classification.classes(scores).enumerated() {
        let right = Int(clamping: labels.element(offset))
        confusion[right][predicted] += 1
        if right != predicted { wrong.append(predictions.count) }
        predictions.append(predicted)
      }
    }
  }

  /// - Parameters:
  ///   - network: a network; where it has seen no shape yet, its weights are drawn for the pictures.
  ///   - data: the pictures and their targets.
  ///   - objective: the loss, and what is measured beside it; `Objective.standard` of the targets where it is nil.
  ///   - batchSize: how many pictures go through the network at once; at least 1.
  ///   - execution: what may stop it, and how many threads work.
  ///   - progress: gets the number of pictures that are done, after each batch.
  /// - Throws: `TensorError` when the network does not fit the data: as `Network.fitted` does; `option` for a loss or a
  ///   metric that cannot compare with such targets; `memory`, `cancelled`.
  public init(
    _ network: Network, on data: DataSet, objective: Objective? = nil, batchSize: Int = 256,
    in execution: Execution = Execution(), progress: (Int) -> Void = { _ in }
  ) throws(TensorError) {
    let objective = objective ?? .standard(for: data.targets)
    try objective.metric?.check(data.targets)
    var fitted = try network.fitted(to: data, for: objective.loss, in: execution)
    let result = try fitted.resultShape(for: data, in: execution)
    let hasScores = data.labels != nil && result == [data.classes.count]
    var answers = hasScores ? Answers(classes: data.classes.count) : nil
    var (loss, metric) = (0.0, 0.0)
    try data.forEachBatch(of: batchSize, as: fitted.dtype, in: execution) {
      range, batch throws(TensorError) in
      var pass = ForwardPass(in: execution)
      let prediction = try fitted.forward(batch: batch.pictures, &pass)
      let mean = try objective.loss.mean(prediction, batch.targets, &pass)
      loss += mean.element(0) * Double(range.count)
      if let sum = try objective.metric?.sum(prediction, batch.targets, in: execution) { metric += sum }
      answers?.add(prediction, batch.targets)
      progress(range.upperBound)
    }
    count = data.count
    self.loss = loss / Double(data.count)
    self.metric = objective.metric == nil ? nil : metric / Double(data.count)
    self.answers = answers
  }
}
