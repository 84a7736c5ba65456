extension Command {
  static let history = Command(
    "history", usage: "history [TEXT]", "what you typed; history TEXT: the cells that contain it",
    argument: .text
  ) { arguments in
    { $0.say(HistoryList.render($0.current.cells, arguments.first)) }
  }
}
