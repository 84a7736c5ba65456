import Language

/// Everything that the player says itself, in both languages. What stands between backticks is to be typed.
enum LessonMessage {
  // Going through a lesson
  case nextGoesOn, lastStep, atEnd(next: String?), atStart, doneAlready
  case resumed(step: Int), changed(step: Int), again(id: String)
  case replaced([String]), removed([String])
  case askPrediction, askAnswer(name: String)
  case stayed(step: Int), lessonFault
  case tally(Tally)

  // Predictions
  case noQuestion, emptyAnswer, predictFirst, guessHasNoHints, guessHasNoCheck, answeredAlready
  case guessKind(Value, expected: Value), guessShape(Value, expected: Value)
  case guessRight(Value), guessWrong(Value, question: String, truth: Value), notGuessed(
    question: String, truth: Value)

  // Exercises
  case nothingToCheck, missing(name: String), wrongKind(name: String, Value, expected: Value)
  case wrongShape(name: String, Value, expected: Value), known(name: String), unequal(name: String, Value),
    stopped
  case right(name: String, Value), isThere(name: String)
  case hint(Int, of: Int), hintsLeft(Int), noHintsLeft, noHints
  case solution(name: String), noSolution, skipped([String]), reset([String]), nothingToReset

  // The desk
  case noLesson, openHelp, listHelp, progressHelp, checkHelp(path: String), left, shelfTitle, shelfHelp,
    emptyShelf(folder: String), brokenLesson(id: String)
  case unknownLesson(String, close: String?), ambiguousLesson(String, [String]), notALesson(String)
  case progressTitle, noProgress, progressPlace(String), progressLine(Tally, steps: Int, of: Int)
  case forgot(String), forgotAll(Int), nothingToForget(String)
  case progressDamaged(path: String, lines: Int), progressUnreadable(reason: String), progressUnwritable(
    reason: String)
  case progressNowhere
  case speaking

  struct Tally: Equatable {
    var exercises = 0, solved = 0, skipped = 0, hints = 0, predictions = 0, rightPredictions = 0
  }

  func text(_ language: LessonLanguage) -> String { texts[language] }

  // MARK: The table

  var texts: Bilingual<String> { walking ?? predicting ?? exercising ?? atDesk ?? Bilingual("", "") }

  private var walking: Bilingual<String>? {
    switch self {
    case .nextGoesOn: .init("`next` goes on", "`next` 进入下一步")
    case .lastStep:
      .init("the last step · `lesson leave` goes back to your session", "最后一步 · `lesson leave` 回到原来的会话")
    case .atEnd(let next):
      .init(
        "That was the last step." + (next.map { " The next lesson: `lesson \($0)`." } ?? "")
          + " `lesson leave` goes back to your session.",
        "这一课到此结束。" + (next.map { "下一课：`lesson \($0)`。" } ?? "") + "`lesson leave` 回到原来的会话。")
    case .atStart: .init("This is the first step.", "这已经是第一步。")
    case .doneAlready: .init("done · `next` goes on", "已完成 · `next` 进入下一步")
    case .resumed(let step):
      .init(
        "You left off here. The steps before step \(step) were run again.",
        "从上次停下的地方继续。第 \(step) 步之前的步骤已重新运行。")
    case .changed(let step):
      .init(
        "The lesson was changed since you played it: it goes on at step \(step).",
        "这一课在你上次学习之后有改动：从第 \(step) 步继续。")
    case .again(let id):
      .init(
        "You have done this lesson: `next` walks through it again, `lesson forget \(id)` makes it new.",
        "你已经学完这一课：`next` 从头浏览，`lesson forget \(id)` 清除进度重新开始。")
    case .replaced(let names):
      .init(
        "\(Self.list(names)) \(names.count == 1 ? "is" : "are") the lesson's again.",
        "\(Self.list(names)) 已恢复为课程中的值。")
    case .removed(let names):
      .init(
        "\(Self.list(names)) \(names.count == 1 ? "comes" : "come") only in a later step.",
        "\(Self.list(names)) 要到后面的步骤才出现。")
    case .askPrediction:
      .init("What do you expect? `answer …` (or `skip`)", "你的预测是什么？`answer …`（或 `skip`）")
    case .askAnswer(let name):
      .init(
        "store it in `\(name)`, then `check` · `hint` · `solution` · `skip`",
        "把结果存入 `\(name)`，然后 `check` · `hint` · `solution` · `skip`")
    case .stayed(let step): .init("You are still at step \(step).", "你仍在第 \(step) 步。")
    case .lessonFault:
      .init("This is a fault in the lesson, not in what you typed.", "这是课程本身的错误，与你的输入无关。")
    case .tally(let tally): Self.summary(tally)
    default: nil
    }
  }

