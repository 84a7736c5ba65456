import Datasets
import Engine
import Foundation
import Testing

@Suite("Go") struct GoTests {
  /// A board from text: `X` black, `O` white.
  private func board(_ rows: String...) -> GoBoard {
    var board = GoBoard(size: rows.count)
    for (row, line) in rows.enumerated() {
      for (column, letter) in line.enumerated() where letter != "." {
        board[row, column] = letter == "X" ? .black : .white
      }
    }
    return board
  }

  @Test func groupsAndLiberties() {
    let board = board(".X...", "XOX..", ".XO..", "..XO.", "....O")
    #expect(board.liberties(1, 1) == 0)
    #expect(board.liberties(2, 2) == 1 && board.liberties(0, 1) == 2 && board.liberties(4, 4) == 2)
    #expect(board.liberties(0, 0) == 0)
  }

  @Test func captureSuicideAndKo() throws {
    var position = board(".XO.", "X.XO", ".XO.", "....")
    // White takes one stone, which black must not take back at once.
    #expect(try position.play(.white, 1, 1) == 1)
    #expect(position[1, 2] == nil)
    #expect(throws: GoBoard.Refusal.ko) { try position.play(.black, 1, 2) }
    try position.play(.black, 3, 3)
    try position.play(.white, 3, 0)
    #expect(try position.play(.black, 1, 2) == 1)
    var small = board(".X", "X.")
    #expect(throws: GoBoard.Refusal.suicide) { try small.play(.white, 0, 0) }
    #expect(throws: GoBoard.Refusal.occupied) { try small.play(.white, 0, 1) }
    #expect(throws: GoBoard.Refusal.outside) { try small.play(.white, 2, 0) }
    #expect(small == board(".X", "X."))
  }

  /// Ko forbids to take the taker's stone; to fill the point is another thing.
  @Test func whoTookAKoMayFillIt() throws {
    var position = board(".XO.", "X.XO", ".XO.", "....")
    try position.play(.white, 1, 1)
    #expect(try position.play(.white, 1, 2) == 0)
    #expect(position == board(".XO.", "XOOO", ".XO.", "...."))
  }

  @Test func aRecordIsPlayed() throws {
    let text = "(;FF[4]GM[1]SZ[5]PB[A \\] B]PW[中]AB[aa:ba][ee];B[bb];W[cb](;B[];W[bc])(;B[dd]))"
    let record = try SGFFile.decode(Array(text.utf8))
    #expect(record.rows == 5 && record.moves.count == 4 && record.properties["PB"] == "A ] B")
    #expect(record.moves[2].place == nil && record.start[0, 1] == .black && record.start[4, 4] == .black)
    let end = try record.position(after: 4)
    #expect(end[1, 1] == .black && end[2, 1] == .white && end[1, 2] == .white && end[3, 3] == nil)
    #expect(try end.tensor(for: .white).element(6) == -1 && end.tensor().element(6) == 1)
    #expect(try record.position(after: 0) == record.start)
  }

  @Test(arguments: [
    "", "no record", "(", "(;", "(;B[aa]", "(;B[aa)", "(;SZ[99];B[aa])", "(;SZ[x])", "(;GM[3])", "(;B)",
    "(;B[zz])",
    "(;SZ[5];B[ff])", "()", "(;AB[ba:a])", "(;AB[aa:bb:cc])", "(;B[abc])", "(a;B[aa])",
  ])
  func whatIsNoRecordIsAnError(_ text: String) {
    #expect(throws: FileError.self) { try SGFFile.decode(Array(text.utf8)) }
  }

  @Test func aForbiddenMoveIsNamed() throws {
    let record = try SGFFile.decode(Array("(;SZ[9];B[aa];W[bb];B[bb])".utf8))
    do throws(FileError) {
      _ = try record.position(after: 3)
      Issue.record("a stone on a stone")
    } catch { #expect(error.message.contains("move 3") && error.message.contains("row 2, column 2")) }
  }

  @Test func realGamesFollowTheRules() throws {
    guard let data = ProcessInfo.processInfo.environment["FOVEA_DATA"] else {
      print("skipped: FOVEA_DATA names no folder with sgf/")
      return
    }
    let folder = data + "/sgf"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sgf") }
    #expect(names.count >= 5)
    for name in names {
      let record = try SGFFile.decode(ByteFile.read(folder + "/" + name), path: name)
      #expect(record.rows == 19 && record.moves.count > 50, "\(name)")
      _ = try record.position(after: record.moves.count, path: name)
    }
  }

  @Test func positionsAreLabelledByTheRules() throws {
    let data = try GoGenerator.dataSet(60, size: 7, seed: 3)
    #expect(data.targets.tensor.elements.reduce(0, +) == 30 && data.pictures.shape == [60, 1, 7, 7])
    for index in 0..<60 {
      var board = GoBoard(size: 7)
      for point in 0..<49 {
        let number = data.pictures.element(index * 49 + point)
        board[point / 7, point % 7] = number == 0 ? nil : number > 0 ? .black : .white
      }
      #expect(board[3, 3] == .black)
      for point in 0..<49 where board[point / 7, point % 7] != nil {
        #expect(board.liberties(point / 7, point % 7) > 0)
      }
      #expect((board.liberties(3, 3) == 1) == (data.targets.tensor.element(index) == 1))
    }
    #expect(try data.pictures.elements == GoGenerator.dataSet(60, size: 7, seed: 3).pictures.elements)
    #expect(throws: TensorError.self) { try GoGenerator.dataSet(3, size: 8, seed: 1) }
    #expect(throws: TensorError.self) { try GoGenerator.dataSet(0, seed: 1) }
  }
}
