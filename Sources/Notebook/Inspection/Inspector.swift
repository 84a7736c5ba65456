import Engine
import Language

/// Finds out what stands at the cursor.
struct Inspector {
  private let environment: Environment

  init(_ notebook: Notebook) { environment = notebook.environment }

  func inspection(of text: String, cursor: Int) -> Inspection? {
    let place = CodePlace(text, cursor: cursor)
    if place.isInComment { return nil }
    let call = place.call.flatMap { call in
      CallSignature(call.name, in: environment).map {
        CallPlace(signature: $0, parameter: $0.parameter(for: call))
      }
    }
    if place.openString == nil, !place.word.isEmpty {
      if place.isFirstWord, let found = command(text, place) { return found }
      if place.isField { return field(place) }
      if let found = option(text, place, call) ?? self.named(place, call) { return found }
    }
    let end = min(max(cursor, 0), text.utf8.count)
    return call.map { around($0, at: end) }
  }

  /// The command that the whole text is, seen from its word.
  private func command(_ text: String, _ place: CodePlace) -> Inspection? {
    guard let command = CommandCall(text, in: environment)?.command else { return nil }
    return Inspection(
      name: command.word, kind: .command, place: place.wordRange, call: nil, type: nil, shape: nil,
      summary: command.summary, markup: HelpPages.page(command), page: nil)
  }

  /// The name of an argument, before its `=`.
  private func option(_ text: String, _ place: CodePlace, _ call: CallPlace?) -> Inspection? {
    guard let call, place.isInCallItself, place.beginsArgument else { return nil }
    let behind = text.utf8.dropFirst(place.wordRange.upperBound).drop { $0 == .space }
    guard behind.first == .equals, behind.dropFirst().first != .equals,
      let index = call.signature.parameters.firstIndex(where: { $0.name == place.word })
    else { return nil }
    let parameter = call.signature.parameters[index]
    let own = CallPlace(signature: call.signature, parameter: index)
    return Inspection(
      name: parameter.name, kind: .option, place: place.wordRange, call: own, type: nil, shape: nil,
      summary: parameter.help, markup: own.markup, page: page(of: call.signature.name))
  }

  /// What a name stands for; nil where nothing is known of it.
  private func named(_ place: CodePlace, _ call: CallPlace?) -> Inspection? {
    let name = place.word
    if let value = environment[name] { return variable(name, value, place, call) }
    if let builtIn = environment.library[name] {
      return function(CallSignature(builtIn, name: name), at: place.wordRange)
    }
    if let constant = Library.constants[name] {
      return other(name, .constant, place, "\(name) = \(Formatter.number(constant))", page: nil)
    }
    guard let entry = StatementHelp.entries[name] else { return nil }
    let page = HelpPages(environment).page(entry)
    return other(name, .statement, place, entry.meaning.replacing("\n", with: " "), page: page)
  }

  private func other(
    _ name: String, _ kind: Inspection.Kind, _ place: CodePlace, _ summary: String, page: Markup?
  ) -> Inspection {
    Inspection(
      name: name, kind: kind, place: place.wordRange, call: nil, type: nil, shape: nil, summary: summary,
      markup: page ?? Markup([.line([.init(summary, .code)])]), page: nil)
  }

  private func function(_ signature: CallSignature, at place: Range<Int>) -> Inspection {
    let call = CallPlace(signature: signature, parameter: nil)
    var markup = call.markup
    if !signature.summary.isEmpty { markup.paragraph(signature.summary) }
    return Inspection(
      name: signature.name, kind: .function, place: place, call: call, type: nil, shape: nil,
      summary: signature.summary, markup: markup, page: page(of: signature.name))
  }

  /// The call around a place that says nothing by itself.
  private func around(_ call: CallPlace, at cursor: Int) -> Inspection {
    Inspection(
      name: call.signature.name, kind: .function, place: cursor..<cursor, call: call, type: nil, shape: nil,
      summary: call.signature.summary, markup: call.markup, page: page(of: call.signature.name))
  }

  /// - Parameter call: the one whose argument the name is in, shown above what the name is.
  private func variable(
    _ name: String, _ value: Value, _ place: CodePlace, _ call: CallPlace?
  ) -> Inspection {
    let own = CallSignature(name, in: environment).map { CallPlace(signature: $0, parameter: nil) }
    var markup = own?.markup ?? call?.markup ?? Markup()
    if let summary = own?.signature.summary, !summary.isEmpty {
      markup.paragraph(summary)
    } else {
      markup.append(VariableTable.page(name, value))
    }
    return described(name, value, place, call: own ?? call, markup)
  }

  private func described(
    _ name: String, _ value: Value, _ place: CodePlace, call: CallPlace?, _ markup: Markup
  ) -> Inspection {
    let shape: [Int]? =
      if case .tensor(let tensor) = value { (0..<tensor.rank).map { tensor.shape[$0] } } else { nil }
    return Inspection(
      name: name, kind: .variable, place: place.wordRange, call: call, type: VariableTable.type(value),
      shape: shape, summary: value.briefly, markup: markup, page: nil)
  }

  /// A field of a record; those of other values would have to be computed.
  private func field(_ place: CodePlace) -> Inspection? {
    guard let owner = place.owner, case .record(let record)? = environment[owner],
      let value = record[place.word]
    else { return nil }
    let markup = VariableTable.page("\(owner).\(place.word)", value)
    return described(place.word, value, place, call: nil, markup)
  }

  /// All that help says of a function of the library.
  private func page(of name: String) -> Markup? {
    guard environment[name] == nil, let builtIn = environment.library[name] else { return nil }
    return HelpPages(environment).page(builtIn)
  }
}
