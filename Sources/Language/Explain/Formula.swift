/// A formula as text, whose letters are replaced by others or by numbers.
struct Formula {
  private let text: String

  init(_ text: String) { self.text = text }

  /// Whether it is a single name.
  var isWord: Bool { text.first?.isLetter == true && text.allSatisfy(Formula.isWordCharacter) }

  var words: [String] {
    text.split { !Formula.isWordCharacter($0) }.map(String.init)
  }

  /// With other letters, or numbers that the program spells out.
  func replacing(_ letters: [(String, String)]) -> String {
    rewritten { word in letters.first { $0.0 == word }?.1 }
  }

  /// With numbers for letters.
  func filling(_ letters: [String], _ numbers: [Double]) -> String {
    rewritten { word in
      letters.firstIndex(of: word).map { ExplainedElement.number(numbers[$0]) }
    }
  }

  /// What is negative stands in parentheses, unless it begins the formula or a part of it.
  private func rewritten(_ replacement: (String) -> String?) -> String {
    var result = ""
    var word = ""
    func flush() {
      guard !word.isEmpty else { return }
      let new = replacement(word) ?? word
      let isFirst = result.last { $0 != " " }.map { "(|⌊⌈".contains($0) } ?? !text.contains("^")
      result += new.hasPrefix("-") && !isFirst ? "(\(new))" : new
      word = ""
    }
    for character in text {
      if Formula.isWordCharacter(character) {
        word.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character == "_" || character.isASCII && (character.isLetter || character.isNumber)
  }
}
