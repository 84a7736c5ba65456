/// What an equation such as `ij,jk->ik` says: for each operand the labels of its axes, and those of the result.
public struct EinsumEquation: Sendable, Hashable {
  /// The labels of an operand or of the result: a letter each, and where further axes stand that `...` names.
  struct Term: Sendable, Hashable {
    var letters: [Character] = []
    /// Before which letter the further axes are; nil without `...`.
    var ellipsis: Int?
  }

  /// As it was written.
  public let text: String
  let operands: [Term]
  /// Nil where no arrow says what the result is.
  let output: Term?

  /// - Parameter text: letters for axes, a comma between operands, and after `->` those of the result.
  /// - Throws: `TensorError.option` for what is not an equation.
  init(_ text: String) throws(TensorError) {
    self.text = text
    let characters = text.filter { $0 != " " }
    let sides = EinsumEquation.split(Array(characters))
    var operands: [Term] = []
    for part in sides.left.split(separator: ",", omittingEmptySubsequences: false) {
      operands.append(try EinsumEquation.term(Array(part), text))
    }
    self.operands = operands
    output = try sides.right.map { right throws(TensorError) in try EinsumEquation.term(right, text) }
    try checkOutput()
  }

  /// What is before the arrow and behind it.
  private static func split(_ characters: [Character]) -> (left: [Character], right: [Character]?) {
    let place = characters.indices.dropLast().first { characters[$0] == "-" && characters[$0 + 1] == ">" }
    guard let place else { return (characters, nil) }
    return (Array(characters[..<place]), Array(characters[(place + 2)...]))
  }

  private static func term(_ characters: [Character], _ text: String) throws(TensorError) -> Term {
    var term = Term()
    var position = 0
    while position < characters.count {
      let character = characters[position]
      if character == ".", characters[position...].starts(with: "..."), term.ellipsis == nil {
        term.ellipsis = term.letters.count
        position += 3
      } else if character.isASCII, character.isLetter {
        term.letters.append(character)
        position += 1
      } else {
        throw TensorError(
          .option, "\"\(character)\" does not belong in the equation \"\(text)\"",
          help: "a letter for each dimension: einsum(\"ij,jk->ik\", a, b)")
      }
    }
    return term
  }

  private func checkOutput() throws(TensorError) {
    guard let output else { return }
    for (position, letter) in output.letters.enumerated() {
      if output.letters[..<position].contains(letter) {
        throw TensorError(.option, "the result of \"\(text)\" has \(letter) twice")
      }
      guard operands.contains(where: { $0.letters.contains(letter) }) else {
        throw TensorError(.option, "the result of \"\(text)\" has \(letter), which no operand has")
      }
    }
  }

  /// The letters of the result: those that the arrow names, else those that occur once, in the order of the alphabet.
  var resultTerm: Term {
    if let output { return output }
    let all = operands.flatMap(\.letters)
    let single = Set(all).filter { letter in all.count { $0 == letter } == 1 }
    return Term(letters: single.sorted(), ellipsis: 0)
  }
}
