import Engine
import EngineTestSupport
import Foundation
import Testing

/// Convolutions with 3 × 3 kernels and stride 1, which go by Winograd's scheme from 16 channels and filters on: forward
/// and every gradient, at every CPU level with one and with two threads, on shapes drawn by a seed, against products of
/// slices in float64. `FOVEA_SHAPES` asks for more shapes.
@Suite struct WinogradTests {
  static let seeds: Range<Int> = {
    let wanted = ProcessInfo.processInfo.environment["FOVEA_SHAPES"].flatMap { Int($0) }
    return 0..<(wanted ?? 200)
  }()

  @Test func kernelsAgreeWithProductsOfSlices() throws {
    let executions = ProcessorLevel.allCases.map { Executions.threads($0) }
    for seed in Self.seeds {
      let example = WinogradExample(seed: seed)
      let operands = try example.operands()
      let exact = try example.exactResults(operands)
      for pair in executions where !pair.isEmpty {
        let ours = try pair.map { try results(example, operands, $0) }
        for (part, name) in ["result", "picture", "weights", "bias"].enumerated() {
          let excess = try example.worstExcess(ours[0][part], exact[part], operands, part: part)
          #expect(
            excess <= 1, "\(example), \(name), \(pair[0].level.rawValue): \(excess) of the error allowed")
          #expect(
            try ours[1][part].bytesEqual(ours[0][part]),
            "\(example), \(name), \(pair[0].level.rawValue): threads change it")
        }
      }
    }
  }

  /// The result and the three gradients.
  private func results(
    _ example: WinogradExample, _ operands: [Tensor], _ execution: Execution
  ) throws -> [Tensor] {
    let plan = try example.conv.plan(OperandShapes(of: Array(operands[0..<3])))
    let (result, saved) = try example.conv.forward(Array(operands[0..<3]), plan, execution)
    let gradients = try example.conv.pullback(
      operands[3], plan, saved, needs: [true, true, true], execution)
    return try [result] + gradients.map { try #require($0) }
  }

  /// One element that is not finite, or so large that sums of four such are not: every result is of the same kind as the
  /// exact one.
  @Test(arguments: ProcessorLevel.allCases, [Double.nan, .infinity, -.infinity, 3e38])
  func notFiniteNumbersStayWhereTheyAreSeen(_ level: ProcessorLevel, _ bad: Double) throws {
    for execution in Executions.threads(level) {
      for seed in 0..<8 {
        let example = WinogradExample(seed: 1000 + seed, channels: 16...24, size: 5...20)
        for damaged in 0..<4 where damaged != 2 {
          var operands = try example.operands()
          let place = (seed * 7919 + 5) % operands[damaged].count
          try operands[damaged].setElement(place, to: bad)
          let ours = try results(example, operands, execution)
          let exact = try example.exactResults(operands)
          for part in 0..<4 {
            // A weight that is not finite may spoil the gradient by pixels near the edge that it does not reach.
            let spoils = damaged == 1 && part == 1
            let agree = zip(ours[part].elements, exact[part].elements).allSatisfy {
              Self.areOfOneKind($0, Double(Float($1))) || spoils && !$0.isFinite
            }
            #expect(agree, "\(example), \(bad) in operand \(damaged), part \(part)")
          }
        }
      }
    }
  }

  private static func areOfOneKind(_ a: Double, _ b: Double) -> Bool {
    a.isFinite || b.isFinite ? a.isFinite == b.isFinite : a.isNaN ? b.isNaN : a == b
  }

  /// A ReLU in the same pass is the same as one behind it.
  @Test(arguments: ProcessorLevel.allCases)
  func canBeRectified(_ level: ProcessorLevel) throws {
    for execution in Executions.threads(level) {
      let example = WinogradExample(seed: 3, channels: 16...40, size: 9...30)
      let operands = Array(try example.operands()[0..<3])
      var rectified = example.conv
      rectified.rectified = true
      let expected = try Relu().apply([try example.conv.apply(operands, in: execution)], in: execution)
      #expect(try rectified.apply(operands, in: execution).bytesEqual(expected))
      let infinite = try Tensor(filled: -.infinity, operands[2].shape, .float32)
      let nothing = try rectified.apply([operands[0], operands[1], infinite], in: execution)
      #expect(nothing.elements.allSatisfy { $0 == 0 })
    }
  }

  /// Raised while the kernel is at work: a convolution of some seconds ends within a tenth of one, if the machine has
  /// nothing else to do.
  @Test(arguments: [1, 2])
  func canBeCancelled(_ threads: Int) throws {
    let picture = try Examples.tensor([16, 512, 56, 56], .float32)
    let weights = try Examples.tensor([512, 512, 3, 3], .float32)
    let late = LateCancellation(after: 0.15)
    let execution = Execution(cancellation: late.cancellation, threads: threads)
    #expect(throws: TensorError.self) { try Conv(padding: 1).apply([picture, weights], in: execution) }
    #expect(late.lateness < .milliseconds(250), "it went on for \(late.lateness)")
  }
}

extension Tensor {
  /// Whether both have the same elements, bit for bit.
  fileprivate func bytesEqual(_ other: Tensor) throws -> Bool {
    guard shape == other.shape else { return false }
    let equal = try Compare(.equal).apply([self, other])
    return try AllTrue().apply([equal]).element(0) != 0
  }
}
