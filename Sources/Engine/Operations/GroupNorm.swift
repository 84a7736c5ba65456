/// Group normalisation: within each case, the channels of a group are brought to mean 0 and variance 1 together; then each
/// channel is scaled and moved (Wu and He 2018, equations 1, 2 and 7). With one group it is a layer normalisation of whole
/// pictures but for the weights; with as many groups as channels, an instance normalisation.
///
/// Operands: x `[C]`, `[N, C]`, one picture `[C, H, W]`, or `[N, C, H, W]`; then, if there are any, weight `[C]` and bias `[C]`.
/// The result has the shape of x. A group of one element becomes the bias alone.
/// PyTorch: `F.group_norm(x, num_groups, weight, bias, eps)`, which takes `[C, H, W]` for C sequences of H channels.
public struct GroupNorm: RowNormalization {
  /// How many groups the channels are divided into.
  public static let groups = OptionKey<Int>.required(
    "num_groups", limits: .from(1), "how many groups the channels are divided into")
  /// What is added to the variance, so that nothing is divided by 0.
  public static let epsilon = BatchNorm.epsilon

  /// How many groups the channels are divided into.
  public var groups: Int
  public var epsilon: Double

  /// - Parameters:
  ///   - groups: how many groups the channels are divided into; at least 1.
  ///   - epsilon: what is added to the variance; not negative.
  public init(_ groups: Int, epsilon: Double = GroupNorm.epsilon.standard) {
    (self.groups, self.epsilon) = (groups, epsilon)
  }

  public var name: String { "group_norm" }

  /// - Parameter operands: the shapes of x, `[C]`, `[N, C]`, `[C, H, W]` or `[N, C, H, W]`, and, if there are any, of weight
  ///   and bias, `[C]`.
  /// - Returns: the shape of x, and where its groups lie.
  /// - Throws: `rank` for other dimensions, `option` for a number of groups below 1 or a negative ε, `channels` where the groups do
  ///   not divide the channels, `shapes` for a weight or a bias of another shape.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> RowNormalizationPlan {
    let x = operands[0]
    try GroupNorm.groups.check(groups)
    try GroupNorm.epsilon.check(epsilon)
    guard x.rank >= 1, x.rank <= 4 else {
      throw TensorError(
        .rank, "group_norm takes [C], [N, C], [C, H, W] or [N, C, H, W], not \(x)",
        operands: [.init(0, "\(x)")])
    }
    let isBatch = x.rank == 2 || x.rank == 4
    let channels = x[isBatch ? 1 : 0]
    guard channels % groups == 0 else {
      throw TensorError(
        .channels, "the \(channels) channels of x \(x) cannot be divided into \(groups) groups",
        operands: [.init(0, "\(x)")])
    }
    try RowNormalizationPlan.check(
      operands, weights: Shape(trusted: [channels]), "x \(x) has \(channels) channels, which need")
    let inner = x.array.dropFirst(isBatch ? 2 : 1).reduce(1, *)
    return RowNormalizationPlan(
      result: x, rows: x.count == 0 ? 0 : (isBatch ? x[0] : 1) * groups, segments: channels / groups,
      inner: inner,
      period: groups)
  }
}
