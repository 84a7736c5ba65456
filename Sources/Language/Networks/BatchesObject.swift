import Engine

/// The batches of one epoch of a data set, each made when it is asked for.
struct BatchesObject: ObjectContent {
  private let data: DataSet
  private let order: BatchOrder
  /// Which epoch's random numbers distortions draw, from 1.
  private let epoch: Int

  /// - Parameters:
  ///   - size: how many pictures each has.
  ///   - seed: fixes their order; nil for that of the data.
  ///   - epoch: which epoch of a training with that seed it is, from 1.
  init(_ data: DataSet, size: Int, seed: UInt64?, epoch: Int) {
    self.data = data
    self.epoch = epoch
    var order = BatchOrder(data.count, batchSize: size, seed: seed)
    // The order is drawn once, and each batch is a part of it.
    _ = order.pictures(epoch: epoch - 1, batch: 0)
    self.order = order
  }

  var kind: String { "batches" }
  var briefly: String { Formatter.count(order.batchesPerEpoch, "batch", "batches") }
  var inline: String { "\(briefly) of \(DataObject(data).inline)" }

  func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? BatchesObject, inline == other.inline, epoch == other.epoch else {
      return false
    }
    var (mine, theirs) = (order, other.order)
    return DataObject(data).isSame(as: DataObject(other.data))
      && (0..<order.batchesPerEpoch).allSatisfy {
        mine.pictures(epoch: epoch - 1, batch: $0) == theirs.pictures(epoch: epoch - 1, batch: $0)
      }
  }

  var tensors: [Tensor] { [data.pictures, data.targets.tensor] }

  var count: Int? { order.batchesPerEpoch }
  var fieldNames: [String] { ["count"] }
  func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    name == "count" ? .number(Double(order.batchesPerEpoch)) : nil
  }

  func element(_ position: Int, _ execution: Execution) throws(TensorError) -> Value {
    var order = order
    let batch = try data.batch(
      order.pictures(epoch: epoch - 1, batch: position), epoch: epoch, in: execution)
    let (x, y) = (Value.tensor(batch.pictures), Value.tensor(try DataObject.counted(batch.targets)))
    return .record(
      data.labels == nil
        ? RecordBox(["x", "y"], [x, y]) : RecordBox(["x", "y", "pictures", "labels"], [x, y, x, y]))
  }

  func part(_ positions: [Int], _ execution: Execution) throws(TensorError) -> Value {
    .list(try positions.map { position throws(TensorError) in try element(position, execution) })
  }
}
