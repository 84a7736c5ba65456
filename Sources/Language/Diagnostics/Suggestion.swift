/// "Did you mean": the closest known word, only when it is close.
package enum Suggestion {
  /// The known word that a slip of the fingers makes `word` of, or nil: one edit, two in long words. In a word of three
  /// letters another letter makes another word (inv, inf), so only an added, a missing or an exchanged one counts.
  package static func closest(to word: String, among known: [String]) -> String? {
    guard word.count >= 3 else { return nil }
    let limit = word.count < 8 ? 1 : 2
    var best: (word: String, distance: (Int, Int))?
    for candidate in Set(known) where abs(candidate.count - word.count) <= limit && candidate != word {
      let edits = distance(Array(word.lowercased()), Array(candidate.lowercased()))
      guard edits <= limit, word.count > 3 || !isOtherLetter(word, candidate) else { continue }
      // A layer is called as its function is, but for the capital letter.
      let distance = (edits, word.first?.isUppercase == candidate.first?.isUppercase ? 0 : 1)
      if best.map({ distance < $0.distance || (distance == $0.distance && candidate < $0.word) }) ?? true {
        best = (candidate, distance)
      }
    }
    return best?.word
  }

  private static func isOtherLetter(_ word: String, _ candidate: String) -> Bool {
    word.count == candidate.count && word.lowercased().sorted() != candidate.lowercased().sorted()
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in 0..<b.count {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
