import Engine
import Glibc
import Language
import Testing

/// Which numbers are drawn darkest and lightest.
@Suite struct DrawnScaleTests {
  private func scale(_ values: [Double], given: ClosedRange<Double>? = nil) throws -> DrawnScale {
    DrawnScale(of: try Tensor(values, [values.count]), elements: 0..<values.count, given: given)
  }

  @Test func whatReachesAboveAHalfIsAPicture() throws {
    let picture = try scale([0, 0.2, 0.51])
    #expect(picture.kind == .picture && picture.range == 0...1)
    // A white that arithmetic has made a little more than white.
    #expect(try scale([0, 1.0000003]).range == 0...1)
    #expect(try scale([0.3, 0.3]).range == 0...1, "of one number there is nothing to spread")
    let bytes = try Tensor([UInt8(0), 200], [2])
    #expect(DrawnScale(of: bytes, elements: 0..<2).range == 0...255)
  }

  @Test func allElseSpreads() throws {
    let dark = try scale([0.001, 0.0027])
    #expect(dark.kind == .spread && dark.range == 0.001...0.0027)
    #expect(try scale([0, 0.5]).range == 0...0.5)
    #expect(try scale([0.2, 7]).range == 0.2...7)
    #expect(try scale([-3, -1]).range == -3...(-1))
    let labels = try Tensor([UInt8(1), 9], [2])
    #expect(DrawnScale(of: labels, elements: 0..<2).range == 1...9)
  }

  @Test func aroundZeroWhereSignsDiffer() throws {
    let signed = try scale([-3, 5])
    #expect(signed.range == -5...5 && signed.isAroundZero)
    let given = try scale([-9, 0, 20], given: -4...8)
    #expect(given.range == -8...8 && given.kind == .given && given.clipped == 2)
  }

  /// Pictures of a list whose scales are the same have one, and nothing needs to be said of it.
  @Test func scalesThatAreTheSameAreOne() throws {
    func words(_ second: [Float]) throws -> [String] {
      var picture = Markup.Picture(try Tensor([0, 0.25, 0.75, 1] + second, [2, 1, 2, 2]))
      picture.hasOwnScales = true
      return Drawing(picture).scaleWords(.colors)
    }
    #expect(try words([0, 1, 1, 0.5]) == [])
    #expect(try words([0, 10, 20, 30]) == ["each picture has its own scale: 0 … 1, 0 … 30"])
  }

  @Test func whatIsNotFiniteSetsNoScale() throws {
    #expect(try scale([.nan, 2, .infinity, 3, -.infinity]).range == 2...3)
    #expect(try scale([.nan, .nan]).range == 0...0)
    let ends = try scale([-1.7e308, 1.7e308])
    #expect(ends.range == -1.7e308...1.7e308)
  }

  @Test func aFewFarOutDoNotSetTheScale() throws {
    let ramp = (1...100).map(Double.init)
    #expect(try scale(ramp).range == 1...100)
    var high = ramp
    high[57] = 1e6
    // The largest are now 98, 99, 100 and the outlier; two of a hundred are left out.
    let clipped = try scale(high)
    #expect(clipped.range == 1...99 && clipped.clipped == 2)
    var low = ramp
    low[3] = -5000
    let signed = try scale(low)
    #expect(signed.range == -99...99 && signed.clipped == 2)
    // Twice as far out is near enough.
    var near = ramp
    near[99] = 190
    #expect(try scale(near).range == 1...190)
    #expect(try scale(Array(high.prefix(60))).range.upperBound == 1e6, "too few to tell")
  }

  @Test func zerosSayNothingOfTheScale() throws {
    let sparse = [Double](repeating: 0, count: 5000) + (1...100).map { Double($0) / 10 }
    #expect(try scale(sparse).range == 0...10)
    #expect(try scale([Double](repeating: 0, count: 400) + [3]).range == 0...3)
    // Padding around numbers that lie far from 0 is no outlier.
    let padded = [Double](repeating: 0, count: 300) + (0..<700).map { 100 + Double($0) / 700 }
    #expect(try scale(padded).range.lowerBound == 0)
  }

  /// Numbers that NumPy gives: np.quantile(np.abs(x[x != 0]), 0.98) of Laplace noise is ln 50 = 3.912 of its scale.
  @Test func manyNumbersAreSampled() throws {
    let count = 300_000
    let laplace = (0..<count).map { index -> Double in
      // Quantiles of the distribution, in an order without pattern.
      let part = (Double((index * 7919) % count) + 0.5) / Double(count)
      return part < 0.5 ? log(2 * part) : -log(2 * (1 - part))
    }
    let scale = try scale(laplace)
    #expect(abs(scale.range.upperBound - 3.912) < 0.05, "\(scale.range)")
    #expect(abs(Double(scale.clipped) / Double(count) - 0.02) < 0.002)
  }

  @Test func eachPictureOfAListHasItsOwn() throws {
    let bench = Workbench()
    bench.run("show list([0, 1; 1, 0], [-3, 5; 0, 1], [1, 2; 3, 4] / 1000)")
    let picture = try #require(bench.transcript.pictures.first)
    let drawing = Drawing(picture)
    #expect(drawing.scales.map(\.range) == [0...1, -5...5, 0.001...0.004].map(rounded))
    #expect(drawing.map(ofTile: 0) == .grey && drawing.map(ofTile: 1) == .diverging)
    bench.run("show list([0, 1; 1, 0], [-3, 5; 0, 1]), range=[0, 2]")
    #expect(Drawing(try #require(bench.transcript.pictures.last)).scales.map(\.range) == [0...2])
  }

  private func rounded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    Double(Float(range.lowerBound))...Double(Float(range.upperBound))
  }
}
