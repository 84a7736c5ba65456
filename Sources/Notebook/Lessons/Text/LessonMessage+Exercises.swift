import Language

/// What is said of exercises.
extension LessonMessage {
  static let nothingToCheck = LessonMessage(
    "There is no exercise here. `next` continues.", "这一步没有练习。`next` 进入下一步。")

  static func missing(name: String) -> LessonMessage {
    .init(
      "There is no `\(name)` yet. Store your result in it: `\(name) = …`",
      "还没有 `\(name)`。请把结果存进去：`\(name) = …`")
  }

  static func wrongKind(name: String, _ value: Value, expected: Value) -> LessonMessage {
    .init(
      "`\(name)` is \(LessonWords.brief(value, .english)); \(LessonWords.kind(expected, .english)) is expected.",
      "`\(name)` 是\(LessonWords.brief(value, .chinese))；这里要的是\(LessonWords.kind(expected, .chinese))。")
  }

  static func wrongShape(name: String, _ value: Value, expected: Value) -> LessonMessage {
    .init(
      "`\(name)` has the shape \(LessonWords.shape(value)); \(LessonWords.shape(expected)) is expected.",
      "`\(name)` 的形状是 \(LessonWords.shape(value))；这里要的是 \(LessonWords.shape(expected))。")
  }

  static func known(name: String) -> LessonMessage {
    .init("`\(name)` is not right yet:", "`\(name)` 还不对：")
  }

  static func unequal(name: String, _ value: Value) -> LessonMessage {
    .init(
      "`\(name)` is \(LessonWords.brief(value, .english, values: true)), and that is not right yet.",
      "`\(name)` 是\(LessonWords.brief(value, .chinese, values: true))，还不对。")
  }

  static let stopped = LessonMessage("The check stopped with this error:", "检查时出现错误：")

  static func right(name: String, _ value: Value) -> LessonMessage {
    .init(
      "Right: `\(name)` is \(LessonWords.brief(value, .english, values: true)).",
      "正确：`\(name)` 是\(LessonWords.brief(value, .chinese, values: true))。")
  }

  static func isThere(name: String) -> LessonMessage {
    .init("`check` says whether `\(name)` is right", "用 `check` 检查 `\(name)` 是否正确")
  }

  static func hint(_ number: Int, of count: Int) -> LessonMessage {
    .init("Hint \(number) of \(count):", "提示 \(number)/\(count)：")
  }

  static func hintsLeft(_ count: Int) -> LessonMessage {
    .init(
      "`hint` helps (\(count) left), `solution` shows one way.",
      "`hint` 给出提示（还有 \(count) 条），`solution` 显示一种解法。")
  }

  static let noHintsLeft = LessonMessage("`solution` shows one way.", "`solution` 显示一种解法。")

  static let noHints = LessonMessage(
    "There is nothing to solve here. `next` continues.", "这一步没有要解的题。`next` 进入下一步。")

  static func solution(name: String) -> LessonMessage {
    .init(
      "One way, not run yet (`skip` runs it; or type it, and `check` tests `\(name)`):",
      "一种解法，尚未运行（`skip` 会运行它；也可以自己输入，再用 `check` 检查 `\(name)`）：")
  }

  static let noSolution = LessonMessage(
    "There is no exercise here. `next` continues.", "这一步没有练习。`next` 进入下一步。")

  static func skipped(_ names: [String]) -> LessonMessage {
    .init(
      "The solution was run. It defined \(list(names)). `next` continues.",
      "已运行解答，定义了 \(list(names))。`next` 进入下一步。")
  }

  static func reset(_ names: [String]) -> LessonMessage {
    .init("As at the start of this step: \(list(names)).", "已恢复到这一步开始时的样子：\(list(names))。")
  }

  static let nothingToReset = LessonMessage("Everything is as at the start of this step.", "所有变量都和这一步开始时一样。")
}
