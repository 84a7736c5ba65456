/// Something that the player says itself, in every language. What stands between backticks is to be typed.
///
/// A message is made of its texts, so that one without a translation does not compile.
struct LessonMessage: Sendable {
  let texts: Bilingual<String>

  init(_ texts: Bilingual<String>) { self.texts = texts }

  init(_ english: String, _ chinese: String) { texts = Bilingual(english, chinese) }

  struct Tally: Equatable {
    var exercises = 0, solved = 0, skipped = 0, hints = 0, predictions = 0, rightPredictions = 0
  }

  func text(_ language: LessonLanguage) -> String { texts[language] }

  // MARK: Parts

  static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

  static func summary(_ tally: Tally) -> Bilingual<String> {
    var english: [String] = []
    var chinese: [String] = []
    if tally.exercises > 0 {
      english.append("\(tally.solved) of \(tally.exercises) exercises solved")
      chinese.append("练习完成 \(tally.solved)/\(tally.exercises)")
    }
    if tally.predictions > 0 {
      english.append("\(tally.rightPredictions) of \(tally.predictions) predictions right")
      chinese.append("预测正确 \(tally.rightPredictions)/\(tally.predictions)")
    }
    if tally.hints > 0 {
      english.append("\(tally.hints) hint\(tally.hints == 1 ? "" : "s")")
      chinese.append("提示 \(tally.hints) 次")
    }
    return Bilingual(english.joined(separator: ", "), chinese.joined(separator: "，"))
  }

  static func progress(_ tally: Tally, _ steps: Int, _ count: Int) -> Bilingual<String> {
    var parts = Bilingual(["\(steps) of \(count) steps"], ["\(steps)/\(count) 步"])
    if tally != Tally() {
      let rest = summary(tally)
      if !rest.english.isEmpty {
        parts.english.append(rest.english)
        parts.chinese.append(rest.chinese)
      }
      if tally.skipped > 0 {
        parts.english.append("\(tally.skipped) skipped")
        parts.chinese.append("跳过 \(tally.skipped)")
      }
    }
    return Bilingual(parts.english.joined(separator: ", "), parts.chinese.joined(separator: "，"))
  }
}
