import Engine
import Testing

@Suite struct NumericDerivativeTests {
  @Test func valuesAndErrors() {
    let square = NumericDerivative(at: 3.0) { (x: Double) in x * x }
    #expect(abs(square.value - 6) < 1e-9 && !square.differs(from: 6) && square.differs(from: 6.01))
    // Tiny derivatives are derivatives too.
    let tiny = NumericDerivative(at: 1.0) { (x: Double) in 1e-12 * x }
    #expect(abs(tiny.shown - 1e-12) < 1e-18 && tiny.differs(from: 2e-12) && !tiny.differs(from: 1e-12))
    // (x³)′ is 0 at 0, and the differences give h².
    let cube = NumericDerivative(at: 0.0) { (x: Double) in x * x * x }
    #expect(cube.shown == 0 && !cube.differs(from: 0))
  }

  /// At a kink and at a jump the two differ, whatever the size.
  @Test(arguments: [1, 1e-9, 1e9]) func kinksAndJumps(_ size: Double) {
    let kink = NumericDerivative(at: 0.0) { (x: Double) in size * max(x, 0) }
    #expect(
      abs(kink.value - size / 2) < 1e-9 * size && kink.differs(from: 0) && !kink.differs(from: size / 2))
    let jump = NumericDerivative(at: 0.0) { (x: Double) in x > 0 ? size : 0 }
    #expect(jump.differs(from: 0) && jump.shown == jump.value)
  }

  @Test func noNumberDiffers() {
    let none = NumericDerivative(at: 0.0) { (_: Double) in Double.nan }
    #expect(none.differs(from: 1))
  }
}
