import Engine
import Testing

/// What an operation gets wrong that the engine cannot know is told, before any loop reads what is not there.
@Suite struct FaultyOperations {
  /// Gives what it is told to, whatever its plan says.
  private struct Faulty: Engine.Operation {
    var result: Shape = [2]
    var gradients: [Shape] = [[2]]
    var dtype = DType.float32

    var name: String { "faulty" }
    var operandCount: ClosedRange<Int> { 1...1 }

    func plan(_ operands: OperandShapes) throws(TensorError) -> Shape { operands[0] }

    func forward(
      _ operands: [Tensor], _ shape: Shape, _ execution: Execution
    ) throws(TensorError) -> (result: Tensor, saved: Void) {
      (try Tensor(zeros: result), ())
    }

    func pullback(
      _ gradient: Tensor, _ shape: Shape, _ saved: Void, needs: [Bool], _ execution: Execution
    ) throws(TensorError) -> [Tensor?] {
      var all: [Tensor?] = []
      for gradient in gradients { all.append(try Tensor(zeros: gradient, dtype)) }
      return all
    }
  }

  private func error(_ operation: Faulty) throws -> TensorError? {
    do throws(TensorError) {
      let tape = Tape()
      defer { tape.close() }
      let x = try tape.watch(try Tensor(filled: 1, [2]))
      // Relu's pullback goes over as many elements as it kept.
      let sum = try Sum()(operation(Relu()(x)))
      _ = try tape.gradients(of: sum, by: [x])
      return nil
    } catch { return error }
  }

  @Test func aRightOneWorks() throws { #expect(try error(Faulty()) == nil) }

  @Test func wrongOnesAreNamed() throws {
    for faulty in [
      Faulty(result: [3]), Faulty(gradients: []), Faulty(gradients: [[2], [2]]), Faulty(gradients: [[1]]),
      Faulty(gradients: [[2000]]), Faulty(dtype: .float64),
    ] {
      #expect(try error(faulty)?.code == .shapes, "\(faulty)")
      #expect(try error(faulty)?.operation == "faulty")
    }
  }

  /// A tape gives its gradients once; what is asked of it later is an error.
  @Test func aClosedTapeSaysSo() throws {
    let tape = Tape()
    let x = try tape.watch(try Tensor(2, .float64))
    let y = try Multiply()(x, x)
    #expect(try tape.gradients(of: y, by: [x])[0].elements == [4])
    let error = #expect(throws: TensorError.self) { try tape.gradients(of: y, by: [x]) }
    #expect(error?.code == .gradient)
  }

  @Test func aSeedIsLikeTheOutput() throws {
    let tape = Tape()
    let x = try tape.watch(try Tensor(zeros: [2]))
    let error = #expect(throws: TensorError.self) {
      try tape.gradients(of: try Relu()(x), seed: try Tensor(zeros: [3]), by: [x])
    }
    #expect(error?.code == .gradient)
    tape.close()
  }

  @Test func shapesOfTooFewOperandsAreAnError() throws {
    let error = #expect(throws: TensorError.self) { try Conv().resultShape([[3, 3]]) }
    #expect(error?.code == .operands)
  }

  @Test func statisticsOfOtherChannelsAreAnError() throws {
    let statistics = try BatchStatistics(try Tensor(zeros: [4, 3]))
    let error = #expect(throws: TensorError.self) {
      try BatchNorm(.batch(statistics))(try Tensor(zeros: [4, 2]))
    }
    #expect(error?.code == .channels)
  }

  @Test func elementsAreLentByTheirOwnType() throws {
    let x = try Tensor([Float(1), 2, 4], [3])
    #expect(try x.withElements(as: Float.self) { $0.reduce(0, +) } == 7)
    let error = #expect(throws: TensorError.self) { try x.withElements(as: Double.self) { $0.count } }
    #expect(error?.code == .dtype)
    let squares = try Tensor([4], of: Double.self) { for i in 1..<4 { $0[i] = Double(i * i) } }
    #expect(squares.elements == [0, 1, 4, 9])
  }
}
