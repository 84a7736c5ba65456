/// What a network is made of: one row for each layer, with shapes and numbers.
public struct NetworkTable: Sendable {
  /// One layer.
  public struct Row: Sendable {
    /// `3`, or `1.localisation.2` for a part of a part.
    public let path: String
    /// The name of the layer's class.
    public let name: String
    /// By what it is found in the network; nil for a layer that was given no name.
    public let givenName: String?
    /// The call that makes the layer, with `…` in place of layers inside, and without its name.
    public let layer: String
    /// The shape of its result for one input.
    public let output: Shape
    /// How many numbers it learns.
    public let parameters: Int
    /// Whether it has parameters, and all of them stay as they are.
    public let isFrozen: Bool
    /// How many rows and columns of the input a number of its result sees; nil where that is no window.
    public let receptiveField: Pair?
    /// How deep it lies within others.
    public let depth: Int
  }

  /// The layers, in the order in which a batch goes through them.
  public private(set) var rows: [Row] = []
  /// The shape of one input, `[C, H, W]` or `[F]`.
  public let input: Shape

  /// - Parameters:
  ///   - network: one that has seen a shape.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: `size` for a network that has seen no shape, `TensorError` when a layer cannot take what the one before it gives.
  public init(_ network: Network, in execution: Execution = Execution())
    throws(TensorError)
  {
    guard let input = network.inputShape else {
      throw TensorError(.size, "its shapes are known once it has seen a picture")
    }
    self.input = input
    var walk = Walk(shape: Shape(trusted: [1] + input.array), field: Field())
    try add(network.root, "", depth: 0, &walk, execution)
  }

  private struct Walk {
    var shape: Shape
    var field: Field?
  }

  /// The window of the input that a number sees, and how far apart the windows of neighbours lie.
  private struct Field {
    private var rows = Line()
    private var columns = Line()

    /// In whole pixels: the most that a number can see.
    var size: Pair { Pair(Int(clamping: rows.size.rounded(.up)), Int(clamping: columns.size.rounded(.up))) }

    init() {}

    /// What a place of results that are joined sees: the largest of their windows, which lie about one middle. Nil where
    /// neighbours are not equally far apart in all of them.
    init?(joining fields: [Field?]) {
      guard var joined = fields.first ?? nil else { return nil }
      for field in fields.dropFirst() {
        guard let field, joined.rows.grow(to: field.rows), joined.columns.grow(to: field.columns) else {
          return nil
        }
      }
      self = joined
    }

    func through(_ window: LayerWindow) -> Field {
      var result = self
      result.rows.widen(window.extent.rows, Double(window.stride.rows) / Double(window.enlargement.rows))
      result.columns.widen(
        window.extent.columns, Double(window.stride.columns) / Double(window.enlargement.columns))
      return result
    }

    /// Along one direction; after a layer that enlarges, windows lie less than a pixel apart.
    private struct Line {
      var size = 1.0
      private var jump = 1.0

      mutating func widen(_ extent: Int, _ step: Double) {
        size += Double(extent - 1) * jump
        jump *= step
      }

      /// Takes the larger size; false where the windows lie another distance apart.
      mutating func grow(to other: Line) -> Bool {
        size = max(size, other.size)
        return abs(jump - other.jump) <= 1e-9 * jump
      }
    }
  }

  private mutating func add(
    _ layer: any Layer, _ path: String, depth: Int, _ walk: inout Walk, _ execution: Execution
  ) throws(TensorError) {
    if layer is Chain { return try add(chain: layer, path, depth: depth, &walk, execution) }
    var fields: [Field?] = []
    for way in layer.paths {
      var inner = walk
      for member in way {
        try add(member.layer, path.extended(by: member.name), depth: depth + 1, &inner, execution)
      }
      fields.append(inner.field)
    }
    var layer = layer
    var weights = WeightSource(in: execution)
    let output = try layer.build(walk.shape, &weights)
    walk.field =
      layer.pathsJoin != nil
      ? Field(joining: fields) : layer.window.flatMap { window in walk.field?.through(window) }
    walk.shape = output
    let counted = NetworkTable.count(layer)
    rows.append(
      Row(
        path: path, name: layer.name, givenName: layer.givenName, layer: layer.settings.outline,
        output: PictureBatch.sample(output), parameters: counted.parameters, isFrozen: counted.isFrozen,
        receptiveField: walk.field?.size, depth: depth))
  }

  /// The layers of a chain, which has a row of its own only where it has a name within another layer.
  private mutating func add(
    chain: any Layer, _ path: String, depth: Int, _ walk: inout Walk, _ execution: Execution
  ) throws(TensorError) {
    let hasRow = chain.givenName != nil && !path.isEmpty
    for member in chain.members {
      try add(
        member.layer, path.extended(by: member.name), depth: hasRow ? depth + 1 : depth, &walk, execution)
    }
    guard hasRow else { return }
    rows.append(
      Row(
        path: path, name: chain.name, givenName: chain.givenName, layer: chain.settings.outline,
        output: PictureBatch.sample(walk.shape), parameters: 0, isFrozen: false,
        receptiveField: walk.field?.size, depth: depth))
  }

  /// Its own parameters; those of the layers inside have rows of their own.
  private static func count(_ layer: any Layer) -> (parameters: Int, isFrozen: Bool) {
    var layer = layer
    var (count, trainable) = (0, 0)
    let prefixes = layer.members.map { $0.name + "." }
    try? layer.visit { name, parameter throws(TensorError) in
      guard parameter.role == .learned, !prefixes.contains(where: { name.hasPrefix($0) }) else { return }
      count += parameter.tensor.count
      if parameter.isTrainable { trainable += parameter.tensor.count }
    }
    return (count, count > 0 && trainable == 0)
  }
}

extension String {
  /// A path with one more name at its end.
  fileprivate func extended(by name: String) -> String { isEmpty ? name : self + "." + name }
}
