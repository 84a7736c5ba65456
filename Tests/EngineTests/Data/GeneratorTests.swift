import Testing

@testable import Datasets
@testable import Engine

@Suite("Generated data sets") struct GeneratorTests {
  static let generators: [String] = ["digits", "shapes", "cartoons"]

  private func make(_ name: String, _ count: Int, seed: UInt64) throws -> DataSet {
    switch name {
    case "digits": try DigitGenerator.dataSet(count, seed: seed)
    case "shapes": try ShapeGenerator.dataSet(count, seed: seed)
    default: try CartoonGenerator.dataSet(count, seed: seed)
    }
  }

  @Test(arguments: generators) func theSeedFixesThem(_ name: String) throws {
    let (a, b, c) = (try make(name, 40, seed: 3), try make(name, 40, seed: 3), try make(name, 40, seed: 4))
    #expect(a.pictures.elements == b.pictures.elements && a.labels?.elements == b.labels?.elements)
    #expect(a.pictures.elements != c.pictures.elements)
  }

  @Test(arguments: generators) func classesAreEquallyOften(_ name: String) throws {
    let data = try make(name, 200, seed: 1)
    let classes = data.classes.count
    for label in 0..<classes {
      #expect(data.targets.tensor.elements.count { $0 == Double(label) } == 200 / classes)
    }
    // Not in turn.
    #expect(data.targets.tensor.elements.prefix(classes) != (0..<classes).map { Double($0) }[...])
    #expect(data.pictures.dtype == .uint8)
  }

  @Test(arguments: generators) func noTwoAreAlikeAndNoneIsBlank(_ name: String) throws {
    let data = try make(name, 60, seed: 5)
    let size = data.pictures.count / 60
    let all = data.pictures.elements
    var seen: Set<[Double]> = []
    for index in 0..<60 {
      let picture = Array(all[index * size..<(index + 1) * size])
      #expect(Set(picture).count > 8)
      seen.insert(picture)
    }
    #expect(seen.count == 60)
  }

  @Test(arguments: generators) func aCountBelowOneIsRefused(_ name: String) throws {
    #expect(throws: TensorError.self) { try make(name, 0, seed: 1) }
    let stop = Cancellation()
    stop.raise()
    #expect(throws: TensorError.cancelled) {
      try DigitGenerator.dataSet(10, seed: 1, in: Execution(cancellation: stop))
    }
  }

  /// Like MNIST's: bright strokes on black, in the middle, nothing at the border.
  @Test func digitsAreLikeHandwriting() throws {
    let data = try DigitGenerator.dataSet(300, seed: 2)
    let mean = data.pictures.elements.reduce(0, +) / Double(data.pictures.count) / 255
    #expect(mean > 0.07 && mean < 0.2)
    for index in 0..<300 {
      let corner = data.pictures.element(index * 784)
      #expect(corner == 0)
    }
  }
}

@Suite("Distortions") struct DistortionTests {
  static let all: [any Distortion] = [
    AffineDistortion.rotated, AffineDistortion.rotatedTranslatedScaled, ProjectiveDistortion(),
    ElasticDistortion(),
    ClutteredDistortion(),
  ]

  private func digits(_ count: Int) throws -> DataSet { try DigitGenerator.dataSet(count, seed: 9) }

  @Test(arguments: all.indices) func aPictureIsDistortedAlikeWhateverIsBesideIt(_ index: Int) throws {
    let data = try digits(12).distorted(by: Self.all[index], seed: 4)
    let together = try data.batch([3, 7, 5])
    let alone = try data.batch([7])
    let size = together.pictures.count / 3
    #expect(Array(together.pictures.elements[size..<2 * size]) == alone.pictures.elements)
    #expect(Shape(trusted: Array(alone.pictures.shape.array.dropFirst())) == data.pictureShape)
    #expect(alone.pictures.elements.allSatisfy { $0 >= 0 && $0 <= 1.0001 })
    // Anew in each epoch; a part is distorted as it was in the whole.
    #expect(try data.batch([7], epoch: 1).pictures.elements != alone.pictures.elements)
    #expect(try data.subset([7, 2]).batch([0]).pictures.elements == alone.pictures.elements)
  }

