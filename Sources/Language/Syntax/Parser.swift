/// Reads tokens into a tree, by recursive descent.
///
///     program    = { statement ( newline | ";" ) }
///     statement  = "time" ( statement | block )
///                | "show" ( assignment | expression ) { "," name "=" expression }
///                | ( "explain" | "slide" | "use" ) expression
///                | "break" | "continue" | "return" [ expression ]
///                | "while" expression block | "for" name "in" expression block
///                | name "(" parameters ")" "=" body | assignment | expression
///     assignment = name [ "[" indices "]" ] "=" expression
///     expression = name "->" body | "(" parameters ")" "->" body | pipeline
///     body       = block | expression
///     block      = "{" { statement ( newline | ";" ) } "}"
///     pipeline   = or { "|>" ( name | "(" expression ")" ) [ arguments ] postfixes }
///     or         = and { "or" and }          and   = not { "and" not }        not = "not" not | union
///     union      = both { "|" both }         both  = comparison { "&" comparison }
///     comparison = range [ op range ]        range = sum [ ":" sum [ ":" sum ] ]
///     sum        = product { ("+"|"-") product }
///     product    = unary { ("*"|"/"|"@"|"%") unary }
///     unary      = "-" unary | power         power = postfix [ "^" unary ]
///     postfix    = primary { arguments | "[" indices "]" | "." name | "'" }
///     primary    = number | string | name | "true" | "false" | "none" | "(" expression ")" | tensor
///                | "if" expression block [ "else" ( block | if ) ]
///     tensor     = "[" [ row { ";" row } ] "]"   row = expression { "," expression }
struct Parser {
  var tree: SyntaxTree
  var tokens: [Token]
  var closing: [Int32]
  var position = 0
  /// Inside parentheses and brackets a line break means nothing.
  var ignoresNewlines = false
  /// Directly inside a tensor's brackets `1 -1` is ambiguous.
  var isInTensor = false
  var isInIndex = false
  var isInFunction = false
  var loopDepth = 0
  /// Whether Python's `(a, b)` is read as a tensor, for messages that write it anew.
  private(set) var takesTuples = false
  /// The call whose arguments are being read: its callee, what a pipeline hands on, and the place of its parenthesis.
  var enclosingCall: (callee: Int32, first: Int32?, open: Int)?
  /// Words that are commands of the notebook, for messages.
  private(set) var commands: Set<String> = []
  private var depth = 0
  private var heights: [Int32] = []

  /// Nesting that fits the smallest stack the program runs on.
  static let maxDepth = 200
  static let maxHeight: Int32 = 2000

  private init(_ source: SourceText, tokens: [Token], closing: [Int32]) {
    tree = SyntaxTree(source)
    self.tokens = tokens
    self.closing = closing
  }

  /// - Parameter commands: the words that mean something to the notebook, so that a message can name them.
  static func parse(_ source: SourceText, commands: Set<String> = []) throws(Diagnostic) -> SyntaxTree {
    let tokens = try Lexer.tokenize(source)
    let brackets = try BracketMatcher(tokens, source)
    var parser = Parser(source, tokens: tokens, closing: brackets.closing)
    parser.commands = commands
    try parser.program()
    return parser.tree
  }

  /// For messages: the tree where `(a, b)` is a tensor.
  static func parseTuples(_ source: SourceText) throws(Diagnostic) -> SyntaxTree {
    let tokens = try Lexer.tokenize(source)
    var parser = Parser(source, tokens: tokens, closing: try BracketMatcher(tokens, source).closing)
    parser.takesTuples = true
    try parser.program()
    return parser.tree
  }

  /// The same parser, reading `(a, b)` as a tensor.
  var takingTuples: Parser {
    var copy = self
    copy.takesTuples = true
    return copy
  }

  // MARK: Tokens

  /// The token at hand; a newline is passed over where it means nothing.
  var current: Token { tokens[currentIndex] }

  var currentIndex: Int {
    var index = position
    if ignoresNewlines { while tokens[index].kind == .newline { index += 1 } }
    return index
  }

  func peek(_ distance: Int) -> Token {
    var index = currentIndex
    for _ in 0..<distance where index < tokens.count - 1 {
      index += 1
      if ignoresNewlines { while tokens[index].kind == .newline { index += 1 } }
    }
    return tokens[index]
  }

