import Engine

/// Little animals in colour, 32 × 32: each class has parts of its own, such as ears, a beak or a tail.
public enum CartoonGenerator {
  /// The names of the classes, in the order of their numbers.
  public static let classes = ["cat", "dog", "bird", "fish"]
  /// Rows and columns of a picture.
  public static let size = 32

  /// `[3, 32, 32]`.
  /// Animals drawn at random, each class as often as any other, as far as the count allows.
  /// - Parameters:
  ///   - count: how many pictures.
  ///   - seed: fixes what is drawn.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: pictures `[count, 3, 32, 32]`, uint8.
  /// - Throws: `size` for a count below 1; `memory`, `cancelled`.
  public static func dataSet(
    _ count: Int, seed: UInt64, in execution: Execution = Execution()
  ) throws(TensorError) -> DataSet {
    try GeneratedSet.make(count, classes: classes, shape: [3, size, size], seed: seed, in: execution) {
      var drawing = CartoonDrawing(&$1)
      drawing.animal($0)
      return drawing.canvas.bytes
    }
  }
}

private struct CartoonDrawing {
  private(set) var canvas: PictureCanvas
  private let placement: Placement
  private let isMirrored: Bool
  private let fur: [Float]
  private let dark: [Float]
  private let light: [Float]

  init(_ generator: inout RandomGenerator) {
    let size = Double(CartoonGenerator.size)
    let sky = (0..<3).map { _ in Float(generator.uniform(0.55, 0.95)) }
    canvas = PictureCanvas(size: Pair(CartoonGenerator.size), channels: 3, background: sky)
    let length = size * generator.uniform(0.68, 0.92)
    let room = (size - length) / 2
    placement = Placement(
      degrees: 9 * generator.normal(), width: length, height: length,
      centre: Point(size / 2 + generator.uniform(-room, room), size / 2 + generator.uniform(-room, room)))
    isMirrored = generator.isHeads()
    let body: [Float] = generator.choose([
      [0.9, 0.55, 0.2], [0.45, 0.3, 0.2], [0.35, 0.4, 0.5], [0.85, 0.3, 0.35], [0.25, 0.55, 0.45],
      [0.55, 0.4, 0.7],
    ])
    let tint = Float(generator.uniform(0.8, 1.15))
    fur = body.map { min($0 * tint, 1) }
    dark = fur.map { $0 * 0.55 }
    light = fur.map { $0 + (1 - $0) * 0.65 }
  }

  mutating func animal(_ kind: Int) {
    switch kind {
    case 0: cat()
    case 1: dog()
    case 2: bird()
    default: fish()
    }
  }

  private mutating func fill(_ outline: [Point], _ color: [Float]) {
    let points = isMirrored ? outline.map { Point(1 - $0.x, $0.y) } : outline
    canvas.fill(placement(points), color)
  }

  private mutating func oval(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: [Float]) {
    fill(Outline.ellipse(x, y, width, height), color)
  }

  private mutating func triangle(
    _ a: (Double, Double), _ b: (Double, Double), _ c: (Double, Double), _ color: [Float]
  ) {
    fill([Point(a.0, a.1), Point(b.0, b.1), Point(c.0, c.1)], color)
  }

  private mutating func eye(_ x: Double, _ y: Double, _ width: Double = 0.1) {
    oval(x, y, width * 1.5, width * 1.5, [1, 1, 1])
    oval(x, y, width * 0.8, width * 0.8, [0.05, 0.05, 0.1])
  }

  private mutating func line(_ points: [(Double, Double)], _ color: [Float]) {
    let all = points.map { Point(isMirrored ? 1 - $0.0 : $0.0, $0.1) }
    canvas.stroke(placement(all), radius: 0.35, color)
  }

  /// Ears that stand up and are pointed, whiskers.
  private mutating func cat() {
    triangle((0.12, 0.42), (0.16, 0.02), (0.46, 0.26), fur)
    triangle((0.88, 0.42), (0.84, 0.02), (0.54, 0.26), fur)
    triangle((0.19, 0.32), (0.2, 0.12), (0.35, 0.25), light)
    triangle((0.81, 0.32), (0.8, 0.12), (0.65, 0.25), light)
    oval(0.5, 0.58, 0.82, 0.7, fur)
    eye(0.33, 0.5)
    eye(0.67, 0.5)
    triangle((0.44, 0.66), (0.56, 0.66), (0.5, 0.73), [0.9, 0.45, 0.5])
    for height in [0.66, 0.74] {
      line([(0.36, 0.7), (0.06, height)], dark)
      line([(0.64, 0.7), (0.94, height)], dark)
    }
  }

  /// Ears that hang, a long snout with a large nose, a tongue.
  private mutating func dog() {
    oval(0.5, 0.5, 0.66, 0.72, fur)
    oval(0.14, 0.5, 0.24, 0.62, dark)
    oval(0.86, 0.5, 0.24, 0.62, dark)
    oval(0.5, 0.7, 0.44, 0.42, light)
    oval(0.5, 0.92, 0.14, 0.16, [0.9, 0.35, 0.4])
    oval(0.5, 0.6, 0.2, 0.14, [0.08, 0.06, 0.08])
    eye(0.37, 0.37)
    eye(0.63, 0.37)
  }

  /// A beak to one side, a wing, two legs.
  private mutating func bird() {
    line([(0.42, 0.8), (0.42, 0.98)], [0.85, 0.5, 0.1])
    line([(0.54, 0.8), (0.54, 0.98)], [0.85, 0.5, 0.1])
    triangle((0.02, 0.4), (0.1, 0.66), (0.36, 0.58), dark)
    oval(0.46, 0.6, 0.62, 0.5, fur)
    oval(0.68, 0.32, 0.38, 0.38, fur)
    triangle((0.84, 0.24), (0.84, 0.42), (1.04, 0.34), [0.95, 0.6, 0.1])
    oval(0.4, 0.6, 0.36, 0.26, light)
    eye(0.7, 0.28, 0.08)
  }

  /// A tail fin behind, a fin above, stripes, no legs.
  private mutating func fish() {
    triangle((0.3, 0.5), (-0.02, 0.22), (-0.02, 0.78), dark)
    triangle((0.38, 0.32), (0.68, 0.3), (0.44, 0.08), dark)
    oval(0.58, 0.5, 0.76, 0.48, fur)
    oval(0.4, 0.5, 0.07, 0.36, light)
    oval(0.56, 0.5, 0.07, 0.42, light)
    eye(0.8, 0.44, 0.08)
  }
}
