/// A call as it was written, for messages that write it anew: what is called, and the texts of its arguments.
struct WrittenCall {
  struct Argument {
    let text: String
    let form: Form

    init(_ text: String, _ form: Form) { (self.text, self.form) = (text, form) }

    /// Whether it may stand beside an operator.
    var isAtomic: Bool { form == .name || form == .number || form == .part || isTensor }

    var isTensor: Bool { if case .tensor = form { true } else { false } }
  }

  enum Form: Equatable {
    case name, number
    /// A string, a call, an index, a field: whatever needs no parentheses around it.
    case part
    case comparison
    /// `[a, b]`, `list(a, b)`, or Python's `(a, b)`, with the texts of its elements.
    case tensor([String])
    case other
  }

  /// The names with dots between: `np`, `linalg`, `norm`.
  let path: [String]
  /// What a method belongs to, which is then the first of the arguments too.
  let isMethod: Bool
  let positional: [Argument]
  let named: [(name: String, value: Argument)]

  var name: String { path.last ?? "" }

  init(
    path: [String], isMethod: Bool = false, positional: [Argument], named: [(name: String, value: Argument)]
  ) {
    (self.path, self.isMethod, self.positional, self.named) = (path, isMethod, positional, named)
  }

  /// Of arguments that are known by their texts.
  init(path: [String], isMethod: Bool, positional: [String], named: [(name: String, value: String)]) {
    self.init(
      path: path, isMethod: isMethod, positional: positional.map { .init($0) },
      named: named.map { ($0.name, .init($0.value)) })
  }

  /// The call that a text is; nil for any other text.
  init?(_ text: String) {
    guard let tree = try? Parser.parseTuples(SourceText(name: "", text)), let only = tree.statements.first,
      tree.statements.count == 1
    else { return nil }
    self.init(only.node, in: tree)
  }

  /// The call that a node of an unresolved tree is; nil for any other.
  init?(_ index: Int32, in tree: SyntaxTree) {
    let node = tree.nodes[Int(index)]
    guard node.kind == .call else { return nil }
    let entries = Array(tree.entries(node.b))
    let count = Int(entries[0])
    let positional = entries[2..<(2 + count)].map { Argument($0, in: tree) }
    let rest = Array(entries[(2 + count)...])
    let named = stride(from: 0, to: rest.count - 1, by: 2).map {
      (name: tree.names[Int(rest[$0])], value: Argument(rest[$0 + 1], in: tree))
    }
    var path: [String] = []
    var callee = node.a
    while tree.nodes[Int(callee)].kind == .field {
      path.insert(tree.names[Int(tree.nodes[Int(callee)].b)], at: 0)
      callee = tree.nodes[Int(callee)].a
    }
    if tree.nodes[Int(callee)].kind == .name {
      let root = tree.names[Int(tree.nodes[Int(callee)].a)]
      if path.isEmpty || ForeignLibrary.isModule(root) {
        self.init(path: [root] + path, positional: positional, named: named)
        return
      }
    }
    guard let method = path.last else { return nil }
    let owner = Argument(tree.nodes[Int(node.a)].a, in: tree)
    self.init(path: [method], isMethod: true, positional: [owner] + positional, named: named)
  }
}

extension WrittenCall.Argument {
  init(_ text: String) {
    guard let tree = try? Parser.parseTuples(SourceText(name: "", text)), let only = tree.statements.first,
      tree.statements.count == 1
    else {
      self.init(text, .other)
      return
    }
    self.init(only.node, in: tree)
  }

  init(_ index: Int32, in tree: SyntaxTree) {
    let text = tree.source.bareText(tree.spans[Int(index)])
    let node = tree.nodes[Int(index)]
    func texts(_ nodes: [Int32]) -> [String] { nodes.map { tree.source.bareText(tree.spans[Int($0)]) } }
    switch node.kind {
    case .name: self.init(text, .name)
    case .number, .whole: self.init(text, .number)
    case .tensor:
      let rows = tree.elements(ofTensor: node.a)
      self.init(tree.source.text(tree.spans[Int(index)]), rows.count == 1 ? .tensor(texts(rows[0])) : .part)
    case .call where tree.source.text(tree.spans[Int(node.a)]) == "list":
      self.init(text, .tensor(texts(tree.arguments(node.b))))
    case .call, .index, .field, .string, .template, .transpose, .true, .false, .none: self.init(text, .part)
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: self.init(text, .comparison)
    default: self.init(text, .other)
    }
  }
}
