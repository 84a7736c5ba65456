/// Replaces names by places: slots of a function's frame, or globals of the environment.
///
/// A name that a function assigns anywhere, or takes as a parameter, is local to it; until it is assigned it reads the
/// captured or top-level value of that name. A name that an enclosing function has is captured by value when the inner
/// function is made. Everything else is looked up at the top level when it is reached.
struct Resolver {
  private var tree: SyntaxTree
  private let environment: Environment
  private var scopes: [Scope] = []
  /// The names that statements of the top level assign, where the text's rule for built-ins asks for them.
  private var assigned: Set<String> = []

  private struct Scope {
    var function: Int32
    var ownName: Int32
    var slots: [Int32: Int32] = [:]
    var names: [Int32] = []
    var captures: [Int32] = []

    mutating func declare(_ name: Int32) {
      guard slots[name] == nil else { return }
      slots[name] = Int32(names.count)
      names.append(name)
    }
  }

  static func resolve(_ tree: SyntaxTree, in environment: Environment) -> Program {
    var resolver = Resolver(tree: tree, environment: environment)
    if tree.source.builtInNames == .unlessAssigned {
      for statement in tree.statements { resolver.collectAssigned(statement.node) }
    }
    for statement in tree.statements { resolver.visit(statement.node) }
    return Program(resolver.tree)
  }

  private init(tree: SyntaxTree, environment: Environment) {
    self.tree = tree
    self.environment = environment
  }

  // MARK: Walking

  /// Names are still unresolved in whatever has not been visited: functions are resolved from the outside in, each
  /// body once.
  private mutating func visit(_ index: Int32) {
    let node = tree.nodes[Int(index)]
    switch node.kind {
    case .name: resolveName(index, node.a)
    case .previous: tree.nodes[Int(index)].a = environment.index(of: "ans")
    case .function: resolveFunction(node.a, ownName: -1)
    case .define: resolveDefinition(index, node)
    default:
      for child in tree.children(of: index) { visit(child) }
      switch node.kind {
      case .for: resolveLoop(index, node)
      case .if:
        tree.nodes[Int(index)].b = withoutBlock(node.b)
        tree.nodes[Int(index)].c = withoutBlock(node.c)
      case .while: tree.nodes[Int(index)].b = withoutBlock(node.b)
      case .assign: resolveTarget(index, node.a, local: .assignLocal)
      case .assignPart: resolveTarget(index, node.a, local: .assignPartLocal)
      case .assignPath: resolveTarget(index, node.a, local: .assignPathLocal)
      default: break
      }
    }
  }

  // MARK: Names

  private mutating func collectAssigned(_ index: Int32) {
    let node = tree.nodes[Int(index)]
    switch node.kind {
    case .define: assigned.insert(tree.names[Int(node.b)])
    case .for, .assign: assigned.insert(tree.names[Int(node.a)])
    case .function: return
    default: break
    }
    for child in tree.children(of: index) { collectAssigned(child) }
  }

  /// Whether a built-in's name means the built-in, whatever variables there are.
  private func isFixed(_ name: String) -> Bool {
    switch tree.source.builtInNames {
    case .hidden: false
    case .unlessAssigned: name == "expect" || !assigned.contains(name)
    case .all: true
    }
  }

  private mutating func resolveName(_ index: Int32, _ name: Int32) {
    let text = tree.names[Int(name)]
    let builtIn = environment.library.index(of: text)
    let isFixed = builtIn >= 0 && isFixed(text)
    let global = isFixed ? Environment.placeWithoutValue : environment.index(of: text)
    if let scope = scopes.indices.last {
      if let slot = slot(of: name, in: scope) {
        tree.nodes[Int(index)] = Node(kind: .local, a: slot, b: global, c: name)
        return
      }
      if scopes[scope].ownName == name {
        tree.nodes[Int(index)] = Node(kind: .thisFunction, c: name)
        return
      }
    }
    tree.nodes[Int(index)] = Node(kind: .global, a: global, b: builtIn, c: name)
  }

  /// The slot of a name in a scope: its own, or a capture made for it.
  private mutating func slot(of name: Int32, in scope: Int) -> Int32? {
    if let slot = scopes[scope].slots[name] { return slot }
    guard scope > 0, scopes[scope].ownName != name else { return nil }
    return slot(of: name, in: scope - 1) == nil ? nil : scopes[scope].slots[name]
  }

  private mutating func resolveTarget(_ index: Int32, _ name: Int32, local: Node.Kind) {
    if let scope = scopes.last, let slot = scope.slots[name] {
      tree.nodes[Int(index)].kind = local
      tree.nodes[Int(index)].a = slot
    } else {
      tree.nodes[Int(index)].a = environment.index(of: tree.names[Int(name)])
    }
    tree.nodes[Int(index)].c = name
  }

  private mutating func resolveLoop(_ index: Int32, _ node: Node) {
    let body = Int(node.b) + 2
    tree.lists[body] = withoutBlock(tree.lists[body])
    if let slot = scopes.last?.slots[node.a] {
      tree.nodes[Int(index)].a = slot
      tree.lists[Int(node.b) + 3] = 1
    } else {
      tree.nodes[Int(index)].a = environment.index(of: tree.names[Int(node.a)])
    }
  }

  private mutating func resolveDefinition(_ index: Int32, _ node: Node) {
    resolveFunction(node.a, ownName: scopes.isEmpty ? -1 : node.b)
    let name = node.b
    tree.nodes[Int(index)].c = name
    if let slot = scopes.last?.slots[name] {
      tree.nodes[Int(index)].kind = .defineLocal
      tree.nodes[Int(index)].b = slot
    } else {
      tree.nodes[Int(index)].b = environment.index(of: tree.names[Int(name)])
    }
  }

  /// The one statement of a block that has no other, so that a round or a call takes a step less; any other node as it is.
  private func withoutBlock(_ index: Int32) -> Int32 {
    guard index >= 0, tree.nodes[Int(index)].kind == .block else { return index }
    let statements = tree.entries(tree.nodes[Int(index)].a)
    return statements.count == 1 ? statements.first ?? index : index
  }

  // MARK: Functions

  /// The tree is lent for this only: as long as somebody else holds it, writing a node would copy it.
  private func names(of syntax: FunctionSyntax) -> (used: [Int32], assigned: [Int32]) {
    let names = NamesOf(syntax, in: tree)
    return (names.used, names.assigned)
  }

  /// Parameters come first in the frame, then what is captured, then what the body assigns.
  private mutating func resolveFunction(_ function: Int32, ownName: Int32) {
    let syntax = tree.functions[Int(function)]
    var scope = Scope(function: function, ownName: ownName)
    for parameter in syntax.parameters { scope.declare(parameter.name) }
    let names = names(of: syntax)
    if let enclosing = scopes.indices.last {
      for name in names.used where scope.slots[name] == nil && name != ownName {
        guard let slot = slot(of: name, in: enclosing) else { continue }
        scope.declare(name)
        scope.captures.append(slot)
      }
    }
    for name in names.assigned { scope.declare(name) }
    scopes.append(scope)
    for parameter in syntax.parameters where parameter.initial >= 0 { visit(parameter.initial) }
    visit(syntax.body)
    scopes.removeLast()
    tree.functions[Int(function)].body = withoutBlock(syntax.body)
    tree.functions[Int(function)].localNames = scope.names
    tree.functions[Int(function)].captures = scope.captures
  }
}
