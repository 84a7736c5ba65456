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
    for cell in step.prose {
      guard let prose = cell.prose?[language] else { continue }
      markup.line("")
      markup.append(prose.markup)
    }
    for cell in step.code {
      markup.line("")
      markup.append(code(of: cell))
    }
    return markup
  }

  /// A bar sets code apart from what it gives, where there are no colours.
  func code(of cell: LessonCell) -> Markup {
    var markup = Markup()
    for line in lesson.code(of: cell) { markup.line(.init("│ ", .dim), .init(line, .code)) }
    return markup
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
