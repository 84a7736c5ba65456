import CImages

/// What a call through the C door says, turned into a `FileError`.
struct CImagesResult {
  let status: fovea_status
  let words: String

  /// Runs one call; `failure` is its last argument.
  init(_ call: (inout fovea_failure) -> fovea_status) {
    var failure = fovea_failure()
    status = call(&failure)
    words = withUnsafeBytes(of: failure.text) { text in
      String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// - Parameters:
  ///   - format: for example `PNG`.
  ///   - count: the bytes that there are.
  ///   - size: the picture, once its header was read.
  func check(
    _ path: String, format: String, count: Int, size: fovea_picture? = nil, limit: Int = 0
  ) throws(FileError) {
    let name = FileError.name(path)
    switch status {
    case FOVEA_OK:
      return
    case FOVEA_TRUNCATED:
      throw FileError(
        .truncated, path, "\(name) is cut short: the \(format) data end after \(count) bytes (\(words))",
        help: "copy or download the file again")
    case FOVEA_BAD_CHECKSUM:
      throw FileError(
        .checksum, path, "\(name) is damaged: a checksum in the \(format) data is wrong (\(words))",
        help: "copy or download the file again")
    case FOVEA_UNSUPPORTED:
      throw FileError(
        .unsupported, path, "\(name) is a kind of \(format) that is not supported: \(words)",
        help: format == "JPEG" ? ForeignFormat.pixels(path) : nil)
    case FOVEA_TOO_LARGE:
      throw FileError(
        .tooLarge, path, "\(name) is too large\(sides(size)): at most \(ByteCount.text(limit)) may be used"
      )
    case FOVEA_CANCELLED:
      throw .cancelled(path)
    case FOVEA_NO_MEMORY:
      throw FileError(.tooLarge, path, "\(name) needs more memory than the system has\(sides(size))")
    default:
      throw FileError(.corrupt, path, "\(name) is damaged: the \(format) data are invalid (\(words))")
    }
  }

  private func sides(_ size: fovea_picture?) -> String {
    guard let size, size.width > 0 else { return "" }
    return " (\(size.height) rows of \(size.width) pixels with \(size.channels) channels)"
  }
}
