/// `v(end + 1) = 4` and `v(2) = []`, as MATLAB changes a length.
extension Parser {
  /// What to write for a list and for a vector, which cannot be told apart here; nil for any other assignment.
  /// - Parameters:
  ///   - index: what stands in the parentheses.
  ///   - close: the closing one.
  func resized(_ name: String, _ index: String, behind close: Token) -> String? {
    guard let place = tokens.firstIndex(where: { $0.span == close.span }), place + 2 < tokens.count,
      tokens[place + 1].kind == .assign
    else { return nil }
    var ahead = self
    (ahead.position, ahead.ignoresNewlines) = (place + 2, false)
    guard let node = try? ahead.expression() else { return nil }
    let value = tree.source.bareText(ahead.span(node))
    if value.allSatisfy({ "[] ".contains($0) }) {
      let indices = index.split(separator: ",").map { String($0.filter { $0 != " " }) }
      let part = DeletedPart(name: name, indices: indices)
      guard let tensor = part.program(isList: false) else { return nil }
      let list = indices.count == 1 ? part.program(isList: true) : nil
      return "write `\(tensor)`" + (list == nil || list == tensor ? "" : ", for a list `\(list ?? "")`")
    }
    guard index.filter({ $0 != " " }) == "end+1", value.utf8.count <= 40 else { return nil }
    return
      "write `\(name) = append(\(name), \(value))` for a list, `\(name) = cat(\(name), [\(value)])` for a vector"
  }
}
