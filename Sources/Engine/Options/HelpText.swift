/// What help says of a class of layers, optimizers or schedules, beside its options.
public struct HelpText: Sendable {
  /// A line in Fovea's language, and what comes of it; tests run it.
  public struct Example: Sendable {
    /// The line, in Fovea's language.
    public let code: String
    /// What comes of it.
    public let outcome: Outcome

    /// What comes of a line.
    public enum Outcome: Sendable {
      /// A value as the language writes it.
      case value(String)
      /// An error of this code.
      case failure(TensorError.Code)
    }

    /// An example that gives a value.
    /// - Parameters:
    ///   - code: the line, in Fovea's language.
    ///   - value: its value as the language writes it.
    /// - Returns: the line with that value.
    public static func gives(_ code: String, _ value: String) -> Example {
      Example(code: code, outcome: .value(value))
    }

    /// An example that fails.
    /// - Parameters:
    ///   - code: the line, in Fovea's language.
    ///   - error: the code of the error that it ends with.
    /// - Returns: the line with that error.
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
  /// Lines to try, with what comes of them.
  public let examples: [Example]
  /// How PyTorch writes it.
  public let torch: String?
  /// What to say to somebody who gives too many arguments by position, where that is a habit.
  public let extraArguments: String?

  /// - Parameters:
  ///   - summary: a sentence: what it is.
  ///   - formulas: equations in the language, one a line.
  ///   - details: paragraphs, one a line.
  ///   - examples: lines to try, with what comes of them.
  ///   - torch: how PyTorch writes it; nil where it has nothing of the kind.
  ///   - extraArguments: what to say to somebody who gives too many arguments by position, where that is a habit.
  public init(
    _ summary: String, formulas: [String] = [], details: String = "", examples: [Example] = [],
    torch: String? = nil, extraArguments: String? = nil
  ) {
    (self.summary, self.formulas, self.details) = (summary, formulas, details)
    (self.examples, self.torch, self.extraArguments) = (examples, torch, extraArguments)
  }
}
