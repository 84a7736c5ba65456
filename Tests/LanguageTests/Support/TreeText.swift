@testable import Language

/// A parsed text as nested parentheses, so that a test can say how operators bind.
struct TreeText {
  private let tree: SyntaxTree

  static func of(_ code: String) throws(Diagnostic) -> String {
    let text = TreeText(tree: try Parser.parse(SourceText(name: "test", code)))
    return text.tree.statements.map { text.describe($0.node) }.joined(separator: " ; ")
  }

  private static let operators: [Node.Kind: String] = [
    .add: "+", .subtract: "-", .multiply: "*", .divide: "/", .remainder: "%", .power: "^",
    .matrixProduct: "@",
    .equal: "==", .notEqual: "!=", .less: "<", .lessEqual: "<=", .greater: ">", .greaterEqual: ">=",
    .and: "and", .or: "or",
  ]

  private func describe(_ index: Int32) -> String {
    guard index >= 0 else { return "_" }
    let node = tree.nodes[Int(index)]
    if let symbol = TreeText.operators[node.kind] {
      return "(\(symbol) \(describe(node.a)) \(describe(node.b)))"
    }
    switch node.kind {
    case .number: return Formatter.number(tree.numbers[Int(node.a)])
    case .string: return "'\(tree.strings[Int(node.a)])'"
    case .template: return group("text", tree.entries(node.a))
    case .true: return "true"
    case .false: return "false"
    case .none: return "none"
    case .name: return tree.names[Int(node.a)]
    case .negate: return "(neg \(describe(node.a)))"
    case .not: return "(not \(describe(node.a)))"
    case .transpose: return "(t \(describe(node.a)))"
    case .range: return group("range", [node.a] + (node.c >= 0 ? [node.c] : []) + [node.b])
    case .tensor:
      let rows = tree.elements(ofTensor: node.a)
      return "[" + rows.map { $0.map(describe).joined(separator: ", ") }.joined(separator: "; ") + "]"
    case .call: return call(node)
    case .index: return group("at", [node.a] + tree.entries(node.b))
    case .all: return ":"
    case .end: return "end"
    case .field: return "(. \(describe(node.a)) \(tree.names[Int(node.b)]))"
    case .function: return function(node.a)
    case .define: return "(def \(tree.names[Int(node.b)]) \(function(node.a)))"
    case .block: return group("block", tree.entries(node.a))
    case .if: return group("if", node.c >= 0 ? [node.a, node.b, node.c] : [node.a, node.b])
    case .while: return group("while", [node.a, node.b])
    case .for:
      return
        "(for \(tree.names[Int(node.a)]) \(tree.entries(node.b).prefix(2).map(describe).joined(separator: " ")))"
    case .assign: return "(= \(tree.names[Int(node.a)]) \(describe(node.b)))"
    case .assignPart:
      let parts = tree.entries(node.b)
      return "([]= \(tree.names[Int(node.a)]) \(parts.dropFirst().map(describe).joined(separator: " ")) <- "
        + "\(parts.first.map(describe) ?? ""))"
    case .break: return "break"
    case .continue: return "continue"
    case .return: return "(return \(describe(node.a)))"
    case .show: return "(show \(describe(node.a)))"
    case .explain: return "(explain \(describe(node.a)))"
    case .time: return "(time \(describe(node.a)))"
    case .use: return "(use \(describe(node.a)))"
    case .previous: return "ans"
    default: return "?\(node.kind)"
    }
  }

  private func group(_ word: String, _ parts: some Sequence<Int32>) -> String {
    "(" + ([word] + parts.map(describe)).joined(separator: " ") + ")"
  }

  private func call(_ node: Node) -> String {
    let entries = Array(tree.entries(node.b))
    let (positional, named) = (Int(entries[0]), Int(entries[1]))
    var parts = [describe(node.a)] + entries[2..<(2 + positional)].map(describe)
    for argument in 0..<named {
      let entry = 2 + positional + 2 * argument
      parts.append("\(tree.names[Int(entries[entry])])=\(describe(entries[entry + 1]))")
    }
    return "(" + (["call"] + parts).joined(separator: " ") + ")"
  }

  private func function(_ index: Int32) -> String {
    let syntax = tree.functions[Int(index)]
    let parameters = syntax.parameters.map {
      tree.names[Int($0.name)] + ($0.initial >= 0 ? "=" + describe($0.initial) : "")
    }
    return "(\(parameters.joined(separator: " ")) -> \(describe(syntax.body)))"
  }
}
