/// The names that a function's body uses and assigns; what inner functions assign is theirs, what they use counts.
struct NamesOf {
  private(set) var used: [Int32] = []
  private(set) var assigned: [Int32] = []
  private var seenUsed: Set<Int32> = []
  private var seenAssigned: Set<Int32> = []
  private let tree: SyntaxTree

  init(_ function: FunctionSyntax, in tree: SyntaxTree) {
    self.tree = tree
    visit(function, isOwn: true)
  }

  private mutating func visit(_ function: FunctionSyntax, isOwn: Bool) {
    for parameter in function.parameters where parameter.initial >= 0 {
      visit(parameter.initial, isOwn: isOwn)
    }
    visit(function.body, isOwn: isOwn)
  }

  private mutating func visit(_ index: Int32, isOwn: Bool) {
    let node = tree.nodes[Int(index)]
    switch node.kind {
    case .name: use(node.a)
    case .function: visit(tree.functions[Int(node.a)], isOwn: false)
    case .define:
      assign(node.b, isOwn)
      visit(tree.functions[Int(node.a)], isOwn: false)
    case .for, .assign, .assignPart, .assignPath: assign(node.a, isOwn)
    default: break
    }
    for child in tree.children(of: index) { visit(child, isOwn: isOwn) }
  }

  private mutating func use(_ name: Int32) {
    if seenUsed.insert(name).inserted { used.append(name) }
  }

  private mutating func assign(_ name: Int32, _ isOwn: Bool) {
    use(name)
    if isOwn, seenAssigned.insert(name).inserted { assigned.append(name) }
  }
}
