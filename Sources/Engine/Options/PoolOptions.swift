/// Options that both poolings have.
public enum PoolOptions {
  /// The rows and columns of a window.
  public static let kernelSize = OptionKey<Pair>.required(
    "kernel_size", limits: .from(1), "the window's size: a number or [rows, columns]")
  /// How far the window moves; the kernel size where nil.
  public static let stride = OptionKey<Pair?>(
    "stride", default: nil, limits: .from(1), style: .either, writtenDefault: "kernel_size",
    "how far the window moves: a number or [rows, columns]")
  /// What surrounds the picture on each side.
  public static let padding = OptionKey<Pair>(
    "padding", default: 0, limits: .from(0), style: .either,
    "padding, at most half of the window's size: a number or [rows, columns]")
  /// Whether a last window may hang over the end.
  public static let ceilMode = OptionKey(
    "ceil_mode", default: false, "true adds a window where the last one would leave elements uncovered")
}
