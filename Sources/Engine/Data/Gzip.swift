import CImages

/// The gzip wrapper, as around MNIST's original files.
public enum Gzip {
  /// Unpacks a gzip file of one or more members; what follows the last is left out, with a remark if it is not zeros.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that may come out.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the bytes of all members, one after the other.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `checksum`, `corrupt`, `tooLarge`, `cancelled`.
  public static func unpack(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> [UInt8] {
    try check(bytes, path)
    let limit = max(limit, 0)
    var capacity = min(firstCapacity(bytes), limit)
    while true {
      try HeldMemory.checkRoom(for: capacity, path)
      let (unpacked, left, result) = attempt(bytes, capacity, execution)
      if result.status == FOVEA_TOO_LARGE, capacity < limit {
        capacity = capacity > limit / 2 ? limit : max(2 * capacity, 1 << 16)
        continue
      }
      try result.check(path, format: "gzip", count: bytes.count, limit: limit)
      if left > 0 {
        remarks.add("\(left) bytes follow the compressed data of \(FileError.name(path)), and are left out")
      }
      return unpacked
    }
  }

  /// What the last member says of its own size, as far as so many packed bytes can hold it. A file of several members
  /// holds more, and is begun again with more room.
  private static func firstCapacity(_ bytes: [UInt8]) -> Int {
    let stated = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    let most = bytes.count.multipliedReportingOverflow(by: 1032)
    return min(stated, most.overflow ? Int.max : most.partialValue)
  }

  private static func attempt(
    _ bytes: [UInt8], _ capacity: Int, _ execution: Execution
  ) -> (unpacked: [UInt8], left: Int, result: CImagesResult) {
    var result = CImagesResult { _ in FOVEA_OK }
    var left = 0
    let unpacked = withExtendedLifetime(execution.cancellation) {
      // Safe: the door writes at most `capacity` bytes, and `count` is how many those are. One byte more gives an empty
      // result a place too.
      [UInt8](unsafeUninitializedCapacity: capacity + 1) { buffer, count in
        guard let start = buffer.baseAddress else { return }
        result = CImagesResult {
          fovea_gunzip(
            bytes, bytes.count, start, capacity, execution.cancellation?.address, &count, &left, &$0)
        }
      }
    }
    return (unpacked, left, result)
  }
}

extension Gzip: FileFormat {
  package static let description = "a gzip file"
  package static let names = ["gzip"]
  package static let endings = ["gz"]
  package static let sort = FileSort.packed

  package static func recognizes(_ start: FileStart) -> Bool { start.begins(with: [0x1F, 0x8B]) }

  package static func advice(for path: String) -> String? {
    path.isEmpty ? nil : ForeignFormat.unpacking("gzip -d", path)
  }
}
