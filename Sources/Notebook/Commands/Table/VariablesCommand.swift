extension Command {
  static let variables = Command("vars", "the variables, with shapes and sizes") { _ in
    { $0.say(VariableTable.render($0.environment)) }
  }
}
