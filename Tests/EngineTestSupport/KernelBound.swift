import Engine

/// How far a kernel may be from the exact result of sums of products, Σ aᵢ·bᵢ.
///
/// Each of the n roundings that a product goes through, its own and those of the sums it is part of, changes it by a
/// factor of at most 1 ± u, with u = ε / 2, whatever the order of the sum. So the error is at most γₙ · Σ|aᵢ·bᵢ| with
/// γₙ = n·u / (1 − n·u) (Higham: Accuracy and Stability of Numerical Algorithms, 2002, section 3.1). What is smaller than
/// the smallest normal number loses half of the smallest number at all instead, once for every product.
public enum KernelBound {
  /// The largest |ours − exact| as a part of what is allowed.
  /// - Parameters:
  ///   - sizes: Σ|aᵢ·bᵢ| for each element.
  ///   - roundings: how many a product goes through. The standard is for sums of few products, and for those that are
  ///     summed in float64.
  ///   - scale: what all sizes are multiplied by.
  public static func worstExcess(
    _ ours: Tensor, exact: Tensor, sizes: Tensor, roundings: Int = 16, scale: Double = 1
  ) -> Double {
    guard ours.shape == exact.shape, ours.shape == sizes.shape else { return .infinity }
    let relative = scale * gamma(roundings, ours.dtype)
    let smallest =
      ours.dtype == .float32 ? Double(Float.leastNonzeroMagnitude) : Double.leastNonzeroMagnitude
    let absolute = Double(roundings) * smallest
    return (0..<ours.count).reduce(0) { worst, position in
      let difference = abs(ours.element(position) - exact.element(position))
      if difference == 0 { return worst }
      let excess = difference / (relative * sizes.element(position) + absolute)
      return max(worst, excess.isNaN ? .infinity : excess)
    }
  }

  /// γₙ of the type; the exact results are float64's, so that there theirs is added.
  private static func gamma(_ roundings: Int, _ dtype: DType) -> Double {
    let unit = dtype == .float32 ? Double(Float.ulpOfOne) / 2 : Double.ulpOfOne
    let product = Double(roundings) * unit
    return product < 1 ? product / (1 - product) : .infinity
  }
}
