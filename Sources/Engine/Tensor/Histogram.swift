/// How many elements of a tensor lie between edges.
package struct Histogram {
  /// How many lie from each edge up to the next, the last edge included; or the sums of their weights.
  package let counts: Tensor
  /// One more than counts.
  package let edges: Tensor

  /// How the edges are given.
  package enum Bins {
    /// So many of equal width, from the least element to the greatest, or over a range.
    case count(Int, range: ClosedRange<Double>?)
    /// These edges, in ascending order: of the type of x.
    case edges(Tensor)
  }

  /// - Parameters:
  ///   - x: float32 or float64, of any shape; elements outside the edges, and NaN, are in no bin.
  ///   - bins: how the edges are given.
  ///   - weight: how much each element counts, of the shape and type of `x`.
  ///   - density: whether the counts are divided so that their integral is 1.
  ///   - execution: what may stop it.
  /// - Throws: `TensorError.option` for elements that are not finite where there is no range; `shapes` for weights of
  ///   another shape; `memory`, `cancelled`.
  package init(
    _ x: Tensor, _ bins: Bins, weight: Tensor? = nil, density: Bool = false, in execution: Execution
  ) throws(TensorError) {
    if let weight, weight.shape != x.shape {
      throw TensorError(
        .shapes, "each of the elements \(x.shape) needs a weight, and these are \(weight.shape)",
        operands: [.init(0, "\(x.shape)"), .init(1, "weights \(weight.shape)")])
    }
    self =
      x.dtype == .float32
      ? try Histogram(x, bins, weight, density, as: Float.self, execution)
      : try Histogram(x, bins, weight, density, as: Double.self, execution)
  }

  private init<T: FloatingScalar>(
    _ x: Tensor, _ bins: Bins, _ weight: Tensor?, _ density: Bool, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    switch bins {
    case .edges(let given): edges = given
    case .count(let count, let range):
      let ends = if let range { range } else { try Histogram.ends(x, execution) }
      let width = (ends.upperBound - ends.lowerBound) / Double(count)
      edges = try Tensor(uninitialized: Shape(checking: [count + 1]), T.dtype)
      edges.write(as: T.self) { edges in
        for i in 0..<count { edges[i] = T(ends.lowerBound + Double(i) * width) }
        edges[count] = T(ends.upperBound)
      }
    }
    let sums = try Tensor(zeros: Shape(checking: [edges.count - 1]), .float64)
    let isEven = if case .count = bins { true } else { false }
    // All are held to the end of this function; a bin lies between two edges.
    defer { withExtendedLifetime((x, weight, sums)) {} }
    let (source, sum) = (x.pointer(as: T.self), sums.pointer(as: Double.self))
    let weights = weight?.pointer(as: T.self)
    try edges.read(as: T.self) { edges throws(TensorError) in
      let places = Places(edges: edges, isEven: isEven)
      try Broadcast.inChunks(x.count, execution) { chunk in
        for i in chunk {
          guard let bin = places.bin(of: source[i]) else { continue }
          sum[bin] += weights.map { Double($0[i]) } ?? 1
        }
      }
      guard density else { return }
      let total = (0..<edges.count - 1).reduce(0) { $0 + sum[$1] }
      for bin in 0..<edges.count - 1 { sum[bin] /= total * Double(edges[bin + 1] - edges[bin]) }
    }
    counts = try sums.converted(to: T.dtype)
  }

  /// The least and the greatest element; half to either side where they are the same.
  private static func ends(_ x: Tensor, _ execution: Execution) throws(TensorError) -> ClosedRange<Double> {
    guard x.count > 0 else { return 0...1 }
    let least = try MinReduce().apply([x.detached], in: execution).element(0)
    let greatest = try MaxReduce().apply([x.detached], in: execution).element(0)
    guard least.isFinite, greatest.isFinite else {
      throw TensorError(
        .option, "x has elements that are not finite, so its bins have no ends",
        operands: [.init(0, "\(x.shape)")],
        help: "range=[0, 1] gives them, and leaves out what lies outside")
    }
    return least < greatest ? least...greatest : least - 0.5...least + 0.5
  }

  /// Which bin a number falls in.
  private struct Places<T: FloatingScalar> {
    private let edges: UnsafeBufferPointer<T>
    private let isEven: Bool
    private let first: Double
    private let perWidth: Double

    init(edges: UnsafeBufferPointer<T>, isEven: Bool) {
      (self.edges, self.isEven) = (edges, isEven)
      first = Double(edges[0])
      perWidth = Double(edges.count - 1) / (Double(edges[edges.count - 1]) - first)
    }

    /// Nil for a number outside, and for NaN.
    @inline(__always)
    func bin(of x: T) -> Int? {
      let last = edges.count &- 1
      guard x >= edges[0], x <= edges[last] else { return nil }
      guard isEven else { return searched(x) }
      let position = (Double(x) - first) * perWidth
      var bin = min(position.isFinite ? Int(clamping: position) : 0, last &- 1)
      // Rounding may have put it on the wrong side of an edge.
      if bin > 0, x < edges[bin] { bin &-= 1 }
      if bin < last &- 1, x >= edges[bin &+ 1] { bin &+= 1 }
      return bin
    }

    private func searched(_ x: T) -> Int {
      var (low, high) = (0, edges.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if x < edges[middle] { high = middle } else { low = middle }
      }
      return low
    }
  }
}
