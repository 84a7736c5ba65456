/// IDX files, the format of MNIST's originals: two zeros, the element type, the number of dimensions, the extents as
/// 32-bit numbers, then the elements row by row; every number big-endian (LeCun, Cortes and Burges, "The MNIST database").
public enum IDXFile {
  /// Decodes one array.
  ///
  /// The header must describe exactly the bytes that follow it; nothing is allocated before that is known.
  /// - Parameters:
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that the elements may take.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `corrupt`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    in execution: Execution = Execution()
  ) throws(FileError) -> NumPyArray {
    guard FileKind(sniffing: bytes) == .idx, let type = elementType(bytes[2]) else {
      throw FileKind.mismatch(bytes, path: path, wanted: FileKind.idx.description)
    }
    let rank = Int(bytes[3])
    let dataStart = 4 + 4 * rank
    guard bytes.count >= dataStart else {
      throw FileError(
        .truncated, path,
        "\(FileError.name(path)) is cut short: \(rank) extents are promised, and it ends after \(bytes.count) bytes",
        help: "fetch the file again")
    }
    let shape = (0..<rank).map { bigEndian(bytes, at: 4 + 4 * $0) }
    try check(shape, type, bytes.count - dataStart, path, limit)
    try execution.checkCancelled(path)
    return NumPyArray(
      elementType: type, shape: shape, bytes: littleEndian(bytes[dataStart...], size: type.size))
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

  private static func check(
    _ shape: [Int], _ type: NumPyArray.ElementType, _ count: Int, _ path: String, _ limit: Int
  ) throws(FileError) {
    let name = FileError.name(path)
    var product: Int? = type.size
    for extent in shape {
      product = product.flatMap { size in
        let (product, overflows) = size.multipliedReportingOverflow(by: extent)
        return overflows ? nil : product
      }
    }
    guard let wanted = product, wanted <= count else {
      throw FileError(
        .truncated, path,
        "\(name) is cut short: its header promises \(shape) of \(type.name), and \(count) bytes follow",
        help: "fetch the file again")
    }
    guard wanted == count else {
      throw FileError(
        .corrupt, path,
        "\(name) is damaged: its header promises \(shape) of \(type.name), \(wanted) bytes, and \(count) follow",
        help: "fetch the file again")
    }
    guard wanted <= limit else {
      let (has, most) = (MemoryBudget.text(wanted), MemoryBudget.text(limit))
      throw FileError(.tooLarge, path, "\(name) holds \(has) of elements, and at most \(most) can be read")
    }
  }

  /// The bytes with each element's own turned round.
  private static func littleEndian(_ bytes: ArraySlice<UInt8>, size: Int) -> [UInt8] {
    guard size > 1 else { return Array(bytes) }
    var result = Array(bytes)
    for start in stride(from: 0, to: result.count, by: size) { result[start..<start + size].reverse() }
    return result
  }
}
