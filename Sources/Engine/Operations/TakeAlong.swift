/// From each row along an axis the elements that a tensor of indices names. Operands: x, and int64 indices with the
/// shape of x but along that axis; the result has the shape of the indices. The gradient goes back to where the elements
/// came from, added up where one was taken twice. PyTorch: `torch.take_along_dim(x, indices, dim)`.
public struct TakeAlong: Operation {
  /// The axis that the indices count along.
  public let axis: Int
  /// The index of the first element.
  public let firstIndex: Int

  /// - Parameters:
  ///   - axis: which the indices count along, counted from 0.
  ///   - firstIndex: the index of the first element.
  public init(axis: Int, firstIndex: Int = 0) { (self.axis, self.firstIndex) = (axis, firstIndex) }

  public var name: String { "take_along_dim" }
  public var operandCount: ClosedRange<Int> { 2...2 }
  public var integers: IntegerRule { .keep }

  public func operandTypes(_ given: [DType]) -> [DType] { [given[0], .int64] }

  /// - Parameter operands: the shapes of x and of the indices.
  /// - Returns: the shape of the indices, and where the rows of x lie.
  /// - Throws: `option` for an axis that is not there, `shapes` for indices that do not fit x.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> TakeAlongPlan {
    let (x, indices) = (operands[0], operands[1])
    let scan = try ScanPlan(same: x, axis).scan
    let others = (0..<x.rank).filter { $0 != axis }
    guard indices.rank == x.rank, others.allSatisfy({ indices[$0] == x[$0] }) else {
      throw TensorError(
        .shapes, "the indices \(indices) do not have the shape \(x) but along one dimension",
        operands: [.init(0, "\(x)"), .init(1, "indices \(indices)")])
    }
    return TakeAlongPlan(result: indices, operand: x, scan: scan)
  }

  /// - Throws: `index` for one that is outside or no whole number.
  public func forward(
    _ operands: [Tensor], _ plan: TakeAlongPlan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    let places = try places(operands[1], plan.scan.extent, execution)
    return (try AxisPlaces(plan.scan).taken(from: operands[0], places, as: plan.result, execution), places)
  }

  public func pullback(
    _ gradient: Tensor, _ plan: TakeAlongPlan, _ places: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try AxisPlaces(plan.scan).returned(gradient, to: places, in: plan.operand, execution), nil]
  }

  /// The indices counted from 0, as int64.
  private func places(
    _ given: Tensor, _ extent: Int, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let indices = try wholeIndices(given)
    let first = Int64(firstIndex)
    let last = first &+ Int64(extent) &- 1
    if let outside = indices.read(as: Int64.self, { $0.first { $0 < first || $0 > last } }) {
      throw TensorError(
        .index, "there is no element \(outside): the \(extent) along that dimension are \(first) to \(last)",
        operands: [.init(1, "indices \(indices.shape)")])
    }
    if firstIndex == 0 { return indices }
    return try IntegerArithmetic.map(indices, { "\($0)" }, execution) {
      $0.subtractingReportingOverflow(first)
    }
  }

  /// Operands of one type come as they are, indices as floating-point numbers among them.
  private func wholeIndices(_ indices: Tensor) throws(TensorError) -> Tensor {
    guard indices.dtype != .int64 else { return indices }
    let broken: Double? =
      switch indices.dtype {
      case .float32: indices.read(as: Float.self) { $0.first { $0 != $0.rounded() } }.map(Double.init)
      case .float64: indices.read(as: Double.self) { $0.first { $0 != $0.rounded() } }
      default: nil
      }
    if let broken {
      throw TensorError(
        .index, "an index must be a whole number, not \(DoubleText.shortest(broken))",
        operands: [.init(1, "indices \(indices.shape)")])
    }
    return try indices.converted(to: .int64)
  }
}

/// What `TakeAlong` works out of its operands' shapes.
public struct TakeAlongPlan: OperationPlan {
  public let result: Shape
  let operand: Shape
  let scan: AxisScan
}
