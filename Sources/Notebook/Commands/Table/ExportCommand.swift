extension Command {
  static let export = Command(
    "export", usage: "export FILE", "the session with its results, as \(ExportFormat.endings)",
    argument: .name(.document), completion: .files
  ) { arguments throws(CommandMisuse) in
    guard let file = arguments.first else {
      throw CommandMisuse("export needs the name of a file", help: "export notes.html")
    }
    return { .done($0.export(to: file)) }
  }
}
