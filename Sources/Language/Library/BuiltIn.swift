import Engine

/// A built-in function: how it is called, what it does, and everything that help says of it. A class, because each call
/// carries it along.
package final class BuiltIn: Sendable {
  package struct Parameter: Sendable {
    package enum Kind: Sendable, Equatable {
      case required
      /// The default as it would be written.
      case optional(String)
      /// Takes all further positional arguments.
      case variadic
      /// Takes all named arguments, whatever their names.
      case fields
    }

    package let name: String
    package let kind: Kind
    /// Whether it can only be given by name, because a position would be mistaken for something else.
    package let isNamedOnly: Bool
    package let help: String
    /// The strings it takes, for completion.
    package let choices: [String]
    /// Its description, where it is an option.
    package var option: OptionDescription?
    /// Whether it is the name of a file or folder.
    package var namesFile = false

    /// The same, as the name of a file or folder.
    var ofFile: Self {
      var copy = self
      copy.namesFile = true
      return copy
    }
  }

  /// Something to type, and what it gives.
  package struct Example: Sendable {
    package let code: String
    package let result: String
    /// The error that it is, where it shows what the function does not take.
    package let error: ErrorCode?

    init(code: String, result: String) { (self.code, self.result, error) = (code, result, nil) }

    init(code: String, fails error: ErrorCode) { (self.code, result, self.error) = (code, "", error) }
  }

  package let name: String
  package let topic: Topic
  package let summary: String
  package let parameters: [Parameter]
  /// The positions of the parameters that every call gives.
  let requiredPositions: [Int]
  /// The description of each parameter that is an option, for finding it quickly.
  let optionIdentities: [ObjectIdentifier?]
  /// Equations in the language, one a line, of the result `y` and the arguments by their names; tests evaluate both sides.
  /// The indices of `y[i, j]` count from 1 and go over all its elements; `sum over p, q of …` (or `mean`, `max`) stands for the
  /// rest of the right side, and `, where a = …; b = …` names parts of it. What lies outside a picture counts as 0. An
  /// optimizer's are assignments, which are made at each step in their order.
  package let formulas: [String]
  package let details: String
  package let examples: [Example]
  /// Calls that are errors, and which.
  package let errorExamples: [Example]
  /// How PyTorch writes it, where it does.
  package let torch: String?
  /// What to say to somebody who gives too many arguments by position, where that is a habit; `$1` and `$2` stand for the
  /// first of them.
  let extraArgumentHelp: String?
  /// The type in which numbers in brackets are read that are an argument, where it is not float32.
  let literalType: DType?
  let body: @Sendable (Arguments) throws(Diagnostic) -> Value
  /// What a call asks of the engine, for the explanations, where the function is one operation.
  let operation: (@Sendable (Arguments) throws(Diagnostic) -> OperationCall<any Engine.Operation>)?

  package enum Topic: String, Sendable, CaseIterable {
    case arithmetic = "arithmetic"
    case reductions = "reductions"
    case shapes = "shapes"
    case making = "making tensors"
    case matrices = "matrices"
    case convolution = "convolution and pooling"
    case losses = "softmax, losses and normalisation"
    case sampling = "affine maps and sampling"
    case gradients = "gradients"
    case files = "files and pictures"
    case plots = "plots"
    case networks = "networks"
    case training = "training"
    case data = "data sets"
    case values = "values"
  }

  init(
    _ name: String, _ topic: Topic, _ summary: String, _ parameters: [Parameter], formulas: [String] = [],
    details: String = "", examples: [Example], torch: String? = nil, extraArgumentHelp: String? = nil,
    literalType: DType? = nil,
    operation: (@Sendable (Arguments) throws(Diagnostic) -> OperationCall<any Engine.Operation>)? = nil,
    body: @escaping @Sendable (Arguments) throws(Diagnostic) -> Value
  ) {
    self.name = name
    self.topic = topic
    self.summary = summary
    self.parameters = parameters
    requiredPositions = parameters.indices.filter { parameters[$0].kind == .required }
    optionIdentities = parameters.map { $0.option.map(ObjectIdentifier.init) }
    self.formulas = formulas
    self.details = details
    self.examples = examples.filter { $0.error == nil }
    errorExamples = examples.filter { $0.error != nil }
    self.torch = torch
    self.extraArgumentHelp = extraArgumentHelp
    self.literalType = literalType
    self.operation = operation
    self.body = body
  }

  /// A function that is one operation, applied as `call` says.
  convenience init<Op: Engine.Operation>(
    _ name: String, _ topic: Topic, _ summary: String, _ parameters: [Parameter], formulas: [String] = [],
    details: String = "", examples: [Example], torch: String? = nil, literalType: DType? = nil,
    applying call: @escaping @Sendable (Arguments) throws(Diagnostic) -> OperationCall<Op>
  ) {
    let isElementwise = Op.self is any UnaryElementwise.Type
    self.init(
      name, topic, summary, parameters, formulas: formulas, details: details, examples: examples,
      torch: torch, literalType: literalType,
      operation: { arguments throws(Diagnostic) in try call(arguments).erased },
      body: { arguments throws(Diagnostic) in
        guard isElementwise, let network = arguments.object(0, as: NetworkObject.self) else {
          return try arguments.apply(try call(arguments))
        }
        return try arguments.mapped(network) { parameter throws(Diagnostic) in
          try arguments.apply(try call(arguments.replacingFirst(parameter)))
        }
      })
  }

  /// `conv(x, w, b=none, stride=1)`.
  package var signature: String {
    var parts: [String] = []
    for parameter in parameters {
      switch parameter.kind {
      case .required: parts.append(parameter.name)
      case .optional(let initial): parts.append("\(parameter.name)=\(initial)")
      case .variadic: parts.append("\(parameter.name)…")
      case .fields: parts.append("\(parameter.name)=…")
      }
    }
    return "\(name)(\(parts.joined(separator: ", ")))"
  }
}

extension BuiltIn.Parameter {
  static func required(_ name: String, _ help: String) -> Self {
    Self(name: name, kind: .required, isNamedOnly: false, help: help, choices: [])
  }

  /// An operand that need not be given.
  static func optional(_ name: String, _ help: String) -> Self {
    Self(name: name, kind: .optional("none"), isNamedOnly: false, help: help, choices: [])
  }

  /// A value that is given by name and need not be: a tensor, a function, a data set.
  /// - Parameter writtenDefault: how help writes what stands in for it.
  static func named(_ name: String, _ help: String, writtenDefault: String = "none") -> Self {
    Self(name: name, kind: .optional(writtenDefault), isNamedOnly: true, help: help, choices: [])
  }

  /// An option, as its description says.
  static func option(_ option: OptionDescription) -> Self {
    let kind: Kind =
      switch (option.style, option.defaultText) {
      case (.variadic, _): .variadic
      case (_, let text?): .optional(text)
      case (_, nil): .required
      }
    let isNamedOnly =
      switch option.style {
      case .named, .seed: true
      case .positional, .code, .either, .variadic: false
      }
    var parameter = Self(
      name: option.name, kind: kind, isNamedOnly: isNamedOnly, help: option.help, choices: option.choices)
    parameter.option = option
    return parameter
  }

  static func variadic(_ name: String, _ help: String) -> Self {
    Self(name: name, kind: .variadic, isNamedOnly: false, help: help, choices: [])
  }

  static func fields(_ name: String, _ help: String) -> Self {
    Self(name: name, kind: .fields, isNamedOnly: true, help: help, choices: [])
  }
}
