import Language

/// How a function is called: what is written between its parentheses, and what each argument means.
package struct CallSignature: Equatable, Sendable {
  package struct Parameter: Equatable, Sendable {
    package let name: String
    /// The default as it is written; nil where there is none.
    package let initial: String?
    package let help: String
    /// The strings that it takes; empty where they are not listed.
    package let choices: [String]
    /// Whether an argument without a name can be this one.
    package let takesPosition: Bool
    /// Whether it takes all further arguments, by position or by any name.
    package let takesRest: Bool

    /// `x`, `stride=1`, `values…`.
    package var text: String {
      if let initial { return "\(name)=\(initial)" }
      return takesRest ? takesPosition ? "\(name)…" : "\(name)=…" : name
    }
  }

  package let name: String
  package let parameters: [Parameter]
  /// What the function does, in a sentence; empty where nobody said.
  package let summary: String

  /// `conv(x, w, b=none, stride=1)`.
  package var text: String { "\(name)(\(parameters.map(\.text).joined(separator: ", ")))" }
}

extension CallSignature {
  init(_ builtIn: BuiltIn, name: String) {
    self.name = name
    summary = builtIn.summary
    parameters = builtIn.parameters.map { parameter in
      let initial: String? = if case .optional(let initial) = parameter.kind { initial } else { nil }
      return Parameter(
        name: parameter.name, initial: initial,
        help: parameter.help, choices: parameter.choices, takesPosition: !parameter.isNamedOnly,
        takesRest: parameter.kind == .variadic || parameter.kind == .fields)
    }
  }

  init(_ function: FunctionValue, name: String) {
    self.name = name
    summary = function.comment.joined(separator: " ")
    parameters = function.parameters.map { parameter in
      Parameter(
        name: parameter.name, initial: parameter.initial, help: "", choices: [], takesPosition: true,
        takesRest: false)
    }
  }

  /// How what a name stands for is called; nil for what cannot be called.
  init?(_ name: String, in environment: Environment) {
    switch environment[name] {
    case .function(let function)?: self.init(function, name: name)
    case .builtIn(let builtIn)?: self.init(builtIn, name: name)
    case .object(let box)?:
      guard let call = box.content.call else { return nil }
      self.init(call, name: name)
    case nil:
      guard let builtIn = environment.library[name] ?? StatementHelp.builtIn(name) else { return nil }
      self.init(builtIn, name: name)
    case _?: return nil
    }
  }
}

extension CallSignature {
  /// The parameter that the last argument of a call is for; nil where there is none for it.
  func parameter(for call: OpenCall) -> Int? {
    guard let last = call.arguments.last else { return nil }
    if let name = last.name { return parameters.firstIndex { $0.name == name } }
    return parameter(at: call.arguments.dropLast().count { $0.name == nil } + (call.isPiped ? 1 : 0))
  }

  /// The parameter of an argument without a name, by how many such stand before it.
  private func parameter(at position: Int) -> Int? {
    let positional = parameters.indices.filter { parameters[$0].takesPosition }
    if let rest = positional.firstIndex(where: { parameters[$0].takesRest }), position >= rest {
      return positional[rest]
    }
    return position < positional.count ? positional[position] : nil
  }

  /// The parameters with a default that a call has no argument for yet.
  func options(openIn call: OpenCall) -> [Parameter] {
    let before = call.arguments.dropLast()
    var given = Set(before.compactMap(\.name))
    for position in 0..<(before.count { $0.name == nil } + (call.isPiped ? 1 : 0)) {
      if let index = parameter(at: position) { given.insert(parameters[index].name) }
    }
    return parameters.filter { $0.initial != nil && !given.contains($0.name) }
  }
}

/// A call that is being typed, and which of its parameters the cursor is at.
package struct CallPlace: Equatable, Sendable {
  package let signature: CallSignature
  /// The parameter's place in the signature; nil where the cursor is at none.
  package let parameter: Int?

  /// The signature, and what the parameter at the cursor means.
  package var markup: Markup {
    var spans: [Markup.Span] = [.init(signature.name, .code), .init("(")]
    for (index, parameter) in signature.parameters.enumerated() {
      if index > 0 { spans.append(.init(", ")) }
      spans.append(.init(parameter.text, index == self.parameter ? .strong : .plain))
    }
    spans.append(.init(")"))
    var markup = Markup([.sentence(spans)])
    guard let parameter, !signature.parameters[parameter].help.isEmpty else { return markup }
    markup.append(CallPlace.help(signature.parameters[parameter]))
    return markup
  }

  /// A parameter's name, what it means, and the strings that it takes.
  static func help(_ parameter: CallSignature.Parameter) -> Markup {
    let choices = parameter.choices.map { "\"\($0)\"" }.joined(separator: ", ")
    return Markup([
      .sentence([
        .init("  \(parameter.name)  ", .code), .init(parameter.help),
        .init(choices.isEmpty ? "" : ": \(choices)", .string),
      ])
    ])
  }
}
