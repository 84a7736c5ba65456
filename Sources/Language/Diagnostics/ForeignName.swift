/// A name of another library, and what is written here instead.
package struct ForeignName {
  /// As that library's own programs write it: `np.linalg.norm`.
  package let name: String
  /// Nil where several have it, or one that is not listed.
  package let library: ForeignLibrary?
  /// The function that does it here: it has the same name, or the answer is a call of it.
  package let ours: String?
  /// What to write, with programs in backticks; nil where the name is ours too.
  package let answer: String?

  /// - Parameters:
  ///   - text: a name, with a library's own before it or without: `np.zeros`, `torch.nn.Conv2d`, `matmul`.
  /// - Returns: nil for a name that no library is known for, and for one of ours without a library before it.
  package init?(_ text: String, in library: Language.Library) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.last, !parts.contains("") else { return nil }
    let owner = ForeignLibrary.allCases.first { parts.count > 1 && $0.modules.contains(parts[0]) }
    guard parts.count == 1 || owner != nil || ForeignLibrary.others.contains(parts[0]) else { return nil }
    if parts.count == 1, library[last] != nil { return nil }
    self.init(
      last, of: parts.count > 1 ? owner : ForeignLibrary.allCases.first { $0.names.contains(last) },
      written: text, in: library
    )
  }

  /// - Parameter path: one of the library's, as it lists them.
  package init?(_ path: some StringProtocol, of owner: ForeignLibrary, in library: Language.Library) {
    self.init(
      ForeignLibrary.lastName(path), of: owner, written: owner.qualified(String(path)), in: library)
  }

  private init?(
    _ last: String, of owner: ForeignLibrary?, written: String, in library: Language.Library
  ) {
    name = written
    self.library = owner
    if let difference = owner.flatMap({ ForeignLibrary.differences[$0]?[last] }) {
      answer = difference
      ours = ForeignName.function(calledBy: difference, in: library)
    } else if library[last] != nil || Language.Library.constants[last] != nil {
      (answer, ours) = (nil, last)
    } else if let text = ForeignHabits.names[last] ?? ForeignHabits.field(last, of: "x") {
      answer = text
      ours = ForeignName.function(calledBy: text, in: library)
    } else if let alike = library.names.first(where: { $0.lowercased() == last.lowercased() }) {
      (answer, ours) = (nil, alike)
    } else {
      return nil
    }
  }

  /// The function that the only program of an answer calls, with arguments that are no calls themselves.
  private static func function(calledBy answer: String, in library: Language.Library) -> String? {
    let parts = answer.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count >= 2 else { return nil }
    let program = parts[1]
    let name = String(program.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    let rest = program.dropFirst(name.count)
    guard library[name] != nil, rest.first == "(", rest.last == ")",
      !rest.dropFirst().dropLast().contains(where: { "()".contains($0) })
    else { return nil }
    return name
  }
}
