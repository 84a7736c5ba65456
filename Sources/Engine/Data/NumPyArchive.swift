import CImages

/// `.npz` files, NumPy's format for several named arrays: a zip file of `.npy` files.
public struct NumPyArchive: Sendable, Equatable {
  /// One array of the file, with its name.
  public struct Member: Sendable, Equatable {
    /// Without the ending `.npy`.
    public let name: String
    /// The array.
    public let array: NumPyArray

    /// - Parameters:
    ///   - name: without the ending `.npy`.
    ///   - array: the array.
    public init(name: String, array: NumPyArray) {
      self.name = name
      self.array = array
    }
  }

  /// In the file's order.
  public let members: [Member]

  /// - Parameter members: in the order in which they are to stand in the file.
  public init(_ members: [Member]) { self.members = members }

  /// The array of this name; where a file names one twice, the last, as in NumPy.
  /// - Parameter name: without the ending `.npy`.
  /// - Returns: the array; nil where there is none of this name.
  public subscript(name: String) -> NumPyArray? { members.last { $0.name == name }?.array }

  /// Decodes what `np.savez` and `np.savez_compressed` write. Members that are no arrays, or arrays of a sort that is not
  /// read, such as pickled objects, are left out with a remark.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that all arrays together may take; checked against what the file promises before
  ///     anything is unpacked.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the arrays that are read, in the file's order.
  /// - Throws: `empty`, `wrongKind` (also for a zip file without any array), `truncated`, `checksum`, `corrupt`,
  ///   `tooLarge`, `cancelled`, and `unsupported` where no member is of a sort that is read.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> NumPyArchive {
    try check(bytes, path)
    let name = FileError.name(path)
    let directory = try ZipDirectory(bytes, path: path)
    let arrays = directory.entries.filter { $0.name.hasSuffix(".npy") }
    let others = directory.entries.filter { !$0.name.hasSuffix(".npy") && !$0.name.hasSuffix("/") }
    guard !arrays.isEmpty || directory.entries.isEmpty else {
      throw ForeignFormat.zip(directory.entries.map(\.name), path: path)
    }
    guard let total = FileExtents.total(arrays.map(\.size)), total <= limit else {
      let total = FileExtents.total(arrays.map(\.size)) ?? Int.max
      throw FileExtents.tooLarge(total, limit, path, of: "arrays")
    }
    if !others.isEmpty {
      let names = FileRemarks.list(others.map { FileError.excerpt($0.name) })
      remarks.add(
        "\(names) in \(name) \(others.count == 1 ? "is no array and is" : "are no arrays and are") left out")
    }
    // Each may be small, and all together large.
    let packed = arrays.filter { $0.method != 0 }.map(\.size)
    try HeldMemory.checkRoom(for: FileExtents.total(packed) ?? Int.max, path)
    var members: [Member] = []
    var refused: [FileError] = []
    for entry in arrays {
      let inner = "\(FileError.excerpt(entry.name)) in \(name)"
      do throws(FileError) {
        let range = try directory.packedRange(of: entry, in: bytes, path: path)
        let data = try unpack(entry, bytes[range], path: inner, in: execution)
        let array = try NumPyFile.decode(data, path: inner, limit: limit, remarks: remarks, in: execution)
        members.append(Member(name: String(entry.name.dropLast(4)), array: array))
      } catch {
        guard error.code == .unsupported else { throw error }
        refused.append(error)
      }
    }
    if let first = refused.first, members.isEmpty { throw first }
    remarks.addLeftOut(refused, of: name, as: "arrays")
    return NumPyArchive(members)
  }

  private static func unpack(
    _ entry: ZipDirectory.Entry, _ packed: ArraySlice<UInt8>, path: String, in execution: Execution
  ) throws(FileError) -> ArraySlice<UInt8> {
    try execution.checkCancelled(path)
    guard !entry.isEncrypted else { throw FileError(.unsupported, path, "\(path) is encrypted") }
    let data: ArraySlice<UInt8>
    switch entry.method {
    case 0:
      guard entry.packedSize == entry.size else {
        throw FileError(.corrupt, path, "\(path) is damaged: it has two different sizes")
      }
      data = packed
    case 8:
      data = try inflate(packed, to: entry.size, path: path, in: execution)
    default:
      throw FileError(
        .unsupported, path,
        "\(path) is compressed with method \(entry.method); only deflate (8) and none (0) can be read",
        help: "save it with np.savez or np.savez_compressed")
    }
    guard checksum(data) == entry.checksum else {
      throw FileError(
        .checksum, path, "\(path) is damaged: its checksum is wrong", help: "copy or download the file again")
    }
    return data
  }

  private static func inflate(
    _ packed: ArraySlice<UInt8>, to size: Int, path: String, in execution: Execution
  ) throws(FileError) -> ArraySlice<UInt8> {
    // Deflate packs at most 1032 bytes into one.
    guard size / 1032 <= packed.count else {
      throw FileError(
        .corrupt, path,
        "\(path) is damaged: \(packed.count) compressed bytes cannot contain the \(size) that it announces")
    }
    try HeldMemory.checkRoom(for: size, path)
    var result = CImagesResult { _ in FOVEA_OK }
    let data = withExtendedLifetime(execution.cancellation) {
      packed.withUnsafeBufferPointer { source in
        // Safe: the door fills all `size` bytes or reports a failure, and then none counts as initialised.
        [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
          guard let start = buffer.baseAddress, let from = source.baseAddress else { return }
          result = CImagesResult {
            fovea_inflate(from, source.count, start, size, execution.cancellation?.address, &$0)
          }
          count = result.status == FOVEA_OK ? size : 0
        }
      }
    }
    try result.check(path, format: "zip", count: packed.count, limit: size)
    return data[...]
  }

  static func checksum(_ data: ArraySlice<UInt8>) -> UInt32 {
    // Safe: the pointer is used inside the closure only.
    data.withUnsafeBufferPointer { fovea_crc32($0.baseAddress, $0.count) }
  }
}

// MARK: - As a format of files

extension NumPyArchive: ReadableFormat, RecordFormat {
  package static let description = "a zip or NumPy archive (.npz)"
  package static let names = [".npz"]
  package static let endings = ["npz"]
  package static let sort = FileSort.array
  package static let readingHelp = ".npz gives a record of its arrays."
  package static let writingHelp = ".npz holds a record of tensors, as np.savez writes it."

  /// The head of a member, or the end of an empty list of members.
  package static func recognizes(_ start: FileStart) -> Bool {
    start.begins(with: [0x50, 0x4B, 3, 4]) || start.begins(with: [0x50, 0x4B, 5, 6])
  }

  package static func content(of bytes: [UInt8], _ job: FileJob) throws(FileError) -> FileContent.Kind {
    .archive(try decode(bytes, path: job.path, limit: job.limit, remarks: job.remarks, in: job.execution))
  }

  package static func parts(
    of tensors: [(name: String, tensor: Tensor)], _ job: FileJob
  ) throws(FileEncodingError) -> FileParts {
    let archive = NumPyArchive(tensors.map { Member(name: $0.name, array: $0.tensor.numPyArray) })
    do throws(FileError) { return try archive.parts(path: job.path, in: job.execution) } catch {
      throw .file(error)
    }
  }
}
