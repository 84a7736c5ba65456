/// IDX files, the format of MNIST's originals: two zeros, the element type, the number of dimensions, the extents as
/// 32-bit numbers, then the elements row by row; every number big-endian (LeCun, Cortes and Burges, "The MNIST database").
public enum IDXFile {
  /// Decodes one array.
  ///
  /// Nothing is allocated before it is known that all the bytes are there that the header promises. What follows them is
  /// left out with a remark.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that the elements may take.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the array, little-endian.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `corrupt`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> NumPyArray {
    try check(bytes, path)
    guard let type = elementType(bytes[2]) else {
      throw ForeignFormat.mismatch(bytes, path: path, wanted: description)
    }
    let rank = Int(bytes[3])
    let dataStart = 4 + 4 * rank
    guard bytes.count >= dataStart else {
      throw FileError(
        .truncated, path,
        "\(FileError.name(path)) is cut short: its header announces \(rank) dimensions, and it ends after \(bytes.count) bytes",
        help: "fetch the file again")
    }
    let shape = (0..<rank).map { bigEndian(bytes, at: 4 + 4 * $0) }
    guard let header = NumPyHeader(type, isBigEndian: true, shape: shape) else {
      throw FileError(
        .truncated, path,
        "\(FileError.name(path)) is cut short: its header announces \(shape) of \(type.name), more than any file can contain",
        help: "fetch the file again")
    }
    let data = bytes[dataStart...]
    let array = try NumPyFile.array(
      header, data.prefix(header.byteCount), path: path, limit: limit, in: execution)
    let left = data.dropFirst(header.byteCount)
    if !left.isEmpty { remarks.addRemainder(left, of: FileError.name(path)) }
    return array
  }

  private static func elementType(_ code: UInt8) -> NumPyArray.ElementType? {
    switch code {
    case 0x08: .uint8
    case 0x09: .int8
    case 0x0B: .int16
    case 0x0C: .int32
    case 0x0D: .float32
    case 0x0E: .float64
    default: nil
    }
  }

  private static func bigEndian(_ bytes: [UInt8], at start: Int) -> Int {
    bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}

extension IDXFile: ReadableFormat {
  package static let description = "an IDX file"
  package static let names = ["IDX"]
  package static let endings = ["idx"]
  package static let sort = FileSort.array
  package static let readingHelp = "An IDX file, as MNIST has them, gives its array, packed by gzip or not."

  /// Two zeros, the element type, and a number of dimensions.
  package static func recognizes(_ start: FileStart) -> Bool {
    let head = start.bytes
    return head.count >= 4 && head[0] == 0 && head[1] == 0 && elementType(head[2]) != nil
      && (1...6).contains(head[3])
  }

  package static func content(of bytes: [UInt8], _ job: FileJob) throws(FileError) -> FileContent.Kind {
    .array(try decode(bytes, path: job.path, limit: job.limit, remarks: job.remarks, in: job.execution))
  }
}
