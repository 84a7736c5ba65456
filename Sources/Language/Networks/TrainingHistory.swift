import Engine

/// How a training went.
package struct TrainingHistory: Sendable {
  package struct Epoch: Sendable {
    let loss: Double
    let accuracy: Double
    /// On the pictures that it was not trained on.
    let validation: (loss: Double, accuracy: Double)?
    let seconds: Double
  }

  /// The loss of every step.
  package var losses: [Float] = []
  package var epochs: [Epoch] = []
  /// What a transformer made of the pictures that were watched: theta before the training, and after each epoch.
  package var thetas: [Tensor] = []

  /// For programs: `plot(net.history.loss)`.
  var value: Value? {
    func vector(_ numbers: [Double]) throws(TensorError) -> Value {
      .tensor(try Tensor(numbers, [numbers.count]).converted(to: .float32))
    }
    do throws(TensorError) {
      var names = ["loss", "epoch_loss", "accuracy", "seconds"]
      var values = [
        try vector(losses.map(Double.init)), try vector(epochs.map(\.loss)),
        try vector(epochs.map(\.accuracy)),
        try vector(epochs.map(\.seconds)),
      ]
      let checked = epochs.compactMap(\.validation)
      if !checked.isEmpty {
        names += ["validation_loss", "validation_accuracy"]
        values += [try vector(checked.map(\.loss)), try vector(checked.map(\.accuracy))]
      }
      if !thetas.isEmpty {
        names.append("theta")
        values.append(.tensor(try Stack(axis: 0).apply(thetas)))
      }
      return .record(RecordBox(names, values))
    } catch { return nil }
  }
}

// MARK: Files

extension TrainingHistory {
  /// What a network's file says of its training: of one that was interrupted, how it went so far.
  init?(_ file: NetworkFile) {
    guard let losses = file.history?.losses ?? file.training?.losses else { return nil }
    let rows = file.history?.epochs ?? file.training?.epochs ?? []
    self.init(
      losses: losses, epochs: rows.compactMap { Epoch(row: $0) }, thetas: file.history?.thetas ?? [])
  }

  /// For a network's file, without how long each epoch took: the same training gives the same file.
  var forFile: NetworkHistory {
    NetworkHistory(losses: losses, epochs: epochs.map { $0.row.dropLast() + [.nan] }, thetas: thetas)
  }
}

extension TrainingHistory.Epoch {
  /// As numbers for a file; NaN where there is none.
  var row: [Double] {
    [loss, accuracy, validation?.loss ?? .nan, validation?.accuracy ?? .nan, seconds]
  }

  init?(row: [Double]) {
    guard row.count == 5 else { return nil }
    self.init(
      loss: row[0], accuracy: row[1], validation: row[2].isNaN ? nil : (row[2], row[3]), seconds: row[4])
  }
}

/// A few numbers as a line of blocks: `▇▅▃▂▁`.
enum Sparkline {
  private static let blocks: [Character] = Array("▁▂▃▄▅▆▇█")

  /// The means of as many stretches as there is room for.
  static func text(_ numbers: ArraySlice<Float>, width: Int) -> String {
    let finite = numbers.filter(\.isFinite)
    guard finite.count > 1 else { return "" }
    let columns = min(width, finite.count)
    let means = (0..<columns).map { column in
      let stretch = finite[column * finite.count / columns..<(column + 1) * finite.count / columns]
      return stretch.reduce(0, +) / Float(stretch.count)
    }
    let (low, high) = (min(0, means.min() ?? 0), means.max() ?? 1)
    let range = high > low ? high - low : 1
    return String(
      means.map { mean in
        blocks[min(Int(clamping: (mean - low) / range * Float(blocks.count)), blocks.count - 1)]
      })
  }
}
