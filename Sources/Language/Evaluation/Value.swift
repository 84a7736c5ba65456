import Engine

/// A value of the language. Nine bytes: every payload is a number or one reference, so that passing values is cheap.
package enum Value: Sendable {
  /// A variable that has no value yet; never seen by a program.
  case unset
  case none
  case number(Double)
  case boolean(Bool)
  case tensor(Tensor)
  case string(StringBox)
  case range(RangeBox)
  case list(ListBox)
  case record(RecordBox)
  case function(FunctionValue)
  case builtIn(BuiltIn)
  case object(ObjectBox)

  package static func string(_ text: String) -> Value { .string(StringBox(text)) }
  package static func object(_ content: some ObjectContent) -> Value { .object(ObjectBox(content)) }
  package static func list(_ values: [Value]) -> Value { .list(ListBox(values)) }
}
