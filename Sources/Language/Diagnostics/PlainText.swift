/// What was typed as an argument, as it is written here: the same text, or Python's habits in our words.
struct PlainText {
  private let tree: SyntaxTree

  init(_ tree: SyntaxTree) { self.tree = tree }

  /// Nil for what does not mean the same here.
  func text(_ index: Int32) -> String? {
    let (node, source) = (tree.nodes[Int(index)], tree.source.text(tree.spans[Int(index)]))
    switch node.kind {
    case .number, .whole, .string, .true, .false, .none, .all, .end: return source
    case .name:
      let name = tree.names[Int(node.a)]
      if let ours = ["True": "true", "False": "false", "None": "none"][name] { return ours }
      return ForeignHabits.modulesAndWords[name] == nil ? source : nil
    case .field: return field(node, source)
    case .call: return call(index)
    case .function: return source
    case .tensor where source.hasPrefix("("):
      let elements = tree.children(of: index).map(text)
      return elements.contains(nil) ? nil : "[\(elements.compactMap(\.self).joined(separator: ", "))]"
    case .add, .subtract, .multiply, .divide, .power, .matrixProduct, .remainder, .negate, .transpose, .index,
      .range, .tensor, .less, .greater, .lessEqual, .greaterEqual, .equal, .notEqual, .logicalAnd, .logicalOr:
      let children = tree.children(of: index)
      return children.allSatisfy { text($0) == tree.source.text(tree.spans[Int($0)]) } ? source : nil
    default: return nil
    }
  }

  private func field(_ node: Node, _ source: String) -> String? {
    let (owner, name) = (tree.nodes[Int(node.a)], tree.names[Int(node.b)])
    if owner.kind == .name, ForeignLibrary.isModule(tree.names[Int(owner.a)]) {
      return Library.constants[name] == nil ? nil : name
    }
    guard let value = text(node.a) else { return nil }
    if name == "T" { return "\(value)'" }
    if name == "shape" { return "shape(\(value))" }
    return ForeignHabits.field(name, of: value) == nil ? source : nil
  }

  private func call(_ index: Int32) -> String? {
    guard let call = WrittenCall(index, in: tree) else { return nil }
    if call.isMethod || call.path.count > 1 || ForeignHabits.names[call.name] != nil,
      let program = ForeignCall.program(call, in: .standard)
    {
      return program
    }
    if call.isMethod { return nil }
    if call.path.count == 1, ForeignHabits.names[call.name] == nil {
      let children = tree.children(of: index).dropFirst()
      let isSame = children.allSatisfy { text($0) == tree.source.text(tree.spans[Int($0)]) }
      return isSame ? tree.source.text(tree.spans[Int(index)]) : nil
    }
    let filled = FilledExample(call, in: .standard)
    guard call.path.count > 1, ForeignHabits.names[call.name] == nil else {
      let parts = (ForeignHabits.functions[call.name] ?? "").split(
        separator: "`", omittingEmptySubsequences: false)
      return parts.count == 3 ? filled.program(String(parts[1])) : nil
    }
    return filled.sameName()
  }
}
