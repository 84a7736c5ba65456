/// One node of the tree: what it is, and up to three numbers that say where its parts are (other nodes, lists in
/// `SyntaxTree.lists`, constants, names, or, once resolved, slots). Plain data, so that evaluating copies nothing.
struct Node {
  var kind: Kind
  var a: Int32 = -1
  var b: Int32 = -1
  var c: Int32 = -1

  enum Kind: UInt8 {
    /// a: number
    case number
    /// a: a whole number that a double would round
    case whole
    /// a: string
    case string
    /// a: list of nodes, joined as text
    case template
    /// In a template. a: value, b: format
    case formatted
    case `true`, `false`, none
    /// a: name. The resolver replaces it by one of the next three.
    case name
    /// a: slot, b: global taken while the slot is unset, c: name
    case local
    /// a: global, b: built-in or -1, c: name
    case global
    /// The function whose body this is. c: name
    case thisFunction
    /// a, b: operands
    case add, subtract, multiply, divide, remainder, power, matrixProduct
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    case and, or
    /// a, b: operands, of which each element is asked
    case logicalAnd, logicalOr
    /// a: operand
    case negate, not, transpose
    /// a: first, b: last, c: step or -1
    case range
    /// a: list: number of rows, then for each its number of elements and the elements
    case tensor
    /// a: callee, b: list: number of positional arguments, number of named ones, the positional nodes, then name and
    /// node of each named one
    case call
    /// a: base, b: list of indices
    case index
    /// Inside brackets: the whole dimension, and its last index
    case all, end
    /// a: base, b: name
    case field
    /// a: function
    case function
    /// a: function, b: name; resolved: b: slot or global, c: name
    case define, defineLocal
    /// a: list of statements
    case block
    /// a: condition, b: then, c: else or -1
    case `if`
    /// a: condition, b: body
    case `while`
    /// a: name, then slot or global; b: list of [sequence, body, 1 if the variable is local, name]
    case `for`
    /// a: name, then global or slot; b: value; c: name
    case assign, assignLocal
    /// a: name, then global or slot; b: list of [value, index nodes …]; c: name
    case assignPart, assignPartLocal
    /// A part of a part. a: name, then global or slot; b: list of [value, then of each step its kind (`PathStep`), and
    /// the list of its indices or its name]; c: name
    case assignPath, assignPathLocal
    case `break`, `continue`
    /// a: value or -1
    case `return`
    /// a: expression or assignment, b: list as of a call
    case show
    /// a: expression; of `time` any statement or block
    case explain, slide, time, use
    /// The result of the cell before. a: global of `ans`
    case previous

    var isComparison: Bool {
      switch self {
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: true
      default: false
      }
    }
  }
}

/// A function as written: its parameters and its body.
struct FunctionSyntax {
  struct Parameter {
    var name: Int32
    /// Node of the default value, or -1.
    var initial: Int32
    var span: Span
  }

  /// Name to show, or -1 for an anonymous function.
  var name: Int32
  var parameters: [Parameter]
  var body: Int32
  var span: Span
  /// Filled by the resolver: the frame is parameters, then captures, then other locals.
  var localNames: [Int32] = []
  /// For each capture, in the order of the slots behind the parameters: the slot in the enclosing function.
  var captures: [Int32] = []
}

/// A statement at the top of a cell or script.
package struct Statement: Sendable {
  let node: Int32
  package let isMuted: Bool
  package let span: Span
}

/// A parsed text: flat arrays, so that a tree of any depth is freed at once.
struct SyntaxTree {
  let source: SourceText
  var nodes: [Node] = []
  var spans: [Span] = []
  var lists: [Int32] = []
  var numbers: [Double] = []
  var wholes: [Int64] = []
  var strings: [String] = []
  var formats: [WrittenFormat] = []
  var names: [String] = []
  var functions: [FunctionSyntax] = []
  var statements: [Statement] = []

  private var nameIndices: [String: Int32] = [:]

  init(_ source: SourceText) { self.source = source }

  mutating func name(_ text: String) -> Int32 {
    if let known = nameIndices[text] { return known }
    names.append(text)
    nameIndices[text] = Int32(names.count - 1)
    return Int32(names.count - 1)
  }

  /// A list is its length, then its entries.
  mutating func list(_ entries: [Int32]) -> Int32 {
    let start = Int32(lists.count)
    lists.append(Int32(entries.count))
    lists += entries
    return start
  }

  func entries(_ list: Int32) -> ArraySlice<Int32> {
    let start = Int(list) + 1
    return lists[start..<(start + Int(lists[Int(list)]))]
  }
}
