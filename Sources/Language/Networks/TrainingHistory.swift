import Engine

/// How a training went.
package struct TrainingHistory: Sendable {
  package struct Epoch: Sendable {
    let loss: Double
    /// Nil where nothing is measured.
    let metric: Double?
    /// On the pictures that it was not trained on.
    let validation: (loss: Double, metric: Double?)?
    let seconds: Double
  }

  /// What a history and an evaluation have by name, beside the metric.
  static let reservedNames: Set = [
    "loss", "epoch_loss", "seconds", "theta", "epoch", "lr", "validation_loss",
    "count", "confusion", "predictions", "wrong",
  ]

  /// The loss of every step.
  package var losses: [Float] = []
  package var epochs: [Epoch] = []
  /// What a transformer made of the pictures that were watched: theta before the training, and after each epoch.
  package var thetas: [Tensor] = []
  /// What the metric is called; nil where nothing is measured.
  var metric: String?

  /// For programs: `plot(net.history.loss)`.
  var value: Value? {
    func vector(_ numbers: [Double]) throws(TensorError) -> Value {
      .tensor(try Tensor(numbers, [numbers.count]).converted(to: .float32))
    }
    do throws(TensorError) {
      var (names, values) = (["loss", "epoch_loss"], [Value]())
      values = [try vector(losses.map(Double.init)), try vector(epochs.map(\.loss))]
      if let metric {
        names.append(metric)
        values.append(try vector(epochs.map { $0.metric ?? .nan }))
      }
      names.append("seconds")
      values.append(try vector(epochs.map(\.seconds)))
      let checked = epochs.compactMap(\.validation)
      if !checked.isEmpty {
        names.append("validation_loss")
        values.append(try vector(checked.map(\.loss)))
        if let metric {
          names.append("validation_\(metric)")
          values.append(try vector(checked.map { $0.metric ?? .nan }))
        }
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
    let name = file.history?.metric ?? file.training?.metric ?? NetworkHistory.standardMetric
    metric = name.isEmpty ? nil : name
  }

  /// For a network's file, without how long each epoch took: the same training gives the same file.
  var forFile: NetworkHistory {
    var history = NetworkHistory(
      losses: losses, epochs: epochs.map { $0.row.dropLast() + [.nan] }, thetas: thetas)
    history.metric = metric ?? ""
    return history
  }
}

extension TrainingHistory.Epoch {
  /// What a function that is called after each epoch gets of it.
  func record(_ number: Int, metric name: String?, learningRate: Double) -> Value {
    var (names, values) = (["epoch", "loss"], [Double(number), loss])
    if let name {
      names.append(name)
      values.append(metric ?? .nan)
    }
    if let validation {
      names.append("validation_loss")
      values.append(validation.loss)
      if let name {
        names.append("validation_\(name)")
        values.append(validation.metric ?? .nan)
      }
    }
    return .record(
      RecordBox(names + ["lr", "seconds"], (values + [learningRate, seconds]).map { .number($0) }))
  }

  /// As numbers for a file; NaN where there is none.
  var row: [Double] {
    [loss, metric ?? .nan, validation?.loss ?? .nan, validation?.metric ?? .nan, seconds]
  }

  init?(row: [Double]) {
    guard row.count == 5 else { return nil }
    func given(_ number: Double) -> Double? { number.isNaN ? nil : number }
    self.init(
      loss: row[0], metric: given(row[1]), validation: given(row[2]).map { ($0, given(row[3])) },
      seconds: row[4])
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
