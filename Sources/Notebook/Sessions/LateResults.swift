import Language

/// The functions of a session that look at `ans` or `Out` when they are called, and find what is there then. In a script
/// they need variables of those names.
struct LateResults {
  private var names: Set<String> = []

  /// Takes note of the functions that a cell defines.
  mutating func add(_ program: Program) { names.formUnion(program.namesOfLateResultUse) }

  /// Whether a cell may call one of them, or one of its own.
  func mayBeCalled(by program: Program) -> Bool {
    program.hasLateResultUse || !names.isDisjoint(with: program.allNames)
  }
}
