import CImages

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
package struct PictureRoom {
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
