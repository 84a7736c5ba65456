/// How badly logits predict classes: for each row of logits x the loss −Σ w_c · q_c · log softmax(x)_c, where q is 1 for
/// the right class, or the probabilities that are wanted.
///
/// Operands: logits `[C]`, `[N, C]` or `[N, C, …]`; targets, which are class numbers `[]`, `[N]` or `[N, …]` or
/// probabilities of the logits' shape; and, if there are any, weights of the classes `[C]`.
///
/// - `labelSmoothing` ε moves a part of q to all classes alike: (1 − ε) · q + ε / C (Szegedy et al. 2016, section 7).
/// - A row whose class number is `ignoredLabel` costs nothing and has no gradient.
/// - `.mean` divides the sum by the weights of the right classes that are not ignored; with probabilities by the number
///   of rows. NaN where there is none.
///
/// ∂loss/∂x_c = softmax(x)_c · Σ w·q − w_c · q_c; weights and probabilities have their gradients too.
/// PyTorch: `F.cross_entropy(x, target, weight, ignore_index=…, reduction=…, label_smoothing=…)`.
public struct CrossEntropy: Operation {
  /// The share of the target that is spread evenly over all classes.
  public static let labelSmoothing = OptionKey(
    "label_smoothing", default: 0.0, limits: .within(0...1),
    "the share of the target, from 0 to 1, that is spread evenly over all classes")
  /// The class number whose rows cost nothing.
  public static let ignoredLabel = OptionKey(
    "ignore_index", default: -100, "cases with this label are ignored; it need not be a class")

  /// Between 0 and 1.
  public var labelSmoothing: Double
  /// Counted as the labels are; it need not be a class.
  public var ignoredLabel: Int
  /// The number of the first class.
  public var firstLabel: Int
  /// What becomes of the losses of the rows.
  public var reduction: LossReduction

  /// - Parameters:
  ///   - labelSmoothing: the share of the target that is spread evenly over all classes, between 0 and 1.
  ///   - ignoredLabel: the class number whose rows cost nothing and have no gradient; it need not be a class.
  ///   - firstLabel: the number of the first class; its magnitude is at most 2⁵³.
  ///   - reduction: what becomes of the losses of the rows: their mean, their sum, or one number for each.
  public init(
    labelSmoothing: Double = CrossEntropy.labelSmoothing.standard,
    ignoredLabel: Int = CrossEntropy.ignoredLabel.standard, firstLabel: Int = 0,
    reduction: LossReduction = LossReduction.option.standard
  ) {
    self.labelSmoothing = labelSmoothing
    self.ignoredLabel = ignoredLabel
    self.firstLabel = firstLabel
    self.reduction = reduction
  }

  public var name: String { "cross_entropy" }
  public var operandCount: ClosedRange<Int> { 2...3 }

  /// Integers stay what they are as class numbers.
  /// - Parameter given: the types of the logits, the targets and, if there are any, the weights.
  /// - Returns: one floating type for all, but for targets that are integers, which keep their own.
  public func operandTypes(_ given: [DType]) -> [DType] {
    let common = commonType(
      given.enumerated().filter { $0.offset != 1 || $0.element.isFloating }.map(\.element))
    return given.enumerated().map { $0.offset == 1 && !$0.element.isFloating ? $0.element : common }
  }

