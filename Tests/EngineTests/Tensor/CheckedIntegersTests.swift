import Testing

@testable import Engine

/// The one way from floating-point numbers to integers.
@Suite("From numbers to integers") struct CheckedIntegersTests {
  @Test func clampingCutsTheFractionAndKeepsToTheBounds() {
    #expect(Int(clamping: 2.9) == 2)
    #expect(Int(clamping: -2.9) == -2)
    #expect(Int(clamping: Double.nan) == 0)
    #expect(Int(clamping: 1e300) == .max)
    #expect(Int(clamping: -Double.infinity) == .min)
    #expect(Int(clamping: 0x1p63) == .max)
    #expect(Int(clamping: -0x1p63) == .min)
    #expect(Int(clamping: 0x1p62) == 1 << 62)
    #expect(UInt8(clamping: Float(-1)) == 0)
    #expect(UInt8(clamping: Float(255.9)) == 255)
    #expect(UInt8(clamping: Float(1e9)) == 255)
  }

  @Test func tensorsSaturate() throws {
    let numbers = try Tensor([0x1p63, -0x1p63, .nan, .infinity, 2.5, -3.5], [6])
    #expect(try numbers.converted(to: .int64).elements == [0x1p63, -0x1p63, 0, 0x1p63, 2, -4])
    #expect(try numbers.converted(to: .uint8).elements == [255, 0, 0, 255, 2, 0])
  }
}
