/// Tables of numbers as text: a row to a line, columns parted by commas (RFC 4180), semicolons, tabs or blanks.
public enum CSVFile {
  /// Decodes a table as float64, as `np.loadtxt(path, delimiter=",", ndmin=2)` does.
  ///
  /// The first row says what parts columns: semicolons, else tabs, else commas, else blanks. Fields may stand in double
  /// quotes, within which `""` is a quote. Blanks around numbers, empty lines and lines that begin with `#` count for nothing.
  /// A first row in which a field is not a number names the columns, which a remark says.
  /// - Parameters:
  ///   - bytes: UTF-8, with a byte order mark or without; lines end with a line feed, a carriage return or both.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that the numbers may take.
  ///   - remarks: collects what there is to say, such as that the first row names the columns.
  ///   - execution: what may stop it.
  /// - Returns: float64, `[rows, columns]`.
  /// - Throws: `empty`, `corrupt` for a field that is not a number, a row of another length and a quote without an end,
  ///   `unsupported` for UTF-16, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> NumPyArray {
    guard !bytes.isEmpty else { throw empty(path) }
    var table = CSVTable(path: path, limit: limit, remarks: remarks)
    try table.read(bytes, in: execution)
    guard table.rowCount > 0 else { throw table.names == nil ? empty(path) : onlyNames(path) }
    do throws(TensorError) {
      return try Tensor(table.numbers, [table.rowCount, table.columnCount]).numPyArray
    } catch { throw FileError(.tooLarge, path, error.message, help: error.help) }
  }

  private static func empty(_ path: String) -> FileError {
    FileError(.empty, path, "\(FileError.name(path)) has no numbers in it")
  }

  private static func onlyNames(_ path: String) -> FileError {
    FileError(
      .corrupt, path, "\(FileError.name(path)) has a line of names and no numbers below it",
      help: "each row of numbers has a line of its own")
  }

  /// Encodes a matrix, a row to a line, or a vector, a number to a line, as `np.savetxt` does; each number is the shortest text
  /// that gives it back.
  /// - Parameters:
  ///   - tensor: `[rows, columns]`, `[rows]`, or a single number.
  ///   - separator: what parts columns.
  ///   - execution: what may stop it.
  /// - Returns: the text, each line with a line feed.
  /// - Throws: `TensorError.rank` for more dimensions, `.size` for a tensor without elements, `.memory`, `.cancelled`.
  public static func encode(
    _ tensor: Tensor, separator: Unicode.Scalar = ",", in execution: Execution = Execution()
  ) throws(TensorError) -> [UInt8] {
    guard tensor.rank <= 2 else {
      throw TensorError(
        .rank, "a .csv file holds a matrix or a vector, not \(tensor.shape)",
        operands: [.init(0, "\(tensor.shape)")], help: "a .npy file holds any shape")
    }
    guard tensor.count > 0 else {
      throw TensorError(
        .size, "\(tensor.shape) has no elements to write", operands: [.init(0, "\(tensor.shape)")])
    }
    // No number is longer than 24 characters.
    try MemoryBudget.process.checkRoom(for: 25 * tensor.count)
    let columns = tensor.rank == 2 ? tensor.shape[1] : 1
    let separator = UInt8(ascii: separator)
    return switch tensor.dtype {
    case .float32: try text(tensor, Float.self, columns, separator, execution)
    case .float64: try text(tensor, Double.self, columns, separator, execution)
    case .uint8: try text(tensor, UInt8.self, columns, separator, execution)
    case .int64: try text(tensor, Int64.self, columns, separator, execution)
    case .bool: try text(tensor.asBytes, UInt8.self, columns, separator, execution)
    }
  }

  private static func text<T: Scalar>(
    _ tensor: Tensor, _ type: T.Type, _ columns: Int, _ separator: UInt8, _ execution: Execution
  ) throws(TensorError) -> [UInt8] {
    try tensor.read(as: T.self) { elements throws(TensorError) in
      var text: [UInt8] = []
      for (index, element) in elements.enumerated() {
        let isLast = index % columns == columns - 1
        if isLast { try execution.checkCancelled() }
        text += shortened("\(element)")
        text.append(isLast ? UInt8(ascii: "\n") : separator)
      }
      return text
    }
  }

  /// A whole number is written without a point.
  private static func shortened(_ number: String) -> Substring.UTF8View {
    number.hasSuffix(".0") ? number.utf8.dropLast(2) : number.utf8[...]
  }
}

// MARK: - As a format of files

extension CSVFile: ReadableFormat, TensorFormat {
  package static let description = "a table of numbers (.csv)"
  package static let names = [".csv"]
  package static let endings = ["csv", "tsv"]
  package static let sort = FileSort.array
  package static let readingHelp =
    ".csv gives a matrix of its numbers, float64, separated by commas, tabs, semicolons or spaces; a first line of names is skipped, with a note."
  package static let writingHelp =
    ".csv holds a matrix, a row to a line, or a vector, a number to a line; .tsv has tabs in place of commas."

  /// Text that is named so, or in which one of the first two rows is numbers.
  package static func recognizes(_ start: FileStart) -> Bool {
    if endings.contains(start.ending), CSVRows.isUTF16(start.bytes) { return true }
    guard start.isText, !ForeignFormat.isKnown(start.bytes) else { return false }
    return endings.contains(start.ending) || CSVTable.beginsWithNumbers(start.bytes)
  }

  package static func content(of bytes: [UInt8], _ job: FileJob) throws(FileError) -> FileContent.Kind {
    .array(try decode(bytes, path: job.path, limit: job.limit, remarks: job.remarks, in: job.execution))
  }

  package static func parts(of tensor: Tensor, _ job: FileJob) throws(FileEncodingError) -> FileParts {
    let separator: Unicode.Scalar = FilePath.ending(of: job.path) == "tsv" ? "\t" : ","
    do throws(TensorError) {
      return FileParts(try encode(tensor, separator: separator, in: job.execution))
    } catch { throw .tensor(error) }
  }
}
