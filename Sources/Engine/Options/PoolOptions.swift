/// Options that both poolings have.
public enum PoolOptions {
  public static let kernelSize = OptionKey<Pair>.required(
    "kernel_size", limits: .from(1), "the window's size: a number or [rows, columns]")
  public static let stride = OptionKey<Pair?>(
    "stride", default: nil, limits: .from(1), style: .either, writtenDefault: "kernel_size",
    "how far the window moves: a number or [rows, columns]")
  public static let padding = OptionKey<Pair>(
    "padding", default: 0, limits: .from(0), style: .either,
    "padding, at most half of the window's size: a number or [rows, columns]")
  public static let ceilMode = OptionKey(
    "ceil_mode", default: false, "true adds a window where the last one would leave elements uncovered")
}
