import Engine
import Glibc
import Language
import Notebook
import Rendering

/// What Tab offers: names, options of the call at hand, an option's choices, files, lessons and help topics.
struct NotebookCompleter: Completer {
  private let notebook: Notebook

  init(_ notebook: Notebook) { self.notebook = notebook }

  func completions(for line: String, cursor: Int) -> Completions {
    let place = CompletionPlace(Array(line.utf8.prefix(cursor)))
    if let quote = place.openQuote { return insideString(place, quote) }
    if let command = place.command { return argument(of: command, place) }
    return names(place)
  }

  private func names(_ place: CompletionPlace) -> Completions {
    let environment = notebook.current.interpreter.environment
    var found: [String] = []
    if let call = place.call, place.canBeOption, let box = environment.library[call] {
      found += box.builtIn.parameters.filter { $0.kind != .variadic && $0.kind != .required }
        .map { $0.name + "=" }.filter { $0.hasPrefix(place.word) }
    }
    guard !place.isField else { return Completions(start: place.wordStart, candidates: fields(place)) }
    var known = Set(environment.definedNames + environment.library.names + NotebookCompleter.words)
    if environment.results != nil { known.insert(Environment.resultsName) }
    if place.isFirstWord { known.formUnion(Command.words.map(\.word)) }
    found += known.filter { $0.hasPrefix(place.word) }.sorted()
    var completions = Completions(start: place.wordStart, candidates: found)
    for name in found { completions.notes[name] = environment[name].flatMap(NotebookCompleter.note) }
    return completions
  }

  /// A tensor's shape, how many values a list has, what a function takes: what tells variables apart.
  private static func note(_ value: Value) -> String? {
    switch value {
    case .tensor(let tensor): "\(tensor.shape)"
    case .list(let list): "list(\(list.values.count))"
    case .function(let function): function.name.map { String(function.signature.dropFirst($0.count)) }
    case .object(let box): box.content.kind
    default: nil
    }
  }

  private static let words = [
    "and", "break", "continue", "else", "explain", "false", "for", "if", "in", "none", "not", "or", "return",
    "show", "slide", "time", "true", "use", "while",
  ]

  private func fields(_ place: CompletionPlace) -> [String] {
    guard let owner = place.owner, let value = notebook.current.interpreter.environment[owner] else {
      return []
    }
    let names: [String] =
      switch value {
      case .record(let record): record.names.filter(Formatter.isWord)
      case .object(let box): box.content.fieldNames
      default: []
      }
    return names.filter { $0.hasPrefix(place.word) }.sorted()
  }

  /// Whether a name can stand in quotes as it is, and be shown.
  private static func canBeTyped(_ name: String) -> Bool {
    VisibleText.isVisible(name) && !name.unicodeScalars.contains { "\"'\\{".unicodeScalars.contains($0) }
  }

  private func argument(of command: String, _ place: CompletionPlace) -> Completions {
    let known: [String]
    switch command {
    case "lesson": known = notebook.lessonNames + ["progress", "forget", "leave"]
    case "help":
      known =
        notebook.current.interpreter.environment.library.names + Command.words.map(\.word) + HelpPages.words
    case "lang": known = ["en", "zh"]
    case "save", "export":
      let found = FileNames.completing(place.argument, from: notebook.current.interpreter)
      return Completions(start: place.argumentStart, candidates: found, suffix: nil)
    default: return names(place)
    }
    let word = place.argument
    return Completions(
      start: place.argumentStart, candidates: known.filter { $0.hasPrefix(word) }.sorted(), suffix: nil)
  }

  private func insideString(_ place: CompletionPlace, _ quote: Character) -> Completions {
    let suffix: Completions.Suffix = quote == "\"" ? .doubleQuote : .singleQuote
    let library = notebook.current.interpreter.environment.library
    if let call = place.call, let option = place.option,
      let parameter = library[call]?.builtIn.parameters.first(where: { $0.name == option }),
      !parameter.choices.isEmpty
    {
      let found = parameter.choices.filter { $0.hasPrefix(place.string) }
      return Completions(start: place.stringStart, candidates: found, suffix: suffix)
    }
    if let owner = place.indexed, case .record(let record)? = notebook.current.interpreter.environment[owner]
    {
      let found = record.names.filter { $0.hasPrefix(place.string) && NotebookCompleter.canBeTyped($0) }
      return Completions(start: place.stringStart, candidates: found.sorted(), suffix: suffix)
    }
    let found = FileNames.completing(place.string, from: notebook.current.interpreter)
    let isFolder = found.count == 1 && found[0].hasSuffix("/")
    return Completions(start: place.stringStart, candidates: found, suffix: isFolder ? nil : suffix)
  }
}

/// Files and folders that a typed path can become.
private enum FileNames {
  static func completing(_ typed: String, from interpreter: Interpreter) -> [String] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    guard let directory = opendir(folder.isEmpty ? "." : interpreter.path(folder)) else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      // The entry is valid until the next `readdir`; its name ends with a NUL within the array.
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(start), name != ".", name != "..", !name.hasPrefix(".") || start.hasPrefix(".")
      else {
        continue
      }
      found.append(folder + name + (entry.pointee.d_type == UInt8(DT_DIR) ? "/" : ""))
    }
    return found.sorted()
  }
}
