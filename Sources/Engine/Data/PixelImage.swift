import CImages

/// A decoded picture: rows from the top, the channels of a pixel side by side.
///
/// Samples of other depths are brought to 0…255, or 0…65535 where more than 8 bits are kept, by rounding
/// `value · 255 / maximum`; what is read for fractions stays what it is, beside its maximum.
public struct PixelImage: Sendable, Equatable {
  public let width: Int
  public let height: Int
  /// 1 grey, 3 red-green-blue, 4 with opacity (the greatest value is opaque; colours are not multiplied by it).
  public let channels: Int
  /// 1 for samples from 0 to 255, 2 for those from 0 to 65535, which lie in the machine's byte order.
  public let bytesPerSample: Int
  /// The sample that means full brightness: 255 or 65535, and of a PGM or PPM picture that is read for fractions its own
  /// maximum.
  public let greatest: Int
  /// How the camera was held, as Exif counts: 1 for a picture that is stored upright, up to 8.
  public internal(set) var orientation = 1
  /// `height × width × channels × bytesPerSample` bytes.
  public let pixels: [UInt8]

  public init(
    width: Int, height: Int, channels: Int, bytesPerSample: Int = 1, greatest: Int? = nil, pixels: [UInt8]
  ) {
    precondition(bytesPerSample == 1 || bytesPerSample == 2, "8 or 16 bits")
    precondition(
      pixels.count == width * height * channels * bytesPerSample, "as many bytes as the sides say")
    self.width = width
    self.height = height
    self.channels = channels
    self.bytesPerSample = bytesPerSample
    self.greatest = greatest ?? (bytesPerSample == 1 ? 255 : 65535)
    self.pixels = pixels
  }

  /// Decodes a PNG, JPEG, PGM or PPM picture, told apart by its first bytes.
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
  /// - Throws: `empty`, `wrongKind`, `truncated`, `checksum`, `corrupt`, `unsupported`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    keepingDepth: Bool = false, result: PictureResult = .none, remarks: FileRemarks = FileRemarks(),
    in execution: Execution = Execution()
  ) throws(FileError) -> PixelImage {
    let kind = FileKind(sniffing: bytes)
    let room = PictureRoom(limit: limit, keepingDepth: keepingDepth, result: result, path: path)
    var image: PixelImage
    switch kind {
    case .jpeg: image = try JPEG.decode(bytes, room, in: execution)
    case .portablePixmap: image = try PortablePixmap.decode(bytes, room, remarks, in: execution)
    case .png: image = try PNG.decode(bytes, room, in: execution)
    case .npy, .npz, .gzip, .idx, .safetensors, .sgf, .unknown:
      throw ForeignFormat.noPicture(bytes, path: path)
    }
    image.orientation = ExifOrientation.of(bytes, kind)
    PictureRemainder.remark(bytes, kind, path, remarks)
    return image
  }

  /// Pixels that the C door decoded, with the size that it measured.
  init(_ size: fovea_picture, pixels: [UInt8]) {
    self.init(
      width: Int(size.width), height: Int(size.height), channels: Int(size.channels),
      bytesPerSample: Int(size.sample_bytes), pixels: pixels)
  }
}

/// What is to be made of a picture, beside its pixels.
public enum PictureResult: Sendable {
  /// Nothing.
  case none
  /// Its numbers: a byte stays one, 16 bits become int64.
  case numbers
  /// Numbers from 0 to 1, as float32.
  case fractions

  func size(of sampleSize: Int) -> Int {
    switch self {
    case .none: 0
    case .numbers: sampleSize == 1 ? 1 : 8
    case .fractions: 4
    }
  }
}

/// What a picture may take, asked once its header is read and before anything is allocated for its pixels.
struct PictureRoom {
  let limit: Int
  let keepingDepth: Bool
  let result: PictureResult
  let path: String

  init(limit: Int, keepingDepth: Bool = false, result: PictureResult = .none, path: String) {
    self.limit = limit
    self.keepingDepth = keepingDepth
    self.result = result
    self.path = path
  }

  /// - Parameter passes: how often the decoder holds the pixels.
  /// - Returns: the pixels' extents, rows first.
  /// - Throws: `tooLarge`.
  func extents(
    height: Int, width: Int, channels: Int, sampleSize: Int, passes: Int = 1
  ) throws(FileError) -> FileExtents {
    if let extents = FileExtents([height, width, channels], elementSize: sampleSize),
      extents.fits(limit, passes: passes, resultSize: result.size(of: sampleSize))
    {
      return extents
    }
    throw FileError(
      .tooLarge, path,
      "\(FileError.name(path)) is too large (\(height) rows of \(width) pixels with \(channels) channels): at most "
        + "\(ByteCount.text(limit)) may be used")
  }

  /// Looks whether the system has the memory, once it is known that the pixels are there.
  /// - Throws: `tooLarge`.
  func checkMemory(_ byteCount: Int, passes: Int = 1) throws(FileError) {
    try HeldMemory.checkRoom(for: byteCount * passes, path)
  }

  func check(_ size: fovea_picture, passes: Int = 1) throws(FileError) {
    _ = try extents(
      height: Int(size.height), width: Int(size.width), channels: Int(size.channels),
      sampleSize: Int(size.sample_bytes), passes: passes)
  }
}
