import Engine

/// The layers, each from its description in the engine.
enum LayerFunctions {
  static let all = LayerDescription.standard.map(BuiltIn.init(layer:))
}

extension BuiltIn {
  fileprivate convenience init(layer: LayerDescription) {
    self.init(
      layer.name, .networks, layer.options, layer.help, extraArguments: BuiltIn.extraArguments(of: layer),
      extraExamples: BuiltIn.misuse(of: layer)
    ) { arguments throws(Diagnostic) in .object(try LayerCall(layer, arguments).network()) }
  }

  /// What to say to somebody who gives a layer without options its input at once.
  private static func extraArguments(of layer: LayerDescription) -> String? {
    guard layer.ownOptions.isEmpty, case .call(let function, _)? = layer.function else { return nil }
    return
      "\(layer.name)() makes the layer, and \(layer.name)()(x) applies it; the function is \(function)(x)"
  }

  /// One argument too many, where the description has no error to show.
  private static func misuse(of layer: LayerDescription) -> [Example] {
    let hasErrors = layer.help.examples.contains { if case .failure = $0.outcome { true } else { false } }
    guard !hasErrors else { return [] }
    let places = layer.options.count { ![.named, .seed].contains($0.style) }
    let numbers = (1...places + 1).map(String.init).joined(separator: ", ")
    return [.init(code: "\(layer.name)(\(numbers))", fails: .extraArgument)]
  }

  /// Something that the engine describes.
  convenience init(
    _ name: String, _ topic: Topic, _ options: [OptionDescription], _ help: HelpText,
    extraArguments: String? = nil, extraExamples: [Example] = [],
    body: @escaping @Sendable (Arguments) throws(Diagnostic) -> Value
  ) {
    self.init(
      name, topic, help.summary, options.map { Parameter.option($0) }, formulas: help.formulas,
      details: help.details, examples: help.examples.map { Example($0) } + extraExamples, torch: help.torch,
      extraArgumentHelp: help.extraArguments ?? extraArguments, body: body)
  }
}

extension BuiltIn.Example {
  fileprivate init(_ example: HelpText.Example) {
    switch example.outcome {
    case .value(let value): self.init(code: example.code, result: value)
    case .failure(let code):
      self.init(code: example.code, fails: Diagnostic(TensorError(code, ""), labels: []).code)
    }
  }
}

/// A call that makes a layer. Those that it is given go into it as they are, with their weights.
private struct LayerCall {
  private let layer: LayerDescription
  private let arguments: Arguments
  private var settings: Settings
  private var parts: [NetworkObject] = []

  init(_ layer: LayerDescription, _ arguments: Arguments) throws(Diagnostic) {
    (self.layer, self.arguments, settings) = (layer, arguments, Settings(layer.name))
    for option in layer.options { try read(option) }
  }

  private mutating func read(_ option: OptionDescription) throws(Diagnostic) {
    switch option.kind {
    case .layer where option.defaultSetting != nil && arguments.optional(option) == nil:
      settings = settings.adding(option, .none)
    case .layer:
      let part =
        if case .function(let function) = arguments.value(option) {
          try NetworkObject(function, arguments.interpreter)
        } else { try arguments.member(try arguments.network(option)) }
      parts.append(part)
      settings = settings.adding(option, .settings(part.network.root.namedSettings))
    case .layers:
      let members = try arguments.members()
      parts += members
      settings = settings.adding(option, .list(members.map { .settings($0.network.root.namedSettings) }))
    default: settings = settings.adding(option, try arguments.setting(option))
    }
  }

  func network() throws(Diagnostic) -> NetworkObject {
    let roots = parts.map(\.network.root)
    var next = 0
    // A description asks for the layers inside in the order of its options.
    let made = try arguments.engine { () throws(TensorError) in
      let made = try layer.layer(settings) { _ in
        defer { next += 1 }
        return roots[next]
      }
      try made.checkNames()
      return made
    }
    var object = NetworkObject(Network(made))
    object.trains = parts.contains(where: \.trains)
    object.network.buildOfBuilt(parts.map(\.network), in: arguments.interpreter.execution)
    return object
  }
}
