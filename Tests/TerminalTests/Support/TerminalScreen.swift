/// What a person sees: as much of an xterm as readline and a line-oriented program need.
struct TerminalScreen {
  private(set) var columns: Int
  private(set) var rows: Int
  /// From the top left, counted from 0.
  private(set) var cursor = (row: 0, column: 0)
  /// Control sequences that are not known here; the picture may be wrong if there are any.
  private(set) var unknownSequences: [String] = []

  // A cell holds one character, a wide one also has an empty cell to its right.
  private var cells: [[String]]
  private var wrapsBeforeNext = false
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The lines without the blanks at their ends.
  var lines: [String] {
    cells.map { row in
      let end = row.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
      return row[..<end].joined()
    }
  }

  /// The lines down to the last that is not empty.
  var text: String {
    let lines = lines
    let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    return lines[..<end].joined(separator: "\n")
  }

  mutating func resize(columns: Int, rows: Int) {
    for row in cells.indices {
      cells[row] = Array((cells[row] + Array(repeating: " ", count: columns)).prefix(columns))
    }
    while cells.count > rows {
      if cursor.row == cells.count - 1 {
        cells.removeFirst()
        cursor.row -= 1
      } else {
        cells.removeLast()
      }
    }
    while cells.count < rows { cells.append(Array(repeating: " ", count: columns)) }
    (self.columns, self.rows) = (columns, rows)
    cursor.column = min(cursor.column, columns - 1)
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    while let used = takeFirst(of: pending) { pending.removeFirst(used) }
  }

  /// Acts on the first character or control sequence and returns its length; nil while a part is missing.
  private mutating func takeFirst(of bytes: [UInt8]) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == 0x1B { return takeSequence(bytes) }
    if first < 0x20 || first == 0x7F {
      control(first)
      return 1
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= length else { return nil }
    for scalar in String(decoding: bytes[..<length], as: UTF8.self).unicodeScalars { put(scalar) }
    return length
  }

  private mutating func control(_ byte: UInt8) {
    wrapsBeforeNext = false
    switch byte {
    case 0x08: cursor.column = max(0, cursor.column - 1)
    case 0x09: cursor.column = min(columns - 1, (cursor.column / 8 + 1) * 8)
    case 0x0A: lineFeed()
    case 0x0D: cursor.column = 0
    default: break
    }
  }

  private mutating func lineFeed() {
    if cursor.row == rows - 1 {
      cells.removeFirst()
      cells.append(Array(repeating: " ", count: columns))
    } else {
      cursor.row += 1
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if (0x300...0x36F).contains(scalar.value) {
      cells[cursor.row][max(0, cursor.column - 1)].unicodeScalars.append(scalar)
      return
    }
    let width = min(columns, isWide(scalar) ? 2 : 1)
    if wrapsBeforeNext || cursor.column + width > columns {
      cursor.column = 0
      lineFeed()
    }
    cells[cursor.row][cursor.column] = String(scalar)
    if width == 2 { cells[cursor.row][cursor.column + 1] = "" }
    wrapsBeforeNext = cursor.column + width == columns
    cursor.column = min(columns - 1, cursor.column + width)
  }

  private func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  private mutating func takeSequence(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 2 else { return nil }
    guard bytes[1] == UInt8(ascii: "[") else {
      unknownSequences.append(String(decoding: bytes[..<2], as: UTF8.self))
      return 2
    }
    guard let end = bytes[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
    let parameters = String(decoding: bytes[2..<end], as: UTF8.self)
    carryOut(Character(Unicode.Scalar(bytes[end])), parameters)
    return end + 1
  }

  private mutating func carryOut(_ command: Character, _ parameters: String) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let first = numbers.first ?? 0
    let count = max(1, first)
    switch command {
    case "m", "h", "l": return
    case "A": cursor.row = max(0, cursor.row - count)
    case "B": cursor.row = min(rows - 1, cursor.row + count)
    case "C": cursor.column = min(columns - 1, cursor.column + count)
    case "D": cursor.column = max(0, cursor.column - count)
    case "H":
      cursor.row = min(rows, count) - 1
      cursor.column = min(columns, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
    case "K": clearInRow(from: first == 0 ? cursor.column : 0, to: first == 1 ? cursor.column + 1 : columns)
    case "J":
      let range = first == 0 ? cursor.row + 1..<rows : first == 1 ? 0..<cursor.row : 0..<rows
      for row in range { cells[row] = Array(repeating: " ", count: columns) }
      if first < 2 { carryOut("K", parameters) }
    case "P": editRow { row, column in row.removeSubrange(column..<min(row.count, column + count)) }
    case "@":
      editRow { row, column in row.insert(contentsOf: Array(repeating: " ", count: count), at: column) }
    default: unknownSequences.append("ESC [ \(parameters)\(command)")
    }
    wrapsBeforeNext = false
  }

  private mutating func clearInRow(from start: Int, to end: Int) {
    for column in start..<end { cells[cursor.row][column] = " " }
  }

  private mutating func editRow(_ edit: (_ row: inout [String], _ column: Int) -> Void) {
    var row = cells[cursor.row]
    edit(&row, cursor.column)
    cells[cursor.row] = Array((row + Array(repeating: " ", count: columns)).prefix(columns))
  }
}
