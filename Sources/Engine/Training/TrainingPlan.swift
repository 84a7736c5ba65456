/// How a network is to be trained.
public struct TrainingPlan: Sendable {
  /// How often the training goes through the data.
  public static let epochs = OptionKey(
    "epochs", default: 1, limits: .from(1), "how often it goes through the data")
  /// How many pictures each step uses.
  public static let batchSize = OptionKey(
    "batch_size", default: 32, limits: .from(1), formerName: "batch", "how many pictures each step uses")

  /// How long a gradient may be.
  public static let clip = OptionKey<Double?>(
    "clip", default: nil, limits: .above(0),
    "the largest norm of the whole gradient; a longer one is shortened to it")

  /// How often the training goes through the data; at least 1.
  public var epochs: Int
  /// How many pictures each step uses; at least 1.
  public var batchSize: Int
  /// The rule that changes the parameters along their gradients.
  public var optimizer: any Optimizer
  /// What the learning rate is multiplied by from step to step; nil for 1 throughout.
  public var schedule: (any Schedule)?
  /// Fixes the order of the pictures and what dropout drops.
  public var seed: UInt64
  /// What is made small, and what is reported beside it; `Objective.standard` of the targets where it is nil.
  public var objective: Objective?
  /// The largest norm of the whole gradient, above 0; nil where it may be of any length.
  public var clip: Double?

  /// - Parameters:
  ///   - epochs: how often the training goes through the data; at least 1.
  ///   - batchSize: how many pictures each step uses; at least 1.
  ///   - optimizer: the rule that changes the parameters along their gradients.
  ///   - schedule: what the learning rate is multiplied by from step to step; nil for 1 throughout.
  ///   - seed: fixes the order of the pictures and what dropout drops.
  ///   - objective: what is made small, and what is reported beside it; `Objective.standard` of the targets where it is nil.
  ///   - clip: the largest norm of the whole gradient, above 0; nil where it may be of any length.
  /// - Throws: `option` for numbers outside these limits.
  public init(
    epochs: Int, batchSize: Int = TrainingPlan.batchSize.standard, optimizer: any Optimizer,
    schedule: (any Schedule)? = nil,
    seed: UInt64 = 0, objective: Objective? = nil, clip: Double? = nil
  ) throws(TensorError) {
    try TrainingPlan.epochs.check(epochs)
    try TrainingPlan.batchSize.check(batchSize)
    try TrainingPlan.clip.check(clip)
    self.epochs = epochs
    self.batchSize = batchSize
    self.optimizer = optimizer
    self.schedule = schedule
    self.seed = seed
    (self.objective, self.clip) = (objective, clip)
  }
}

/// Which pictures make the batches of each epoch.
package struct BatchOrder: Sendable {
  private let count: Int
  private let batchSize: Int
  /// Nil for the order of the data.
  private let seed: UInt64?
  private var epoch = -1
  private var order: [Int] = []
  package let batchesPerEpoch: Int

  /// - Parameters:
  ///   - count: how many pictures there are; at least 1.
  ///   - batchSize: how many make a batch; at least 1.
  ///   - seed: fixes the order of each epoch; nil for the order of the data.
  package init(_ count: Int, batchSize: Int, seed: UInt64?) {
    (self.count, self.batchSize, self.seed) = (count, batchSize, seed)
    // A single picture that is left over has no variance of its own: it joins the batch before.
    let rest = count % batchSize
    batchesPerEpoch = max(1, count / batchSize + (rest > 1 ? 1 : 0))
  }

  /// The pictures of a batch; both count from 0.
  package mutating func pictures(epoch: Int, batch: Int) -> [Int] {
    if epoch != self.epoch {
      order = Array(0..<count)
      if let seed {
        var generator = RandomGenerator(seed: seed, stream: 1, epoch)
        order.shuffle(using: &generator)
      }
      self.epoch = epoch
    }
    let start = batch * batchSize
    let end = batch == batchesPerEpoch - 1 ? count : start + batchSize
    return Array(order[start..<end])
  }
}
