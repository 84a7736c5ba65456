import Engine

/// A network as blocks to be drawn.
struct ArchitectureTree {
  let input: ArchitectureLayer
  let root: ArchitectureBlock

  init(input: ArchitectureLayer, root: ArchitectureBlock) { (self.input, self.root) = (input, root) }

  /// - Throws: `size` for a network that has seen no shape.
  init(_ network: Network, in execution: Execution) throws(TensorError) {
    let table = try NetworkTable(network, in: execution)
    let rows = Dictionary(table.rows.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    input = ArchitectureLayer(text: "input", kind: .input, output: table.input)
    var builder = Builder(rows: rows, shape: table.input)
    root = builder.block(network.root, "")
  }

  /// Goes through the layers in their order, and keeps the shape that reaches the next.
  private struct Builder {
    let rows: [String: NetworkTable.Row]
    var shape: Shape

    /// A layer that holds others with its name; that of any other stands before its call.
    private mutating func named(_ layer: any Layer, _ path: String) -> ArchitectureBlock {
      let block = block(layer, path)
      guard layer.pathsJoin != nil, let name = layer.givenName else { return block }
      return .named(name, block)
    }

    mutating func block(_ layer: any Layer, _ path: String) -> ArchitectureBlock {
      if let affine = layer as? AffineLayer { return transformer(affine, path) }
      guard let join = layer.pathsJoin else { return .stack(drawn(layer, path).map { [$0] } ?? []) }
      let paths = layer.paths
      guard paths.count > 1 else { return sequence(paths.first ?? [], path) }
      return .parallel(branches(paths, path), join == .sum ? .sum : .concatenation)
    }

    /// Paths that begin with the same shape; what they give together is known by the row of the layer that they make up.
    private mutating func branches(_ paths: [[LayerMember]], _ path: String) -> [ArchitectureBlock.Branch] {
      let before = shape
      var branches: [ArchitectureBlock.Branch] = []
      for members in paths {
        shape = before
        branches.append(branch(members, path))
      }
      shape = rows[path]?.output ?? shape
      return branches
    }

    /// Under the name of its only layer, where that has one: `shortcut`, or one that it was given.
    private mutating func branch(_ members: [LayerMember], _ path: String) -> ArchitectureBlock.Branch {
      let all = sequence(members, path)
      guard members.count == 1 else { return .init(block: all) }
      if case .sequence(let blocks) = all, case .named(let name, let block)? = blocks.first {
        return .init(name: name, block: block)
      }
      return .init(name: members[0].isNumbered ? "" : members[0].name, block: all)
    }

    private mutating func sequence(_ members: [LayerMember], _ path: String) -> ArchitectureBlock {
      var blocks: [ArchitectureBlock] = []
      for member in members {
        let before = shape
        let next = named(member.layer, path.isEmpty ? member.name : "\(path).\(member.name)")
        if case .stack(let above) = next, case .stack(let below)? = blocks.last, shape == before,
          above.allSatisfy(\.liesOnOthers)
        {
          blocks[blocks.count - 1] = .stack(below + above)
        } else {
          blocks.append(next)
        }
      }
      return .sequence(blocks)
    }

    /// The localisation network looks at what is sampled where it says.
    private mutating func transformer(_ affine: AffineLayer, _ path: String) -> ArchitectureBlock {
      let before = shape
      let name = path.isEmpty ? "localisation" : path + ".localisation"
      let localisation = block(affine.localisation, name)
      shape = before
      let branches = [
        ArchitectureBlock.Branch(name: "localisation", block: localisation), .init(block: .sequence([])),
      ]
      let sampled = drawn(affine, path, kind: .sampling).map { [ArchitectureBlock.stack([$0])] } ?? []
      return .sequence([.parallel(branches, .sampling)] + sampled)
    }

    private mutating func drawn(
      _ layer: any Layer, _ path: String, kind: ArchitectureLayer.Kind? = nil
    ) -> ArchitectureLayer? {
      // Of a network that is one layer the row has no number.
      guard let row = rows[path] else { return nil }
      let kind = kind ?? ArchitectureLayer.Kind(layer, input: shape, output: row.output)
      shape = row.output
      return ArchitectureLayer(
        text: (row.givenName.map { "\($0): " } ?? "") + row.layer, kind: kind, output: row.output,
        parameters: row.parameters, isFrozen: row.isFrozen)
    }
  }
}

extension ArchitectureLayer {
  /// Whether it is drawn on the layer before it: it does something to each number and leaves the shape as it is.
  fileprivate var liesOnOthers: Bool { kind == .elementwise || kind == .normalization }
}

extension ArchitectureLayer.Kind {
  /// By what a layer learns and does to the shape, so that a new one needs no word here.
  init(_ layer: any Layer, input: Shape, output: Shape) {
    var layer = layer
    var rank: Int?
    try? layer.visit { name, parameter throws(TensorError) in
      if name == "weight" { rank = parameter.tensor.rank }
    }
    switch rank {
    case 4: self = .convolution
    case 2: self = .dense
    case .some: self = .normalization
    case nil where input.rank != output.rank: self = .flattening
    case nil: self = input == output && (layer.window?.extent ?? 1) == 1 ? .elementwise : .pooling
    }
  }
}
