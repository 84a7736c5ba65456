extension Command {
  static let quit = Command("quit", aliases: ["exit"], "leave (also exit, or Ctrl-D)") { _ in { _ in .quit } }
}
