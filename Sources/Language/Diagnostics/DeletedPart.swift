/// What to write for `v[2] = []`, with which MATLAB takes elements out.
struct DeletedPart {
  /// What the part belongs to, as written.
  let name: String
  /// The indices as written.
  let indices: [String]
  /// Those that select by a mask.
  var masks: Set<String> = []

  /// The assignment of what remains; nil where that cannot be told.
  func program(isList: Bool) -> String? {
    let free = indices.indices.filter { indices[$0] != ":" }
    guard let place = free.first, free.count == 1 else { return nil }
    let index = indices[place]
    if masks.contains(index) {
      return isList ? nil : "\(name) = \(part("not (\(index))", place))"
    }
    guard let (before, after) = remains(of: index) else { return nil }
    let parts = [before, after].compactMap(\.self).map { part($0, place) }
    if parts.count == 1 { return "\(name) = \(parts[0])" }
    if isList { return "\(name) = \(parts.joined(separator: " + "))" }
    let dimension = place > 0 ? ", dim=\(place + 1)" : ""
    return "\(name) = cat(\(parts.joined(separator: ", "))\(dimension))"
  }

  private func part(_ index: String, _ place: Int) -> String {
    var all = indices
    all[place] = index
    return "\(name)[\(all.joined(separator: ", "))]"
  }

  /// The indices before and behind a part; nil where there are none for sure.
  private func remains(of index: String) -> (before: String?, after: String?)? {
    let ends = index.split(separator: ":", omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard let first = ends.first, let last = ends.last, ends.count <= 2, !first.isEmpty, !last.isEmpty else {
      return nil
    }
    let (before, after) = (neighbour(first, -1), neighbour(last, 1))
    return (first == "1" ? nil : "1:\(before)", last == "end" ? nil : "\(after):end")
  }

  private func neighbour(_ index: String, _ step: Int) -> String {
    if let number = Int(index), number < 1 << 31 { return String(number + step) }
    let isPlain = index.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return "\(isPlain ? index : "(\(index))") \(step < 0 ? "-" : "+") 1"
  }
}
