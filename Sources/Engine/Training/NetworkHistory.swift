/// How a network was trained, as its file keeps it.
public struct NetworkHistory: Sendable {
  /// The loss of every step.
  public let losses: [Float]
  /// Numbers that the caller keeps of each epoch, a row for each; rows are equally long.
  public let epochs: [[Double]]
  /// What a transformer made of pictures that were watched: theta before the training, and after each epoch; of one shape.
  public let thetas: [Tensor]

  /// What the metric of the epochs is called; empty where nothing was measured.
  public var metric = NetworkHistory.standardMetric
  package static let standardMetric = "accuracy"

  /// - Parameters:
  ///   - losses: the loss of every step.
  ///   - epochs: numbers of each epoch, rows of one length.
  ///   - thetas: thetas of one shape; none where nothing was watched.
  public init(losses: [Float], epochs: [[Double]], thetas: [Tensor] = []) {
    (self.losses, self.epochs, self.thetas) = (losses, epochs, thetas)
  }

  /// By the names that they have in the file.
  /// - Throws: `TensorError.memory`.
  var tensors: [(String, Tensor)] {
    get throws(TensorError) {
      var all = [
        ("losses", try Tensor(losses, [losses.count])), ("epochs", try NetworkHistory.table(epochs)),
      ]
      if !thetas.isEmpty { all.append(("thetas", try Stack(axis: 0).apply(thetas.map(\.detached)))) }
      return all
    }
  }

  /// Rows of equal length.
  static func table(_ rows: [[Double]]) throws(TensorError) -> Tensor {
    try Tensor(rows.flatMap(\.self), [rows.count, rows.first?.count ?? 0])
  }

  /// The rows of a table; nil where it is none, or has rows without elements, whose number no file can prove.
  static func rows(_ table: Tensor, atMost limit: Int) -> [[Double]]? {
    guard table.rank == 2, table.shape[0] <= limit else { return nil }
    let (numbers, width) = (table.elements, table.shape[1])
    return (0..<table.shape[0]).map { Array(numbers[$0 * width..<($0 + 1) * width]) }
  }

  /// From the file; nil where something is missing.
  init?(_ tensors: [String: Tensor]) {
    guard let losses = tensors["losses"], losses.rank == 1, losses.dtype == .float32,
      let table = tensors["epochs"], let epochs = NetworkHistory.rows(table, atMost: losses.count)
    else { return nil }
    var thetas: [Tensor] = []
    if let stacked = tensors["thetas"] {
      // One before the training, and one after each epoch.
      guard stacked.rank >= 3, stacked.dtype.isFloating, stacked.shape[0] <= epochs.count + 1 else {
        return nil
      }
      for place in 0..<stacked.shape[0] {
        guard let theta = try? Slice([.index(place)]).apply([stacked]) else { return nil }
        thetas.append(theta)
      }
    }
    self.init(losses: losses.elements.map { Float($0) }, epochs: epochs, thetas: thetas)
  }
}
