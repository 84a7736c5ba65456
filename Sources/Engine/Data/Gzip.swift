import CImages

/// The gzip wrapper, as around MNIST's original files.
public enum Gzip {
  /// Unpacks a gzip file of one or more members; zeros behind the last are ignored.
  /// - Parameters:
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that may come out. While it unpacks, up to three times as many are held.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `checksum`, `corrupt`, `tooLarge`, `cancelled`.
  public static func unpack(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    in execution: Execution = Execution()
  ) throws(FileError) -> [UInt8] {
    guard FileKind(sniffing: bytes) == .gzip else {
      throw FileKind.mismatch(bytes, path: path, wanted: FileKind.gzip.description)
    }
    var unpacked: UnsafeMutablePointer<UInt8>?
    var count = 0
    let result = withExtendedLifetime(execution.cancellation) {
      CImagesResult {
        fovea_gunzip(
          bytes, bytes.count, max(limit, 0), execution.cancellation?.address, &unpacked, &count, &$0)
      }
    }
    defer { fovea_release(unpacked) }
    try result.check(path, format: "gzip", count: bytes.count, limit: limit)
    // Safe: the door gave `count` bytes at `unpacked`, released only after this copy.
    return [UInt8](UnsafeBufferPointer(start: unpacked, count: count))
  }
}
