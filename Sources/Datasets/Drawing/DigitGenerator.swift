/// Digits by the strokes of a pen, written by many hands: 28 × 28, like those of MNIST in size and brightness.
public enum DigitGenerator {
  public static let size = 28

  /// Digits "0" to "9".
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

/// How digits are written, in the unit square.
enum DigitStrokes {
  struct Stroke: Sendable {
    let points: [Point]
    let isCurved: Bool
  }

  private static func curve(_ points: (Double, Double)...) -> Stroke {
    Stroke(points: points.map { Point($0, $1) }, isCurved: true)
  }

  private static func line(_ points: (Double, Double)...) -> Stroke {
    Stroke(points: points.map { Point($0, $1) }, isCurved: false)
  }

  /// For each digit the ways of writing it.
  static let variants: [[[Stroke]]] = [
    [
      [
        curve(
          (0.6, 0.02), (0.25, 0.14), (0.08, 0.5), (0.22, 0.9), (0.55, 0.98), (0.86, 0.72), (0.9, 0.3),
          (0.66, 0.04),
          (0.5, 0.04))
      ]
    ],
    [
      [line((0.5, 0), (0.5, 1))], [line((0.28, 0.22), (0.54, 0.02), (0.52, 1))],
      [line((0.3, 0.2), (0.52, 0.02), (0.52, 0.98)), line((0.24, 0.99), (0.82, 0.98))],
    ],
    [
      [
        curve((0.14, 0.24), (0.34, 0.03), (0.68, 0.05), (0.8, 0.28), (0.58, 0.58), (0.12, 0.96)),
        line((0.12, 0.96), (0.9, 0.93)),
      ],
      [
        curve(
          (0.16, 0.2), (0.42, 0.01), (0.76, 0.14), (0.7, 0.46), (0.36, 0.84), (0.14, 0.92), (0.2, 0.76),
          (0.44, 0.82),
          (0.92, 0.96))
      ],
    ],
    [
      [
        curve((0.16, 0.1), (0.5, 0.0), (0.8, 0.16), (0.7, 0.38), (0.4, 0.46)),
        curve((0.4, 0.46), (0.78, 0.54), (0.86, 0.78), (0.56, 1.0), (0.12, 0.9)),
      ],
      [
        line((0.16, 0.04), (0.82, 0.04), (0.44, 0.42)),
        curve((0.44, 0.42), (0.8, 0.54), (0.84, 0.82), (0.5, 1.0), (0.12, 0.88)),
      ],
    ],
    [
      [line((0.28, 0.04), (0.12, 0.56), (0.88, 0.54)), line((0.7, 0.14), (0.66, 1.0))],
      [line((0.72, 0.02), (0.08, 0.66), (0.94, 0.66)), line((0.72, 0.02), (0.7, 1.0))],
    ],
    [
      [
        line((0.84, 0.03), (0.3, 0.05), (0.22, 0.46)),
        curve((0.22, 0.46), (0.56, 0.36), (0.86, 0.6), (0.72, 0.92), (0.36, 1.0), (0.1, 0.86)),
      ]
    ],
    [
      [
        curve(
          (0.74, 0.02), (0.4, 0.2), (0.14, 0.6), (0.26, 0.94), (0.64, 0.98), (0.84, 0.72), (0.6, 0.5),
          (0.3, 0.58),
          (0.18, 0.76))
      ]
    ],
    [
      [line((0.1, 0.06), (0.88, 0.04), (0.5, 0.5), (0.38, 1.0))],
      [line((0.12, 0.14), (0.14, 0.04), (0.86, 0.04), (0.44, 1.0)), line((0.3, 0.5), (0.8, 0.48))],
    ],
    [
      [
        curve(
          (0.56, 0.48), (0.2, 0.28), (0.32, 0.04), (0.66, 0.03), (0.78, 0.24), (0.44, 0.5), (0.16, 0.76),
          (0.34, 0.98),
          (0.68, 0.97), (0.84, 0.74), (0.54, 0.48))
      ]
    ],
    [
      [
        curve((0.82, 0.26), (0.58, 0.02), (0.22, 0.14), (0.18, 0.42), (0.5, 0.54), (0.8, 0.32)),
        curve((0.82, 0.22), (0.78, 0.62), (0.66, 1.0)),
      ],
      [
        curve((0.82, 0.26), (0.58, 0.02), (0.22, 0.14), (0.18, 0.42), (0.5, 0.54), (0.8, 0.32)),
        curve((0.82, 0.22), (0.84, 0.7), (0.6, 0.98), (0.2, 0.9)),
      ],
    ],
  ]
}
