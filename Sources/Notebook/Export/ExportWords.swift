/// What documents say themselves, in both languages.
enum ExportWords {
  static let answer = Bilingual("Answer", "答案")
  static let solution = Bilingual("Solution", "参考解答")
  static let contents = Bilingual("Contents", "目录")
  static let bookIntroduction = Bilingual(
    "Lessons on convolutional networks and spatial transformers, with the results of their code. Each can be played at the "
      + "prompt: lesson 5.4.3",
    "关于卷积神经网络与空间变换器的课程，附有代码运行的结果。每一课都可以在提示符下逐步学习：lesson 5.4.3")
  static let session = Bilingual("A session", "一次会话")

  static func hint(_ number: Int, of count: Int) -> Bilingual<String> {
    count == 1 ? Bilingual("Hint", "提示") : Bilingual("Hint \(number)", "提示 \(number)")
  }
}

extension Bilingual where Content == String {
  /// In the languages asked for, one behind the other.
  func joined(_ languages: [LessonLanguage]) -> String {
    let texts = languages.map { self[$0] }
    return texts.dropFirst().allSatisfy { $0 == texts[0] } ? texts[0] : texts.joined(separator: " · ")
  }
}
