/// Branches that get the same batch, and whose results are joined along the channels or added (Szegedy et al. 2015, figure 2).
/// PyTorch: `torch.cat([a(x), b(x)], dim=1)`, or `a(x) + b(x)`.
public struct ParallelLayer: Layer {
  /// How the results of the branches become one.
  public enum Join: String, Sendable, Hashable, OptionWord {
    /// One after the other along the channels, or along the features of a row.
    case cat
    /// Added, element by element.
    case sum
  }

  /// The branches.
  public static let branches = OptionKey<[Settings]>(
    "branches", default: [], style: .variadic, "layers or networks that get the same input")
  /// How their results become one.
  public static let join = OptionKey<Join>(
    "join", default: .cat, "whether the results are joined along the channels or added")

  /// The class `Parallel`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Parallel", [branches.option, join.option],
    help: HelpText(
      "Branches that all get the input, and whose results are joined.",
      details: """
        join="cat" puts the channels of the results one after the other, so that rows and columns must agree; join="sum" adds \
        them, so that all shapes must agree. A branch of several layers is a Chain, one that changes nothing Chain().
        With branches inside branches it makes a U-Net: Parallel(Chain(), Chain(MaxPool(2), middle, up)).
        net[2][1] is the first branch.
        """,
      examples: [
        .gives("shape(Parallel(Conv(4, 1), Conv(8, 3, padding=1))(ones(8, 8)))", "[12, 8, 8]"),
        .gives("Parallel(Relu(), Chain(), join=\"sum\")([-1, 2])", "[-1, 4]"),
        .fails("Parallel(Conv(4, 1), Conv(4, 3))(ones(8, 8))", .shapes),
      ],
      torch: "torch.cat([a(x), b(x)], dim=1) in the forward of a module")
  ) { settings, inner throws(TensorError) in
    var members: [any Layer] = []
    for member in try settings.value(branches) { members.append(try inner(member)) }
    return try ParallelLayer(members, join: settings.value(join))
  }

  public var givenName: String?
  /// How the results of the branches become one.
  public let join: Join
  private var sequence: LayerSequence

  /// - Parameters:
  ///   - branches: at least one; all get the same batch.
  ///   - join: how their results become one.
  /// - Throws: `option` without a branch.
  public init(_ branches: [any Layer], join: Join = ParallelLayer.join.standard) throws(TensorError) {
    guard !branches.isEmpty else {
      throw TensorError(
        .option, "Parallel needs at least one branch", help: "Parallel(Conv(4, 1), Conv(8, 3, padding=1))")
    }
    (sequence, self.join) = (LayerSequence(branches), join)
  }

  /// The branches, in the order in which their results are joined.
  public var branches: [any Layer] { sequence.layers }

  public var depth: Int { 1 + sequence.depth }
  public var isBuilt: Bool { sequence.isBuilt }
  public var inputKind: InputKind? { sequence.inputKind }
  public var pathsJoin: PathsJoin? { join == .cat ? .channels : .sum }
  public var paths: [[LayerMember]] { sequence.members.map { [$0] } }

  public var settings: Settings {
    Settings("Parallel").with(ParallelLayer.branches, branches.map(\.namedSettings)).with(
      ParallelLayer.join, join)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    var results: [Shape] = []
    for index in branches.indices { results.append(try sequence.build(index, input, &weights)) }
    try check(results)
    guard join == .cat, results.count > 1 else { return results[0] }
    return try Concatenate(axis: 1).resultShape(results)
  }

  /// - Throws: `shapes` where the results of two branches cannot be joined.
  private func check(_ results: [Shape]) throws(TensorError) {
    let first = results[0]
    for (index, result) in results.enumerated().dropFirst() {
      let fits =
        switch join {
        case .sum: first == result
        case .cat:
          first.rank == result.rank && first.rank > 1 && first.array.dropFirst(2) == result.array.dropFirst(2)
        }
      if !fits { throw misfit(PictureBatch.sample(first), PictureBatch.sample(result), index + 1) }
    }
  }

  /// What to say of the results of the first branch and of another.
  private func misfit(_ first: Shape, _ other: Shape, _ number: Int) -> TensorError {
    let sizes = ParallelLayer.advice(first, other)
    if first.rank != other.rank {
      return TensorError(
        .shapes,
        "branch 1 of Parallel gives \(first), branch \(number) gives \(other): one is a picture, the other a row",
        help: "Flatten() in each branch, or after Parallel")
    }
    guard join == .sum else {
      return TensorError(
        .shapes,
        "Parallel joins \(first) of branch 1 with \(other) of branch \(number): rows and columns differ",
        help: sizes)
    }
    return TensorError(
      .shapes, "Parallel adds \(first) of branch 1 and \(other) of branch \(number): the shapes differ",
      help: first.array.dropFirst() == other.array.dropFirst()
        ? "the same number of filters in each branch" : sizes)
  }

  /// How rows and columns are made to agree.
  private static func advice(_ first: Shape, _ other: Shape) -> String {
    let sizes = zip(first.array.dropFirst(), other.array.dropFirst()).filter { $0 != $1 }
    let isHalved = sizes.allSatisfy { max($0, $1) % 2 == 1 && min($0, $1) == max($0, $1) - 1 }
    return first.rank == 3 && !sizes.isEmpty && isHalved
      ? "an odd number of rows or columns, halved and doubled, is one less: even ones stay as they are"
      : "padding=\"same\" keeps rows and columns; the same stride in each branch makes them agree"
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    var results: [Tensor] = []
    for index in branches.indices { results.append(try sequence.forward(index, x, &pass)) }
    guard results.count > 1 else { return results[0] }
    if join == .cat { return try Concatenate(axis: 1).apply(results, in: pass.execution) }
    var sum = results[0]
    for result in results.dropFirst() { sum = try Add().apply([sum, result], in: pass.execution) }
    return sum
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try sequence.visit(visitor)
  }
}
