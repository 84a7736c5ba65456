import Engine
import Glibc
import Testing

@Suite struct AffineMapTests {
  private func numbers(_ map: AffineMap) -> [Double] { [map.a, map.b, map.e, map.c, map.d, map.f] }

  @Test func quarterTurnsAreExact() throws {
    #expect(numbers(try .rotation(degrees: 90, size: 3)) == [0, 1, 0, -1, 0, 4])
    #expect(numbers(try .rotation(degrees: 0, size: 3)) == [1, 0, 0, 0, 1, 0])
    #expect(numbers(try .rotation(degrees: 180, size: Pair(2, 4))) == [-1, 0, 3, 0, -1, 5])
    #expect(numbers(try .rotation(degrees: -90, size: 3)) == [0, -1, 4, 1, 0, 0])
    #expect(numbers(try .rotation(degrees: 270, size: 3)) == numbers(try .rotation(degrees: -90, size: 3)))
    #expect(numbers(try .rotation(degrees: 3690, size: 3)) == numbers(try .rotation(degrees: 90, size: 3)))
  }

  /// Said by what the picture does: positive degrees turn it counter-clockwise as seen.
  @Test func pictureTurnsCounterClockwise() throws {
    let x = try Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9] as [Float], [3, 3])
    let theta = try AffineMap.rotation(degrees: 90, size: 3).theta()
    for mode in Affine.Mode.allCases {
      #expect(try Affine(mode: mode)(x, theta).elements == [3, 6, 9, 2, 5, 8, 1, 4, 7])
    }
  }

  @Test func pictureGrowsAndMoves() throws {
    let x = try Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9] as [Float], [3, 3])
    let grown = try Affine(mode: .round)(x, try AffineMap.scaling(3, size: 3).theta())
    #expect(grown.elements == [Double](repeating: 5, count: 9))
    let moved = try Affine()(x, try AffineMap.shift(rows: 1, columns: -1).theta())
    #expect(moved.elements == [0, 0, 0, 2, 3, 0, 5, 6, 0])
    #expect(numbers(try .scaling(rows: 2, columns: 4, size: Pair(3, 7))) == [0.5, 0, 1, 0, 0.25, 3])
    #expect(numbers(try .shift(rows: 0, columns: 0)).allSatisfy { $0.sign == .plus })
  }

  /// sin 30° = ½ and cos 60° = ½, and the centre stays where it is.
  @Test func turnsAboutTheCentre() throws {
    let map = try AffineMap.rotation(degrees: 30, size: Pair(300, 451))
    #expect(abs(map.b - 0.5) < 1e-15 && abs(map.a - 0.8660254037844386) < 1e-15)
    let centre = map.point(row: 150.5, column: 226)
    #expect(abs(centre.row - 150.5) < 1e-12 && abs(centre.column - 226) < 1e-12)
  }

  @Test func turnsAreSineAndCosine() throws {
    for degrees in stride(from: -405.0, through: 405, by: 7.5) {
      let map = try AffineMap.rotation(degrees: degrees, size: 5)
      let angle = degrees * .pi / 180
      for (ours, expected) in [
        (map.a, cos(angle)), (map.b, sin(angle)), (map.c, -sin(angle)), (map.d, cos(angle)),
      ] {
        #expect(abs(ours - expected) < 1e-14, "\(degrees)°")
      }
    }
  }

  @Test func explainsItsNumbers() throws {
    func message(_ body: () throws -> AffineMap) -> String? {
      #expect(throws: TensorError.self) { try body() }?.message
    }
    #expect(
      message { try .rotation(degrees: .infinity, size: 3) }
        == "an angle must be a finite number of degrees, not inf")
    #expect(message { try .rotation(degrees: 1, size: Pair(0, 3)) } == "size must be at least 1, not [0, 3]")
    #expect(message { try .scaling(0, size: 3) } == "a factor must be a finite number other than 0, not 0")
    #expect(
      message { try .scaling(.nan, size: 3) } == "a factor must be a finite number other than 0, not nan")
    #expect(
      message { try .shift(rows: 0, columns: .nan) } == "a shift must be a finite number of pixels, not nan")
  }
}
