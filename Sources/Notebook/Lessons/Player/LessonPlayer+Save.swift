import Language

extension LessonPlayer {
  /// Notes for `save` what the lesson ran before the learner's next cell: the code of the steps up to this one, and the
  /// solutions of those before it. Nothing is noted twice.
  func noteOwnCode(includingStep: Bool) {
    let steps = lesson.steps.indices.prefix(includingStep ? position + 1 : position)
    for index in steps where !noted.contains(index) {
      let isBehind = index < position
      let cells =
        lesson.steps[index].code + (lesson.steps[index].exercise.map { isBehind ? [$0.solution] : [] } ?? [])
      // A step whose solution is still to come is looked at again.
      if isBehind || lesson.steps[index].exercise == nil { noted.insert(index) }
      let texts = cells.map(script).filter { !$0.isEmpty }
      guard !texts.isEmpty else { continue }
      let seed = lesson.seed &+ UInt64(index)
      session.given.append("# \(id), step \(index + 1)\nseed(\(seed))\n" + texts.joined(separator: "\n"))
    }
  }

  /// The statements of a cell but for those that it shows to fail.
  private func script(_ cell: LessonCell) -> String {
    let source = lesson.source(of: cell)
    guard let program = try? Interpreter().compile(source) else { return "" }
    let kept = zip(program.statements, ExpectedOutputs(program).byStatement).filter { $0.1.failure == nil }
    return kept.map { statement, _ in source.text(statement.span) + (statement.isMuted ? ";" : "") }
      .joined(separator: "\n")
  }
}
