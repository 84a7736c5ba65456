import Engine

/// A value with ways of its own: a network, an optimizer, a data set. What the language does with it is asked here, so that
/// a new kind of value is one type.
package protocol ObjectContent: Sendable {
  /// In one word or two: `network`, `data set`.
  var kind: String { get }

  /// As a message says it: `a network of 5 layers`.
  var briefly: String { get }

  /// On one line, as it would be typed where that is short.
  var inline: String { get }

  /// As a statement's value is shown.
  var display: [String] { get }

  /// What `show` draws.
  func picture(caption: String) -> Markup

  /// The same, with what networks said of it.
  func picture(caption: String, _ answers: RecentAnswers) -> Markup
  /// What a figure in a file shows of it.
  func figure(caption: String, _ answers: RecentAnswers) -> Markup

  /// Whether both are the same in all that can be seen of them.
  func isSame(as other: any ObjectContent) -> Bool

  /// The tensors that it holds on to.
  var tensors: [Tensor] { get }

  /// How it is called; nil when it cannot be.
  var call: BuiltIn? { get }

  var fieldNames: [String] { get }
  func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value?
  /// What to say to somebody who asks for a field that is not there; nil where there is nothing special to say.
  func help(forField name: String) -> String?

  /// The shape of a field of which a part costs less than the whole; nil for any other.
  func shape(ofField name: String) -> [Int]?
  /// Some rows of such a field, by their places from 0.
  func rows(_ places: [Int], ofField name: String, _ execution: Execution) throws(TensorError) -> Tensor

  /// How many parts an index can name; nil when it has none.
  var count: Int? { get }
  /// The part at a place, counted from 0.
  func element(_ position: Int, _ execution: Execution) throws(TensorError) -> Value
  /// The names of its parts, where an index can be one: `net["stem"]`.
  var partNames: [String] { get }
  /// The part of a name; nil where an index cannot be a name.
  func part(named name: String, _ execution: Execution) throws(TensorError) -> Value?
  /// The parts at several places.
  func part(_ positions: [Int], _ execution: Execution) throws(TensorError) -> Value

  /// What an operator gives with this as its left side; nil where it has no meaning.
  func arithmetic(_ symbol: String, with right: Value, _ execution: Execution) throws(TensorError) -> Value?
  /// The same with this as the right side, and something that is no object on the left.
  func arithmetic(_ symbol: String, after left: Value, _ execution: Execution) throws(TensorError) -> Value?
}

extension ObjectContent {
  package var display: [String] { [inline] }
  package func picture(caption: String) -> Markup { Markup(display.map { .line([.init($0)]) }) }
  package func picture(caption: String, _ answers: RecentAnswers) -> Markup { picture(caption: caption) }
  package func figure(caption: String, _ answers: RecentAnswers) -> Markup {
    picture(caption: caption, answers)
  }
  package func isSame(as other: any ObjectContent) -> Bool { other.kind == kind && other.inline == inline }
  package var tensors: [Tensor] { [] }
  package var call: BuiltIn? { nil }
  package var fieldNames: [String] { [] }
  package func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? { nil }
  package func help(forField name: String) -> String? { nil }
  package func shape(ofField name: String) -> [Int]? { nil }
  package func rows(
    _ places: [Int], ofField name: String, _ execution: Execution
  ) throws(TensorError) -> Tensor { preconditionFailure("only of a field with a shape") }
  package var count: Int? { nil }
  package func element(_ position: Int, _ execution: Execution) throws(TensorError) -> Value { .none }
  package var partNames: [String] { [] }
  package func part(named name: String, _ execution: Execution) throws(TensorError) -> Value? { nil }
  package func part(_ positions: [Int], _ execution: Execution) throws(TensorError) -> Value { .none }
  package func arithmetic(
    _ symbol: String, with right: Value, _ execution: Execution
  ) throws(TensorError) -> Value? { nil }
  package func arithmetic(
    _ symbol: String, after left: Value, _ execution: Execution
  ) throws(TensorError) -> Value? { nil }
}

package final class ObjectBox: Sendable {
  package let content: any ObjectContent

  package init(_ content: some ObjectContent) { self.content = content }
}

extension Arguments {
  /// The object of a kind that was given as a parameter; nil when it is something else.
  func object<Content: ObjectContent>(_ parameter: some ParameterReference, as type: Content.Type) -> Content?
  {
    guard case .object(let box) = value(parameter) else { return nil }
    return box.content as? Content
  }
}
