/// The products that one number of an equation's result is the sum of, for whoever explains it.
package struct EinsumTerms {
  /// How many products there are.
  package let count: Int
  /// The letters that are summed over.
  package let summed: [String]
  private let labels: [[Int]]
  private let shapes: [Shape]
  private let extents: Shape
  private let summedLabels: [Int]
  /// The index along each label of the result.
  private let known: [Int: Int]

  init(_ plan: EinsumPlan, _ labels: [[Int]], _ shapes: [Shape], at output: [Int]) throws(TensorError) {
    (self.labels, self.shapes) = (labels, shapes)
    known = Dictionary(zip(plan.output, output)) { first, _ in first }
    summedLabels = plan.extents.keys.filter { !plan.output.contains($0) }.sorted()
    extents = try plan.shape(summedLabels)
    count = extents.count
    summed = summedLabels.map { $0 < 0 ? "..." : String(UnicodeScalar(UInt8(clamping: $0))) }
  }

  /// For each operand the index of its factor in a product, from 0.
  package func places(_ term: Int) -> [[Int]] {
    var index = known
    var rest = term
    for (axis, label) in summedLabels.enumerated().reversed() {
      index[label] = rest % extents[axis]
      rest /= extents[axis]
    }
    return zip(labels, shapes).map { labels, shape in
      labels.enumerated().map { axis, label in shape[axis] == 1 ? 0 : index[label] ?? 0 }
    }
  }
}

extension Einsum {
  /// The products that the number at `output` is the sum of.
  /// - Parameter output: its index, from 0.
  package func terms(of shapes: [Shape], at output: [Int]) throws(TensorError) -> EinsumTerms {
    let plan = try EinsumPlan(equation, OperandShapes(shapes))
    return try EinsumTerms(plan, EinsumPlan.labels(equation, OperandShapes(shapes)), shapes, at: output)
  }
}
