/// The numbers of a table in text, and what its columns are called.
struct CSVTable {
  let path: String
  let limit: Int
  let remarks: FileRemarks
  private(set) var names: [String]?
  private(set) var numbers: [Double] = []
  private(set) var rowCount = 0
  private(set) var columnCount = 0

  init(path: String, limit: Int, remarks: FileRemarks) {
    (self.path, self.limit, self.remarks) = (path, limit, remarks)
  }

  private var name: String { FileError.name(path) }

  mutating func read(_ bytes: [UInt8], in execution: Execution) throws(FileError) {
    guard !CSVRows.isUTF16(bytes) else {
      throw FileError(
        .unsupported, path, "\(name) is text in UTF-16, and UTF-8 is read", help: "save it as CSV in UTF-8")
    }
    var rows = CSVRows(bytes)
    while try advance(&rows) {
      try execution.checkCancelled(path)
      if columnCount == 0 {
        columnCount = rows.fields.count
        try reserve(for: bytes)
        if isHeader(rows) {
          names = rows.fields.map { rows.text(of: $0) }
          remarkNames()
          continue
        }
      }
      try add(rows)
    }
  }

  private func advance(_ rows: inout CSVRows) throws(FileError) -> Bool {
    do throws(CSVRows.UnclosedQuote) { return try rows.advance() } catch {
      throw FileError(
        .corrupt, path, "a quote that opens on line \(error.line) of \(name) is not closed",
        help: "a quote within a field is written twice: \"\"")
    }
  }

  /// Makes room for as many numbers as the lines can hold: a number and what parts it from the next take two bytes at least.
  private mutating func reserve(for bytes: [UInt8]) throws(FileError) {
    let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
    let (product, overflow) = lines.multipliedReportingOverflow(by: columnCount)
    let most = min(overflow ? .max : product, bytes.count / 2 + 1)
    // Beside the numbers stands the tensor that is made of them.
    try HeldMemory.checkRoom(for: 16 * most, path)
    numbers.reserveCapacity(most)
  }

  // MARK: Names

  /// Whether a row names columns: a field is not a number, or the first is empty, as above the labels of rows.
  private func isHeader(_ rows: CSVRows) -> Bool {
    guard let first = rows.fields.first else { return false }
    return rows.fields.count > 1 && first.range.isEmpty
      || rows.fields.contains { !$0.range.isEmpty && CSVNumber.value(rows.bytes[$0.range]) == nil }
  }

  private func remarkNames() {
    guard let names else { return }
    let list = FileRemarks.list(names.map { "\"\(FileError.excerpt($0))\"" })
    remarks.add("the first line of \(name) is taken for the names of its columns: \(list)")
  }

  // MARK: Numbers

  private mutating func add(_ rows: CSVRows) throws(FileError) {
    guard rows.fields.count == columnCount else {
      let have = "\(rows.fields.count) \(rows.fields.count == 1 ? "column" : "columns")"
      throw FileError(
        .corrupt, path,
        "line \(rows.line) of \(name) has \(have), and \(rowCount == 0 ? "the line of names has" : "those before it have") "
          + "\(columnCount)", help: "each row of a table has as many numbers")
    }
    guard 8 * (numbers.count + columnCount) <= limit else {
      throw FileExtents.tooLarge(8 * (numbers.count + columnCount), limit, path, of: "numbers")
    }
    for (column, field) in rows.fields.enumerated() {
      let digits = rows.bytes[field.range]
      guard let number = CSVNumber.value(digits) else { throw notANumber(rows, column) }
      if CSVNumber.isRounded(digits, number) {
        remarks.add(
          "whole numbers of \(name) that float64 does not hold, such as \(rows.text(of: field)), are rounded")
      }
      numbers.append(number)
    }
    rowCount += 1
  }

  private func notANumber(_ rows: CSVRows, _ column: Int) -> FileError {
    let text = rows.text(of: rows.fields[column])
    let title = names.map { " (\(FileError.excerpt($0[column])))" } ?? ""
    let place = "line \(rows.line), column \(column + 1)\(title) of \(name)"
    guard !text.isEmpty else {
      return FileError(.corrupt, path, "\(place) is empty", help: "write nan where a number is missing")
    }
    let withPoint = text.replacing(",", with: ".")
    let hasComma = withPoint != text && CSVNumber.value(Array(withPoint.utf8)[...]) != nil
    return FileError(
      .corrupt, path, "\(place) is \"\(FileError.excerpt(text))\", but a number is expected",
      help: hasComma
        ? "decimals are written with a point: \(withPoint)" : "write nan where a number is missing")
  }

  // MARK: Telling

  /// Whether one of the first two rows is numbers, as far as they are there.
  static func beginsWithNumbers(_ head: [UInt8]) -> Bool {
    // The last number may be cut through.
    let whole =
      head.count < FileStart.length ? head : Array(head[...(head.lastIndex { !isOfNumber($0) } ?? 0)])
    var rows = CSVRows(whole)
    for _ in 0..<2 {
      guard (try? rows.advance()) == true else { return false }
      // What parts a row from its rest may stand at its end.
      let fields = rows.fields.filter { !$0.range.isEmpty }
      if !fields.isEmpty, fields.allSatisfy({ CSVNumber.value(whole[$0.range]) != nil }) { return true }
    }
    return false
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eEinfa".utf8.contains(byte)
  }
}
