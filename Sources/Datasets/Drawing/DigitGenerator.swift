import Engine

/// Digits by the strokes of a pen, written by many hands: 28 × 28, like those of MNIST in size and brightness.
public enum DigitGenerator {
  /// Rows and columns of a picture.
  public static let size = 28

  /// Digits "0" to "9".
  /// - Parameters:
  ///   - count: how many pictures.
  ///   - seed: fixes what is drawn.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: pictures `[count, 1, 28, 28]`, uint8.
  /// - Throws: `size` for a count below 1; `memory`, `cancelled`.
  public static func dataSet(
    _ count: Int, seed: UInt64, in execution: Execution = Execution()
  ) throws(TensorError) -> DataSet {
    try GeneratedSet.make(
      count, classes: (0...9).map(String.init), shape: [1, size, size], seed: seed, in: execution, draw)
  }

  private static func draw(_ digit: Int, _ generator: inout RandomGenerator) -> [UInt8] {
    let strokes = generator.choose(DigitStrokes.variants[digit])
    let hand = Hand(&generator)
    var canvas = PictureCanvas(size: Pair(size))
    for stroke in strokes {
      let points = stroke.points.map { hand.moved($0, &generator) }
      let line = stroke.isCurved ? Outline.curve(points) : points
      canvas.stroke(hand.placement(line), radius: hand.pen, [1])
    }
    return canvas.bytes
  }

  /// How somebody writes.
  private struct Hand {
    let placement: Placement
    let pen: Double
    private let tremor: Double

    init(_ generator: inout RandomGenerator) {
      let height = 20 * generator.uniform(0.86, 1.06)
      placement = Placement(
        degrees: 5 * generator.normal(), width: height * generator.uniform(0.58, 0.86), height: height,
        slant: -0.12 + 0.16 * generator.normal(),
        centre: Point(
          Double(DigitGenerator.size) / 2 + generator.uniform(-1.5, 1.5),
          Double(DigitGenerator.size) / 2 + generator.uniform(-1.5, 1.5)))
      pen = generator.uniform(0.7, 1.55)
      tremor = generator.uniform(0.01, 0.045)
    }

    func moved(_ point: Point, _ generator: inout RandomGenerator) -> Point {
      Point(point.x + tremor * generator.normal(), point.y + tremor * generator.normal())
    }
  }
}
