import CImages

/// `.npz` files, NumPy's format for several named arrays: a zip file of `.npy` files.
public struct NumPyArchive: Sendable, Equatable {
  public struct Member: Sendable, Equatable {
    /// Without the ending `.npy`.
    public let name: String
    public let array: NumPyArray

    public init(name: String, array: NumPyArray) {
      self.name = name
      self.array = array
    }
  }

  /// In the file's order.
  public let members: [Member]

  public init(_ members: [Member]) { self.members = members }

  /// The array of this name; where a file names one twice, the last, as in NumPy.
  public subscript(name: String) -> NumPyArray? { members.last { $0.name == name }?.array }

  /// Decodes what `np.savez` and `np.savez_compressed` write. Members that are no arrays are passed over.
  /// - Parameters:
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that all arrays together may take; checked against what the file promises before
  ///     anything is unpacked.
  /// - Throws: `empty`, `wrongKind` (also for a zip file without any array), `truncated`, `checksum`, `corrupt`,
  ///   `tooLarge`, `cancelled`, and `unsupported` for encryption, other compressions, zip64, and what `NumPyFile` refuses.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    in execution: Execution = Execution()
  ) throws(FileError) -> NumPyArchive {
    guard FileKind(sniffing: bytes) == .npz else {
      throw FileKind.mismatch(bytes, path: path, wanted: FileKind.npz.description)
    }
    let directory = try ZipDirectory(bytes, path: path)
    let arrays = directory.entries.filter { $0.name.hasSuffix(".npy") }
    guard !arrays.isEmpty || directory.entries.isEmpty else {
      throw FileError(
        .wrongKind, path, "\(FileError.name(path)) is a zip file without NumPy arrays (.npy) in it")
    }
    // At most 65535 sizes below 2^32: no overflow.
    let total = arrays.reduce(0) { $0 + $1.size }
    guard total <= limit else {
      let (has, most) = (MemoryBudget.text(total), MemoryBudget.text(limit))
      throw FileError(
        .tooLarge, path, "\(FileError.name(path)) holds \(has) of arrays, and at most \(most) can be read")
    }
    var members: [Member] = []
    for entry in arrays {
      let inner = "\(FileError.excerpt(entry.name)) in \(FileError.name(path))"
      let range = try directory.packedRange(of: entry, in: bytes, path: path)
      let data = try unpack(entry, bytes[range], path: inner, in: execution)
      let array = try NumPyFile.decode(data, path: inner, limit: limit, in: execution)
      members.append(Member(name: String(entry.name.dropLast(4)), array: array))
    }
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
        "\(path) is packed by method \(entry.method), and only deflate (8) and none (0) are read",
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
    guard size / 1032 <= packed.count else {
      throw FileError(
        .corrupt, path,
        "\(path) is damaged: \(packed.count) packed bytes cannot hold the \(size) that it promises")
    }
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
