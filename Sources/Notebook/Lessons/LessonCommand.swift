/// What a learner can ask of a lesson.
package enum LessonCommand: Equatable, Sendable {
  case list
  case open(String)
  case progress
  case forget(String?)
  case leave
  case next
  case back
  case check
  case answer(String)
  case hint
  case solution
  case skip
  case reset
}
