/// Options that several reductions have.
public enum ReductionOptions {
  public static let keepDimensions = OptionKey(
    "keepdim", default: false, "true keeps the dimension with one element")
  public static let correction = OptionKey(
    "correction", default: 1, limits: .from(0),
    "what is subtracted from n: 1 for the estimate from a sample, 0 for the whole population")
}
