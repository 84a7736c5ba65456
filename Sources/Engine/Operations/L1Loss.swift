/// The distance of two tensors, element by element: |x − target|, its mean, or its sum. Where they are equal its derivative
/// counts as 0.
/// PyTorch: `F.l1_loss(x, target, reduction=…)`.
public struct L1Loss: ElementwiseLoss {
  public var reduction: LossReduction

  /// - Parameter reduction: what becomes of the distances: their mean, their sum, or one number for each.
  public init(reduction: LossReduction = LossReduction.option.standard) { self.reduction = reduction }

  public var name: String { "l1_loss" }

  public func value<T: FloatingScalar>(_ x: T, _ target: T) -> T { abs(x - target) }

  public func derivative<T: FloatingScalar>(byX x: T, _ target: T) -> T { Sign().value(x - target) }

  public func derivative<T: FloatingScalar>(byTarget target: T, _ x: T) -> T { Sign().value(target - x) }
}
