extension Command {
  static let save = Command(
    "save", usage: "save FILE",
    "the session as a script, which loads what stopped cells had computed; those that failed are left out",
    argument: .name(.script), completion: .files
  ) { arguments throws(CommandMisuse) in
    guard let file = arguments.first else {
      throw CommandMisuse("save needs the name of a file", help: "save work.fov")
    }
    return { .done($0.current.save(to: file)) }
  }
}
