/// Cells from standard input that is not a terminal: no prompt, no echo, no history.
public struct PlainInput {
  private let nextLine: () -> String?

  /// - Parameter nextLine: the next line without its newline, nil at the end; standard input's if not given.
  ///   Bytes that are not UTF-8 are replaced.
  public init(nextLine: @escaping () -> String? = { readLine() }) { self.nextLine = nextLine }

  /// The next complete cell; at the end of input what is left, even if it is incomplete.
  ///
  /// - Parameter isComplete: asked after each line with all lines so far, joined by newlines.
  public func read(isComplete: (String) -> Bool) -> Input {
    Input.assembled(isComplete: isComplete) { _ in nextLine().map { .line($0) } ?? .endOfInput }
  }
}
