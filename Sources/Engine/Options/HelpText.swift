/// What help says of a class of layers, optimizers or schedules, beside its options.
public struct HelpText: Sendable {
  /// A line in Fovea's language, and what comes of it; tests run it.
  public struct Example: Sendable {
    public let code: String
    public let outcome: Outcome

    public enum Outcome: Sendable {
      /// A value as the language writes it.
      case value(String)
      case failure(TensorError.Code)
    }

    public static func gives(_ code: String, _ value: String) -> Example {
      Example(code: code, outcome: .value(value))
    }

    public static func fails(_ code: String, _ error: TensorError.Code) -> Example {
      Example(code: code, outcome: .failure(error))
    }
  }

  /// A sentence: what it is.
  public let summary: String
  /// Equations in the language, one a line; tests evaluate both sides.
  public let formulas: [String]
  /// Paragraphs, one a line.
  public let details: String
  public let examples: [Example]
  /// How PyTorch writes it.
  public let torch: String?
  /// What to say to somebody who gives too many arguments by position, where that is a habit.
  public let extraArguments: String?

  public init(
    _ summary: String, formulas: [String] = [], details: String = "", examples: [Example] = [],
    torch: String? = nil, extraArguments: String? = nil
  ) {
    (self.summary, self.formulas, self.details) = (summary, formulas, details)
    (self.examples, self.torch, self.extraArguments) = (examples, torch, extraArguments)
  }
}
