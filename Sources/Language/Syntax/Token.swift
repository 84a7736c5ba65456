/// The words of the language.
package struct Token: Sendable {
  package enum Kind: UInt8, Sendable {
    case number, identifier, string, template
    case plus, minus, star, slash, at, percent, caret, transpose
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    case ampersand, bar
    /// Where MATLAB leaves a result out: `[~, i] = max(v)`.
    case tilde
    case assign, arrow, pipe, colon, comma, semicolon, newline, dot
    case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
    case and, or, not, `true`, `false`, none, end
    case `if`, `else`, `while`, `for`, `in`, `break`, `continue`, `return`
    case endOfInput
  }

  package var kind: Kind
  package var span: Span
  /// Whether white space stands before it: it decides between a transpose and a string, `[1 -1]` and `[1 - 1]`.
  package var spaceBefore: Bool

  package static let keywords: [String: Kind] = [
    "and": .and, "or": .or, "not": .not, "true": .true, "false": .false, "none": .none, "end": .end,
    "if": .if, "else": .else, "while": .while, "for": .for, "in": .in,
    "break": .break, "continue": .continue, "return": .return,
  ]
}

extension Token.Kind {
  /// Whether a value can end here, so that a quote straight after it transposes.
  var endsOperand: Bool {
    switch self {
    case .number, .identifier, .rightParenthesis, .rightBracket, .rightBrace, .transpose, .end, .string,
      .template:
      true
    default: false
    }
  }

  /// How a message names it.
  var label: String {
    switch self {
    case .number: "a number"
    case .identifier: "a name"
    case .string, .template: "a string"
    case .newline: "the end of the line"
    case .endOfInput: "the end of the input"
    case .plus: "`+`"
    case .minus: "`-`"
    case .star: "`*`"
    case .slash: "`/`"
    case .at: "`@`"
    case .percent: "`%`"
    case .caret: "`^`"
    case .transpose: "`'`"
    case .equal: "`==`"
    case .notEqual: "`!=`"
    case .less: "`<`"
    case .lessEqual: "`<=`"
    case .greater: "`>`"
    case .greaterEqual: "`>=`"
    case .ampersand: "`&`"
    case .bar: "`|`"
    case .tilde: "`~`"
    case .assign: "`=`"
    case .arrow: "`->`"
    case .pipe: "`|>`"
    case .colon: "`:`"
    case .comma: "`,`"
    case .semicolon: "`;`"
    case .dot: "`.`"
    case .leftParenthesis: "`(`"
    case .rightParenthesis: "`)`"
    case .leftBracket: "`[`"
    case .rightBracket: "`]`"
    case .leftBrace: "`{`"
    case .rightBrace: "`}`"
    case .and: "`and`"
    case .or: "`or`"
    case .not: "`not`"
    case .true: "`true`"
    case .false: "`false`"
    case .none: "`none`"
    case .end: "`end`"
    case .if: "`if`"
    case .else: "`else`"
    case .while: "`while`"
    case .for: "`for`"
    case .in: "`in`"
    case .break: "`break`"
    case .continue: "`continue`"
    case .return: "`return`"
    }
  }
}
