import CImages

/// A decoded picture: 8-bit pixels, row by row from the top, the channels of a pixel side by side.
///
/// Files of other depths are brought to 0…255 by rounding `value · 255 / maximum`.
public struct PixelImage: Sendable, Equatable {
  public let width: Int
  public let height: Int
  /// 1 grey, 3 red-green-blue, 4 with opacity (255 is opaque; colours are not multiplied by it).
  public let channels: Int
  /// `height × width × channels` bytes.
  public let pixels: [UInt8]

  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    precondition(pixels.count == width * height * channels, "as many bytes as the sides say")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// Decodes a PNG, JPEG, PGM or PPM picture, told apart by its first bytes.
  /// - Parameters:
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that decoding may take.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `checksum`, `corrupt`, `unsupported`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    in execution: Execution = Execution()
  ) throws(FileError) -> PixelImage {
    switch FileKind(sniffing: bytes) {
    case .jpeg: return try JPEG.decode(bytes, path: path, limit: limit, in: execution)
    case .portablePixmap: return try PortablePixmap.decode(bytes, path: path, limit: limit, in: execution)
    case .png: return try PNG.decode(bytes, path: path, limit: limit, in: execution)
    case .npy, .npz, .gzip, .idx, .safetensors, .unknown:
      throw FileKind.mismatch(bytes, path: path, wanted: "a PNG, JPEG, PGM or PPM picture")
    }
  }

  /// Pixels that the C door decoded, with the size that it measured.
  init(_ size: fovea_picture, pixels: [UInt8]) {
    self.init(
      width: Int(size.width), height: Int(size.height), channels: Int(size.channels), pixels: pixels)
  }
}
