/// The language that lessons are told in.
package enum LessonLanguage: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// What the environment asks for messages: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set.
  package static func fromEnvironment(_ value: (String) -> String?) -> LessonLanguage {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let locale = value(name), !locale.isEmpty else { continue }
      return locale.lowercased().hasPrefix("zh") ? .chinese : .english
    }
    return .english
  }
}

/// The same in both languages.
package struct Bilingual<Content: Sendable>: Sendable {
  package var english: Content
  package var chinese: Content

  package init(_ english: Content, _ chinese: Content) {
    self.english = english
    self.chinese = chinese
  }

  package subscript(language: LessonLanguage) -> Content {
    get { language == .english ? english : chinese }
    set {
      switch language {
      case .english: english = newValue
      case .chinese: chinese = newValue
      }
    }
  }
}

extension Bilingual: Equatable where Content: Equatable {}
