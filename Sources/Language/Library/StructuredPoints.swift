import Engine

/// Points at which a gradient is taken, of which some are records or lists: the tensors, numbers and networks in them, and
/// the way back.
struct StructuredPoints: Sendable {
  private enum Shape: Sendable {
    case leaf
    case list([Shape])
    case record([String], [Shape])
  }

  /// The tensors, numbers and networks, in order.
  let leaves: [Value]
  private let shapes: [Shape]

  /// Nil where none of the points is a record or a list.
  init?(_ points: [Value]) {
    guard points.contains(where: \.isStructure) else { return nil }
    var leaves: [Value] = []
    shapes = points.map { StructuredPoints.shape($0, 0, &leaves) }
    self.leaves = leaves
  }

  /// What is nested deeper stays as it is, and is refused as no number.
  private static let maxDepth = 64

  private static func shape(_ value: Value, _ depth: Int, _ leaves: inout [Value]) -> Shape {
    switch value {
    case .list(let list) where depth < maxDepth:
      return .list(list.values.map { shape($0, depth + 1, &leaves) })
    case .record(let record) where depth < maxDepth:
      return .record(record.names, record.values.map { shape($0, depth + 1, &leaves) })
    default:
      leaves.append(value)
      return .leaf
    }
  }

  /// Other values in the places of the leaves: one for each point.
  func assembled(_ leaves: [Value]) -> [Value] {
    var rest = leaves[...]
    return shapes.map { StructuredPoints.value($0, &rest) }
  }

  private static func value(_ shape: Shape, _ rest: inout ArraySlice<Value>) -> Value {
    switch shape {
    case .leaf: rest.popFirst() ?? .none
    case .list(let shapes): .list(shapes.map { value($0, &rest) })
    case .record(let names, let shapes): .record(RecordBox(names, shapes.map { value($0, &rest) }))
    }
  }

  /// The function of the leaves that a function of the points is.
  func function(_ function: Value) -> Value {
    .builtIn(
      BuiltIn(
        "a function", .gradients, "Puts records and lists together, and calls a function with them.",
        [.variadic("leaves", "tensors, numbers and networks")], examples: []
      ) { arguments throws(Diagnostic) in
        try arguments.interpreter.call(function, assembled(arguments.rest))
      })
  }
}

extension Value {
  fileprivate var isStructure: Bool {
    switch self {
    case .list, .record: true
    default: false
    }
  }
}
