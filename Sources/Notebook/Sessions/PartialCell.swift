import Language

/// Where a cell ended early, and what cannot be computed again: what the statement under way had assigned by then.
package struct PartialCell {
  package enum Cause: String {
    /// Somebody stopped it.
    case stopped
    /// It failed, and what it had done was recovered.
    case recovered
  }

  package let cause: Cause
  /// So many statements were done.
  let statementsDone: Int
  /// The variables that the statement behind them had assigned.
  private(set) var variables: [(name: String, value: Value)]
  /// Its result, if it had one.
  private(set) var result: Value?
  /// From this seed the random numbers began anew; nil where none had been drawn.
  let seed: Int?
  /// Whether the values had to be let go of.
  private(set) var isDropped = false

  init(
    _ cause: Cause, statementsDone: Int, variables: [(name: String, value: Value)], result: Value?, seed: Int?
  ) {
    (self.cause, self.statementsDone) = (cause, statementsDone)
    (self.variables, self.result, self.seed) = (variables, result, seed)
  }

  /// What the values hold.
  var bytes: Int {
    var memory = ValueMemory()
    for (_, value) in variables { memory.add(value) }
    if let result { memory.add(result) }
    return memory.bytes
  }

  /// Lets go of the values.
  mutating func drop() {
    isDropped = isDropped || !variables.isEmpty || result != nil
    (variables, result) = ([], nil)
  }
}

/// How far a cell has come.
struct CellProgress {
  var program: Program?
  var statementsDone = 0
  /// The latest result, and which statement gave it.
  var result: (value: Value, statement: Int)?
  /// Whether the statement that was done last was cut short, so that doing it again would give something else.
  var isLastCutShort = false

  /// The number of the statement whose work cannot be done again; nil where there is none.
  var statementUnderWay: Int? {
    guard let program else { return nil }
    let index = isLastCutShort ? statementsDone - 1 : statementsDone
    return program.statements.indices.contains(index) ? index : nil
  }
}
