/// One message about the user's program: a code, one sentence with the values in it, where, and what to do.
package struct Diagnostic: Error, Sendable {
  package enum Severity: String, Sendable { case error, warning, note }

  /// A place in the source with a few words beside it.
  package struct Label: Sendable {
    package let span: Span
    package let text: String
  }

  /// One step of the call chain: the function that was being called, and from where.
  package struct Call: Sendable {
    package let function: String
    package let source: SourceText
    package let span: Span
  }

  package final class Contents: Sendable {
    package let severity: Severity
    package let code: ErrorCode
    package let message: String
    package let source: SourceText?
    package let labels: [Label]
    package let help: String?
    package let calls: [Call]
    package let isIncomplete: Bool

    init(
      _ severity: Severity, _ code: ErrorCode, _ message: String, source: SourceText?, labels: [Label],
      help: String?, calls: [Call], isIncomplete: Bool
    ) {
      self.severity = severity
      self.code = code
      self.message = message
      self.source = source
      self.labels = labels
      self.help = help
      self.calls = calls
      self.isIncomplete = isIncomplete
    }
  }

  /// Behind one reference, so that passing a failure along costs nothing where nothing fails.
  package let contents: Contents

  private init(_ contents: Contents) { self.contents = contents }

  package init(
    _ code: ErrorCode, _ message: String, at span: Span? = nil, in source: SourceText? = nil,
    labels: [Label] = [], help: String? = nil, isIncomplete: Bool = false, severity: Severity = .error
  ) {
    let all = labels.isEmpty ? span.map { [Label(span: $0, text: "")] } ?? [] : labels
    contents = Contents(
      severity, code, message, source: source, labels: all, help: help, calls: [],
      isIncomplete: isIncomplete)
  }

  package var code: ErrorCode { contents.code }
  package var message: String { contents.message }
  package var help: String? { contents.help }
  package var labels: [Label] { contents.labels }
  package var source: SourceText? { contents.source }
  /// Whether more input could mend it: the prompt then asks for another line.
  package var isIncomplete: Bool { contents.isIncomplete }

  /// The same message with a place, unless it has one already.
  package func located(_ source: SourceText, _ span: Span) -> Diagnostic {
    guard contents.source == nil else { return self }
    let labels = contents.labels.isEmpty ? [Label(span: span, text: "")] : contents.labels
    return Diagnostic(
      Contents(
        contents.severity, code, message, source: source, labels: labels, help: help, calls: contents.calls,
        isIncomplete: contents.isIncomplete))
  }

  /// The same message with one more step of the call chain, outermost last; long chains keep both ends.
  package func called(_ function: String, from source: SourceText, _ span: Span) -> Diagnostic {
    let inner = contents.calls.count < 8 ? contents.calls : contents.calls.dropLast()
    return Diagnostic(
      Contents(
        contents.severity, code, message, source: contents.source, labels: labels, help: help,
        calls: inner + [Call(function: function, source: source, span: span)],
        isIncomplete: contents.isIncomplete))
  }

  /// The same with one more suggestion, behind its own where it has one.
  func adding(help more: String) -> Diagnostic {
    Diagnostic(
      Contents(
        contents.severity, code, message, source: contents.source, labels: labels,
        help: help.map { "\($0); \(more)" } ?? more, calls: contents.calls,
        isIncomplete: contents.isIncomplete))
  }

  /// The same, which arose in a function of a network or of a training.
  /// - Parameters:
  ///   - place: where the function belongs: `layer 2, x -> x[1]`; empty where that is plain.
  ///   - help: what else to do about it, where it has no advice of its own.
  func inside(_ place: String, help: String?) -> Diagnostic {
    guard code != .interrupted, code != .memory else { return self }
    return Diagnostic(
      Contents(
        contents.severity, code, place.isEmpty ? message : "\(place): \(message)", source: contents.source,
        labels: labels, help: self.help ?? help, calls: contents.calls, isIncomplete: contents.isIncomplete))
  }
}
