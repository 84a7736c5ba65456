import Language

/// What is said of predictions.
extension LessonMessage {
  static let noQuestion = LessonMessage(
    "There is no question here. `next` continues.", "这一步没有提问。`next` 进入下一步。")

  static let emptyAnswer = LessonMessage("`answer` needs a value: `answer 3`", "`answer` 后面要写一个值：`answer 3`")

  static let predictFirst = LessonMessage(
    "First your prediction: `answer …`. A wrong one costs nothing. `skip` runs the code without.",
    "先说出你的预测：`answer …`。猜错也没关系。`skip` 直接运行代码。")

  static let guessHasNoHints = LessonMessage(
    "There is no hint: a guess is all that is needed. `answer …`, or `skip`",
    "这里没有提示：猜一猜就好。`answer …`，或 `skip`")

  static let guessHasNoCheck = LessonMessage(
    "Here `answer …` says what you expect; then the code is run.", "这里用 `answer …` 说出你的预测，然后运行代码。")

  static let answeredAlready = LessonMessage(
    "This question is answered. `next` continues.", "这个问题已经回答过了。`next` 进入下一步。")

  static func guessKind(_ value: Value, expected: Value) -> LessonMessage {
    .init(
      "The answer is \(LessonWords.kind(expected, .english)), and this is \(LessonWords.brief(value, .english)). Try again.",
      "答案应是\(LessonWords.kind(expected, .chinese))，而这是\(LessonWords.brief(value, .chinese))。再试一次。")
  }

  static func guessShape(_ value: Value, expected: Value) -> LessonMessage {
    .init(
      "The answer has the shape \(LessonWords.shape(expected)), and this has \(LessonWords.shape(value)). Try again.",
      "答案的形状是 \(LessonWords.shape(expected))，而这个是 \(LessonWords.shape(value))。再试一次。")
  }

  static func guessRight(_ truth: Value) -> LessonMessage {
    .init("Right: \(Formatter.inline(truth)).", "正确：\(Formatter.inline(truth))。")
  }

  static func guessWrong(_ value: Value, question: String, truth: Value) -> LessonMessage {
    .init(
      "You expected \(Formatter.inline(value)); `\(question)` is \(Formatter.inline(truth)).",
      "你的预测是 \(Formatter.inline(value))；`\(question)` 是 \(Formatter.inline(truth))。")
  }

  static func notGuessed(question: String, truth: Value) -> LessonMessage {
    .init("`\(question)` is \(Formatter.inline(truth)).", "`\(question)` 是 \(Formatter.inline(truth))。")
  }
}
