import Glibc

/// A variable of the environment that the program looks at, as help tells of it.
public protocol EnvironmentVariable: Sendable {
  /// What it is called: `FOVEA_THREADS`.
  var name: String { get }
  /// What it decides: `how many threads work at once`.
  var meaning: String { get }
  /// The texts that it takes, for people: `sse2, avx2 or avx512`; nil where others say what it holds.
  var takes: String? { get }
  /// What is wrong with a text that it was set to; nil where it was taken as it stands.
  /// - Parameter text: what the variable is set to.
  /// - Returns: the end of a sentence that begins with the variable and its text: `is ignored: …`.
  func problem(with text: String) -> String?
}

extension EnvironmentVariable {
  /// What it is set to; nil where it is not, or to nothing.
  public var text: String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// One sentence on what it is set to, where that is not taken as it stands.
  public var complaint: String? {
    guard let text, let problem = problem(with: text) else { return nil }
    return "\(name)=\(FileError.excerpt(text)) \(problem)"
  }
}

/// A setting of the program's own: what its text means, and what is said of one that means nothing.
public struct Setting<Value: Sendable>: EnvironmentVariable {
  /// What it is called.
  public let name: String
  public let meaning: String
  public var takes: String? { choices }
  private let choices: String
  private let read: @Sendable (String) -> Reading?

  /// What a text means.
  public struct Reading: Sendable {
    /// Nil for a text that is ignored.
    let value: Value?
    /// Why it is not what was asked for, where it is not.
    let remark: String?

    /// For a text that has a meaning.
    /// - Parameters:
    ///   - value: what it means.
    ///   - remark: what is said of a text that is not taken as it stands: `is not supported by this processor: avx2 is
    ///     used`.
    public init(_ value: Value, remark: String? = nil) { (self.value, self.remark) = (value, remark) }

    /// For a text that has a meaning and still cannot be taken.
    /// - Parameter reason: `it is too large`.
    public init(ignoredBecause reason: String) { (value, remark) = (nil, "is ignored: \(reason)") }
  }

  /// - Parameters:
  ///   - name: what it is called.
  ///   - meaning: what it is for, as help says it.
  ///   - takes: what it may be set to, as complaints say it.
  ///   - read: gets the text in small letters, without blanks around it; nil: it means nothing.
  public init(
    _ name: String, _ meaning: String, takes: String, read: @escaping @Sendable (String) -> Reading?
  ) {
    (self.name, self.meaning, choices, self.read) = (name, meaning, takes, read)
  }

  /// What it is set to; nil where it is not set, or to something without a meaning.
  public var value: Value? { text.flatMap(value) }

  /// What a text means, whether or not the variable is set to it.
  /// - Parameter text: as it would stand in the environment; capitals and blanks around it do not count.
  /// - Returns: its meaning; nil where it has none or is ignored.
  public func value(of text: String) -> Value? { reading(of: text)?.value }

  public func problem(with text: String) -> String? {
    guard let reading = reading(of: text) else { return "is ignored: it takes \(choices)" }
    return reading.remark
  }

  private func reading(of text: String) -> Reading? {
    var word = text.lowercased()[...]
    while word.first?.isWhitespace == true { word.removeFirst() }
    while word.last?.isWhitespace == true { word.removeLast() }
    return word.isEmpty ? nil : read(String(word))
  }
}

/// A variable that belongs to the system or to other programs too. What it holds is for them to judge.
public struct SharedVariable: EnvironmentVariable {
  public let name: String
  public let meaning: String
  public var takes: String? { nil }

  /// - Parameters:
  ///   - name: what it is called.
  ///   - meaning: what it is for, as help says it.
  public init(_ name: String, _ meaning: String) { (self.name, self.meaning) = (name, meaning) }

  public func problem(with text: String) -> String? { nil }
}
