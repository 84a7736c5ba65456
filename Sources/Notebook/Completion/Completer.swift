import Engine
import Language

/// Finds what may stand at the cursor: names, options of the call at hand, an option's choices, files, and what commands
/// take.
struct Completer {
  private let notebook: Notebook
  private var environment: Environment { notebook.environment }

  init(_ notebook: Notebook) { self.notebook = notebook }

  func completion(of text: String, cursor: Int) -> Completion {
    let place = CodePlace(text, cursor: cursor)
    let end = min(max(cursor, 0), text.utf8.count)
    if place.isInComment { return Completion(replaced: end..<end, candidates: []) }
    if let string = place.openString { return insideString(string, place, end) }
    if let command = place.command, let found = argument(of: command, end) { return found }
    let found = names(place, end)
    return found.candidates.isEmpty && found.call == nil ? foreignNames(place, end) ?? found : found
  }

  // MARK: Names

  /// Names of other libraries that begin with the word, as what they are here; nil where there are none.
  private func foreignNames(_ place: CodePlace, _ end: Int) -> Completion? {
    let path = place.path
    guard path.isEmpty ? place.typed.utf8.count > 1 : environment[path[0]] == nil else { return nil }
    let owner = path.first.flatMap(ForeignLibrary.named)
    guard path.isEmpty || owner != nil else { return nil }
    var found: [Completion.Candidate] = []
    var names: Set<String> = []
    for library in owner.map({ [$0] }) ?? ForeignLibrary.allCases {
      for name in library.paths where ForeignLibrary.lastName(name).hasPrefix(place.typed) {
        guard let foreign = ForeignName(name, of: library, in: environment.library) else { continue }
        let text = foreign.ours ?? (path.isEmpty ? ForeignLibrary.lastName(name) : foreign.name)
        let detail = foreign.answer?.replacing("`", with: "") ?? foreign.name
        if names.insert(text).inserted { found.append(.init(text, .foreign, detail: detail)) }
      }
    }
    guard !found.isEmpty else { return nil }
    let start = place.wordRange.lowerBound - path.reduce(0) { $0 + $1.utf8.count + 1 }
    return Completion(replaced: start..<end, candidates: found.sorted { $0.text < $1.text })
  }

  private func names(_ place: CodePlace, _ end: Int) -> Completion {
    let replaced = place.wordRange.lowerBound..<end
    if place.isField { return Completion(replaced: replaced, candidates: fields(place)) }
    let signature = place.call.flatMap { CallSignature($0.name, in: environment) }
    guard let call = place.call, let signature, place.isInCallItself else {
      return Completion(replaced: replaced, candidates: known(place))
    }
    let parameter = signature.parameter(for: call)
    var candidates: [Completion.Candidate] = []
    if place.beginsValue, let parameter {
      candidates = choices(signature.parameters[parameter], place.typed)
    } else if place.beginsArgument {
      candidates = options(signature, call, place.typed)
    }
    let beginsNothing = !place.beginsValue && !place.beginsArgument
    if !place.typed.isEmpty || beginsNothing {
      return Completion(replaced: replaced, candidates: candidates + known(place))
    }
    // Before the first letter the library's names would only hide what belongs here.
    if candidates.isEmpty || place.beginsArgument {
      candidates += variables("")
    }
    return Completion(
      replaced: replaced, candidates: candidates, call: CallPlace(signature: signature, parameter: parameter))
  }

  private func options(
    _ signature: CallSignature, _ call: OpenCall, _ typed: String
  ) -> [Completion.Candidate] {
    signature.options(openIn: call).filter { $0.name.hasPrefix(typed) }
      .map { .init($0.name + "=", .option, detail: $0.initial) }
  }

  private func choices(_ parameter: CallSignature.Parameter, _ typed: String) -> [Completion.Candidate] {
    let words = ["true", "false"]
    let values = parameter.initial.map(words.contains) == true ? words : []
    return parameter.choices.filter { $0.hasPrefix(typed) }.map { .init("\"\($0)\"", .choice) }
      + values.filter { $0.hasPrefix(typed) }.map { .init($0, .choice) }
  }

  /// All names that begin with the word, in the order of the alphabet.
  private func known(_ place: CodePlace) -> [Completion.Candidate] {
    var found: [Completion.Candidate] = []
    var names: Set<String> = []
    func add(_ name: String, _ kind: Completion.Kind, _ detail: @autoclosure () -> String? = nil) {
      // A variable hides what else has its name.
      guard name.hasPrefix(place.typed), environment[name] == nil, names.insert(name).inserted else { return }
      found.append(.init(name, kind, detail: detail()))
    }
    if environment.results != nil { add(Environment.resultsName, .variable) }
    for builtIn in environment.library.builtIns {
      add(builtIn.name, .function, String(builtIn.signature.dropFirst(builtIn.name.count)))
    }
    for (name, value) in Library.constants { add(name, .constant, Formatter.number(value)) }
    if place.isFirstWord { for command in Command.all { add(command.word, .command, command.summary) } }
    for word in Completer.words { add(word, .keyword) }
    return Completer.merged(variables(place.typed), found.sorted { $0.text < $1.text })
  }

