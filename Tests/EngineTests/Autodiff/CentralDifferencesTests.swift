import Testing

@testable import Engine

@Suite struct CentralDifferencesTests {
  private func gradient(
    at point: Tensor, step: Double? = nil, _ function: (Tensor) -> Double
  ) throws -> Tensor {
    var differences = try CentralDifferences(at: point, step: step)
    while let moved = try differences.next() { differences.record(function(moved)) }
    #expect(differences.evaluations == differences.total)
    return try differences.gradient()
  }

  /// x·y² + x³ has the derivatives y² + 3x² and 2xy.
  @Test func findsTheDerivativesOfAPolynomial() throws {
    let found = try gradient(at: try Tensor([2, -3] as [Float], [2])) {
      let (x, y) = ($0.element(0), $0.element(1))
      return x * y * y + x * x * x
    }
    #expect(found.dtype == .float64 && found.shape == [2])
    #expect(abs(found.element(0) - 21) < 1e-8 && abs(found.element(1) + 12) < 1e-8)
  }

  @Test func movesOneElementAtATime() throws {
    let point = try Tensor([1, 10, -100] as [Double], [3])
    var differences = try CentralDifferences(at: point)
    var moved: [[Double]] = []
    while let next = try differences.next() {
      moved.append(next.elements)
      differences.record(0)
    }
    #expect(differences.total == 6 && moved.count == 6)
    for (evaluation, elements) in moved.enumerated() {
      for position in 0..<3 {
        let x = point.element(position)
        let offset = position == evaluation / 2 ? CentralDifferences.defaultStep(at: x) : 0
        #expect(elements[position] == (evaluation % 2 == 0 ? x + offset : x - offset))
      }
    }
    #expect(point.elements == [1, 10, -100])
  }

  /// A linear function of a large element: divided by the step asked for it would be off by 1e-11 and more.
  @Test func dividesByTheDifferenceReallyTaken() throws {
    let found = try gradient(at: try Tensor([12345.678] as [Double], [1]), step: 1e-5) { $0.element(0) }
    #expect(found.elements == [1])
  }

  /// Every point stands in the same memory: the elements of the one moved copy.
  @Test func keepsOneMovedCopy() throws {
    let point = try Tensor(filled: 1, [10], .float64)
    var differences = try CentralDifferences(at: point)
    var addresses: Set<UnsafeMutableRawPointer> = []
    while let moved = try differences.next() {
      addresses.insert(moved.storage.bytes)
      differences.record(0)
    }
    #expect(addresses.count == 1 && !addresses.contains(point.storage.bytes))
  }

  /// A point that somebody keeps stays as it was.
  @Test func pointsThatAreKeptDoNotChange() throws {
    var differences = try CentralDifferences(at: try Tensor([1, 2] as [Double], [2]), step: 0.5)
    var kept: [Tensor] = []
    while let moved = try differences.next() {
      kept.append(moved)
      differences.record(moved.element(0))
      #expect(try differences.gradient().element(1) == 0)
    }
    #expect(kept.map(\.elements) == [[1.5, 2], [0.5, 2], [1, 2.5], [1, 1.5]])
    #expect(try differences.gradient().elements == [1, 0])
  }

  @Test func tensorsWithoutDimensionsOrElements() throws {
    #expect(abs(try gradient(at: try Tensor(3)) { $0.element(0) * $0.element(0) }.element(0) - 6) < 1e-8)
    #expect(try gradient(at: try Tensor(zeros: [0, 3])) { _ in 0 }.shape == [0, 3])
  }

  @Test func explainsItsStep() throws {
    let zero = #expect(throws: TensorError.self) { try CentralDifferences(at: try Tensor(1), step: 0) }
    #expect(zero?.message == "a step must be a positive number, not 0")
    let small = #expect(throws: TensorError.self) {
      var differences = try CentralDifferences(at: try Tensor([1e10] as [Double], [1]), step: 1e-9)
      _ = try differences.next()
    }
    #expect(small?.message == "a step of 1e-09 is too small to change 10000000000.0")
  }
}
