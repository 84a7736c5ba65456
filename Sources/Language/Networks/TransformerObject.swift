import Engine

/// What a transformer does with pictures, as a value.
package struct TransformerObject: ObjectContent {
  private let view: TransformerView
  private let isBatch: Bool

  init(_ view: TransformerView, isBatch: Bool) { (self.view, self.isBatch) = (view, isBatch) }

  package var kind: String { "transformer" }
  package var briefly: String {
    "what a transformer sees in \(Formatter.count(view.theta.shape[0], "picture"))"
  }

  package var inline: String {
    guard !isBatch else { return briefly }
    return "theta = " + Formatter.inline(view.theta.reshaped([2, 3]))
  }

  package func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? TransformerObject else { return false }
    return Value.tensor(view.theta).isSame(as: .tensor(other.view.theta))
      && Value.tensor(view.inputs).isSame(as: .tensor(other.view.inputs))
  }

  package var fieldNames: [String] { ["theta", "box", "grid", "input", "output", "picture"] }

  package func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    switch name {
    case "theta": return .tensor(one(view.theta))
    case "input": return .tensor(one(view.inputs))
    case "output": return .tensor(one(view.outputs))
    case "grid": return .tensor(one(try view.grid(execution)))
    case "picture": return .tensor(one(try view.drawn(scale: 4)))
    case "box":
      let corners = view.boxes.joined().flatMap { [$0.row, $0.column] }
      let boxes = try Tensor(corners, Shape(checking: [view.boxes.count, 4, 2])).converted(to: .float32)
      return .tensor(one(boxes))
    default: return nil
    }
  }

  /// Without the dimension of the batch, where one picture was given.
  private func one(_ tensor: Tensor) -> Tensor {
    isBatch ? tensor : tensor.reshaped(Array(tensor.shape.array.dropFirst()))
  }

  /// The pictures with the box on each, and below them what the transformer makes of them.
  package func picture(caption: String) -> Markup {
    var markup = Markup()
    guard let drawn = try? view.drawn(scale: 2) else { return markup }
    markup.blocks.append(
      .picture(.init(drawn, caption: "where it looks; the yellow edge becomes the upper one")))
    markup.blocks.append(.picture(.init(view.outputs, caption: "what it makes of it")))
    if !isBatch { markup.line(inline) }
    return markup
  }
}

extension Tensor {
  /// The same elements in another shape with as many; itself where the shape does not fit.
  fileprivate func reshaped(_ extents: [Int]) -> Tensor { (try? Reshape(extents)(self)) ?? self }
}
