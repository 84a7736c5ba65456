import Language

/// What a step shows: a heading, its text and its code; then what the code gives; then what can be done.
struct StepScreen {
  let lesson: LessonDocument
  let index: Int
  let language: LessonLanguage

  /// A screen that every terminal has.
  static let columns = 80
  static let rows = 24

  private var step: LessonStep { lesson.steps[index] }

  /// Heading, text and code.
  var opening: Markup {
    var markup = Markup()
    markup.line(
      .init(lesson.title[language], .heading), .init("  \(index + 1)/\(lesson.steps.count)", .dim))
    for cell in step.shown {
      markup.line("")
      markup.append(lesson.content(of: cell, language))
    }
    for cell in step.code {
      markup.line("")
      markup.append(code(of: cell))
    }
    return fitted(markup)
  }

  /// Gives the illustrations what is left of the screen; where code follows, what it shows needs that.
  private func fitted(_ markup: Markup) -> Markup {
    let places = markup.blocks.indices.filter { place in
      if case .picture(let picture) = markup.blocks[place] { picture.isIllustration } else { false }
    }
    guard !places.isEmpty else { return markup }
    let used =
      ScreenHeight.lines(markup, columns: StepScreen.columns)
      + ScreenHeight.lines(closing(isPassed: false), columns: StepScreen.columns) + 1
    let left = step.code.isEmpty ? max(StepScreen.rows - used, 0) / places.count : 0
    var markup = markup
    for place in places {
      guard case .picture(var picture) = markup.blocks[place] else { continue }
      picture.linesBeside = StepScreen.rows - ScreenHeight.illustrationRows - left
      markup.blocks[place] = .picture(picture)
    }
    return markup
  }

  /// The lines of the step's code, of an exercise's solution where it has none.
  var codeLines: [String] {
    let cells = step.code.isEmpty ? [step.exercise?.solution].compactMap(\.self) : step.code
    return cells.flatMap { lesson.code(of: $0) }
  }

  /// A bar sets code apart from what it gives, where there are no colours.
  func code(of cell: LessonCell) -> Markup {
    var markup = Markup()
    for line in lesson.code(of: cell) {
      for part in StepScreen.broken(line) { markup.line(.init("│ ", .dim), .init(part, .code)) }
    }
    return markup
  }

  /// A line of code in parts that fit the screen: broken behind a comma or at a space, the rest indented.
  static func broken(_ line: String) -> [String] {
    let width = columns - 3
    var parts: [String] = []
    var rest = line[...]
    let indent = String(repeating: " ", count: line.prefix { $0 == " " }.count + 4)
    while DisplayWidth.columns(of: (parts.isEmpty ? "" : indent) + rest) > width {
      var end = rest.startIndex
      var best: String.Index?
      var used = parts.isEmpty ? 0 : indent.count
      while end < rest.endIndex {
        used += DisplayWidth.columns(of: rest[end])
        if used > width { break }
        let isBreak = rest[end] == " " && rest[..<end].contains { $0 != " " }
        end = rest.index(after: end)
        if isBreak { best = end }
      }
      guard let best, best > rest.startIndex else { break }
      parts.append((parts.isEmpty ? "" : indent) + rest[..<best])
      while parts[parts.count - 1].last == " " { parts[parts.count - 1].removeLast() }
      rest = rest[best...]
    }
    return parts + [(parts.isEmpty ? "" : indent) + String(rest)]
  }

  /// What can be done now; set apart where nothing but text stands above.
  func closing(isPassed: Bool) -> Markup {
    var markup = Markup(step.code.isEmpty ? [.line([])] : [])
    markup.append(suggestion(isPassed: isPassed).markup(language, .dim))
    return markup
  }

  private func suggestion(isPassed: Bool) -> LessonMessage {
    switch step.activity {
    case .prediction where !isPassed: .askPrediction
    case .exercise(let exercise) where !isPassed: .askAnswer(name: exercise.name)
    default:
      if index == lesson.steps.count - 1 {
        .lastStep
      } else if case .reading = step.activity {
        .nextGoesOn
      } else {
        .doneAlready
      }
    }
  }
}

extension LessonMessage {
  func markup(_ language: LessonLanguage, _ style: Markup.Style = .plain) -> Markup {
    Markup([.paragraph(Prose.spans(text(language), style))])
  }
}