  private var predicting: Bilingual<String>? {
    switch self {
    case .noQuestion: .init("There is no question here. `next` goes on.", "这一步没有提问。`next` 进入下一步。")
    case .emptyAnswer: .init("`answer` wants a value: `answer 3`", "`answer` 后面要写一个值：`answer 3`")
    case .predictFirst:
      .init(
        "First your prediction: `answer …`. A wrong one costs nothing. `skip` runs the code without.",
        "先说出你的预测：`answer …`。猜错也没关系。`skip` 直接运行代码。")
    case .guessHasNoHints:
      .init(
        "There is no hint: a guess is all that is asked for. `answer …`, or `skip`",
        "这里没有提示：猜一猜就好。`answer …`，或 `skip`")
    case .guessHasNoCheck:
      .init("Here `answer …` says what you expect; then the code is run.", "这里用 `answer …` 说出你的预测，然后运行代码。")
    case .answeredAlready:
      .init("This question is answered. `next` goes on.", "这个问题已经回答过了。`next` 进入下一步。")
    case .guessKind(let value, let expected):
      .init(
        "The answer is \(LessonWords.kind(expected, .english)), and this is \(LessonWords.brief(value, .english)). Try again.",
        "答案应是\(LessonWords.kind(expected, .chinese))，而这是\(LessonWords.brief(value, .chinese))。再试一次。")
    case .guessShape(let value, let expected):
      .init(
        "The answer has the shape \(LessonWords.shape(expected)), and this has \(LessonWords.shape(value)). Try again.",
        "答案的形状是 \(LessonWords.shape(expected))，而这个是 \(LessonWords.shape(value))。再试一次。")
    case .guessRight(let truth):
      .init("Right: \(Formatter.inline(truth)).", "正确：\(Formatter.inline(truth))。")
    case .guessWrong(let value, let question, let truth):
      .init(
        "You expected \(Formatter.inline(value)); `\(question)` is \(Formatter.inline(truth)).",
        "你的预测是 \(Formatter.inline(value))；`\(question)` 是 \(Formatter.inline(truth))。")
    case .notGuessed(let question, let truth):
      .init("`\(question)` is \(Formatter.inline(truth)).", "`\(question)` 是 \(Formatter.inline(truth))。")
    default: nil
    }
  }

  private var exercising: Bilingual<String>? {
    switch self {
    case .nothingToCheck: .init("There is no exercise here. `next` goes on.", "这一步没有练习。`next` 进入下一步。")
    case .missing(let name):
      .init(
        "There is no `\(name)` yet. Store your result in it: `\(name) = …`",
        "还没有 `\(name)`。请把结果存进去：`\(name) = …`")
    case .wrongKind(let name, let value, let expected):
      .init(
        "`\(name)` is \(LessonWords.brief(value, .english)); \(LessonWords.kind(expected, .english)) is asked for.",
        "`\(name)` 是\(LessonWords.brief(value, .chinese))；这里要的是\(LessonWords.kind(expected, .chinese))。")
    case .wrongShape(let name, let value, let expected):
      .init(
        "`\(name)` has the shape \(LessonWords.shape(value)); \(LessonWords.shape(expected)) is asked for.",
        "`\(name)` 的形状是 \(LessonWords.shape(value))；这里要的是 \(LessonWords.shape(expected))。")
    case .known(let name): .init("`\(name)` is not it yet:", "`\(name)` 还不对：")
    case .unequal(let name, let value):
      .init(
        "`\(name)` is \(LessonWords.brief(value, .english, values: true)), and that is not it yet.",
        "`\(name)` 是\(LessonWords.brief(value, .chinese, values: true))，还不对。")
    case .stopped: .init("The check stopped with this error:", "检查时出现错误：")
    case .right(let name, let value):
      .init(
        "Right: `\(name)` is \(LessonWords.brief(value, .english, values: true)).",
        "正确：`\(name)` 是\(LessonWords.brief(value, .chinese, values: true))。")
    case .isThere(let name): .init("`check` says whether `\(name)` is right", "用 `check` 检查 `\(name)` 是否正确")
    case .hint(let number, let count): .init("Hint \(number) of \(count):", "提示 \(number)/\(count)：")
    case .hintsLeft(let count):
      .init(
        "`hint` helps (\(count) left), `solution` shows one way.",
        "`hint` 给出提示（还有 \(count) 条），`solution` 显示一种解法。")
    case .noHintsLeft: .init("`solution` shows one way.", "`solution` 显示一种解法。")
    case .noHints: .init("There is nothing to solve here. `next` goes on.", "这一步没有要解的题。`next` 进入下一步。")
    case .solution(let name):
      .init(
        "One way, not run yet (`skip` runs it; or type it, and `check` looks at `\(name)`):",
        "一种解法，尚未运行（`skip` 会运行它；也可以自己输入，再用 `check` 检查 `\(name)`）：")
    case .noSolution: .init("There is no exercise here. `next` goes on.", "这一步没有练习。`next` 进入下一步。")
    case .skipped(let names):
      .init(
        "The solution was run. It defined \(Self.list(names)). `next` goes on.",
        "已运行解答，定义了 \(Self.list(names))。`next` 进入下一步。")
    case .reset(let names):
      .init("As at the start of this step: \(Self.list(names)).", "已恢复到这一步开始时的样子：\(Self.list(names))。")
    case .nothingToReset: .init("Everything is as at the start of this step.", "所有变量都和这一步开始时一样。")
    default: nil
    }
  }

