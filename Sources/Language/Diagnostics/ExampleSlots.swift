/// The places of an example that stand for what somebody has: its variables, and comparisons that stand for a mask.
struct ExampleSlots {
  private let tree: SyntaxTree
  /// In the order in which arguments would come: a function first.
  private(set) var names: [String] = []
  /// Those of the places that are comparisons.
  private(set) var comparisons: Set<String> = []
  private var places: [(name: String, span: Span)] = []

  init(_ tree: SyntaxTree) { self.tree = tree }

  /// What the tables of answers call their values; see `ForeignHabits.names`.
  private static let variables: Set<String> = ["x", "m", "v", "w", "y", "a", "b", "p", "f", "net", "data"]

  enum Sort: Equatable { case variable, number, text, comparison, sample }

  /// What an argument of an example stands for; nil where it is a part of the answer.
  static func sort(_ index: Int32, _ tree: SyntaxTree) -> Sort? {
    let node = tree.nodes[Int(index)]
    switch node.kind {
    case .name: return variables.contains(tree.names[Int(node.a)]) ? .variable : nil
    case .number: return .number
    case .string: return .text
    case .tensor: return .sample
    case .call:
      let name = tree.source.text(tree.spans[Int(node.a)])
      return ["randn", "ones", "zeros"].contains(name) ? .sample : nil
    case .less, .greater, .lessEqual, .greaterEqual: return isOfZero(node, tree) ? nil : .comparison
    default: return nil
    }
  }

  private static func isOfZero(_ node: Node, _ tree: SyntaxTree) -> Bool {
    tree.source.text(tree.spans[Int(node.b)]) == "0"
  }

  /// Goes over a whole program. One that is a comparison itself says how a mask is made.
  mutating func collectProgram(_ index: Int32) -> Bool {
    switch tree.nodes[Int(index)].kind {
    case .less, .greater, .lessEqual, .greaterEqual: tree.children(of: index).allSatisfy { collect($0) }
    default: collect(index)
    }
  }

  /// Goes over a part of a program.
  /// - Returns: false where its variables cannot be told from what it says of them.
  mutating func collect(_ index: Int32) -> Bool {
    let node = tree.nodes[Int(index)]
    switch node.kind {
    case .name:
      let name = tree.names[Int(node.a)]
      if ExampleSlots.variables.contains(name) { add(name, index) }
      return true
    // `v == 1 | v == 2` says which numbers are meant.
    case .equal where tree.nodes[Int(node.b)].kind == .number: return false
    case .less, .greater, .lessEqual, .greaterEqual:
      guard ExampleSlots.sort(index, tree) == .comparison, tree.nodes[Int(node.a)].kind == .name,
        tree.nodes[Int(node.b)].kind == .number
      else { break }
      let text = tree.source.text(tree.spans[Int(index)])
      comparisons.insert(text)
      add(text, index)
      return true
    case .assign:
      guard !ExampleSlots.variables.contains(tree.names[Int(node.a)]) else { return false }
    case .function, .define, .for, .while, .assignPart, .assignPath, .block, .template: return false
    default: break
    }
    for child in tree.children(of: index) {
      guard collect(child) else { return false }
    }
    return true
  }

  private mutating func add(_ name: String, _ index: Int32) {
    places.append((name, tree.spans[Int(index)]))
    if name == "f", !names.contains(name) { names.insert(name, at: 0) }
    if !names.contains(name) { names.append(name) }
  }

  /// The program with a text in each place, in parentheses where it would else be torn apart.
  func text(_ replacement: (String) -> (text: String, isAtomic: Bool)?) -> String {
    var bytes = tree.source.bytes
    for (name, span) in places.sorted(by: { $0.span.start > $1.span.start }) {
      guard let (text, isAtomic) = replacement(name) else { continue }
      let written = isAtomic || isAlone(span) ? text : "(\(text))"
      bytes.replaceSubrange(span.range, with: Array(written.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a place is all of an argument, an index or an element.
  private func isAlone(_ span: Span) -> Bool {
    let bytes = tree.source.bytes
    let blank = UInt8(ascii: " ")
    let before = bytes[..<Int(span.start)].last { $0 != blank } ?? UInt8(ascii: "(")
    let after = bytes[Int(span.end)...].first { $0 != blank } ?? UInt8(ascii: ")")
    return "([,=".utf8.contains(before) && ")],".utf8.contains(after)
  }
}
