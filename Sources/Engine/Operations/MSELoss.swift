/// The squared distance of two tensors, element by element: (x − target)², its mean, or its sum.
/// PyTorch: `F.mse_loss(x, target, reduction=…)`, which warns where shapes differ.
public struct MSELoss: ElementwiseLoss {
  public var reduction: LossReduction

  /// - Parameter reduction: what becomes of the squared distances: their mean, their sum, or one number for each.
  public init(reduction: LossReduction = LossReduction.option.standard) { self.reduction = reduction }

  public var name: String { "mse_loss" }

  public func value<T: FloatingScalar>(_ x: T, _ target: T) -> T { (x - target) * (x - target) }

  public func derivative<T: FloatingScalar>(byX x: T, _ target: T) -> T { 2 * (x - target) }

  public func derivative<T: FloatingScalar>(byTarget target: T, _ x: T) -> T { 2 * (target - x) }
}
