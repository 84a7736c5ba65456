import Engine
import Language

/// Values in the words of a lesson.
enum LessonWords {
  /// `a number`, `a tensor`.
  static func kind(_ value: Value, _ language: LessonLanguage) -> String {
    let words: Bilingual<String> =
      switch value {
      case .unset, .none: .init("none", "none")
      case .number: .init("a number", "一个数")
      case .boolean: .init("true or false", "true 或 false")
      case .tensor(let tensor): tensor.rank == 0 ? .init("a number", "一个数") : .init("a tensor", "一个张量")
      case .string: .init("a string", "一个字符串")
      case .range: .init("a range", "一个范围")
      case .list: .init("a list", "一个列表")
      case .record: .init("a record", "一个记录")
      case .function, .builtIn: .init("a function", "一个函数")
      case .object(let box): objectKind(box.content.kind)
      }
    return words[language]
  }

  private static func objectKind(_ kind: String) -> Bilingual<String> {
    switch kind {
    case "network": .init("a network", "一个网络")
    case "data set": .init("a data set", "一个数据集")
    case "optimizer": .init("an optimizer", "一个优化器")
    default: .init("a \(kind)", "一个\(kind)")
    }
  }

  /// `the number 5`, `a tensor [2, 3]`.
  /// - Parameter values: whether short tensors are written out.
  static func brief(_ value: Value, _ language: LessonLanguage, values: Bool = false) -> String {
    let space = language == .chinese ? " " : ""
    switch value {
    case .number, .boolean, .range:
      return values || language == .chinese ? space + Formatter.inline(value) : value.briefly
    case .tensor(let tensor):
      if tensor.rank == 0 || values { return space + Formatter.inline(value) }
      return language == .english ? value.briefly : "形状为 \(tensor.shape) 的张量"
    case .list(let list): return language == .english ? value.briefly : "有 \(list.values.count) 项的列表"
    case .string(let box):
      let text = box.text.count <= 24 ? Formatter.inline(value) : "…"
      return language == .english ? value.briefly : "字符串 \(text)"
    case .record: return language == .english ? value.briefly : "一个记录"
    case .function, .builtIn:
      return (language == .english ? "the function " : "函数 ") + Formatter.inline(value)
    case .object(let box): return language == .english ? value.briefly : objectKind(box.content.kind).chinese
    case .unset, .none: return space + "none"
    }
  }

  static func shape(_ value: Value) -> String {
    "[" + value.shape.map(String.init).joined(separator: ", ") + "]"
  }
}
