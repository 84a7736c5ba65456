/// A tensor whose axes have labels, each another one.
struct LabelledTensor {
  var tensor: Tensor
  var labels: [Int]
}

/// Products of labelled tensors, summed over the labels that the result does not have: from left to right, by matrix products
/// where something is summed.
struct EinsumContraction {
  let plan: EinsumPlan
  let execution: Execution

  /// - Returns: the product with its axes in the order of `output`; those of its labels that no factor has are left out.
  func contract(_ factors: [LabelledTensor], to output: [Int]) throws(TensorError) -> LabelledTensor {
    guard var product = factors.first else { preconditionFailure("there is a factor") }
    for (position, factor) in factors.enumerated().dropFirst() {
      let later = factors[(position + 1)...].flatMap(\.labels)
      product = try multiply(product, factor, keeping: Set(output + later))
    }
    product = try sum(product, keeping: Set(output))
    return try arranged(product, output.filter(product.labels.contains))
  }

  /// Summed over the other labels.
  private func sum(_ x: LabelledTensor, keeping kept: Set<Int>) throws(TensorError) -> LabelledTensor {
    let axes = x.labels.indices.filter { !kept.contains(x.labels[$0]) }
    guard !axes.isEmpty else { return x }
    return LabelledTensor(
      tensor: try Sum(axes: axes).apply([x.tensor], in: execution), labels: x.labels.filter(kept.contains))
  }

  private func arranged(_ x: LabelledTensor, _ labels: [Int]) throws(TensorError) -> LabelledTensor {
    guard x.labels != labels else { return x }
    let order = labels.compactMap { x.labels.firstIndex(of: $0) }
    return LabelledTensor(tensor: try Permute(order).apply([x.tensor], in: execution), labels: labels)
  }

  private func multiply(
    _ a: LabelledTensor, _ b: LabelledTensor, keeping kept: Set<Int>
  ) throws(TensorError) -> LabelledTensor {
    let a = try sum(a, keeping: kept.union(b.labels)), b = try sum(b, keeping: kept.union(a.labels))
    let shared = a.labels.filter(b.labels.contains)
    let batch = shared.filter(kept.contains), summed = shared.filter { !kept.contains($0) }
    let ofA = a.labels.filter { !shared.contains($0) }, ofB = b.labels.filter { !shared.contains($0) }
    let (batches, inner) = (try plan.shape(batch).count, try plan.shape(summed).count)
    let (rows, columns) = (try plan.shape(ofA).count, try plan.shape(ofB).count)
    let labels = batch + ofA + ofB
    let shape = try plan.shape(labels)
    let product: Tensor
    if summed.isEmpty || (ofA.isEmpty && ofB.isEmpty && !batch.isEmpty) {
      // One sum for each of the batches is no matrix product worth its name.
      let left = try arranged(a, batch + summed + ofA).tensor.viewed(
        as: Shape(checking: [batches, inner, rows, 1]))
      let right = try arranged(b, batch + summed + ofB).tensor.viewed(
        as: Shape(checking: [batches, inner, 1, columns]))
      let products = try Multiply().apply([left, right], in: execution)
      product = summed.isEmpty ? products : try Sum(axes: [1]).apply([products], in: execution)
    } else {
      let leading = batch.isEmpty ? [] : [batches]
      let left = try arranged(a, batch + ofA + summed).tensor.viewed(
        as: Shape(checking: leading + [rows, inner]))
      let right = try arranged(b, batch + summed + ofB).tensor.viewed(
        as: Shape(checking: leading + [inner, columns]))
      product = try MatMul().apply([left, right], in: execution)
    }
    return LabelledTensor(tensor: product.viewed(as: shape), labels: labels)
  }
}
