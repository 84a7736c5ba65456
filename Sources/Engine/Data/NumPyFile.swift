/// `.npy` files, NumPy's format for one array.
public enum NumPyFile {
  /// Decodes versions 1.0 to 3.0, either byte order, either order of the elements (as `np.load`).
  ///
  /// Bytes behind the first array, such as another array that was saved to the same file, are left out with a remark.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that the elements may take.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the array, row by row and little-endian.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `corrupt`, `tooLarge`, `cancelled`, and `unsupported` for objects,
  ///   records, strings, complex numbers, dates, long doubles, and more than six dimensions.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> NumPyArray {
    try decode(bytes[...], path: path, limit: limit, remarks: remarks, in: execution)
  }

  static func decode(
    _ bytes: ArraySlice<UInt8>, path: String, limit: Int, remarks: FileRemarks, in execution: Execution
  ) throws(FileError) -> NumPyArray {
    let (header, dataStart) = try NumPyHeader.parse(bytes, path: path)
    let data = bytes[dataStart...]
    let array = try array(header, data.prefix(header.byteCount), path: path, limit: limit, in: execution)
    let left = data.dropFirst(header.byteCount)
    if !left.isEmpty { remarks.addRemainder(left, of: FileError.name(path), as: "np.load") }
    return array
  }

  /// The array that a header describes, out of exactly the bytes that are its elements.
  static func array(
    _ header: NumPyHeader, _ data: ArraySlice<UInt8>, path: String, limit: Int, in execution: Execution
  ) throws(FileError) -> NumPyArray {
    try checkLength(header, data.count, path)
    try header.extents.check(limit, path, of: "elements")
    try execution.checkCancelled(path)
    let elements = try NumPyLayout(header).rowMajorLittleEndian(data, path: path, in: execution)
    return NumPyArray(elementType: header.elementType, shape: header.shape, bytes: elements)
  }

  /// Encodes version 1.0, row by row, little-endian: the bytes that `np.save` (NumPy 2) writes.
  /// - Parameter array: what is to stand in the file.
  /// - Returns: the file's bytes.
  public static func encode(_ array: NumPyArray) -> [UInt8] { parts(array).bytes }

  /// The same, with the elements where they lie.
  /// - Parameter array: what is to stand in the file.
  /// - Returns: the file's parts.
  public static func parts(_ array: NumPyArray) -> FileParts {
    var parts = FileParts(NumPyHeader.encode(array.elementType, shape: array.shape))
    parts.append(array)
    return parts
  }

  private static func checkLength(_ header: NumPyHeader, _ count: Int, _ path: String) throws(FileError) {
    guard count != header.byteCount else { return }
    let name = FileError.name(path)
    let expectedOutput =
      "its header announces \(header.shape) of \(header.elementType.name), \(header.byteCount) bytes, and \(count) follow"
    if count < header.byteCount {
      throw FileError(
        .truncated, path, "\(name) is cut short: \(expectedOutput)",
        help: "copy the file, or save the array, again")
    }
    throw FileError(.corrupt, path, "\(name) is damaged: \(expectedOutput)", help: "save the array again")
  }
}

extension NumPyFile: ReadableFormat, TensorFormat {
  package static let description = "a NumPy array (.npy)"
  package static let names = [".npy"]
  package static let endings = ["npy"]
  package static let sort = FileSort.array
  package static let readingHelp = ".npy gives its array."
  package static let writingHelp = ".npy holds a tensor, as np.save writes it."

  package static func recognizes(_ start: FileStart) -> Bool { start.begins(with: NumPyHeader.magic) }

  package static func content(of bytes: [UInt8], _ job: FileJob) throws(FileError) -> FileContent.Kind {
    .array(try decode(bytes[...], path: job.path, limit: job.limit, remarks: job.remarks, in: job.execution))
  }

  package static func parts(of tensor: Tensor, _ job: FileJob) throws(FileEncodingError) -> FileParts {
    parts(tensor.numPyArray)
  }
}
