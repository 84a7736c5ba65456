import Engine

/// `Out`, the results of the cells, of which the oldest are let go.
extension Interpreter {
  /// The results, where a node means them and no variable has their name.
  @inline(__always)
  func results(meantBy node: Node, _ frame: Frame) -> CellResults? {
    guard node.kind == .global, node.b < 0, case .unset = globals.pointee[Int(node.a)],
      frame.program.names[Int(node.c)] == Environment.resultsName
    else { return nil }
    return environment.results
  }

  /// - Throws: `index` where one that has been dropped is asked for.
  func checkAreKept(
    _ part: Slice.Part, of results: CellResults, _ base: Int32, _ frame: Frame
  ) throws(Diagnostic) {
    guard results.letGo > 0 else { return }
    if case .all = part { return noteLetGo() }
    guard let first = part.positions(of: results.values.count).first(where: { $0 < results.letGo }) else {
      return
    }
    var isSingle = false
    if case .index = part { isSingle = true }
    throw failure(
      .index,
      (isSingle
        ? "the result of In[\(first + 1)] has been dropped"
        : "the results up to Out[\(results.letGo)] have been dropped")
        + ": \(CellResults.rule)",
      at: base, frame,
      help: isSingle
        ? "to keep a result, store it in a variable: x = …" : "the others are Out[\(results.letGo + 1):end]")
  }

  /// What a name means that no variable has, and no built-in function.
  func fallback(_ name: String) -> Value? {
    let value = environment.fallback(name)
    if case .list = value { noteLetGo() }
    return value
  }

  private func noteLetGo() {
    guard let results = environment.results, results.letGo > 0 else { return }
    noteOnceInCell(
      "let go", "the results up to Out[\(results.letGo)] have been dropped, and are `none` in the list `Out`")
  }

  /// What helps somebody who asks for results where there are none; nil for any other name.
  func help(forResults name: String) -> String? {
    guard name == "ans" || name == Environment.resultsName else { return nil }
    return environment.results == nil
      ? "only the cells of a notebook have results; in a script, store a value in a variable: x = …"
      : "there is no result yet"
  }
}
