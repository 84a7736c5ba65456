/// A layer inside another.
public struct LayerMember: Sendable {
  /// What goes before the names of its parameters: its number, counted from 1, or what part it is, such as `shortcut`.
  public let name: String
  /// The layer itself, with its parameters.
  public let layer: any Layer

  /// - Parameters:
  ///   - name: what goes before the names of its parameters.
  ///   - layer: the layer itself.
  public init(_ name: String, _ layer: any Layer) { (self.name, self.layer) = (name, layer) }

  /// Whether it is one of a row, and not a part with a name of its own.
  public var isNumbered: Bool { Int(name) != nil }

  /// As messages name it: `layer 2, Conv(8, 3)`, `layer 2 "stem", Conv(8, 3)`, `its shortcut`.
  var words: String {
    let given = layer.givenName.map { " \"\($0)\"" } ?? ""
    return isNumbered ? "layer \(name)\(given), \(layer.shortText)" : "its \(name)\(given)"
  }
}

extension Layer {
  /// Its members, path after path.
  public var members: [LayerMember] { paths.flatMap(\.self) }

  /// Itself and all layers inside of it, those inside first.
  var all: [any Layer] { members.flatMap(\.layer.all) + [self] }
}

/// Layers one after the other, of which a layer is made.
struct LayerSequence: Sendable {
  private(set) var layers: [any Layer]

  init(_ layers: [any Layer]) { self.layers = layers }

  var members: [LayerMember] { layers.enumerated().map { LayerMember("\($0 + 1)", $1) } }
  var depth: Int { layers.map(\.depth).max() ?? 0 }
  var isBuilt: Bool { layers.allSatisfy(\.isBuilt) }
  /// That of the first layer that takes only one kind: those before it take both and keep it.
  var inputKind: InputKind? { layers.lazy.compactMap(\.inputKind).first }

  mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    var shape = input
    for index in layers.indices { shape = try build(index, shape, &weights) }
    return shape
  }

  /// Builds one of the layers, for its own input.
  mutating func build(_ index: Int, _ input: Shape, _ weights: inout WeightSource) throws(TensorError)
    -> Shape
  {
    try named(index) { () throws(TensorError) in
      try weights.inside("\(index + 1)") { weights throws(TensorError) in
        try layers[index].build(input, &weights)
      }
    }
  }

  mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    var x = x
    var index = 0
    while index < layers.count {
      if !pass.keepsResults, isRectified(index), let layer = layers[index] as? any RectifiableLayer {
        x = try named(index) { () throws(TensorError) in
          try layer.forward(x, rectified: true, pass.execution)
        }
        index += 2
        continue
      }
      x = try forward(index, x, &pass)
      index += 1
    }
    return x
  }

  /// Runs one of the layers on its own input.
  mutating func forward(
    _ index: Int, _ x: Tensor, _ pass: inout ForwardPass
  ) throws(TensorError) -> Tensor {
    try named(index) { () throws(TensorError) in
      try pass.inside("\(index + 1)") { pass throws(TensorError) in
        let result = try layers[index].forward(x, &pass)
        pass.keep(result)
        return result
      }
    }
  }

  private func isRectified(_ index: Int) -> Bool {
    index + 1 < layers.count && layers[index + 1] is PlainLayer<Relu>
  }

  mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    for index in layers.indices {
      try layers[index].visit { name, parameter throws(TensorError) in
        try visitor("\(index + 1).\(name)", &parameter)
      }
    }
  }

  /// Says in which layer an error arose.
  private func named<R>(_ index: Int, _ body: () throws(TensorError) -> R) throws(TensorError) -> R {
    do throws(TensorError) { return try body() } catch {
      throw error.inside(LayerMember("\(index + 1)", layers[index]).words)
    }
  }
}
