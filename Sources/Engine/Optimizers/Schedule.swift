import Glibc

/// How the learning rate changes while a network trains: a factor of the optimizer's own.
public protocol Schedule: Sendable {
  /// The call that makes one like it: `StepLR(2, gamma=0.1)`.
  var text: String { get }

  /// - Parameters:
  ///   - step: how many steps were made.
  ///   - total: how many there will be.
  ///   - perEpoch: how many make an epoch.
  func factor(step: Int, of total: Int, perEpoch: Int) -> Double
}

/// gamma^⌊t / size⌋, where t counts epochs or steps. PyTorch: `lr_scheduler.StepLR(optimizer, step_size, gamma)`.
public struct StepSchedule: Schedule {
  public enum Unit: String, Sendable, CaseIterable { case epoch, step }

  public let size: Int
  public let gamma: Double
  public let unit: Unit

  /// - Throws: `option` for a size below 1 or a gamma that is not positive.
  public init(_ size: Int, gamma: Double = 0.1, unit: Unit = .epoch) throws(TensorError) {
    guard size >= 1 else { throw TensorError(.option, "step_size is at least 1, not \(size)") }
    guard gamma > 0, gamma.isFinite else {
      throw TensorError(.option, "gamma is a positive number, and \(DoubleText.shortest(gamma)) is not")
    }
    (self.size, self.gamma, self.unit) = (size, gamma, unit)
  }

  public var text: String {
    LayerText("StepLR", "\(size)").option("gamma", gamma, unless: 0.1)
      .option("unit", unit.rawValue, unless: "epoch").text
  }

  public func factor(step: Int, of total: Int, perEpoch: Int) -> Double {
    let time = unit == .epoch ? step / max(perEpoch, 1) : step
    return pow(gamma, Double(time / size))
  }
}

/// From 1 down to `minimum` along half a cosine, step by step over the whole training: minimum + (1 − minimum) ·
/// (1 + cos(π · t / T)) / 2 (Loshchilov and Hutter 2017, equation 5, without restarts).
/// PyTorch: `lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)`, stepped after each batch.
public struct CosineSchedule: Schedule {
  public let minimum: Double

  /// - Throws: `option` unless the minimum lies between 0 and 1.
  public init(minimum: Double = 0) throws(TensorError) {
    guard minimum >= 0, minimum <= 1 else {
      throw TensorError(
        .option, "the minimum is a factor between 0 and 1, and \(DoubleText.shortest(minimum)) is not")
    }
    self.minimum = minimum
  }

  public var text: String { LayerText("CosineLR").option("minimum", minimum, unless: 0).text }

  public func factor(step: Int, of total: Int, perEpoch: Int) -> Double {
    minimum + (1 - minimum) * (1 + cos(.pi * Double(step) / Double(max(total, 1)))) / 2
  }
}
