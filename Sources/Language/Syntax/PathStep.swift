/// One step from a variable to a part of a part that is assigned: `[2]`, `["a"]`, `.a`.
enum PathStep {
  /// A list of index nodes, behind others that are something else.
  case index(list: Int32, skip: Int = 0)
  /// A name.
  case field(name: Int32)

  /// As the numbers of an `assignPath` node: what it is, and the list or the name.
  var entries: [Int32] {
    switch self {
    case .index(let list, _): [0, list]
    case .field(let name): [1, name]
    }
  }

  /// The steps of an `assignPath` node, whose list begins with the value.
  static func steps(_ entries: [Int32]) -> [PathStep] {
    stride(from: 1, to: entries.count - 1, by: 2).map { position in
      entries[position] == 0 ? .index(list: entries[position + 1]) : .field(name: entries[position + 1])
    }
  }
}
