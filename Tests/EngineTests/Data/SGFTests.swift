import Foundation
import Testing

@testable import Datasets
@testable import Engine

/// Records as FF[4] says (red-bean.com/sgf), section by section.
@Suite("SGF") struct SGFTests {
  private func record(_ text: String) throws -> GoRecord { try SGFFile.decode(Array(text.utf8)) }

  private func position(_ text: String) throws -> GoBoard {
    let record = try record(text)
    return try record.position(after: record.moves.count)
  }

  /// `row column` of each stone from 0, black ones first.
  private func stones(_ board: GoBoard) -> [String] {
    [GoBoard.Stone.black, .white].flatMap { stone in
      (0..<board.rows).flatMap { row in
        (0..<board.columns).filter { board[row, $0] == stone }.map {
          "\(stone == .black ? "X" : "O")\(row)\($0)"
        }
      }
    }
  }

  // MARK: Character sets

  /// Four moves stand behind texts with `\` and `]` as second bytes (`make_fixtures.py`); what the names say was encoded there.
  @Test(
    arguments: [
      ("shift_jis", "代表、能、テゾ、ミソ"), ("gbk", "昞俊、埈奭"), ("big5", "本因坊、功、許"), ("gb18030", "昞俊㐁"),
      ("euc_kr", "이세돌"), ("euc_jp", "本因坊秀策"), ("iso2022_jp", "本因坊秀策"), ("utf-8", "本因坊秀策"),
      ("latin-1", "René Müller"),
    ], ["", "-unsaid"])
  func noMoveIsLost(_ set: (name: String, player: String), _ ending: String) throws {
    let record = try SGFFile.decode(try DataFixtures.bytes("sgf/\(set.name)\(ending).sgf"))
    #expect(record.moves.count == 4)
    #expect(stones(try record.position(after: 4)) == ["X00", "X22", "O11", "O33"])
    // Without `CA` a name can only be guessed; what is ASCII, UTF-8 or escaped is told.
    if ending.isEmpty || ["utf-8", "latin-1", "iso2022_jp"].contains(set.name) {
      #expect(record.properties["PB"] == set.player)
    }
  }