  @Test func withoutChangeNothingChanges() throws {
    let data = try digits(4)
    let plain = try data.batch([0, 1, 2, 3]).pictures.elements
    let distortions: [any Distortion] = [
      try AffineDistortion(), ProjectiveDistortion(scale: 1...1, deviation: 0),
      ElasticDistortion(scale: 1...1, deviation: 0), ClutteredDistortion(canvas: 28, pieces: 0),
    ]
    for distortion in distortions {
      let same = try data.distorted(by: distortion, seed: 1).batch([0, 1, 2, 3]).pictures.elements
      for (a, b) in zip(plain, same) where abs(a - b) > 2e-4 {
        Issue.record("\(distortion) changes \(a) to \(b)")
        return
      }
    }
  }

  /// Bilinear sampling of a turned or moved picture keeps about what there is of ink; scaling by s multiplies it by s².
  @Test func inkIsKept() throws {
    let data = try digits(200)
    let ink = try data.batch(Array(0..<200)).pictures.elements.reduce(0, +)
    let turned = try data.distorted(by: AffineDistortion.rotated, seed: 1).batch(Array(0..<200))
    #expect(abs(turned.pictures.elements.reduce(0, +) / ink - 1) < 0.02)
    let moved = try data.distorted(by: AffineDistortion.rotatedTranslatedScaled, seed: 1).batch(
      Array(0..<200))
    // The mean of s² for s from 0.7 to 1.2 is (1.2³ − 0.7³) / (3 · 0.5) = 0.923.
    #expect(abs(moved.pictures.elements.reduce(0, +) / ink - 0.923) < 0.05)
  }

  /// Worked out by hand: the unit square to a trapezium.
  @Test func aHomographyTakesCornersToCorners() throws {
    let given = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
    let wanted = [(0.0, 0.0), (0.0, 2.0), (1.0, 0.5), (1.0, 1.5)]
    let h = try #require(ProjectiveDistortion.homography(from: given, to: wanted))
    func map(_ r: Double, _ c: Double) -> (Double, Double) {
      let w = h[6] * r + h[7] * c + 1
      return ((h[0] * r + h[1] * c + h[2]) / w, (h[3] * r + h[4] * c + h[5]) / w)
    }
    for (from, to) in zip(given, wanted) {
      let found = map(from.0, from.1)
      #expect(abs(found.0 - to.0) < 1e-12 && abs(found.1 - to.1) < 1e-12)
    }
    // The diagonals of the square meet where those of the trapezium do: at row 2/3.
    let middle = map(0.5, 0.5)
    #expect(abs(middle.0 - 2.0 / 3) < 1e-12 && abs(middle.1 - 1) < 1e-12)
    #expect(ProjectiveDistortion.homography(from: [(0, 0), (0, 1), (0, 2), (1, 1)], to: wanted) == nil)
  }

  @Test func aSplineGoesThroughItsPointsAndKeepsAffineMaps() {
    let spline = ThinPlateSpline(28)
    var generator = RandomGenerator(seed: 1)
    let moved = spline.controlPoints.map {
      (row: $0.row + generator.normal(), column: $0.column + generator.normal())
    }
    for (point, target) in zip(spline.controlPoints, moved) {
      guard let row = Int(exactly: point.row), let column = Int(exactly: point.column) else { continue }
      let value = spline.value(row * 28 + column, moved)
      #expect(abs(value.row - target.row) < 1e-9 && abs(value.column - target.column) < 1e-9)
    }
    let affine = spline.controlPoints.map {
      (row: 2 * $0.row - $0.column + 3, column: 0.5 * $0.row + $0.column)
    }
    for pixel in [0, 5, 100, 783] {
      let (row, column) = (Double(pixel / 28), Double(pixel % 28))
      let value = spline.value(pixel, affine)
      #expect(
        abs(value.row - (2 * row - column + 3)) < 1e-8 && abs(value.column - (0.5 * row + column)) < 1e-8)
    }
  }

  @Test func sizesThatDoNotFit() throws {
    #expect(throws: TensorError.self) {
      try digits(2).distorted(by: ClutteredDistortion(canvas: 20), seed: 1)
    }
    #expect(throws: TensorError.self) { try AffineDistortion(scale: 0...1) }
    #expect(throws: TensorError.self) { try AffineDistortion(shift: .upTo(-1)) }
  }
}
