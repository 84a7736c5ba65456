import CImages

/// What is to stand in a file, in parts: the elements of a tensor go to the disk from where they lie, so that a large one
/// is not copied on the way.
public struct FileParts: Sendable {
  enum Part: Sendable {
    case bytes([UInt8])
    case elements(NumPyArray)

    var count: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .elements(let array): array.byteCount
      }
    }

    /// Lends the bytes, for as long as the body runs.
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
      switch self {
      case .bytes(let bytes): bytes.withUnsafeBytes(body)
      case .elements(let array): array.withBytes(body)
      }
    }
  }

  private(set) var parts: [Part] = []
  /// Of all parts together.
  public private(set) var count = 0

  /// One part, or none where it is empty.
  /// - Parameter bytes: what stands in the file.
  public init(_ bytes: [UInt8] = []) { append(bytes) }

  mutating func append(_ bytes: [UInt8]) { append(.bytes(bytes)) }

  mutating func append(_ array: NumPyArray) { append(.elements(array)) }

  mutating func append(_ others: FileParts) { for part in others.parts { append(part) } }

  private mutating func append(_ part: Part) {
    guard part.count > 0 else { return }
    parts.append(part)
    count += part.count
  }

  /// All in one array, for what is small.
  var bytes: [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(count)
    for part in parts { part.withBytes { all += $0 } }
    return all
  }

  /// CRC-32 of all bytes.
  var checksum: UInt32 {
    parts.reduce(fovea_crc32(nil, 0)) { sum, part in
      // Safe: the pointer is used inside the closure only.
      part.withBytes { bytes in
        fovea_crc32_of_more(sum, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, bytes.count)
      }
    }
  }
}
