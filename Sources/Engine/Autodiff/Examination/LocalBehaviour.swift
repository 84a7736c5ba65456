/// What a function of one number does around a point, as far as its values and derivatives there tell.
package enum LocalBehaviour: Sendable, Equatable {
  /// Constant around the point, as far as was looked or up to where it begins to change without a jump.
  case flat(ConstantPiece)
  /// Constant pieces with jumps between them. No piece: none is wide enough to be seen in this type of numbers.
  case stairs(ConstantPiece?)
  /// Differentiable, with this derivative; 0 where the value is level at the point and slopes beside it.
  case slope(Double)
  /// A derivative on each side, and not the same one.
  case kink(left: Double, right: Double)
  /// A jump at the very point: how far the value on either side is from the value at it.
  case jump(left: Double, right: Double)
  case untold(Reason)

  /// Why nothing of the above can be said.
  package enum Reason: Sendable, Equatable {
    /// Rounding in the function is as large as its changes.
    case noise
    /// The value at the point is not a finite number.
    case undefined
    /// There is a finite value on one side only.
    case onlyOnTheLeft, onlyOnTheRight
    /// The derivative grows without bound towards the point, where the value does not jump.
    case unbounded
    /// The derivatives do not converge towards the point.
    case unsettled
  }
}

/// An interval around a point on which a function is constant.
package struct ConstantPiece: Sendable, Equatable {
  package struct End: Sendable, Equatable {
    package let x: Double
    /// Whether the value jumps there; else it begins to change little by little.
    package let isJump: Bool
  }

  /// Nil where the piece goes on as far as was looked.
  package let lower: End?
  package let upper: End?
}
