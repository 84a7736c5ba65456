import Engine
import Glibc

/// Turns, scales and moves each picture at random, all uniformly, about its centre.
public struct AffineDistortion: Distortion, CustomStringConvertible {
  /// How far a picture is moved.
  public enum Shift: Sendable, Hashable {
    /// By at most so many pixels, each way.
    case upTo(Double)
    /// To any place of the canvas where the scaled picture, not counting its turn, lies within it.
    case anywhere
  }

  /// Degrees, counter-clockwise as seen.
  public let rotation: ClosedRange<Double>
  /// How many times larger the picture becomes.
  public let scale: ClosedRange<Double>
  /// How far the picture is moved.
  public let shift: Shift
  /// The size of the results; that of the pictures where nil.
  public let canvas: Pair?

  /// - Parameters:
  ///   - rotation: degrees, counter-clockwise as seen.
  ///   - scale: how many times larger the picture becomes; above 0.
  ///   - shift: how far the picture is moved, in pixels.
  ///   - canvas: the rows and columns of the results; those of the pictures where nil.
  /// - Throws: `option` for numbers that are not finite, a scale that is not positive, a negative shift, a size below
  ///   1.
  public init(
    rotation: ClosedRange<Double> = 0...0, scale: ClosedRange<Double> = 1...1, shift: Shift = .upTo(0),
    canvas: Pair? = nil
  ) throws(TensorError) {
    guard rotation.lowerBound.isFinite, rotation.upperBound.isFinite else {
      throw TensorError(.option, "degrees are finite numbers")
    }
    guard scale.lowerBound > 0, scale.upperBound.isFinite, (1 / scale.lowerBound).isFinite else {
      let least = DoubleText.shortest(scale.lowerBound)
      throw TensorError(.option, "a scale must be a positive number, not \(least)")
    }
    if case .upTo(let pixels) = shift, !(pixels >= 0 && pixels.isFinite) {
      throw TensorError(.option, "a shift must be 0 or more pixels, not \(pixels)")
    }
    try canvas?.check("size", atLeast: 1)
    self.rotation = rotation
    self.scale = scale
    self.shift = shift
    self.canvas = canvas
  }

  private init(
    trusted rotation: ClosedRange<Double>, _ scale: ClosedRange<Double>, _ shift: Shift, _ canvas: Pair?
  ) {
    (self.rotation, self.scale, self.shift, self.canvas) = (rotation, scale, shift, canvas)
  }

  /// R of the Spatial Transformer paper: turned by −90 to 90 degrees (Jaderberg et al. 2015, section 4.1).
  public static let rotated = AffineDistortion(trusted: -90...90, 1...1, .upTo(0), nil)

  /// RTS of the paper: turned by −45 to 45 degrees, scaled by 0.7 to 1.2, anywhere in 42 × 42 (appendix A.1).
  public static let rotatedTranslatedScaled = AffineDistortion(trusted: -45...45, 0.7...1.2, .anywhere, 42)

  public var description: String {
    var parts: [String] = []
    if rotation != 0...0 { parts.append("turned by \(AffineDistortion.text(rotation)) degrees") }
    if scale != 1...1 { parts.append("scaled by \(AffineDistortion.text(scale))") }
    switch shift {
    case .upTo(let pixels) where pixels > 0:
      parts.append("moved by up to \(DoubleText.shortest(pixels)) pixels")
    case .upTo: break
    case .anywhere: parts.append("at any place" + (canvas.map { " in \($0.asSize)" } ?? ""))
    }
    return parts.isEmpty ? "not changed" : parts.joined(separator: ", ")
  }

  private static func text(_ range: ClosedRange<Double>) -> String {
    "\(DoubleText.shortest(range.lowerBound)) to \(DoubleText.shortest(range.upperBound))"
  }

  public var onlyMoves: Bool { true }

  public func outputSize(_ input: Pair) throws(TensorError) -> Pair { canvas ?? input }

  public func apply(
    to pictures: Tensor, _ generators: [RandomGenerator], source: Tensor, in execution: Execution
  ) throws(TensorError) -> Tensor {
    let input = Pair(pictures.shape[2], pictures.shape[3])
    let output = try outputSize(input)
    var numbers: [Double] = []
    numbers.reserveCapacity(6 * generators.count)
    for generator in generators {
      var generator = generator
      numbers += map(from: input, to: output, &generator)
    }
    let thetas = try Tensor(numbers, Shape(checking: [generators.count, 2, 3]))
    return try Affine(size: output).apply([pictures, thetas.converted(to: .float32)], in: execution)
  }

  /// theta, row by row, from the output's index to the input's.
  private func map(from input: Pair, to output: Pair, _ generator: inout RandomGenerator) -> [Double] {
    let angle = draw(rotation, &generator) * .pi / 180
    let factor = draw(scale, &generator)
    let (rows, columns) = (
      distance(input.rows, output.rows, factor, &generator),
      distance(input.columns, output.columns, factor, &generator)
    )
    let (a, b) = (cos(angle) / factor, sin(angle) / factor)
    let target = (Double(output.rows + 1) / 2 + rows, Double(output.columns + 1) / 2 + columns)
    let centre = (Double(input.rows + 1) / 2, Double(input.columns + 1) / 2)
    return [
      a, b, centre.0 - a * target.0 - b * target.1, -b, a, centre.1 + b * target.0 - a * target.1,
    ]
  }

  private func draw(_ range: ClosedRange<Double>, _ generator: inout RandomGenerator) -> Double {
    let share = generator.uniform()
    return range.lowerBound + share * (range.upperBound - range.lowerBound)
  }

  /// How far the centre moves along an axis.
  private func distance(
    _ input: Int, _ output: Int, _ factor: Double, _ generator: inout RandomGenerator
  ) -> Double {
    let room =
      switch shift {
      case .upTo(let pixels): pixels
      case .anywhere: max(0, (Double(output) - Double(input) * factor) / 2)
      }
    return draw(-room...room, &generator)
  }
}