  /// Both ways of escaping are found in files: by bytes, and by characters.
  @Test func bytesThatAreEscapedAreReadToo() throws {
    for name in ["big5-escaped", "utf-16"] {
      let record = try SGFFile.decode(try DataFixtures.bytes("sgf/\(name).sgf"))
      #expect(
        stones(try record.position(after: record.moves.count)) == ["X00", "X22", "O11", "O33"], "\(name)")
    }
    #expect(try SGFFile.decode(try DataFixtures.bytes("sgf/utf-16.sgf")).properties["PB"] == "本")
  }

  @Test func aLatinNameEndsAtItsBracket() throws {
    // In GBK E9 5D would be one character.
    let bytes =
      Array("(;SZ[9]PB[Ren".utf8) + [0xE9] + Array("]PW[Jos".utf8) + [0xE9] + Array("];B[aa];W[bb])".utf8)
    let record = try SGFFile.decode(bytes)
    #expect(record.properties["PB"] == "René" && record.properties["PW"] == "José" && record.moves.count == 2)
  }

  @Test func aWrongDeclarationDoesNoHarm() throws {
    #expect(try record("(;CA[Shift_JIS]PB[本因坊];B[aa])").properties["PB"] == "本因坊")
    #expect(try record("(;CA[nonsense]PB[x];B[aa])").moves.count == 1)
    let bom = [0xEF, 0xBB, 0xBF] + Array("(;PB[é];B[aa])".utf8)
    #expect(try SGFFile.decode(bom).properties["PB"] == "é")
  }

  // MARK: Grammar

  @Test func whatStandsBeforeAGameIsSkipped() throws {
    #expect(try record("From: a server (1999)\n\n( ;SZ[5];B[aa])\ntrailing").moves.count == 1)
    #expect(try record("(no game) (;B[aa])").moves.count == 1)
  }

  /// "Text": a `\` keeps the next character; before a line end it takes that away; CR LF and LF CR are one line end.
  @Test(
    arguments: [
      ("a\\]b", "a]b"), ("a\\\\", "a\\"), ("a\\:b", "a:b"), ("a\\\nb", "ab"), ("a\\\r\nb", "ab"),
      ("a\\\n\rb", "ab"),
      ("a\\\rb", "ab"), ("a\\\n\nb", "a b"), ("a\nb", "a b"), ("a\tb", "a b"), ("a\\\tb", "a b"),
      ("a\n\rb", "a b"), ("a\n\nb", "a  b"),
      ("a\u{B}b\u{C}c", "a b c"), ("a\u{3000}b", "a\u{3000}b"), ("a[b", "a[b"), ("(;B", "(;B"),
    ])
  func textsAreUnescaped(_ written: String, _ meant: String) throws {
    let record = try record("(;PB[\(written)]C[x\n\ry\u{B}z\r\nw];B[aa])")
    #expect(
      record.properties["PB"] == meant && record.properties["C"] == "x\ny z\nw" && record.moves.count == 1)
  }

  /// FF[1] to FF[3]: small letters in names do not count.
  @Test func longNamesOfOldRecords() throws {
    let old = try record("(;GaMe[1]SiZe[5]PlayerBlack[A]AddBlack[aa];Black[bb];White[cc])")
    #expect(old.rows == 5 && old.properties["PB"] == "A" && old.moves.count == 2 && old.start[0, 0] == .black)
    let remarks = FileRemarks()
    let file = try SGFFile(Array("(;sz[5];b[aa];w[bb])".utf8), remarks: remarks)
    #expect(try stones(file.game(0).position(after: 2)) == ["X00", "O11"])
    #expect(remarks.sentences == ["property names in lower case are read as upper case"])
  }

  @Test func theMainLineIsTheFirstBranchOfEachChoice() throws {
    #expect(
      try stones(position("(;SZ[5];B[aa](;W[bb](;B[cc])(;B[dd]))(;W[ee];B[ed]))")) == ["X00", "X22", "O11"])
    #expect(try stones(position("(;SZ[5];;B[aa];;W[bb]XX[what][ever];)")) == ["X00", "O11"])
  }

  @Test func aCollectionHasSeveralGames() throws {
    let file = try SGFFile(Array("(;SZ[5];B[aa](;W[bb])(;W[cc])) text (;SZ[7];B[bb])(;GM[3])".utf8))
    #expect(file.gameCount == 3)
    #expect(try file.game(1).rows == 7 && file.game(0).moves.count == 2)
    #expect(fileErrorCode { try file.game(2) } == .unsupported)
    let remarks = FileRemarks()
    let cut = try SGFFile(Array("(;SZ[5];B[aa])(;SZ[5];B[".utf8), path: "g.sgf", remarks: remarks)
    #expect(cut.gameCount == 1)
    #expect(remarks.sentences == ["game 2 and everything after it are left out: g.sgf is cut short within B"])
  }

  // MARK: What is malformed

  /// The stones of a record at its end, and what was said about it.
  private func told(_ text: String) throws -> (stones: [String], remarks: [String]) {
    let remarks = FileRemarks()
    let record = try SGFFile(Array(text.utf8), path: "g.sgf", remarks: remarks).game(0, remarks: remarks)
    return (try stones(record.position(after: record.moves.count)), remarks.sentences)
  }

  /// "Illegal & erroneous files", "How to handle unknown/faulty properties": what can be corrected is, and is told.
  @Test(
    arguments: [
      // "Only one of each property is allowed per node"; sgfmill takes the values together too.
      (
        "(;SZ[5];B[aa]C[x]B[bb];W[cc])", ["X00", "O22"],
        "move 1 of g.sgf has 2 points; the first is used"
      ),
      (
        "(;SZ[5]SZ[7];B[aa])", ["X00"], "SZ of g.sgf has 2 values; the first is used"
      ),
      // "B and W properties must not be mixed within a node"
      (
        "(;SZ[5];B[aa]W[bb];B[cc])", ["X00", "X22", "O11"],
        "moves 1 and 2 of g.sgf are in one node, and are played in order"
      ),
      // "AB, AW and AE must have unique points", in no order; sgfmill lets AW count before AB, and AE before both.
      (
        "(;SZ[5]AW[aa]AB[aa];B[bb])", ["X11", "O00"],
        "g.sgf sets up a point by AB and AW before move 1, and AW counts"
      ),
      (
        "(;SZ[5];B[bb];AE[aa:ab]AB[aa][cc])", ["X11", "X22"],
        "g.sgf sets up a point by AB and AE after move 1, and AE counts"
      ),
      // "The first point specifies the upper left corner, the second point the lower right corner"
      (
        "(;SZ[5]AB[ba:ab])", ["X00", "X01", "X10", "X11"],
        "AB[ba:ab] before move 1 of g.sgf does not go from the upper left to the lower right"
      ),
      // "A KO property without a black or white move within the same node is illegal"
      ("(;SZ[5];B[aa];KO[])", ["X00"], "a KO of g.sgf is in a node without a move, and is left out"),
      // "Empty values: remove those properties"
      ("(;SZ[5]AB[];B[aa])", ["X00"], "AB[] before move 1 of g.sgf has no point, and is left out"),
      ("(;SZ[]GM[1];B[ss])", ["X1818"], "SZ[] of g.sgf is left out"),
      ("(;SZ[5]GM[ ];B[aa])", ["X00"], "GM[] of g.sgf is left out"),
      // "Properties without values e.g. 'LB B[aa]': remove the property identifiers"
      ("(;SZ[5];LB B[aa])", ["X00"], "LB has no value, and is left out"),
      // "Root properties may only appear in root nodes"
      ("(;SZ[5];B[aa]SZ[7])", ["X00"], "SZ comes after the first node of g.sgf, and is left out"),
      // "No properties outside a gametree! E.g. (;)W[tt] is an error."
      (
        "(;SZ[5];B[aa])W[bb]", ["X00"],
        "what follows the `)` of game 1 of g.sgf is left out: `W[bb]`"
      ),
      (
        "(;SZ[5];B[aa]);W[bb];B[cc])", ["X00"],
        "what follows the `)` of game 1 of g.sgf is left out: `W[bb];B[cc])`"
      ),
      // "GameTree = "(" Sequence { GameTree } ")"": sgfmill calls it an unexpected node.
      (
        "(;SZ[5];B[aa](;W[bb]);B[cc])", ["X00", "O11"],
        "a node of game 1 of g.sgf comes after a variation, and is left out"
      ),
    ])
  func whatIsMalformedIsCorrectedAndTold(_ text: String, _ expected: [String], _ remark: String) throws {
    let (stones, remarks) = try told(text)
    #expect(stones == expected)
    #expect(remarks == [remark])
  }

  /// What the specification allows, or corrects without a loss, is worth no word.
  @Test(
    arguments: [
      // "Empty variations e.g. '()': remove"
      ("(;SZ[5];B[aa]()(;W[bb])(;W[cc]))", ["X00", "O11"]),
      ("(;SZ[5];B[aa](())((;W[bb]))(;W[cc]))", ["X00", "O11"]), ("(;SZ[5];B[aa](;)(;W[bb]))", ["X00"]),
      // "Line breaks & whitespaces within moves or values: just remove"
      ("(;SZ[ 5\n]GM[ 1 ];B[a\na] AB [ b b ] ;\tW\n[cc])", ["X00", "X11", "O22"]),
      // "Number = [("+"|"-")] Digit { Digit }"
      ("(;SZ[+05]GM[01];B[ee])", ["X44"]),
      // "Different kind of games", "private properties", "HA itself doesn't add any stones", "PL", "MN"
      ("(;FF[3]SZ[5]HA[2]PL[W]KGSDE[]XX[a:b];MN[9]B[aa];PL[B];B[bb]L[aa]VW[])", ["X00", "X11"]),
      ("(;FF[1]SZ[5]ST[x]DT[]CA[];B[aa];B[])", ["X00"]),
      ("(;SZ[5]AB[aa:aa][bb][bb];B[cc])", ["X00", "X11", "X22"]),
    ])
  func whatIsAllowedIsNotTold(_ text: String, _ expected: [String]) throws {
    let (stones, remarks) = try told(text)
    let known = "g.sgf sets up stones and plays a move in the same node; the setup stones come first"
    #expect(stones == expected)
    #expect(remarks.filter { $0 != known } == [])
  }

  @Test(
    arguments: [
      ("(;SZ[5];B[aa];W[zz])", "W[zz], move 2, is not a point on a board of 5 lines"),
      ("(;SZ[5];B[aa];AB[tt])", "AB[tt] after move 1 is not a point on a board of 5 lines"),
      ("(;SZ[5]AW[aa:])", "AW[aa:] before move 1 is not a rectangle on a board of 5 lines"),
      ("(;SZ[20:5];B[tt])", "B[tt], move 1, is not a point on a board of 5 × 20 lines"),
      ("(;SZ[5];B;W[aa])", "B has no value"), ("(;SZ[5](W[aa]))", "`W` between nodes, at byte 9"),
    ])
  func anErrorNamesThePlace(_ text: String, _ what: String) {
    do throws(FileError) {
      _ = try SGFFile.decode(Array(text.utf8), path: "g.sgf")
      Issue.record("\(text) was read")
    } catch { #expect(error.message == "g.sgf is not a valid SGF record: \(what)") }
  }

  /// The specification's own example of names in old files.
  @Test func smallLettersDoNotCount() throws {
    let (stones, remarks) = try told("(;Black[qd];thisisaWhitemove[kk]bbrWyryrerwLerreoi[10.3])")
    #expect(stones == ["X316", "O1010"] && remarks == [])
  }

  // MARK: Meaning

  /// "Illegal positions remain on the board": the example of "Move vs. Add Stones".
  @Test func stonesWithoutLibertiesStay() throws {
    let text = "(;GM[1]SZ[6] AB[bb:ee] ;AW[bb][ee][dc][cd] ;AW[cb][bc][be][eb][ed][de] ;AE[dc][cd] )"
    let (stones, _) = try told(text)
    let black = ["X13", "X22", "X24", "X31", "X33", "X42"]
    #expect(stones == black + ["O11", "O12", "O14", "O21", "O34", "O41", "O43", "O44"])
  }

  /// A few bytes name a whole board, so that points are not kept one by one.
  @Test func aRectangleIsKeptAsOne() throws {
    #expect(try record("(;SZ[52]AB[aa:ZZ])").setups[0].count == 1)
  }

  /// Merged games have what tells of them where they part.
  @Test func aLaterNodeTellsOfTheGame() throws {
    let record = try record("(;SZ[5];B[ee](;PB[A]RU[NZ];W[ba];B[];W[ab];B[aa])(;PB[B]))")
    #expect(record.properties["PB"] == "A" && record.properties["B"] == nil)
    #expect(try stones(record.position(after: 5)) == ["X44", "O01", "O10"])
  }

  /// "Setup properties": they may stand anywhere but beside a move; a root with a move is bad style, no error.
  @Test func stonesAreSetUpBetweenMoves() throws {
    #expect(
      try stones(position("(;SZ[5];B[aa];W[bb];AB[cc][dd]AE[aa];B[ee])")) == ["X22", "X33", "X44", "O11"])
    let record = try record("(;SZ[5];B[aa];AW[bb];B[cc];AE[aa:cc])")
    #expect(try stones(record.position(after: 1)) == ["X00", "O11"])
    #expect(try stones(record.position(after: 2)) == [])
    let remarks = FileRemarks()
    let root = try SGFFile(Array("(;SZ[5]AB[aa]B[bb];W[cc])".utf8), path: "g.sgf", remarks: remarks)
    #expect(try stones(root.game(0, remarks: remarks).position(after: 2)) == ["X00", "X11", "O22"])
    #expect(
      remarks.sentences == [
        "g.sgf sets up stones and plays a move in the same node; the setup stones come first"
      ])
  }

  /// "Points": lists may be compressed as rectangles; column before row.
  @Test func compressedPoints() throws {
    #expect(
      try stones(position("(;SZ[5]AB[aa:ca][ee]AW[bb:cc])"))
        == ["X00", "X01", "X02", "X44", "O11", "O12", "O21", "O22"])
    #expect(try stones(position("(;SZ[5]AB[aa:bb]AE[ab])")) == ["X00", "X01", "X11"])
  }

  /// "Move": nothing is a pass; so is tt on boards up to 19 × 19, in FF[3]; beyond it is a point.
  @Test func passes() throws {
    let moves = try record("(;SZ[19];B[];W[tt];B[aa])").moves
    #expect(moves.map { $0.place == nil } == [true, true, false])
    let large = try record("(;SZ[20];B[tt])").moves[0].place
    #expect(large?.row == 19 && large?.column == 19)
    #expect(try record("(;B[sr])").rows == 19)
  }

  /// "SZ": a number, or columns and rows; letters beyond z are capitals.
  @Test func boardsOfEveryShape() throws {
    let board = try position("(;SZ[7:4];B[gd];W[aa])")
    #expect(board.rows == 4 && board.columns == 7 && stones(board) == ["X36", "O00"])
    #expect(try board.tensor().shape == [4, 7])
    #expect(try record("(;SZ[5:5])").rows == 5)
    #expect(try record("(;SZ[52];B[ZZ])").moves[0].place?.row == 51)
    let capital = try record("(;SZ[27];B[zA])").moves[0].place
    #expect(capital?.column == 25 && capital?.row == 26)
    for size in ["0", "x", "53", "5:0", "5:", "-1", "5:5:5", "9223372036854775808"] {
      #expect(throws: FileError.self) { try self.record("(;SZ[\(size)])") }
    }
    #expect(throws: FileError.self) { try self.record("(;SZ[7:4];B[dg])") }
  }

  /// A corner of two free points that is captured at the edge of a board that is wider than high.
  @Test func captureOnARectangle() throws {
    #expect(try stones(position("(;SZ[5:2];B[ea];W[eb];B[aa];W[da])")) == ["X00", "O03", "O14"])
  }

  /// "KO": the move is executed even where it is illegal. Under the rules of New Zealand suicide is allowed.
  @Test func forbiddenMovesThatTheRecordMeans() throws {
    let suicide = "AW[ba][ab];B[aa]"
    #expect(throws: FileError.self) { try self.position("(;SZ[5]\(suicide))") }
    #expect(try stones(position("(;SZ[5]RU[NZ]\(suicide))")) == ["O01", "O10"])
    #expect(try stones(position("(;SZ[5]\(suicide)KO[])")) == ["O01", "O10"])
    #expect(try stones(position("(;SZ[5]AB[aa];W[aa]KO[])")) == ["O00"])
  }

  @Test func positionsOfADataSetKnowTheSetup() throws {
    let record = try record("(;SZ[3];B[aa];AW[bb]AE[aa];B[cc])")
    let data = try GoRecord.dataSet([(record, "g")])
    #expect(data.pictures.elements == [0, 0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, -1, 0, 0, 0, 0])
    #expect(data.labels?.elements == [0, 8])
  }

  /// Moves, and the sums of the places of all black and all white stones at the end, from sgfmill 1.1.1.
  @Test(
    arguments: [
      ("1696-yasui-senkaku-vs-honinbo-dosaku-h2", 264, 22152, 19378),
      ("1846-ear-reddening-game", 325, 25265, 24473),
      ("1855-honinbo-shusaku-vs-gennan-inseki", 219, 18980, 18240),
      ("1976-maruyama-toyoji-vs-ito-yoji", 235, 18945, 20488),
      ("1987-cheong-su-hyeon-vs-kim-il-hwan", 157, 13319, 13103),
      ("2006-lee-sedol-vs-wang-yao", 174, 12890, 13572),
      ("2015-park-jaegeun-vs-lee-jihyun", 274, 23560, 22823),
    ])
  func endsAsAnotherReaderSays(_ game: (name: String, moves: Int, black: Int, white: Int)) throws {
    guard let folder = DataFixtures.dataFolder else {
      print("skipped: FOVEA_DATA names no folder with sgf/")
      return
    }
    let record = try SGFFile.decode(ByteFile.read("\(folder)/sgf/\(game.name).sgf"))
    let board = try record.position(after: record.moves.count)
    func sum(_ stone: GoBoard.Stone) -> Int {
      (0..<361).filter { board[$0 / 19, $0 % 19] == stone }.reduce(0, +)
    }
    #expect(record.moves.count == game.moves && sum(.black) == game.black && sum(.white) == game.white)
  }
}

extension SGFTests {
  @Test func readingCanBeInterrupted() throws {
    let cancellation = Cancellation()
    let execution = Execution(cancellation: cancellation)
    let bytes = Array("(;SZ[5];B[aa];W[bb])".utf8)
    let record = try SGFFile(bytes, in: execution).game(0, in: execution)
    cancellation.raise()
    #expect { _ = try record.position(after: 1, in: execution) } throws: {
      ($0 as? FileError)?.code == .cancelled
    }
    #expect { _ = try SGFFile(bytes, in: execution) } throws: { ($0 as? FileError)?.code == .cancelled }
  }
}
