import Engine

/// Matches the arguments of a call with a built-in's parameters.
struct ArgumentBinder {
  private let builtIn: BuiltIn
  private var values: [Value]
  private var spans: [Span?]
  private var rest: [Value] = []
  private var restSpans: [Span?] = []
  private var fieldNames: [String] = []
  private var fieldValues: [Value] = []
  private var next = 0

  init(_ builtIn: BuiltIn) {
    self.builtIn = builtIn
    values = [Value](repeating: .unset, count: builtIn.parameters.count)
    spans = [Span?](repeating: nil, count: builtIn.parameters.count)
  }

  /// A positional argument.
  mutating func add(_ value: Value, _ span: Span?) throws(Diagnostic) {
    while next < values.count, builtIn.parameters[next].isNamedOnly { next += 1 }
    guard next < values.count else { throw extra(span) }
    if builtIn.parameters[next].kind == .variadic {
      rest.append(value)
      restSpans.append(span)
    } else {
      values[next] = value
      spans[next] = span
      next += 1
    }
  }

  /// Whether it has an argument of that name.
  func takes(_ name: String) -> Bool {
    builtIn.parameters.last?.kind == .fields || builtIn.parameters.contains { $0.name == name }
  }

  /// A named argument.
  mutating func add(_ name: String, _ value: Value, _ span: Span) throws(Diagnostic) {
    if builtIn.parameters.last?.kind == .fields {
      fieldNames.append(name)
      fieldValues.append(value)
      return
    }
    guard let position = builtIn.parameters.firstIndex(where: { $0.name == name }) else {
      throw unknown(name, span)
    }
    let isVariadic = builtIn.parameters[position].kind == .variadic
    guard case .unset = values[position], !isVariadic || rest.isEmpty else {
      throw Diagnostic(
        .repeatedArgument, "`\(name)` is given twice: by position and by name",
        labels: [.init(span: span, text: "")])
    }
    if isVariadic {
      rest = [value]
      restSpans = [span]
      return
    }
    values[position] = value
    spans[position] = span
  }

  func finish(_ interpreter: Interpreter, in source: SourceText? = nil) throws(Diagnostic) -> Arguments {
    for position in builtIn.requiredPositions {
      guard case .unset = values[position] else { continue }
      let parameter = builtIn.parameters[position]
      throw Diagnostic(
        .missingArgument, "\(builtIn.name) needs its argument `\(parameter.name)`: \(parameter.help)",
        help: ForeignHabits.incomplete[builtIn.name] ?? builtIn.signature)
    }
    return Arguments(
      builtIn: builtIn, interpreter: interpreter, values: values, spans: spans, rest: rest,
      restSpans: restSpans, fieldNames: fieldNames, fieldValues: fieldValues, source: source)
  }

  private func extra(_ span: Span?) -> Diagnostic {
    let named = builtIn.parameters.filter { $0.isNamedOnly }.map { "\($0.name)=…" }
    let help =
      builtIn.extraArgumentHelp ?? ForeignHabits.extra[builtIn.name]
      ?? (named.isEmpty ? builtIn.signature : "options are given by name: \(named.joined(separator: ", "))")
    let most = builtIn.parameters.filter { !$0.isNamedOnly }.count
    return Diagnostic(
      .extraArgument, "\(builtIn.name) takes at most \(most) argument\(most == 1 ? "" : "s") by position",
      labels: span.map { [.init(span: $0, text: "")] } ?? [], help: help)
  }

  /// - Parameter span: the name's place.
  func unknown(_ name: String, _ span: Span) -> Diagnostic {
    let known = builtIn.parameters.map(\.name)
    let options = builtIn.parameters.filter { if case .optional = $0.kind { true } else { false } }.map(
      \.name)
    if name == "activation" {
      return Diagnostic(
        .unknownArgument, "\(builtIn.name) has no option `activation`", labels: [.init(span: span, text: "")],
        help: "an activation is a layer of its own: Chain(Conv(8, 3), Relu())")
    }
    let close =
      builtIn.parameters.first { $0.option?.formerName == name }?.name ?? Suggestion.closest(
        to: name, among: known)
      ?? ArgumentBinder.foreign[name].flatMap { ours in
        ours.split(separator: " ").map(String.init).first { known.contains($0) }
      }
    let help =
      ForeignHabits.option(name, of: builtIn.name) ?? close.map { "did you mean `\($0)`?" }
      ?? (options.isEmpty ? nil : "its options are \(options.joined(separator: ", "))")
    return Diagnostic(
      .unknownArgument, "\(builtIn.name) has no option `\(name)`", labels: [.init(span: span, text: "")],
      help: help)
  }

  /// Option names of other libraries; several of ours where it depends on the function.
  private static let foreign = [
    "axis": "dim", "keepdims": "keepdim", "strides": "stride", "pad": "padding", "ksize": "kernel_size",
    "kernel": "kernel_size", "pool_size": "kernel_size", "dilation_rate": "dilation", "interpolation": "mode",
    "weight": "w", "bias": "b", "input": "x", "fill": "padding_mode", "border": "padding_mode",
    "lr": "lr_multiplier optimizer", "learning_rate": "lr lr_multiplier optimizer", "rate": "optimizer",
    "lr_mult": "lr_multiplier",
    "validation_data": "validation",
    "train": "training",
    "title": "caption", "caption": "title", "legend": "labels", "label": "labels", "figsize": "size",
    "marker": "kind", "style": "kind", "linestyle": "kind", "vmin": "range", "vmax": "range", "clim": "range",
    "filename": "file", "savefig": "file",
    "scale_factor": "scale", "factor": "scale", "output_size": "size",
  ]
}