  private var atDesk: Bilingual<String>? {
    switch self {
    case .noLesson: .init("no lesson is open", "没有打开的课程")
    case .openHelp:
      .init("`lesson` lists them, `lesson 0-tour` opens one", "`lesson` 列出课程，`lesson 0-tour` 打开一课")
    case .listHelp: .init("`lesson` lists them", "`lesson` 列出所有课程")
    case .progressHelp: .init("`lesson progress` lists what there is", "`lesson progress` 列出已有的进度")
    case .checkHelp(let path): .init("`fovea check \(path)` tells everything", "`fovea check \(path)` 列出全部问题")
    case .left: .init("Back in your session: its variables are as they were.", "已回到原来的会话，变量和之前一样。")
    case .shelfTitle: .init("Lessons", "课程")
    case .shelfHelp: .init("`lesson 5.4.3` opens one; the number is enough", "`lesson 5.4.3` 打开一课，写编号即可")
    case .emptyShelf(let folder): .init("there are no lessons in \(folder)", "\(folder) 中没有课程")
    case .brokenLesson(let id): .init("\(id) cannot be played as it is", "\(id) 目前无法打开")
    case .unknownLesson(let id, let close):
      .init(
        "there is no lesson `\(id)`" + (close.map { "; did you mean `\($0)`?" } ?? ""),
        "没有课程 `\(id)`" + (close.map { "；你是指 `\($0)` 吗？" } ?? ""))
    case .ambiguousLesson(let id, let ids):
      .init("`\(id)` could be \(ids.joined(separator: ", "))", "`\(id)` 可能指 \(ids.joined(separator: "、"))")
    case .notALesson(let path): .init("\(path) is an ordinary script, not a lesson", "\(path) 是普通脚本，不是课程")
    case .progressTitle: .init("What you have done", "学习进度")
    case .noProgress: .init("nothing yet; `lesson` lists the lessons", "还没有进度；`lesson` 列出所有课程")
    case .progressPlace(let path): .init("kept in \(path)", "保存在 \(path)")
    case .progressLine(let tally, let steps, let count): Self.progress(tally, steps, count)
    case .forgot(let id): .init("\(id) is new again.", "\(id) 的进度已清除。")
    case .forgotAll(let count):
      .init("The progress of \(count) lesson\(count == 1 ? " is" : "s is") forgotten.", "已清除 \(count) 课的进度。")
    case .nothingToForget(let id): .init("there is no progress in \(id)", "\(id) 没有进度")
    case .progressDamaged(let path, let lines):
      .init(
        "\(lines) line\(lines == 1 ? "" : "s") of \(path) cannot be read and \(lines == 1 ? "is" : "are") left out; the file keeps \(lines == 1 ? "it" : "them")",
        "\(path) 中有 \(lines) 行无法读取，已忽略，但仍保留在文件中")
    case .progressUnreadable(let reason): .init("the progress cannot be read: \(reason)", "无法读取进度：\(reason)")
    case .progressUnwritable(let reason): .init("the progress cannot be kept: \(reason)", "无法保存进度：\(reason)")
    case .progressNowhere: .init("the progress is not kept: there is no home folder", "没有主目录，进度不会保存")
    case .speaking: .init("Lessons are told in English.", "课程使用中文。")
    default: nil
    }
  }

  // MARK: Parts

  private static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

  private static func summary(_ tally: Tally) -> Bilingual<String> {
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

  private static func progress(_ tally: Tally, _ steps: Int, _ count: Int) -> Bilingual<String> {
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