  /// - Parameter operands: the shapes of the logits, `[C]`, `[N, C]` or `[N, C, …]`, of the targets, and, if there are
  ///   any, of the weights, `[C]`.
  /// - Returns: `[]`, or without a reduction the logits' shape less the axis of the classes.
  /// - Throws: `rank` for logits that are a number, `size` without classes, `shapes` where targets or weights do not
  ///   fit, `option` for smoothing outside 0…1, for a first class beyond 2⁵³, and for an ignored class together with
  ///   probabilities.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ScanPlan {
    let (logits, target) = (operands[0], operands[1])
    guard logits.rank > 0 else {
      throw TensorError(
        .rank, "cross_entropy takes logits [C], [N, C] or [N, C, H, W], not a number",
        operands: [.init(0, "\(logits)")])
    }
    try CrossEntropy.labelSmoothing.check(labelSmoothing)
    guard firstLabel.magnitude <= 1 << 53 else {
      throw TensorError(.option, "classes are numbers up to 2^53, so the first one cannot be \(firstLabel)")
    }
    // The second axis, but the only one of a single row.
    let axis = logits.rank == 1 ? 0 : 1
    let classes = logits[axis]
    guard classes > 0 else {
      throw TensorError(
        .size, "logits \(logits) have no classes", operands: [.init(0, "\(logits)")])
    }
    var extents = logits.array
    extents.remove(at: axis)
    let labels = Shape(trusted: extents)
    guard target == labels || target == logits else {
      throw TensorError(
        .shapes,
        "targets \(target) do not fit logits \(logits): class numbers would have the shape \(labels), probabilities \(logits)",
        operands: [.init(0, "logits \(logits)"), .init(1, "targets \(target)")])
    }
    if target == logits, ignoredLabel >= firstLabel {
      throw TensorError(
        .option, "ignore_index needs class numbers, but the targets \(target) are probabilities",
        operands: [.init(1, "\(target)")])
    }
    if operands.count > 2, operands[2] != Shape(trusted: [classes]) {
      throw TensorError(
        .shapes,
        "logits \(logits) have \(classes) classes, which need weights [\(classes)], not \(operands[2])",
        operands: [.init(0, "\(logits)"), .init(2, "\(operands[2])")])
    }
    return ScanPlan(result: reduction == .none ? labels : .single, scan: AxisScan(logits, axis))
  }

  /// What the pullback needs: the operands, what normalises each row of logits, and what the sum of losses was divided
  /// by.
  public struct Saved: Sendable {
    let operands: [Tensor]
    /// For each row the largest logit and Σ exp(x − largest), float64.
    let normalizers: Tensor
    /// What the sum of the losses was divided by.
    let divisor: Double
    /// The result, where it is one number.
    let value: Double
  }

  /// - Parameters:
  ///   - operands: the logits, the targets and, if there are any, the weights, of the types that `operandTypes` names.
  ///   - plan: what `plan` gave for their shapes.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the loss, and what the pullback will need.
  /// - Throws: `index` for a number that is no class; `memory`, `cancelled`.
  public func forward(
    _ operands: [Tensor], _ plan: ScanPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    var operands = operands
    // Probabilities may come as integers, such as the rows of one_hot.
    if operands[1].shape == operands[0].shape {
      operands[1] = try operands[1].converted(to: operands[0].dtype)
    }
    return operands[0].dtype == .float32
      ? try forward(operands, plan, as: Float.self, execution)
      : try forward(operands, plan, as: Double.self, execution)
  }

  private func forward<T: FloatingScalar>(
    _ operands: [Tensor], _ plan: ScanPlan, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let loops = try CrossEntropyLoops<T>(self, plan.scan, operands, execution)
    let normalizers = try Tensor(uninitialized: Shape(checking: [loops.rows, 2]), .float64)
    let losses = try Tensor(uninitialized: Shape(checking: [loops.rows]), .float64)
    try loops.forward(normalizers, losses)
    let divisor = reduction == .mean ? try loops.divisor() : 1
    guard reduction != .none else {
      let result = try losses.converted(to: T.dtype).viewed(as: plan.result)
      return (result, Saved(operands: operands, normalizers: normalizers, divisor: 1, value: 0))
    }
    let value = try Reduction.sums(losses, into: [1], execution).element(0) / divisor
    return (
      try Tensor(value, T.dtype),
      Saved(operands: operands, normalizers: normalizers, divisor: divisor, value: value)
    )
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ScanPlan, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    gradient.dtype == .float32
      ? try pullback(gradient, plan, saved, needs, as: Float.self, execution)
      : try pullback(gradient, plan, saved, needs, as: Double.self, execution)
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ plan: ScanPlan, _ saved: Saved, _ needs: [Bool], as type: T.Type,
    _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let loops = try CrossEntropyLoops<T>(self, plan.scan, saved.operands, execution)
    var result = [Tensor?](repeating: nil, count: needs.count)
    if needs[0] { result[0] = try loops.logitGradient(gradient, saved) }
    // Class numbers have none.
    if needs[1], loops.areProbabilities { result[1] = try loops.targetGradient(gradient, saved) }
    if needs.count > 2, needs[2] { result[2] = try loops.weightGradient(gradient, saved) }
    return result
  }
}
