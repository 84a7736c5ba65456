/// The words that mean something in the language, for editors and completion.
package enum WordLists {
  package static let control = words { kind in
    switch kind {
    case .if, .else, .while, .for, .in, .break, .continue, .return: true
    default: false
    }
  }

  package static let operators = words { $0 == .and || $0 == .or || $0 == .not }

  package static let constants = words { kind in
    switch kind {
    case .true, .false, .none, .end: true
    default: false
    }
  }

  /// Words that begin a statement and take the rest of it.
  package static let statements: [String] = Parser.leadingWords.keys.sorted()

  private static func words(_ isWanted: (Token.Kind) -> Bool) -> [String] {
    Token.keywords.filter { isWanted($0.value) }.keys.sorted()
  }
}
