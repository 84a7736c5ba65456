/// Lists of lessons, and what was done in them.
extension LessonMessage {
  static let noLesson = LessonMessage("no lesson is open", "没有打开的课程")

  static let openHelp = LessonMessage(
    "`lesson` lists them, `lesson 0-tour` opens one", "`lesson` 列出课程，`lesson 0-tour` 打开一课")

  static let listHelp = LessonMessage("`lesson` lists them", "`lesson` 列出所有课程")

  static let progressHelp = LessonMessage(
    "`lesson progress` lists what there is", "`lesson progress` 列出已有的进度")

  static func checkHelp(path: String) -> LessonMessage {
    .init("`fovea check \(path)` shows everything", "`fovea check \(path)` 列出全部问题")
  }

  static let left = LessonMessage(
    "Back in your session: its variables are as they were.", "已回到原来的会话，变量和之前一样。")

  static let shelfTitle = LessonMessage("Lessons", "课程")

  static let shelfHelp = LessonMessage(
    "`lesson 5.4.3` opens one; the number is enough", "`lesson 5.4.3` 打开一课，写编号即可")

  static func emptyCatalog(folder: String) -> LessonMessage {
    .init("there are no lessons in \(folder)", "\(folder) 中没有课程")
  }

  static func brokenLesson(id: String) -> LessonMessage {
    .init("\(id) has errors and cannot be played", "\(id) 目前无法打开")
  }

  static func unknownLesson(_ id: String, close: String?) -> LessonMessage {
    .init(
      "there is no lesson `\(id)`" + (close.map { "; did you mean `\($0)`?" } ?? ""),
      "没有课程 `\(id)`" + (close.map { "；你是指 `\($0)` 吗？" } ?? ""))
  }

  static func ambiguousLesson(_ id: String, _ ids: [String]) -> LessonMessage {
    .init("`\(id)` could be \(ids.joined(separator: ", "))", "`\(id)` 可能指 \(ids.joined(separator: "、"))")
  }

  static func notALesson(_ path: String) -> LessonMessage {
    .init("\(path) is an ordinary script, not a lesson", "\(path) 是普通脚本，不是课程")
  }

  static let progressTitle = LessonMessage("What you have done", "学习进度")

  static let noProgress = LessonMessage("nothing yet; `lesson` lists the lessons", "还没有进度；`lesson` 列出所有课程")

  static func progressPlace(_ path: String) -> LessonMessage {
    .init("kept in \(path)", "保存在 \(path)")
  }

  static func progressLine(_ tally: Tally, steps: Int, of count: Int) -> LessonMessage {
    LessonMessage(progress(tally, steps, count))
  }

  static func forgot(_ id: String) -> LessonMessage {
    .init("\(id) has been reset.", "\(id) 的进度已清除。")
  }

  static func forgotAll(_ count: Int) -> LessonMessage {
    .init("The progress of \(count) lesson\(count == 1 ? " is" : "s is") forgotten.", "已清除 \(count) 课的进度。")
  }

  static func nothingToForget(_ id: String) -> LessonMessage {
    .init("there is no progress in \(id)", "\(id) 没有进度")
  }

  static func progressDamaged(path: String, lines: Int) -> LessonMessage {
    .init(
      "\(lines) line\(lines == 1 ? "" : "s") of \(path) cannot be read and \(lines == 1 ? "is" : "are") left out; the file keeps \(lines == 1 ? "it" : "them")",
      "\(path) 中有 \(lines) 行无法读取，已忽略，但仍保留在文件中")
  }

  static func progressUnreadable(reason: String) -> LessonMessage {
    .init("the progress cannot be read: \(reason)", "无法读取进度：\(reason)")
  }

  static func progressUnwritable(reason: String) -> LessonMessage {
    .init("the progress cannot be saved: \(reason)", "无法保存进度：\(reason)")
  }

  static let progressNowhere = LessonMessage(
    "the progress is not saved: there is no home folder", "没有主目录，进度不会保存")

  static let speaking = LessonMessage("Lessons are in English.", "课程使用中文。")
}
