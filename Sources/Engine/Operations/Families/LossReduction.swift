/// What a loss makes of the losses of the elements or rows: their mean, their sum, or one number for each.
public enum LossReduction: String, Sendable, Hashable, OptionWord {
  /// Their mean.
  case mean
  /// Their sum.
  case sum
  /// One number for each.
  case none

  /// What becomes of the losses.
  public static let option = OptionKey<LossReduction>(
    "reduction", default: .mean, "their mean, their sum, or one number for each")
}
