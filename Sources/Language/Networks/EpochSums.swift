import Engine

/// What the steps of the epoch under way have added up: kept with a checkpoint, so that the epoch's means are those of one
/// that was never interrupted.
struct EpochSums {
  private var (loss, metric, pictures) = (0.0, 0.0, 0)
  private(set) var steps = 0

  mutating func add(_ step: Training.Step) {
    loss += step.loss * Double(step.pictures)
    metric += step.metric ?? 0
    pictures += step.pictures
    steps += 1
  }

  var meanLoss: Double { loss / Double(max(pictures, 1)) }
  /// Of what is measured beside the loss; nil before the first step.
  var meanMetric: Double? { pictures == 0 ? nil : metric / Double(pictures) }
}

// MARK: Files

extension EpochSums {
  var row: [Double] { [loss, metric, Double(pictures), Double(steps)] }

  init?(row: [Double]) {
    guard row.count == 4, let pictures = Int(exactly: row[2]), let steps = Int(exactly: row[3]) else {
      return nil
    }
    (loss, metric, self.pictures, self.steps) = (row[0], row[1], pictures, steps)
  }
}
