import CImages

/// JPEG pictures, through libturbojpeg.
public enum JPEG {
  /// Decodes a baseline or progressive JPEG: grey files to 1 channel, colour to 3.
  ///
  /// A photograph that a camera marked as turned is decoded as it is stored, as Pillow does.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that decoding may take, three times the pixels' (progressive files need them).
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the picture, 8 bits a sample.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `corrupt`, `unsupported` (CMYK, lossless), `tooLarge`, `cancelled`
  ///   (looked at before and after, because the library gives no chance between).
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    in execution: Execution = Execution()
  ) throws(FileError) -> PixelImage {
    try check(bytes, path)
    return try decode(bytes, PictureRoom(limit: limit, path: path), in: execution)
  }

  static func decode(
    _ bytes: [UInt8], _ room: PictureRoom, in execution: Execution
  ) throws(FileError) -> PixelImage {
    let path = room.path
    var size = fovea_picture()
    let measured = CImagesResult { fovea_jpeg_measure(bytes, bytes.count, &size, &$0) }
    // A progressive file takes up to twice the pixels' bytes on the side.
    if size.width > 0 { try room.check(size, passes: 3) }
    try measured.check(path, format: "JPEG", count: bytes.count, size: size, limit: room.limit)
    try room.checkMemory(size.byte_count, passes: 3)

    var decoded = CImagesResult { _ in FOVEA_OK }
    let pixels = withExtendedLifetime(execution.cancellation) {
      // Safe: libturbojpeg fills all of `byte_count` bytes or reports a failure, and then none counts as initialised.
      [UInt8](unsafeUninitializedCapacity: size.byte_count) { buffer, count in
        guard let start = buffer.baseAddress else { return }
        decoded = CImagesResult {
          fovea_jpeg_decode(bytes, bytes.count, start, &size, execution.cancellation?.address, &$0)
        }
        count = decoded.status == FOVEA_OK ? size.byte_count : 0
      }
    }
    try decoded.check(path, format: "JPEG", count: bytes.count, size: size, limit: room.limit)
    return PixelImage(size, pixels: pixels)
  }
}