  @discardableResult
  mutating func advance() -> Token {
    let index = currentIndex
    position = min(index + 1, tokens.count - 1)
    return tokens[index]
  }

  mutating func accept(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  @discardableResult
  mutating func expect(_ kind: Token.Kind, _ context: String) throws(Diagnostic) -> Token {
    guard current.kind == kind else { throw unexpected("\(kind.label) \(context)") }
    return advance()
  }

  mutating func skipNewlines() {
    while tokens[position].kind == .newline { position += 1 }
  }

  /// A line goes on where something must follow.
  mutating func continueLine() {
    if !ignoresNewlines { skipNewlines() }
  }

  // MARK: Nodes

  mutating func node(_ kind: Node.Kind, _ a: Int32 = -1, _ b: Int32 = -1, _ c: Int32 = -1, at span: Span)
    -> Int32
  {
    tree.nodes.append(Node(kind: kind, a: a, b: b, c: c))
    tree.spans.append(span)
    heights.append(1)
    return Int32(tree.nodes.count - 1)
  }

  /// A node above others.
  /// - Throws: when the tree would become too high to walk.
  mutating func node(
    _ kind: Node.Kind, _ a: Int32 = -1, _ b: Int32 = -1, _ c: Int32 = -1, at span: Span,
    over children: [Int32]
  ) throws(Diagnostic) -> Int32 {
    let result = node(kind, a, b, c, at: span)
    var height: Int32 = 0
    for child in children where child >= 0 { height = max(height, heights[Int(child)]) }
    heights[Int(result)] = height + 1
    guard height < Parser.maxHeight else {
      throw Diagnostic(
        .tooDeep, "this expression has more than \(Parser.maxHeight) levels", at: span, in: tree.source,
        help: "store a part of it in a variable")
    }
    return result
  }

  func span(_ node: Int32) -> Span { tree.spans[Int(node)] }

  mutating func nested<R>(_ body: (inout Parser) throws(Diagnostic) -> R) throws(Diagnostic) -> R {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.maxDepth else {
      throw Diagnostic(
        .tooDeep, "brackets, blocks and signs nest more than \(Parser.maxDepth) deep here",
        at: current.span,
        in: tree.source, help: "store a part of it in a variable")
    }
    return try body(&self)
  }

  /// Runs `body` with other rules for newlines, as brackets and blocks need.
  mutating func within<R>(
    newlinesIgnored: Bool, tensor: Bool = false, index: Bool? = nil,
    _ body: (inout Parser) throws(Diagnostic) -> R
  ) throws(Diagnostic) -> R {
    let saved = (ignoresNewlines, isInTensor, isInIndex)
    (ignoresNewlines, isInTensor, isInIndex) = (newlinesIgnored, tensor, index ?? isInIndex)
    defer { (ignoresNewlines, isInTensor, isInIndex) = saved }
    return try nested(body)
  }

  // MARK: Program and blocks

  private mutating func program() throws(Diagnostic) {
    while true {
      while current.kind == .newline || current.kind == .semicolon { advance() }
      if current.kind == .endOfInput { return }
      let isFirst = tree.statements.isEmpty
      let node = try statement(mayContinueAnswer: isFirst)
      let isMuted = current.kind == .semicolon
      tree.statements.append(Statement(node: node, isMuted: isMuted, span: span(node)))
      try endOfStatement(.endOfInput)
    }
  }

  private mutating func endOfStatement(_ closer: Token.Kind) throws(Diagnostic) {
    switch current.kind {
    case .newline, .semicolon: advance()
    case closer, .endOfInput: return
    default: throw unexpected("the end of the statement")
    }
  }

  mutating func block() throws(Diagnostic) -> Int32 {
    let open = try expect(.leftBrace, "to open the block")
    let statements = try within(newlinesIgnored: false) { (parser: inout Parser) throws(Diagnostic) in
      var statements: [Int32] = []
      while true {
        while parser.current.kind == .newline || parser.current.kind == .semicolon { parser.advance() }
        if parser.current.kind == .rightBrace || parser.current.kind == .endOfInput { break }
        statements.append(try parser.statement())
        try parser.endOfStatement(.rightBrace)
      }
      return statements
    }
    let close = try expect(.rightBrace, "to close the block")
    return try node(
      .block, tree.list(statements), at: open.span.joined(close.span), over: statements)
  }
}
