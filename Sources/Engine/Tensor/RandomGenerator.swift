import Glibc

/// Pseudo-random numbers that a seed fixes: xoshiro256** (Blackman and Vigna 2018), seeded by SplitMix64. A value, so
/// that a state can be kept and gone back to.
public struct RandomGenerator: RandomNumberGenerator, Sendable, Equatable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// - Parameter seed: fixes all draws.
  public init(seed: UInt64) {
    var state = seed
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return RandomGenerator.scrambled(state)
    }
    (a, b, c, d) = (next(), next(), next(), next())
  }

  /// One of the many sequences that belong to a seed: the one with these numbers, such as an epoch and a picture's.
  /// - Parameters:
  ///   - seed: fixes the sequences.
  ///   - stream: tells them apart.
  public init(seed: UInt64, stream: Int...) {
    self.init(
      seed: stream.reduce(seed) { seed, number in
        RandomGenerator.scrambled(
          seed ^ RandomGenerator.scrambled(UInt64(bitPattern: Int64(number)) &+ 0x9E37_79B9_7F4A_7C15))
      })
  }

  /// The finisher of SplitMix64: each bit of the argument moves half of the result's.
  private static func scrambled(_ number: UInt64) -> UInt64 {
    var z = number
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 64 bits, each as likely 0 as 1.
  /// - Returns: the bits.
  public mutating func next() -> UInt64 {
    let result = rotated(b &* 5, 7) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 45)
    return result
  }

  private func rotated(_ x: UInt64, _ bits: UInt64) -> UInt64 { (x << bits) | (x >> (64 - bits)) }

  /// Evenly spread over [0, 1), in steps of 2⁻⁵³.
  /// - Returns: the number.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958; one of the pair is dropped, so
  /// that every draw takes the same number of steps).
  /// - Returns: the number.
  public mutating func normal() -> Double {
    let radius = sqrt(-2 * log(1 - uniform()))
    return radius * cos(2 * Double.pi * uniform())
  }
}

extension RandomGenerator {
  /// A whole number below `bound`, each equally likely: the upper half of a product with 64 random bits, drawn again where that
  /// would favour some (Lemire 2019).
  /// - Parameter bound: at least 1.
  public mutating func integer(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "there is a number below it")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let least = (0 &- bound) % bound
      while product.low < least { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }
}
