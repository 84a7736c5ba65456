/// Records of games (SGF) as a format of files. `sgf` and `go_games` read them, and not `load`.
enum SGFFormat: FileFormat {
  static let description = "a game record (SGF)"
  static let names = ["SGF"]
  static let endings = ["sgf"]
  static let sort = FileSort.games

  /// A bracket and a semicolon, with blanks or the mark of UTF-8 before them.
  static func recognizes(_ start: FileStart) -> Bool {
    let text = start.begins(with: [0xEF, 0xBB, 0xBF]) ? start.bytes.dropFirst(3) : start.bytes[...]
    return text.filter { $0 > 0x20 }.starts(with: "(;".utf8)
  }

  static func advice(for path: String) -> String? {
    let path = ForeignFormat.quoted(path.isEmpty ? "game.sgf" : path)
    return "sgf(\(path)) gives a position, go_games(\(path)) a data set"
  }
}
