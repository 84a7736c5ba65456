import Datasets
import Engine

/// The game of Go: boards by rules, and records of games.
enum GoFunctions {
  static let all: [BuiltIn] = [go, sgf, goGames]

  private static let count = OptionKey(
    "count", default: 1000, limits: .from(1), style: .either, "how many positions")
  private static let size = OptionKey(
    "size", default: 9, limits: .from(0), "lines of the board: odd, 5 to 19")

  private static let go = BuiltIn(
    "go", .data, "Positions of Go, and whether the stone in the middle can be captured at once.",
    [
      .option(count.option), .option(size.option), .option(DataOptions.seed.option),
    ],
    details: """
      [1, size, size]: stones of the colour in the middle are 1, the others −1, none 0. The rules alone give the classes:
      "atari" when the group of the stone in the middle has one free point left, "safe" when it has more.
      The deciding point may be as far away as the group reaches: a task for which pooling is unsuitable.
      """,
    examples: [
      .init(code: "go(20, seed=1).count", result: "20"),
      .init(code: "go(1)[1].picture[1, 5, 5]", result: "1"),
      .init(code: "go(10, size=8)", fails: .option),
    ]
  ) { arguments throws(Diagnostic) in
    let count = try arguments[count]
    let size = try arguments[size]
    let seed = try arguments.seed(DataOptions.seed)
    let data = try arguments.engine { () throws(TensorError) in
      try GoGenerator.dataSet(count, size: size, seed: seed, in: arguments.interpreter.execution)
    }
    return .object(DataObject(data))
  }

  private static let move = OptionKey<Int?>(
    "move", default: nil, limits: .from(0), "after how many moves; the end without it")
  private static let game = OptionKey(
    "game", default: 1, limits: .from(1), "which game of a file with several")

  private static let sgf = BuiltIn(
    "sgf", .data, "The position of a game of Go from its record.",
    [
      .required("record", "the text of an SGF record, or a file's name that ends with .sgf"),
      .option(move.option), .option(game.option),
    ],
    details: """
      [19, 19] or the record's size, rows first: black 1, white −1, none 0, as the lecture codes it.
      The main line is played, the first branch of each variation; the other branches are skipped.
      B and W are played; AB, AW and AE set up and clear points, in whichever node they appear; SZ is the size, 19 without it.
      The rules are kept: captured stones are gone, and a move that is forbidden is an error that names it.
      Moves that the record forces (KO) are played, and so is suicide under rules that allow it (RU[NZ], RU[GOE]).
      Everything else in a record, such as comments, markup, times and the player to move (PL), changes no position.
      A record that breaks the format is corrected with a note, or is an error that names the move.
      FF[1] to FF[4] are read, in UTF-8, Latin-1, Shift-JIS, GBK, Big5 and their like.
      """,
    examples: [
      .init(code: "sgf(\"(;SZ[5];B[bb];W[cb])\")[2, 2:3]", result: "[1, -1]"),
      .init(code: "sum(abs(sgf(\"(;SZ[5];B[bb];W[cb])\", move=1)))", result: "1"),
      .init(code: "shape(sgf(\"(;SZ[5])(;SZ[7])\", game=2))", result: "[7, 7]"),
      .init(code: "sgf(\"(;SZ[5];B[zz])\")", fails: .fileContents),
      .init(code: "sgf(\"(;SZ[5])\", game=2)", fails: .index),
      .init(code: "sgf(\"missing.sgf\")", fails: .file),
    ]
  ) { arguments throws(Diagnostic) in
    let (file, path) = try games(arguments, try arguments.string(0), at: 0)
    let game = try arguments[game]
    guard game <= file.gameCount else {
      throw arguments.failure(
        .index,
        "there \(file.gameCount == 1 ? "is" : "are") \(Formatter.count(file.gameCount, "game")), and not \(game)",
        at: GoFunctions.game)
    }
    if file.gameCount > 1, arguments.optional(GoFunctions.game) == nil {
      arguments.interpreter.note(
        "games", "there are \(file.gameCount) games, and this is the first; game=2 gives the second")
    }
    let record = try arguments.reading { remarks throws(FileError) in
      try file.game(game - 1, remarks: remarks, in: arguments.interpreter.execution)
    }
    let count = try arguments[move] ?? record.moves.count
    guard count <= record.moves.count else {
      throw arguments.failure(
        .index, "the game has \(Formatter.count(record.moves.count, "move")), and not \(count)", at: move)
    }
    let board = try arguments.file { () throws(FileError) in
      try record.position(after: count, path: path, in: arguments.interpreter.execution)
    }
    return .tensor(try arguments.engine { () throws(TensorError) in try board.tensor() })
  }

  private static let goGames = BuiltIn(
    "go_games", .data, "Games of Go as a data set: each position, and where the next stone went.",
    [.variadic("records", "SGF files' names, or texts of records; all games of each")],
    details: """
      [1, 19, 19], or the size of the games: stones of the player to move are 1, the opponent's −1. There is a class for each point, 361 on a full board, \
      named by row and column: "4,16". Passes are left out, and so are variations.
      All games must have the same board size; rules are as for `sgf`.
      """,
    examples: [
      .init(code: "go_games(\"(;SZ[5];B[bb];W[cb])\")[2].name", result: "\"2,3\""),
      .init(code: "go_games(\"(;SZ[5];B[bb])(;SZ[5];B[cc];W[dd])\").count", result: "3"),
      .init(code: "go_games(\"(;SZ[5])\")", fails: .file),
    ]
  ) { arguments throws(Diagnostic) in
    var records: [(record: GoRecord, path: String)] = []
    for (index, value) in arguments.rest.enumerated() {
      guard case .string(let box) = value else {
        throw Diagnostic(
          .wrongType, "go_games takes file names or records, not \(value.briefly)",
          labels: arguments.restSpans[index].map { [.init(span: $0, text: "")] } ?? [])
      }
      let (file, path) = try games(arguments, box.text, at: 0)
      for game in 0..<file.gameCount {
        let record = try arguments.reading { remarks throws(FileError) in
          try file.game(game, remarks: remarks, in: arguments.interpreter.execution)
        }
        records.append((record, path))
      }
    }
    let data = try arguments.file { () throws(FileError) in
      try GoRecord.dataSet(records, in: arguments.interpreter.execution)
    }
    return .object(DataObject(data))
  }

  /// Records from their text or from a file.
  private static func games(
    _ arguments: Arguments, _ text: String, at position: Int
  ) throws(Diagnostic) -> (file: SGFFile, path: String) {
    let isFile = FilePath.ending(of: text) == "sgf" && !text.contains("(")
    let path = isFile ? arguments.interpreter.path(text) : ""
    let file = try arguments.reading(at: position) { remarks throws(FileError) in
      let bytes = isFile ? try ByteFile.read(path, in: arguments.interpreter.execution) : Array(text.utf8)
      return try SGFFile(bytes, path: path, remarks: remarks, in: arguments.interpreter.execution)
    }
    return (file, path)
  }
}
