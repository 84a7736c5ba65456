extension Network {
  /// Which regions of a picture contribute to a score, as coarse as a layer's feature maps: Grad-CAM (Selvaraju et al. 2017, equations 1
  /// and 2). Each map counts by the mean gradient of the score over its places; negative contributions count as 0.
  /// - Parameters:
  ///   - input: one picture, `[H, W]` or `[C, H, W]`.
  ///   - score: which of the network's numbers, from 0; the largest where nil.
  ///   - path: the layer whose maps are weighted, as `NetworkTable` has it; the last convolution where nil.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: `[H, W]`, not negative: the weighted maps, enlarged to the picture bilinearly.
  /// - Throws: `index` for a score or a layer that there is none of, `rank` for a layer that gives no maps, `option` for a network
  ///   without a convolution; as the network does.
  public func gradCAM(
    _ input: Tensor, of score: Int? = nil, layer path: String? = nil, in execution: Execution = Execution()
  ) throws(TensorError) -> Tensor {
    guard input.rank >= 2 else {
      throw TensorError(.rank, "a picture is [H, W] or [C, H, W], not \(input.shape)")
    }
    let size = Pair(input.shape[input.rank - 2], input.shape[input.rank - 1])
    let tape = Tape()
    defer { tape.close() }
    let watched = try tape.watch(Network.numbers(of: input, in: execution))
    var network = self
    var pass = ForwardPass(keepsResults: true, in: execution)
    let scores = try network.forward(watched, &pass)
    let maps = try network.maps(pass.results, path, in: execution)
    let chosen = try Network.chosen(score, of: scores, in: execution)
    let gradient = try tape.gradients(of: chosen, by: [maps], in: execution)[0]
    let weights = try Mean(axes: [2, 3], keepDimensions: true).apply([gradient], in: execution)
    let weighed = try Multiply().apply([weights, maps.detached], in: execution)
    let sum = try Sum(axes: [0, 1]).apply([weighed], in: execution)
    return try Resize(.size(size), mode: .bilinear).apply(
      [try Relu().apply([sum], in: execution)], in: execution)
  }

  /// The feature maps `[1, C, H, W]` that a layer gave.
  private func maps(
    _ results: [(path: String, result: Tensor)], _ path: String?, in execution: Execution
  ) throws(TensorError) -> Tensor {
    let wanted: String
    if let path {
      wanted = path
    } else {
      let rows = try NetworkTable(self, in: execution).rows
      guard
        let last = rows.last(where: { row in row.name == "Conv" && results.contains { $0.path == row.path } })
      else {
        throw TensorError(
          .option, "the network has no convolution whose maps could be weighed",
          help: "name a layer that gives feature maps: layer=2")
      }
      wanted = last.path
    }
    guard let found = results.last(where: { $0.path == wanted })?.result else {
      throw .missingLayer(wanted, among: results.map(\.path))
    }
    guard found.rank == 4, found.shape[0] == 1 else {
      throw TensorError(
        .rank, "layer \(wanted) gives \(PictureBatch.sample(found.shape)), not feature maps [C, H, W]",
        help: "a layer before Flatten gives maps")
    }
    return found
  }
}
