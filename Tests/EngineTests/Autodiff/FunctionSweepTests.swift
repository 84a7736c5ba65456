import Engine
import Testing

/// How a sweep is drawn: jumps upright, peaks as high as they are, kinks where they are.
@Suite struct FunctionSweepTests {
  private func sweep(
    _ f: @escaping (Double) -> Double, _ derivative: @escaping (Double) -> Double, at place: Double = 0.2
  ) -> FunctionSweep {
    FunctionSweep(over: -1...2, with: place, roundoff: 0x1p-53) {
      FunctionSample(x: $0, value: f($0), derivative: derivative($0))
    }
  }

  /// The lines of a curve that are neither level nor upright.
  private func slanted(_ curve: [(x: Double, y: Double)]) -> Int {
    zip(curve, curve.dropFirst()).count { $0.x != $1.x && $0.y != $1.y }
  }

  @Test func stairsHaveNoSlantedLine() {
    for width in [1.0, 0.3, 0.01, 1e-5] {
      let stairs = sweep({ ($0 / width).rounded(.down) }, { _ in 0 })
      #expect(slanted(stairs.valueCurve) == 0 && slanted(stairs.derivativeCurve) == 0, "\(width)")
      #expect(stairs.valueCurve.map(\.x) == stairs.valueCurve.map(\.x).sorted())
    }
  }

  /// A riser stands where the jump is: at 0.3, and not half-way between two of the samples.
  @Test func risersStandWhereTheJumpsAre() {
    let step = sweep({ $0 < 0.3 ? 1 : 5 }, { _ in 0 })
    let risers = zip(step.valueCurve, step.valueCurve.dropFirst()).filter { $0.y != $1.y }
    #expect(risers.count == 1 && risers.allSatisfy { $0.0.x == $0.1.x && abs($0.0.x - 0.3) < 1e-9 })
    #expect(step.jumps.count == 1 && abs(step.jumps[0] - 0.3) < 1e-9 && !step.hasMoreJumps)
  }

  /// Only what is on both sides of a jump in a derivative is slanted.
  @Test func aJumpInADerivativeIsUpright() {
    let broken = sweep({ $0 < 0.3 ? $0 : $0 + 1 }, { _ in 1 })
    let steepest =
      zip(broken.valueCurve, broken.valueCurve.dropFirst()).map {
        $0.x == $1.x ? 0 : ($1.y - $0.y) / ($1.x - $0.x)
      }.max() ?? 0
    #expect(abs(steepest - 1) < 1e-3, "\(steepest)")
  }

  @Test func peaksAreNotClipped() {
    // A tent of height 1 whose top, at 0.3, is no sample: 0.3 is 69.33 of 160 parts.
    let tent = sweep({ 1 - abs($0 - 0.3) * 4 }, { $0 < 0.3 ? 4 : -4 })
    let top = tent.valueCurve.map(\.y).max() ?? 0
    #expect(abs(top - 1) < 1e-5, "\(top)")
    // The derivatives 4 and −4 are joined by an upright line.
    let steps = zip(tent.derivativeCurve, tent.derivativeCurve.dropFirst()).filter { $0.y != $1.y }
    #expect(steps.count == 1 && steps.allSatisfy { $0.0.x == $0.1.x && abs($0.0.x - 0.3) < 1e-6 })
  }

  /// What is only steep has no jump, and what is smooth keeps its samples.
  @Test func steepIsNoJump() {
    let steep = sweep(
      { 1 / (1 + $0 * $0 * 1e4) }, { -2e4 * $0 / ((1 + $0 * $0 * 1e4) * (1 + $0 * $0 * 1e4)) })
    #expect(steep.jumps.isEmpty)
    #expect(steep.samples.contains { abs($0.x - 0.2) < 1e-15 }, "the place itself is a sample")
    let line = sweep({ 2 * $0 }, { _ in 2 })
    #expect(line.samples.count == FunctionSweep.points + 1 && line.jumps.isEmpty)
  }

  @Test func noNumberLeavesAGap() {
    let root = sweep({ $0.squareRoot() }, { 0.5 / $0.squareRoot() })
    #expect(root.jumps.isEmpty && root.valueCurve.contains { $0.y.isNaN })
  }
}
