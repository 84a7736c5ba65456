import CImages

/// PNG pictures, through libpng.
public enum PNG {
  /// Decodes a PNG of any colour type, 1 to 16 bits, interlaced or not.
  ///
  /// Grey gives 1 channel, colour and palette 3, anything with transparency 4. Gamma and colour profiles are left
  /// alone, as Pillow and PyTorch leave them. Every checksum is verified, also that of side chunks.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that the pixels may take; checked before they are allocated.
  ///   - keepingDepth: whether 16 bits stay 16 bits.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the picture, 8 bits a sample, or 16 where they are kept.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `checksum`, `corrupt`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    keepingDepth: Bool = false, in execution: Execution = Execution()
  ) throws(FileError) -> PixelImage {
    try check(bytes, path)
    return try decode(
      bytes, PictureRoom(limit: limit, keepingDepth: keepingDepth, path: path), in: execution)
  }

  static func decode(
    _ bytes: [UInt8], _ room: PictureRoom, in execution: Execution
  ) throws(FileError) -> PixelImage {
    let path = room.path
    var size = fovea_picture()
    let measured = CImagesResult { fovea_png_measure(bytes, bytes.count, room.keepingDepth, &size, &$0) }
    if size.width > 0 { try room.check(size) }
    try measured.check(path, format: "PNG", count: bytes.count, size: size, limit: room.limit)
    try room.checkMemory(size.byte_count)

    var decoded = CImagesResult { _ in FOVEA_OK }
    let pixels = withExtendedLifetime(execution.cancellation) {
      // Safe: libpng fills all of `byte_count` bytes or reports a failure, and then nothing counts as initialised.
      [UInt8](unsafeUninitializedCapacity: size.byte_count) { buffer, count in
        guard let start = buffer.baseAddress else { return }
        decoded = CImagesResult {
          fovea_png_decode(bytes, bytes.count, start, &size, execution.cancellation?.address, &$0)
        }
        count = decoded.status == FOVEA_OK ? size.byte_count : 0
      }
    }
    try decoded.check(path, format: "PNG", count: bytes.count, size: size, limit: room.limit)
    return PixelImage(size, pixels: pixels)
  }

  /// Where the first chunk behind the header begins: behind the signature of 8 bytes and the header's own 25.
  private static let headEnd = 33

  /// Says in a picture that was encoded here which program made it, by the keyword that the format has for that
  /// (PNG specification, 11.3.3.3).
  package static func signed(_ bytes: [UInt8], by software: String) -> [UInt8] {
    Array(bytes[..<headEnd]) + signature(software) + bytes[headEnd...]
  }

  /// What tells such a picture.
  package static func mark(of software: String) -> OwnedFile.Mark { .bytes(signature(software), at: headEnd) }

  private static func signature(_ software: String) -> [UInt8] {
    let content = Array("Software\0\(software)".utf8)
    let named = Array("tEXt".utf8) + content
    return bigEndian(UInt32(content.count)) + named + bigEndian(fovea_crc32(named, named.count))
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// Encodes 1, 3 or 4 channels as an 8-bit PNG without interlacing.
  /// - Parameters:
  ///   - image: 8 bits a sample, with at least one pixel.
  ///   - path: what messages call the file.
  ///   - execution: what may stop it.
  /// - Returns: the file's bytes.
  /// - Throws: `unsupported` for other channels, 16 bits or a picture without pixels, `tooLarge`, `cancelled`.
  public static func encode(
    _ image: PixelImage, path: String = "", in execution: Execution = Execution()
  ) throws(FileError) -> [UInt8] {
    let sides = 1...Int(Int32.max)
    guard sides.contains(image.width), sides.contains(image.height), [1, 3, 4].contains(image.channels),
      image.bytesPerSample == 1
    else {
      throw FileError(
        .unsupported, path,
        "a PNG is written with at least one pixel, 1, 3 or 4 channels and 8 bits, and this picture has "
          + "\(image.height) rows of \(image.width) pixels with \(image.channels) channels")
    }
    let size = fovea_picture(
      width: UInt32(image.width), height: UInt32(image.height), channels: UInt32(image.channels),
      sample_bytes: 1, byte_count: image.pixels.count)
    var encoded: UnsafeMutablePointer<UInt8>?
    var count = 0
    let result = withExtendedLifetime(execution.cancellation) {
      withUnsafePointer(to: size) { size in
        CImagesResult {
          fovea_png_encode(image.pixels, size, execution.cancellation?.address, &encoded, &count, &$0)
        }
      }
    }
    defer { fovea_release(encoded) }
    try result.check(path, format: "PNG", count: image.pixels.count)
    try HeldMemory.checkRoom(for: count, path)
    // Safe: the door gave `count` bytes at `encoded`, released only after this copy.
    return [UInt8](UnsafeBufferPointer(start: encoded, count: count))
  }
}
