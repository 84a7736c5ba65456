/// A metric of the engine: a number for each picture.
struct StandardMetric: Metric {
  let name: String
  var isShare = false
  var takesClasses = false
  /// The sum over the pictures of a batch.
  let total: @Sendable (_ prediction: Tensor, _ target: Tensor) throws(TensorError) -> Double

  func check(_ targets: Targets) throws(TensorError) {
    guard case .classes = targets, !takesClasses else { return }
    throw TensorError(
      .option, "the metric \"\(name)\" compares numbers, and the targets are classes",
      help: "metric=\"accuracy\" is for classes")
  }

  func sum(
    _ prediction: Tensor, _ target: Tensor, in execution: Execution
  ) throws(TensorError) -> Double {
    try execution.checkCancelled()
    let fits =
      target.dtype == .int64
      ? takesClasses && prediction.rank == 2 && prediction.shape[0] == target.count
      : target.shape == prediction.shape
    guard fits else {
      throw TensorError(
        .shapes, "the metric \"\(name)\" compares \(prediction.shape) with \(target.shape)",
        help: "the network must give results of the targets' shape")
    }
    return try total(prediction, target)
  }
}

/// A metric that a training knows by name.
public struct MetricDescription: Sendable {
  /// What it is called.
  public let name: String
  /// What it is, in a line.
  public let help: String
  /// The metric beside a loss, which says from which number on a prediction counts as yes.
  public let metric: @Sendable (_ loss: any Loss) -> any Metric

  /// - Parameters:
  ///   - name: what it is called.
  ///   - help: what it is, in a line.
  ///   - metric: the metric beside a loss.
  public init(_ name: String, _ help: String, metric: @escaping @Sendable (_ loss: any Loss) -> any Metric) {
    (self.name, self.help, self.metric) = (name, help, metric)
  }

  /// All metrics of the engine. One more has its line here.
  public static var standard: [MetricDescription] { [accuracy, mae, mse, iou] }

  /// The share that is right: of the pictures, or, where targets are 0 and 1, of their numbers.
  public static let accuracy = MetricDescription("accuracy", "the share that is right") { loss in
    let threshold = loss.threshold
    return StandardMetric(name: "accuracy", isShare: true, takesClasses: true) {
      prediction, target throws(TensorError) in
      if target.dtype == .int64 { return Double(Classification.right(prediction, target)) }
      return eachRow(prediction, target) { p, t in
        let right = p.indices.count { (p[$0] > threshold) == (t[$0] > 0.5) }
        return Double(right) / Double(p.count)
      }
    }
  }

  /// The mean of the absolute differences.
  static let mae = MetricDescription("mae", "the mean of the absolute differences") { _ in
    StandardMetric(name: "mae") { prediction, target throws(TensorError) in
      eachRow(prediction, target) { p, t in
        p.indices.reduce(0) { $0 + abs(p[$1] - t[$1]) } / Double(p.count)
      }
    }
  }

  /// The mean of the squared differences.
  static let mse = MetricDescription("mse", "the mean of the squared differences") { _ in
    StandardMetric(name: "mse") { prediction, target throws(TensorError) in
      eachRow(prediction, target) { p, t in
        p.indices.reduce(0) { $0 + (p[$1] - t[$1]) * (p[$1] - t[$1]) } / Double(p.count)
      }
    }
  }

  /// What prediction and target have in common, divided by what either has (Jaccard 1912); 1 where neither has anything.
  static let iou = MetricDescription(
    "iou", "intersection over union, of each picture: 1 where both are the same, 0 where they share nothing"
  ) { loss in
    let threshold = loss.threshold
    return StandardMetric(name: "iou", isShare: true) { prediction, target throws(TensorError) in
      eachRow(prediction, target) { p, t in
        let both = p.indices.count { p[$0] > threshold && t[$0] > 0.5 }
        let either = p.indices.count { p[$0] > threshold || t[$0] > 0.5 }
        return either == 0 ? 1 : Double(both) / Double(either)
      }
    }
  }

  /// The sum of a number for each picture.
  private static func eachRow(
    _ prediction: Tensor, _ target: Tensor, _ body: (_ prediction: [Double], _ target: [Double]) -> Double
  ) -> Double {
    let (p, t) = (prediction.elements, target.elements)
    let size = p.count / max(prediction.shape[0], 1)
    guard size > 0 else { return 0 }
    return stride(from: 0, to: p.count, by: size).reduce(0) { sum, start in
      sum + body(Array(p[start..<start + size]), Array(t[start..<start + size]))
    }
  }
}
