/// Options that several reductions have.
public enum ReductionOptions {
  /// Whether the axes that are gone over stay, with an extent of 1.
  public static let keepDimensions = OptionKey(
    "keepdim", default: false, "true keeps the dimension with one element")
  /// What is subtracted from the number of elements.
  public static let correction = OptionKey(
    "correction", default: 1, limits: .from(0),
    "what is subtracted from n: 1 for the estimate from a sample, 0 for the whole population")
}
