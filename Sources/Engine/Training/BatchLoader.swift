/// Prepares batches in their order, the next one while the last is being trained on, where preparing takes work.
final class BatchLoader {
  private let data: DataSet
  private var order: BatchOrder
  private let type: DType
  private let execution: Execution
  private var pending: (number: Int, job: BackgroundJob<DataSet.Batch>)?

  /// - Parameter type: that of the network.
  init(_ data: DataSet, _ order: BatchOrder, _ type: DType, in execution: Execution) {
    self.data = data
    self.order = order
    self.type = type
    self.execution = execution
  }

  var batchesPerEpoch: Int { order.batchesPerEpoch }

  /// - Parameters:
  ///   - number: counts all batches of a training, from 0.
  ///   - isLast: whether none will be asked for behind it.
  func batch(_ number: Int, isLast: Bool) throws(TensorError) -> DataSet.Batch {
    // To gather bytes takes less time than to hand them from thread to thread.
    guard !data.distortions.isEmpty else { return try prepare(number, execution) }
    let job = pending?.number == number ? pending?.job : nil
    pending = nil
    let batch = if let job { try job.result() } else { try prepare(number, execution) }
    if !isLast { begin(number + 1) }
    return batch
  }

  private func prepare(_ number: Int, _ execution: Execution) throws(TensorError) -> DataSet.Batch {
    let (epoch, batch) = number.quotientAndRemainder(dividingBy: batchesPerEpoch)
    return try data.batch(
      order.pictures(epoch: epoch, batch: batch), epoch: epoch + 1, as: type, in: execution)
  }

  /// One thread: those of the pool belong to the training that goes on meanwhile.
  private func begin(_ number: Int) {
    let (epoch, batch) = number.quotientAndRemainder(dividingBy: batchesPerEpoch)
    let pictures = order.pictures(epoch: epoch, batch: batch)
    let (data, type, execution) = (data, type, execution.withThreads(1))
    pending = (
      number,
      BackgroundJob { () throws(TensorError) in
        try data.batch(pictures, epoch: epoch + 1, as: type, in: execution)
      }
    )
  }
}
