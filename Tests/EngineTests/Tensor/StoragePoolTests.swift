import EngineTestSupport
import Foundation
import Testing

@testable import Engine

@Suite struct StoragePoolTests {
  /// A pool with a budget of its own, so that other tests do not disturb it.
  private func pool(limit: Int = 1 << 30) -> (StoragePool, MemoryBudget) {
    let budget = MemoryBudget(limit: limit)
    return (StoragePool(budget: budget), budget)
  }

  @Test func whatIsGivenBackIsTakenAgain() throws {
    let (pool, budget) = pool()
    let first = try pool.take(100_000)
    #expect(first.isFresh && budget.used == StoragePool.blockSize(100_000) && pool.systemRequests == 1)
    pool.give(first.bytes, 100_000)
    #expect(budget.used == 0 && budget.kept == StoragePool.blockSize(100_000))
    // A request of nearly the same size is served by the same block.
    let second = try pool.take(99_000)
    #expect(second.bytes == first.bytes && !second.isFresh && pool.systemRequests == 1)
    #expect(budget.kept == 0)
    pool.give(second.bytes, 99_000)
    pool.empty()
    #expect(budget.kept == 0 && budget.used == 0)
  }

  @Test func freshBlocksAreZero() throws {
    let (pool, _) = pool()
    let block = try pool.take(1 << 20)
    let bytes = UnsafeRawBufferPointer(start: block.bytes, count: 1 << 20)
    #expect(bytes.allSatisfy { $0 == 0 })
    pool.give(block.bytes, 1 << 20)
    pool.empty()
  }

  @Test func blocksAreAtMostAnEighthLarger() {
    for bytes in [65536, 65537, 70_000, 100_000, 131_072, 131_073, 1_000_000, 123_456_789, 1 << 40] {
      let size = StoragePool.blockSize(bytes)
      #expect(size >= bytes && size % 4096 == 0)
      #expect(Double(size) <= max(Double(bytes) * 1.125, Double(bytes) + 4096), "\(bytes) in \(size)")
    }
  }

  @Test func aQuarterOfTheMemoryIsKeptAtMost() throws {
    let (pool, budget) = pool(limit: 1 << 20)
    let blocks = try (0..<4).map { _ in try pool.take(1 << 17) }
    for block in blocks { pool.give(block.bytes, 1 << 17) }
    #expect(budget.kept == 1 << 18)
    pool.empty()
  }

  @Test func beyondTheLimitNothingIsTaken() throws {
    let (pool, budget) = pool(limit: 1 << 20)
    #expect(throws: TensorError.self) { try pool.take(1 << 21) }
    #expect(budget.used == 0 && pool.systemRequests == 0)
  }

  @Test func zerosAreZeroInReusedMemory() throws {
    for _ in 0..<20 {
      let dirty = try Tensor(filled: 7, [50_000])
      #expect(dirty.element(49_999) == 7)
      let clean = try Tensor(zeros: [50_000])
      #expect(clean.elements.allSatisfy { $0 == 0 })
    }
  }

  /// In a process of its own, because the budget and the pool are the process's.
  @Test func whatIsKeptIsGivenUpBeforeARequestIsRefused() async {
    await #expect(processExitsWith: .success) {
      MemoryBudget.process.setLimit(MemoryBudget.process.used + 100 << 20)
      // Of other sizes than the last, so that the kept blocks do not serve it.
      for megabytes in [10, 13, 16, 19, 22] {
        _ = try Tensor(zeros: [megabytes << 18])
      }
      precondition(MemoryBudget.process.kept > 0)
      let large = try Tensor(zeros: [90 << 18])
      precondition(large.count == 90 << 18 && MemoryBudget.process.kept == 0)
    }
  }

  /// Ten thousand steps of a small convolutional network: after the first few, the system is asked for nothing new, and
  /// what is in use does not grow.
  @Test func trainingStepsReuseTheirMemory() async {
    await #expect(processExitsWith: .success) {
      let picture = try Examples.tensor([16, 1, 32, 32], seed: 1, .float32)
      var weights = [
        try Examples.tensor([8, 1, 3, 3], seed: 2, .float32), try Examples.tensor([8], seed: 3, .float32),
        try Examples.tensor([4, 2048], seed: 4, .float32),
      ]
      var (requests, used) = (0, 0)
      for step in 0..<10_000 {
        let tape = Tape()
        let watched = try weights.map { try tape.watch($0) }
        let seen = try MaxPool(2)(Relu()(Conv(padding: 1)(picture, watched[0], watched[1])))
        let scores = try Linear()(Reshape([16, 2048])(seen), watched[2])
        let loss = try Mean()(Multiply()(scores, scores))
        let gradients = try tape.gradients(of: loss, by: watched)
        for (index, gradient) in gradients.enumerated() {
          weights[index] = try Subtract()(weights[index], try Multiply()(gradient, try Tensor(1e-4)))
        }
        if step == 3 { (requests, used) = (StoragePool.process.systemRequests, MemoryBudget.process.used) }
      }
      precondition(StoragePool.process.systemRequests == requests, "the system was asked again")
      // The last step's tensors may be gone already.
      precondition(MemoryBudget.process.used <= used, "what is in use has grown")
    }
  }
}
