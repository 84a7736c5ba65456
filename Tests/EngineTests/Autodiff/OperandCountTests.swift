import Engine
import EngineTestSupport
import Testing

/// No number of operands, no shapes and no options that a caller can state end the program: what does not fit is a
/// `TensorError`.
@Suite struct OperandCountTests {
  /// Each operation, some with options that make no sense.
  private static let operations: [any Engine.Operation] = {
    let extremes = [Int.min, -1, 0, 2, 5, Int.max]
    let pairs = extremes.map { Pair($0, $0) }
    var all: [any Engine.Operation] = [
      Abs(), Add(), Affine(), Ceil(), Conv(), Cos(), Divide(), Elu(), Exp(), Floor(), GridSample(),
      LeakyRelu(),
      Linear(), Log(), MSELoss(), MatMul(), Maximum(), Minimum(), Multiply(), Negate(), Power(), Relu(),
      Remainder(), Round(), Sigmoid(), Sin(), Sqrt(), Subtract(), Tanh(), Transpose(), Where(), Clamp(),
      Convert(to: .float64), Convert(to: .uint8), BatchNorm(.batch()), BatchNorm(.running), Flatten(),
      Stack(),
      Concatenate(), AffineGrid(size: []), Slice([]), Slice([.index(0)]), Assign(to: Slice([.index(0)])),
      CrossEntropy(), Compare(.less), Softmax(axis: 0), LogSoftmax(axis: 0), Dropout(seed: 1), Pad([1]),
      Linear(rectified: true), LeakyRelu(negativeSlope: .nan), Elu(alpha: .nan),
      Clamp(minimum: .nan, maximum: -.infinity),
      Dropout(probability: .nan, seed: 1), BatchNorm(.batch(), epsilon: -1),
      BatchNorm(.running, epsilon: .nan),
      CrossEntropy(labelSmoothing: .nan), CrossEntropy(labelSmoothing: 2), Reshape([]), Permute([]), Flip([]),
    ]
    all +=
      [
        Atan2(), Expm1(), Gelu(), Gelu(.tanh), Log10(), Log1p(), Log2(), Sign(), Silu(), Softplus(), Tan(),
        Softplus(beta: .nan), Softplus(beta: -1, threshold: .nan), Quantile(.nan), Quantile([]),
        Quantile([0.5, 2]),
        Median(), Prod(),
      ] as [any Engine.Operation]
    all +=
      [
        AllTrue(), AnyTrue(), LogicalAnd(), LogicalNot(), LogicalOr(), Determinant(), Diag(), Inverse(),
        Kron(), Norm(), Norm(p: .nan), Norm(p: -1), Repeat([]), SVD(), Solve(), Trace(), Tril(), Triu(),
      ] as [any Engine.Operation]
    for mask in masks {
      for axis in extremes {
        if let select = try? MaskedSelect(mask, axis: axis) { all.append(select) }
        if let assign = try? MaskedAssign(to: mask, axis: axis) { all.append(assign) }
      }
    }
    for equation in ["i", "ij->ji", "ij,jk->ik", "ii", "...i,i->...", "->", "ij->"] {
      if let einsum = try? Einsum(equation) { all.append(einsum) }
    }
    for n in extremes {
      all +=
        [
          Sort(axis: n), Sort(axis: n, descending: true), ArgSort(axis: n), TakeAlong(axis: n),
          TakeAlong(axis: 0, firstIndex: n), CumSum(axis: n), CumProd(axis: n), Diff(axis: n),
          Diff(axis: 0, order: n), Roll(n),
          Roll(1, axis: n),
          Median(axis: n), Quantile(0.5, axis: n), Prod(axes: [n]), Round(decimals: n),
          AllTrue(axes: [n]), AnyTrue(axes: [n]), Norm(axes: [n]), Diag(diagonal: n), Tril(diagonal: n),
          Triu(diagonal: n), Repeat([n]), Repeat([n, n]),
        ] as [any Engine.Operation]
      all +=
        [
          ArgMax(axis: n), ArgMin(axis: n), Concatenate(axis: n), Stack(axis: n), Softmax(axis: n),
          LogSoftmax(axis: n), Flatten(start: n), Flatten(end: n), Flip([n]), OneHot(classes: n),
          Pad([n, n]),
          Permute([n, 0]), Reshape([n, n]), Reshape([n]), Rot90(turns: n), Rot90(turns: 1, n, 0),
          Transpose(n, 0),
          Slice([.index(n)]), Slice([.list([n])]), Slice([.range(start: n, step: n, count: n)]),
          Slice([.range(start: 0, step: n, count: 2)]),
          Assign(to: Slice([.range(start: 0, step: 1, count: n)])),
          CrossEntropy(ignoredLabel: n, firstLabel: n), AffineGrid(size: [n, n]),
          AffineGrid(size: [n, 1, 4, 4]),
          Conv(groups: n), Variance(axes: [n]), Variance(correction: n), StandardDeviation(correction: n),
        ] as [any Engine.Operation]
      all +=
        [
          Sum(axes: [n]), Mean(axes: [n, 0]), MaxReduce(axes: [n]), MinReduce(axes: [n, n]),
        ] as [any Engine.Operation]
    }
    for pair in pairs {
      all +=
        [
          AvgPool(pair), AvgPool(2, stride: pair), AvgPool(2, padding: pair), MaxPool(pair),
          MaxPool(2, stride: pair),
          MaxPool(2, padding: pair), MaxPool(2, dilation: pair, ceilMode: true), Conv(stride: pair),
          Conv(padding: .size(pair)), Conv(dilation: pair), Resize(.size(pair)), PixelTheta(size: pair),
          UnitTheta(size: pair, alignCorners: true), Affine(size: pair),
        ] as [any Engine.Operation]
    }
    for scale in [-1, 0, 1e-300, 1e300, .infinity, .nan] {
      all.append(Resize(.scale(rows: scale, columns: scale), mode: .bilinear))
    }
    all += extremes.map { ConvTranspose(groups: $0) } as [any Engine.Operation]
    for pair in pairs {
      all +=
        [
          ConvTranspose(stride: pair), ConvTranspose(padding: pair), ConvTranspose(dilation: pair),
          ConvTranspose(stride: 3, outputPadding: pair),
        ] as [any Engine.Operation]
    }
    all += pairs.map { AdaptiveAvgPool($0) } as [any Engine.Operation]
    all += pairs.map { AdaptiveMaxPool($0) } as [any Engine.Operation]
    all += extremes.map { GroupNorm($0) } as [any Engine.Operation]
    all += [GroupNorm(1, epsilon: .nan), GroupNorm(1)] as [any Engine.Operation]
    all +=
      [LayerNorm([]), LayerNorm([3]), LayerNorm([4, 4]), LayerNorm([0], epsilon: .nan)]
      as [any Engine.Operation]
    all += [L1Loss(), L1Loss(reduction: .none)] as [any Engine.Operation]
    all += [HuberLoss(), HuberLoss(delta: .nan), HuberLoss(delta: -1)] as [any Engine.Operation]
    all += [SmoothL1Loss(), SmoothL1Loss(beta: .nan), SmoothL1Loss(beta: 0)] as [any Engine.Operation]
    all.append(BinaryCrossEntropy())
    all.append(BinaryCrossEntropyWithLogits())
    return all
  }()

