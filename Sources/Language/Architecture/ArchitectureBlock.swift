import Engine

/// What a network's drawing consists of: layers, one after the other or side by side.
indirect enum ArchitectureBlock: Sendable {
  /// Layers that are drawn on one another: the first, and those behind it whose results have the same shape.
  case stack([ArchitectureLayer])
  case sequence([ArchitectureBlock])
  /// Branches that take the same input; one that is an empty sequence passes it on as it is.
  case parallel([Branch], ArchitectureJoin)
  /// Layers that have a name together.
  case named(String, ArchitectureBlock)

  struct Branch: Sendable {
    /// What stands at its beginning; empty for nothing.
    var name = ""
    var block: ArchitectureBlock
  }

  var isEmpty: Bool {
    switch self {
    case .stack(let layers): layers.isEmpty
    case .sequence(let blocks): blocks.allSatisfy(\.isEmpty)
    case .parallel(let branches, _): branches.isEmpty
    case .named(_, let block): block.isEmpty
    }
  }
}

/// How the results of branches become one.
enum ArchitectureJoin: String, Sendable {
  case sum = "+"
  case concatenation = "cat"
  /// One branch says where the other is sampled.
  case sampling = "θ"
}

/// A layer as it is drawn, or the input.
struct ArchitectureLayer: Sendable {
  /// The call that makes it, behind its name where it has one: `stem: Conv(8, 3)`.
  var text: String
  var kind: Kind
  /// The shape of its result for one input, `[C, H, W]` or `[F]`.
  var output: Shape
  /// How many numbers it learns.
  var parameters = 0
  var isFrozen = false

  enum Kind: Sendable {
    case input, convolution, dense, sampling, normalization, pooling, flattening, elementwise

    var color: RGB {
      switch self {
      case .input: RGB(hex: 0xE6E6E6)
      case .convolution: RGB(hex: 0xF7D28C)
      case .dense: RGB(hex: 0xA9C8E8)
      case .sampling: RGB(hex: 0xCDB8EA)
      case .normalization: RGB(hex: 0xB5DDB1)
      case .pooling: RGB(hex: 0xEFA99B)
      case .flattening: RGB(hex: 0xD5DAE0)
      case .elementwise: RGB(hex: 0xE8963E)
      }
    }
  }
}
