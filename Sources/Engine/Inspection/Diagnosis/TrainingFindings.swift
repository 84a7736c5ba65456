/// Finds what keeps a network from learning while it trains: looks at a few pictures after some of the epochs.
public struct TrainingFindings: Sendable {
  private let data: DataSet
  private let batchSize: Int
  /// Which pictures are looked at, always the same, spread over the data.
  private let indices: [Int]
  /// After every how many epochs.
  private let interval: Int
  private let epochs: Int
  private var said: [Finding] = []

  /// Of every hundred pictures that are learned so many are looked at. To look at one takes a third of a step's time for it or
  /// less, and so the looks take less than two hundredths of the training, but for the first one.
  private static let share = 0.04
  /// However large the data are, this many pictures say enough.
  private static let mostPictures = 256

  /// - Parameters:
  ///   - data: what the network is trained on.
  ///   - batchSize: how many pictures each step uses.
  ///   - epochs: how many epochs there will be.
  public init(_ data: DataSet, batchSize: Int, epochs: Int) {
    (self.data, self.batchSize, self.epochs) = (data, max(batchSize, 2), epochs)
    let budget = TrainingFindings.share * Double(data.count)
    let fewest = min(DeadUnitsDiagnosis.fewestPictures, data.count)
    let count = min(max(fewest, Int(clamping: budget)), TrainingFindings.mostPictures)
    indices = (0..<count).map { $0 * data.count / count }
    interval = max(1, Int(clamping: (Double(count) / budget).rounded(.up)))
  }

  /// - Parameter epoch: which one, from 1.
  /// - Returns: whether the network is to be looked at after it.
  public func isDue(after epoch: Int) -> Bool { epoch == 1 || epoch == epochs || epoch % interval == 0 }

  /// What has been found since the last call, each finding of a layer once.
  /// - Parameters:
  ///   - network: the network after the epoch.
  ///   - epoch: which one, from 1.
  ///   - curve: how the training went up to then.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the new findings, with the epoch.
  /// - Throws: `cancelled`. Where the pictures cannot be looked at for another reason, nothing is found.
  public mutating func next(
    _ network: Network, after epoch: Int, _ curve: LearningCurve, in execution: Execution
  ) throws(TensorError) -> [Finding] {
    let examination: Examination
    do throws(TensorError) {
      examination = try Examination(
        network, on: data, indices, batchSize: batchSize, isTraining: true, curve: curve, in: execution)
    } catch {
      guard error.code != .cancelled else { throw error }
      return []
    }
    var new: [Finding] = []
    for var finding in examination.findings
    where !said.contains(where: { $0.code == finding.code && $0.layer == finding.layer }) {
      finding.epoch = epoch
      new.append(finding)
    }
    said += new
    return new
  }
}