  private static let masks: [Tensor] = {
    let shapes: [Shape] = [[3], [2, 3], []]
    return shapes.compactMap { try? Tensor(filled: 1, $0).converted(to: .bool) }
  }()

  private static let shapes: [Shape] = [
    [], [0], [3], [2, 3], [3, 2], [3, 4, 4], [2, 3, 4, 4], [2, 2, 3],
  ]

  @Test func theListHoldsEachOperation() {
    let types = Set(Self.operations.map { "\(type(of: $0))" })
    #expect(types == Set(OperationFiles.types))
  }

  @Test(arguments: 0...6)
  func noNumberOfOperandsEndsTheProgram(_ count: Int) throws {
    for operation in Self.operations {
      for shape in Self.shapes {
        let error = Self.error(operation, try (0..<count).map { _ in try Tensor(filled: 1, shape) })
        if operation.operandCount.contains(count) {
          #expect(error?.code != .operands, "\(operation) of \(count)")
        } else {
          #expect(error?.code == .operands, "\(operation) of \(count)")
        }
      }
    }
  }

  /// Operands of different shapes and types, those that an operation takes and others.
  @Test(arguments: DType.allCases)
  func noOperandsEndTheProgram(_ dtype: DType) throws {
    for operation in Self.operations {
      for first in Self.shapes {
        for second in Self.shapes {
          let operands = [
            try Tensor(filled: 1, first, dtype), try Tensor(filled: 1, second, .float32),
            try Tensor(filled: 1, [3]), try Tensor(filled: 1, [3]), try Tensor(filled: 1, [3]),
          ]
          for count in 1...3 { _ = Self.error(operation, Array(operands.prefix(count))) }
        }
      }
    }
  }

  @Test func saysHowManyAreWanted() throws {
    let x = try Tensor(zeros: [3, 3])
    #expect(Self.error(Conv(), [x])?.message == "conv takes 2 to 3 operands, not 1")
    #expect(Self.error(Relu(), [])?.message == "relu takes 1 operand, not 0")
    #expect(throws: TensorError.self) { try Conv()(x) }
  }

  /// What applying an operation gives, and its gradient by all operands that can have one.
  private static func error(_ operation: any Engine.Operation, _ operands: [Tensor]) -> TensorError? {
    do throws(TensorError) {
      let tape = Tape()
      defer { tape.close() }
      var watched: [Tensor] = []
      for operand in operands { watched.append(operand.dtype.isFloating ? try tape.watch(operand) : operand) }
      let result = try operation.apply(watched)
      guard result.dtype.isFloating, result.isTaped else { return nil }
      let seed = try Tensor(filled: 1, result.shape, result.dtype)
      _ = try tape.gradients(of: result, seed: seed, by: watched.filter(\.dtype.isFloating))
      return nil
    } catch { return error }
  }
}