  /// Two lists in the order of the alphabet as one; the first may be long.
  private static func merged(
    _ first: [Completion.Candidate], _ second: [Completion.Candidate]
  ) -> [Completion.Candidate] {
    guard !second.isEmpty else { return first }
    var merged: [Completion.Candidate] = []
    var rest = second[...]
    for candidate in first {
      while let next = rest.first, next.text < candidate.text { merged.append(rest.removeFirst()) }
      merged.append(candidate)
    }
    return merged + rest
  }

  /// In the order of the alphabet.
  private func variables(_ typed: String) -> [Completion.Candidate] {
    environment.definedNames.filter { $0.hasPrefix(typed) }.sorted().map { name in
      .init(name, .variable, detail: environment[name].flatMap(Completer.detail))
    }
  }

  /// A tensor's shape, how many values a list has, what a function takes: what tells variables apart.
  private static func detail(_ value: Value) -> String? {
    switch value {
    case .tensor(let tensor): "\(tensor.shape)"
    case .list(let list): "list(\(list.values.count))"
    case .function(let function): function.name.map { String(function.signature.dropFirst($0.count)) }
    case .object(let box): box.content.kind
    default: nil
    }
  }

  private static let words =
    WordLists.control + WordLists.operators + WordLists.constants.filter { $0 != "end" }
    + WordLists.statements

  private func fields(_ place: CodePlace) -> [Completion.Candidate] {
    guard let owner = place.owner, let value = environment[owner] else { return [] }
    let names: [String] =
      switch value {
      case .record(let record): record.names.filter(Formatter.isWord)
      case .object(let box): box.content.fieldNames
      default: []
      }
    return names.filter { $0.hasPrefix(place.typed) }.sorted().map { .init($0, .field) }
  }

  // MARK: Commands

  /// What a command takes; nil where the first word is no command, or takes what any cell does.
  private func argument(of place: CommandPlace, _ end: Int) -> Completion? {
    // An assignment to a variable of a command's name goes on as program text: `next = max(a, `.
    let rest = (place.earlier + [place.typed]).joined(separator: " ")
    guard let command = Command.named(place.word), command.argument.isArgument(" " + rest) else { return nil }
    let candidates: [Completion.Candidate]
    switch command.completion {
    case .expression: return nil
    case .nothing: candidates = []
    case .files: candidates = FileNames.candidates(for: place.typed, from: notebook.current.interpreter)
    case .words(let find):
      candidates = find(notebook, place.earlier).filter { $0.text.hasPrefix(place.typed) }
        .sorted { $0.text < $1.text }
    }
    return Completion(replaced: place.start..<end, candidates: candidates)
  }

  // MARK: Strings

  private func insideString(_ string: OpenString, _ place: CodePlace, _ end: Int) -> Completion {
    let replaced = string.start..<end
    if let choices = choices(string, place), !choices.isEmpty {
      return Completion(replaced: replaced, candidates: choices, suffix: string.quote)
    }
    if let owner = string.indexed, let names = environment[owner].flatMap(Completer.namesOfParts) {
      let found = names.filter { $0.hasPrefix(string.text) && Completer.canBeTyped($0) }
      return Completion(
        replaced: replaced, candidates: found.sorted().map { .init($0, .field) }, suffix: string.quote)
    }
    let command = place.command.flatMap { Command.named($0.word) }
    if case .words? = command?.completion { return Completion(replaced: replaced, candidates: []) }
    let found = FileNames.candidates(for: string.text, from: notebook.current.interpreter)
    let isFolder = found.count == 1 && found[0].kind == .folder
    return Completion(replaced: replaced, candidates: found, suffix: isFolder ? nil : string.quote)
  }

  /// The names that can be an index of a value; nil where none can.
  private static func namesOfParts(_ value: Value) -> [String]? {
    switch value {
    case .record(let record): record.names
    case .object(let box) where !box.content.partNames.isEmpty: box.content.partNames
    default: nil
    }
  }

  /// The strings that the argument takes; nil where they are not listed.
  private func choices(_ string: OpenString, _ place: CodePlace) -> [Completion.Candidate]? {
    guard place.isInCallItself, let call = place.call,
      let signature = CallSignature(call.name, in: environment),
      let parameter = signature.parameter(for: call), !signature.parameters[parameter].choices.isEmpty
    else { return nil }
    return signature.parameters[parameter].choices.filter { $0.hasPrefix(string.text) }
      .map { .init($0, .choice) }
  }

  /// Whether a name can stand in quotes as it is, and be shown.
  private static func canBeTyped(_ name: String) -> Bool {
    PrintableText.isPlain(name) && !name.unicodeScalars.contains { "\"'\\{".unicodeScalars.contains($0) }
  }
}
