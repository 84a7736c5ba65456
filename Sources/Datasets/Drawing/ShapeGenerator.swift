import Engine

/// Plain figures anywhere on the picture, of any size, turned: outlines and filled ones.
public enum ShapeGenerator {
  /// The names of the classes, in the order of their numbers.
  public static let classes = ["circle", "square", "triangle", "cross", "star"]

  /// - Parameters:
  ///   - count: how many pictures.
  ///   - size: rows and columns of a picture; at least 16.
  ///   - seed: fixes what is drawn.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: pictures `[count, 1, size, size]`, uint8.
  /// - Throws: `size` for a count below 1, `option` for a size below 16; `memory`, `cancelled`.
  public static func dataSet(
    _ count: Int, size: Int = 28, seed: UInt64, in execution: Execution = Execution()
  ) throws(TensorError) -> DataSet {
    guard size >= 16, size <= 4096 else {
      throw TensorError(.option, "shapes are drawn on 16 to 4096 pixels, not \(size)")
    }
    return try GeneratedSet.make(count, classes: classes, shape: [1, size, size], seed: seed, in: execution) {
      draw($0, size, &$1)
    }
  }

  private static func draw(_ shape: Int, _ size: Int, _ generator: inout RandomGenerator) -> [UInt8] {
    var canvas = PictureCanvas(size: Pair(size))
    let length = Double(size) * generator.uniform(0.36, 0.62)
    let room = (Double(size) - length * 1.15) / 2
    let centre = Point(
      Double(size) / 2 + generator.uniform(-room, room), Double(size) / 2 + generator.uniform(-room, room))
    // A square on its point is a square still; a triangle any way up a triangle.
    let placement = Placement(
      degrees: generator.uniform(-180, 180), width: length, height: length, centre: centre)
    let color = [Float(generator.uniform(0.65, 1))]
    let outline = placement(outline(shape))
    if generator.isHeads() || shape == 3 {
      canvas.fill(outline, color)
    } else {
      canvas.stroke(outline + [outline[0]], radius: generator.uniform(0.5, 1.1) * Double(size) / 28, color)
    }
    return canvas.bytes
  }

  private static func outline(_ shape: Int) -> [Point] {
    switch shape {
    case 0: return Outline.ellipse(0.5, 0.5, 1, 1)
    case 1: return [Point(0.08, 0.08), Point(0.92, 0.08), Point(0.92, 0.92), Point(0.08, 0.92)]
    case 2: return Outline.star(3)
    case 3:
      let (near, far) = (0.36, 0.64)
      return [
        Point(near, 0), Point(far, 0), Point(far, near), Point(1, near), Point(1, far), Point(far, far),
        Point(far, 1), Point(near, 1), Point(near, far), Point(0, far), Point(0, near), Point(near, near),
      ]
    default: return Outline.star(5, inner: 0.42)
    }
  }
}
