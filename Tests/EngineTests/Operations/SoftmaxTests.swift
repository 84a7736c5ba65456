import Engine
import EngineTestSupport
import Testing

@Suite struct SoftmaxTests {
  @Test(arguments: [
    [5], [1], [3, 4], [2, 3, 4], [2, 3, 2, 2], [3, 20, 3], [2, 3, 33], [0, 3], [3, 0], [2, 3, 0],
  ])
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try Examples.tensor(shape, from: -3, to: 3)
    for axis in shape.indices {
      #expect(try GradientCase.worstDifference([x]) { try Softmax(axis: axis)($0[0]) } < 1e-6)
    }
  }

  /// Every row, whichever way it lies, is the softmax of its numbers alone, but for the order of the sum.
  @Test(arguments: DType.allCases.filter(\.isFloating)) func rowsLieInAnyDirection(_ dtype: DType) throws {
    let x = try Examples.tensor([3, 5, 37], from: -20, to: 20, dtype)
    for axis in 0..<3 {
      let y = try Softmax(axis: axis)(x)
      for position in 0..<x.count {
        var index = x.shape.index(position)
        let own = index[axis]
        let row = (0..<x.shape[axis]).map { step in
          index[axis] = step
          return x.element(x.shape.position(index))
        }
        let alone = try Softmax(axis: 0)(
          try Tensor(row, try Shape(checking: [row.count])).converted(to: dtype))
        let epsilon = dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
        #expect(abs(y.element(position) - alone.element(own)) <= 8 * epsilon * alone.element(own))
      }
    }
  }

  @Test(arguments: DType.allCases.filter(\.isFloating)) func rowsSumToOne(_ dtype: DType) throws {
    let x = try Examples.tensor([4, 100_000], from: -5, to: 5, dtype)
    let sums = try Sum(axes: [1])(try Softmax(axis: 1)(x))
    for sum in sums.elements { #expect(abs(sum - 1) <= (dtype == .float32 ? 1e-6 : 1e-12)) }
  }

  /// A number is a row of one.
  @Test func agreesWithPyTorchOnNumbers() throws {
    #expect(try OperationFixture.differences("Softmax") { Softmax(axis: $0.integer("axis") ?? -1) } == [])
    #expect(
      try OperationFixture.differences("LogSoftmax") { LogSoftmax(axis: $0.integer("axis") ?? -1) } == [])
  }

  @Test func integersBecomeFloats() throws {
    let y = try Softmax(axis: 0)(try Tensor([Int64(3), 3], [2]))
    #expect(y.dtype == .float32 && y.elements == [0.5, 0.5])
  }

  @Test func refusesAxesThatAreNotThere() {
    #expect(
      Examples.error(Softmax(axis: 2), on: [2, 3])?.message
        == "dimension 2, counted from 0, is not among the 2 of [2, 3]")
    #expect(Examples.error(Softmax(axis: -1), on: [2, 3])?.code == .option)
    #expect(Examples.error(Softmax(axis: 1), on: [])?.code == .option)
  }

  @Test(arguments: [0, 1]) func stopsWhenAsked(_ axis: Int) throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let x = try Tensor(zeros: [10, 10])
    #expect(throws: TensorError.cancelled.named("softmax")) {
      try Softmax(axis: axis)(x, in: Execution(cancellation: cancellation))
    }
  }
}

extension TensorError {
  /// The same error, as the operation of this name throws it.
  func named(_ name: String) -> TensorError {
    var error = self
    error.operation = name
    return error
  }
}
