/// Going through a lesson.
extension LessonMessage {
  static let nextGoesOn = LessonMessage("`next` continues", "`next` 进入下一步")

  static let lastStep = LessonMessage(
    "the last step · `lesson leave` goes back to your session", "最后一步 · `lesson leave` 回到原来的会话")

  static func atEnd(next: String?) -> LessonMessage {
    .init(
      "That was the last step." + (next.map { " The next lesson: `lesson \($0)`." } ?? "")
        + " `lesson leave` goes back to your session.",
      "这一课到此结束。" + (next.map { "下一课：`lesson \($0)`。" } ?? "") + "`lesson leave` 回到原来的会话。")
  }

  static let atStart = LessonMessage("This is the first step.", "这已经是第一步。")

  static let doneAlready = LessonMessage("done · `next` continues", "已完成 · `next` 进入下一步")

  static func pictureIsMissing(_ file: String, caption: String) -> LessonMessage {
    .init(
      "[The picture `\(file)`, which belongs to this lesson, cannot be read: \(caption)]",
      "[无法读取这一课的图片 `\(file)`：\(caption)]")
  }

  static func resumed(step: Int) -> LessonMessage {
    .init(
      "You left off here. The steps before step \(step) were run again.",
      "从上次停下的地方继续。第 \(step) 步之前的步骤已重新运行。")
  }

  static func changed(step: Int) -> LessonMessage {
    .init(
      "The lesson was changed since you played it: it continues at step \(step).",
      "这一课在你上次学习之后有改动：从第 \(step) 步继续。")
  }

  static func again(id: String) -> LessonMessage {
    .init(
      "You have done this lesson: `next` walks through it again, `lesson forget \(id)` resets it.",
      "你已经学完这一课：`next` 从头浏览，`lesson forget \(id)` 清除进度重新开始。")
  }

  static func replaced(_ names: [String]) -> LessonMessage {
    .init(
      "\(list(names)) \(names.count == 1 ? "is" : "are") the lesson's again.",
      "\(list(names)) 已恢复为课程中的值。")
  }

  static func removed(_ names: [String]) -> LessonMessage {
    .init(
      "\(list(names)) \(names.count == 1 ? "comes" : "come") only in a later step.",
      "\(list(names)) 要到后面的步骤才出现。")
  }

  static let askPrediction = LessonMessage(
    "What do you expect? `answer …` (or `skip`)", "你的预测是什么？`answer …`（或 `skip`）")

  static func askAnswer(name: String) -> LessonMessage {
    .init(
      "store it in `\(name)`, then `check` · `hint` · `solution` · `skip`",
      "把结果存入 `\(name)`，然后 `check` · `hint` · `solution` · `skip`")
  }

  static func stayed(step: Int) -> LessonMessage {
    .init("You are still at step \(step).", "你仍在第 \(step) 步。")
  }

  static let lessonFault = LessonMessage(
    "This is a fault in the lesson, not in what you typed.", "这是课程本身的错误，与你的输入无关。")

  static func tally(_ tally: Tally) -> LessonMessage { LessonMessage(summary(tally)) }
}
