import Language

/// What stands on one screen: a text, and the code, question or exercise that belongs to it.
package struct LessonStep: Sendable {
  /// Names the step in the progress file. A question's or exercise's own id; else counted from the last such one, so
  /// that a new step elsewhere changes nothing.
  package let id: String
  /// What is to be read first.
  package let reading: [LessonCell]
  package let activity: Activity
  /// Code that is run when the step begins, or, behind a question, when it is answered.
  package let code: [LessonCell]
  /// Where the step stands in the file.
  package let bytes: Range<Int>
  /// Of the step's own text: another one means that the step was changed.
  package let hash: String

  package enum Activity: Sendable {
    case reading
    case prediction(Prediction)
    case exercise(Exercise)
  }

  package struct Prediction: Sendable {
    package let question: LessonCell
    package let answer: LessonAttribute
    package let misconceptions: [Misconception]
    package let right: LessonCell?
  }

  package struct Exercise: Sendable {
    package let question: LessonCell
    /// The name that the learner stores the result in.
    package let name: String
    /// Whether the answer may have another shape than the solution's.
    package let isAnyShape: Bool
    package let hints: [LessonCell]
    package let solution: LessonCell
    package let check: LessonCell
    package let misconceptions: [Misconception]
    package let right: LessonCell?
  }

  /// A mistake that is known, with its explanation.
  package struct Misconception: Sendable {
    package let cell: LessonCell
    package let sign: Sign

    package enum Sign: Sendable {
      /// The value that the mistake leads to.
      case value(LessonAttribute)
      /// A condition that it meets, and a value that does so.
      case condition(LessonAttribute, example: LessonAttribute)
    }
  }

  package var prediction: Prediction? {
    if case .prediction(let prediction) = activity { prediction } else { nil }
  }

  package var exercise: Exercise? {
    if case .exercise(let exercise) = activity { exercise } else { nil }
  }

  /// The cells that are shown at once, before any code.
  package var shown: [LessonCell] {
    reading + [prediction?.question, exercise?.question].compactMap(\.self)
  }

  /// All cells that hold code.
  package var codeCells: [LessonCell] {
    code + [exercise?.solution, exercise?.check].compactMap(\.self)
  }
}
