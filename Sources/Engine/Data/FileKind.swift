/// What a file holds, told by its first bytes; its name's ending is not asked.
public enum FileKind: Sendable, Equatable, CaseIterable {
  case png, jpeg, portablePixmap, npy, npz, gzip, idx, safetensors, unknown

  public init(sniffing bytes: some Collection<UInt8>) {
    let head = Array(bytes.prefix(16))
    self = FileKind.signatures.first { head.starts(with: $0.bytes) }?.kind ?? .unknown
    if self == .unknown {
      if FileKind.isPortablePixmap(head) { self = .portablePixmap }
      if FileKind.isIDX(head) { self = .idx }
      if FileKind.isSafetensors(head) { self = .safetensors }
    }
  }

  /// For a message: `a PNG picture`.
  public var description: String {
    switch self {
    case .png: "a PNG picture"
    case .jpeg: "a JPEG picture"
    case .portablePixmap: "a PGM or PPM picture"
    case .npy: "a NumPy array (.npy)"
    case .npz: "a zip or NumPy archive (.npz)"
    case .gzip: "a gzip file"
    case .idx: "an IDX file"
    case .safetensors: "a safetensors file"
    case .unknown: "of an unknown kind"
    }
  }

  /// Names formats that are not read here but that people try, for a message that says more than "unknown".
  public static func foreignName(_ bytes: some Collection<UInt8>) -> String? {
    let head = Array(bytes.prefix(16))
    func has(_ text: String, at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: text.utf8) }
    if has("GIF8") { return "a GIF picture" }
    if has("BM") { return "a BMP picture" }
    if has("RIFF"), has("WEBP", at: 8) { return "a WebP picture" }
    if has("II*\0") || has("MM\0*") { return "a TIFF picture" }
    if has("ftypavif", at: 4) { return "an AVIF picture" }
    if has("ftyphei", at: 4) { return "a HEIC picture" }
    if has("P1") || has("P4") || has("P7") { return "a PBM or PAM picture" }
    if has("%PDF") { return "a PDF document" }
    if has("<svg") || has("<?xml") { return "an SVG or XML text" }
    if head.starts(with: [0x80, 2]) || head.starts(with: [0x80, 4]) { return "a Python pickle" }
    if has("version https:/") { return "a Git LFS pointer (the file itself was not fetched)" }
    return nil
  }

  /// The error for bytes that are not what a reader wanted, saying what they are instead.
  static func mismatch(_ bytes: some Collection<UInt8>, path: String, wanted: String) -> FileError {
    let name = FileError.name(path)
    guard !bytes.isEmpty else {
      return FileError(.empty, path, "\(name) is empty (0 bytes), and \(wanted) is wanted")
    }
    let kind = FileKind(sniffing: bytes)
    let found = kind == .unknown ? FileKind.foreignName(bytes) : kind.description
    let start = bytes.prefix(4).map { hexadecimal($0) }.joined(separator: " ")
    let content = found.map { "is \($0)" } ?? "starts with the bytes \(start)"
    return FileError(.wrongKind, path, "\(name) \(content), and \(wanted) is wanted")
  }

  /// Four bytes are enough for PNG, so that one damaged by a text-mode transfer is still told as PNG.
  private static let signatures: [(kind: FileKind, bytes: [UInt8])] = [
    (.png, [0x89, 0x50, 0x4E, 0x47]),
    (.jpeg, [0xFF, 0xD8, 0xFF]),
    (.npy, [0x93] + "NUMPY".utf8),
    (.npz, [0x50, 0x4B, 3, 4]),
    (.npz, [0x50, 0x4B, 5, 6]),
    (.gzip, [0x1F, 0x8B]),
  ]

  private static func isPortablePixmap(_ head: [UInt8]) -> Bool {
    guard head.count >= 3, head[0] == UInt8(ascii: "P") else { return false }
    let kinds = "2356".utf8, separators = " \t\r\n#".utf8
    return kinds.contains(head[1]) && separators.contains(head[2])
  }

  /// Two zeros, the element type, and a number of dimensions.
  private static func isIDX(_ head: [UInt8]) -> Bool {
    let types: [UInt8] = [0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E]
    return head.count >= 4 && head[0] == 0 && head[1] == 0 && types.contains(head[2])
      && (1...6).contains(head[3])
  }

  /// The length of the header, which is no longer than 2²⁷ bytes, and the header's bracket.
  private static func isSafetensors(_ head: [UInt8]) -> Bool {
    head.count > 8 && head[3] < 8 && head[4..<8].allSatisfy { $0 == 0 } && head[8] == UInt8(ascii: "{")
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16, uppercase: true)
    return text.count == 1 ? "0" + text : text
  }
}
