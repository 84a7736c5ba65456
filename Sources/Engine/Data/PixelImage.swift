import CImages

/// A decoded picture: rows from the top, the channels of a pixel side by side.
///
/// Samples of other depths are brought to 0…255, or 0…65535 where more than 8 bits are kept, by rounding
/// `value · 255 / maximum`; what is read for fractions stays what it is, beside its maximum.
public struct PixelImage: Sendable, Equatable {
  /// Pixels in a row.
  public let width: Int
  /// How many rows there are.
  public let height: Int
  /// 1 grey, 3 red-green-blue, 4 with opacity (the greatest value is opaque; colours are not multiplied by it).
  public let channels: Int
  /// 1 for samples from 0 to 255, 2 for those from 0 to 65535, which lie in the machine's byte order.
  public let bytesPerSample: Int
  /// The sample that means full brightness: 255 or 65535, and of a PGM or PPM picture that is read for fractions its own
  /// maximum.
  public let max: Int
  /// How the camera was held, as Exif counts: 1 for a picture that is stored upright, up to 8.
  public internal(set) var orientation = 1
  /// `height × width × channels × bytesPerSample` bytes.
  public let pixels: [UInt8]

  /// - Parameters:
  ///   - width: pixels in a row.
  ///   - height: how many rows there are.
  ///   - channels: 1 grey, 3 red-green-blue, 4 with opacity.
  ///   - bytesPerSample: 1 for samples from 0 to 255, 2 for those from 0 to 65535.
  ///   - max: the sample that means full brightness; 255 or 65535 where nil.
  ///   - pixels: `height × width × channels × bytesPerSample` bytes, rows from the top, the channels of a pixel side by
  ///     side.
  public init(
    width: Int, height: Int, channels: Int, bytesPerSample: Int = 1, max: Int? = nil, pixels: [UInt8]
  ) {
    precondition(bytesPerSample == 1 || bytesPerSample == 2, "8 or 16 bits")
    precondition(
      pixels.count == width * height * channels * bytesPerSample, "as many bytes as the sides say")
    self.width = width
    self.height = height
    self.channels = channels
    self.bytesPerSample = bytesPerSample
    self.max = max ?? (bytesPerSample == 1 ? 255 : 65535)
    self.pixels = pixels
  }

  /// Decodes a picture of any format that is read, told by its first bytes.
  ///
  /// A photograph that a camera marked as turned is decoded as it is stored; `orientation` says how.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that decoding may take.
  ///   - keepingDepth: whether samples of more than 8 bits stay as fine as they are.
  ///   - result: the tensor that will be made of the picture; its bytes count too.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the picture as it is stored.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `checksum`, `corrupt`, `unsupported`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    keepingDepth: Bool = false, result: PictureResult = .none, remarks: FileRemarks = FileRemarks(),
    in execution: Execution = Execution()
  ) throws(FileError) -> PixelImage {
    guard let format = FileFormats.format(of: bytes, path: path) as? any PictureFormat.Type else {
      throw ForeignFormat.noPicture(bytes, path: path)
    }
    let room = PictureRoom(limit: limit, keepingDepth: keepingDepth, result: result, path: path)
    var image = try format.image(of: bytes, room, remarks, in: execution)
    image.orientation = ExifOrientation.of(format.exif(in: bytes))
    format.remarkRemainder(bytes, of: FileError.name(path), remarks)
    return image
  }

  /// Pixels that the C door decoded, with the size that it measured.
  init(_ size: fovea_picture, pixels: [UInt8]) {
    self.init(
      width: Int(size.width), height: Int(size.height), channels: Int(size.channels),
      bytesPerSample: Int(size.sample_bytes), pixels: pixels)
  }
}
