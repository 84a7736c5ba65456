/// A function of one number over an interval: samples, more of them where the value or the derivative jumps.
package struct FunctionSweep: Sendable {
  /// In the order of their places.
  package private(set) var samples: [FunctionSample]
  /// Where the value jumps, however near one looks; no more than `maxPlaces` of them, and of more
  /// the two highest.
  package private(set) var jumps: [Double] = []
  /// How far apart samples may be and still count as one place.
  private let resolution: Double
  private let noise: Double

  /// Samples at equal distances, and how many more are spent on jumps and on kinks.
  package static let points = 161
  package static let maxForJumps = 320
  package static let maxForKinks = 96
  package static let maxPlaces = 8

  /// - Parameters:
  ///   - place: a place that gets a sample of its own, where it lies in the interval.
  ///   - roundoff: the largest relative error of one rounding.
  package init<Failure: Error>(
    over range: ClosedRange<Double>, with place: Double, roundoff: Double,
    _ function: (Double) throws(Failure) -> FunctionSample
  ) throws(Failure) {
    let width = range.upperBound - range.lowerBound
    resolution = width / 4096
    var places = (0..<FunctionSweep.points).map {
      range.lowerBound + width * Double($0) / Double(FunctionSweep.points - 1)
    }
    if range.contains(place), !places.contains(place) {
      places.insert(place, at: places.firstIndex { $0 > place } ?? places.count)
    }
    samples = []
    for place in places { samples.append(try function(place)) }
    let largest = samples.map { abs($0.value) }.filter(\.isFinite).max() ?? 0
    noise = 16 * roundoff * largest
    try findJumps(function)
    try placeJumps(function)
    try findKinks(function)
  }

  // MARK: Jumps

  /// Whether the value jumps between two neighbours, as far as they tell.
  private func isJump(_ a: FunctionSample, _ b: FunctionSample) -> Bool {
    let change = a.unexplainedChange(to: b)
    return change.isFinite && abs(change) > noise + max(abs(a.derivative), abs(b.derivative)) * (b.x - a.x)
  }

  /// Halves the intervals whose changes no derivative explains, the widest first, until they are as narrow as a place.
  private mutating func findJumps<Failure: Error>(
    _ function: (Double) throws(Failure) -> FunctionSample
  ) throws(Failure) {
    var left = FunctionSweep.maxForJumps
    while left > 0 {
      let open = zip(samples, samples.dropFirst()).map { isJump($0, $1) && $1.x - $0.x > resolution }
      guard open.contains(true) else { return }
      var finer: [FunctionSample] = []
      for (index, sample) in samples.enumerated() {
        finer.append(sample)
        guard index < open.count, open[index], left > 0 else { continue }
        finer.append(try function(sample.x / 2 + samples[index + 1].x / 2))
        left -= 1
      }
      samples = finer
    }
  }

  /// Finds the places of the highest jumps as exactly as numbers go. What is only steep
  /// turns out to have a derivative.
  private mutating func placeJumps<Failure: Error>(
    _ function: (Double) throws(Failure) -> FunctionSample
  ) throws(Failure) {
    let highest = zip(samples, samples.dropFirst()).filter(isJump).sorted {
      abs($0.0.unexplainedChange(to: $0.1)) > abs($1.0.unexplainedChange(to: $1.1))
    }
    // Of very many, the places do not matter.
    let count = highest.count > FunctionSweep.maxPlaces ? 2 : FunctionSweep.maxPlaces
    var found: [FunctionSample] = []
    for (start, end) in highest.prefix(count) {
      var (low, high) = (start, end)
      for _ in 0..<40 where isJump(low, high) {
        let middle = low.x / 2 + high.x / 2
        guard middle > low.x, middle < high.x else { break }
        let sample = try function(middle)
        if abs(low.unexplainedChange(to: sample)) > abs(sample.unexplainedChange(to: high)) {
          high = sample
        } else {
          low = sample
        }
      }
      found += [low, high].filter { $0.x > start.x && $0.x < end.x }
      if isJump(low, high) { jumps.append(low.x / 2 + high.x / 2) }
    }
    jumps.sort()
    samples = (samples + found).sorted { $0.x < $1.x }
  }

  // MARK: Kinks

  /// Looks for the place of a kink where the derivative changes more than beside it: there the tangents of both sides
  /// meet.
  private mutating func findKinks<Failure: Error>(
    _ function: (Double) throws(Failure) -> FunctionSample
  ) throws(Failure) {
    let changes = zip(samples, samples.dropFirst()).map {
      isJump($0, $1) ? 0 : abs($1.derivative - $0.derivative)
    }
    let derivatives = samples.map(\.derivative).filter(\.isFinite)
    let least = ((derivatives.max() ?? 0) - (derivatives.min() ?? 0)) / 200
    let suspects = changes.indices.filter { index in
      let beside = [index - 1, index + 1].filter(changes.indices.contains).map { changes[$0] }.min() ?? 0
      return changes[index] > least && changes[index] > 2 * beside
    }
    var left = FunctionSweep.maxForKinks
    var found: [FunctionSample] = []
    for index in suspects.sorted(by: { changes[$0] > changes[$1] }) where left > 0 {
      let around = try FunctionSweep.kink(between: samples[index], samples[index + 1], function)
      found += around
      left -= around.count
    }
    samples = (samples + found).sorted { $0.x < $1.x }
  }

  /// Samples on the way to a kink, and two close beside it where there is one.
  private static func kink<Failure: Error>(
    between start: FunctionSample, _ end: FunctionSample,
    _ function: (Double) throws(Failure) -> FunctionSample
  ) throws(Failure) -> [FunctionSample] {
    var (a, b) = (start, end)
    var found: [FunctionSample] = []
    for _ in 0..<4 {
      let place = tangentsMeet(a, b)
      let beside = (end.x - start.x) * 0x1p-20
      guard place - beside > a.x, place + beside < b.x else { break }
      let (low, high) = (try function(place - beside), try function(place + beside))
      found += [low, high]
      guard abs(high.derivative - low.derivative) < abs(b.derivative - a.derivative) / 2 else { break }
      if abs(low.derivative - a.derivative) > abs(b.derivative - high.derivative) {
        b = low
      } else {
        a = high
      }
    }
    return found
  }

  private static func tangentsMeet(_ a: FunctionSample, _ b: FunctionSample) -> Double {
    let width = b.x - a.x
    let part = (b.value - a.value - b.derivative * width) / ((a.derivative - b.derivative) * width)
    return a.x + min(max(part.isFinite ? part : 0.5, 0), 1) * width
  }

  // MARK: What was found

  /// Whether there are more jumps than samples were spent on.
  package var hasMoreJumps: Bool {
    zip(samples, samples.dropFirst()).contains { isJump($0, $1) && $1.x - $0.x > resolution }
  }

  /// The values as a curve: at a jump two points stand at one place, so that no line is slanted there.
  package var valueCurve: [(x: Double, y: Double)] {
    curve(\.value) { isJump($0, $1) }
  }

  /// The same of the derivatives, which jump where the value does or has a kink.
  package var derivativeCurve: [(x: Double, y: Double)] {
    curve(\.derivative) { isJump($0, $1) || $1.x - $0.x <= resolution }
  }

  private func curve(
    _ height: KeyPath<FunctionSample, Double>, isUpright: (FunctionSample, FunctionSample) -> Bool
  ) -> [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    var last: FunctionSample?
    for sample in samples {
      if let last, last[keyPath: height] != sample[keyPath: height], isUpright(last, sample) {
        let middle = last.x / 2 + sample.x / 2
        points.append((middle, last[keyPath: height]))
        points.append((middle, sample[keyPath: height]))
      }
      points.append((sample.x, sample[keyPath: height]))
      last = sample
    }
    return points
  }
}
