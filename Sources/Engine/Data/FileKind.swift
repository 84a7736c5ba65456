/// What a file holds, told by its first bytes; its name's ending is not asked.
public enum FileKind: Sendable, Equatable, CaseIterable {
  case png, jpeg, portablePixmap, npy, npz, gzip, idx, safetensors, sgf, unknown

  public init(sniffing bytes: some Collection<UInt8>) {
    let head = Array(bytes.prefix(16))
    self = FileKind.signatures.first { head.starts(with: $0.bytes) }?.kind ?? .unknown
    if self == .unknown {
      if FileKind.isPortablePixmap(head) { self = .portablePixmap }
      if FileKind.isIDX(head) { self = .idx }
      if FileKind.isSafetensors(head) { self = .safetensors }
      if FileKind.isSGF(head) { self = .sgf }
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
    case .sgf: "a record of games (SGF)"
    case .unknown: "of an unknown kind"
    }
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

  /// A bracket and a semicolon, with blanks or the mark of UTF-8 before them.
  private static func isSGF(_ head: [UInt8]) -> Bool {
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
    return text.filter { $0 > 0x20 }.starts(with: "(;".utf8)
  }
}
