/// What a PNG or JPEG file holds beside the picture that is read of it: a further picture, as phones and animations have
/// them, or bytes that something put behind its end.
struct PictureRemainder {
  private let bytes: [UInt8]
  private let name: String
  private let remarks: FileRemarks

  /// Says it in remarks.
  static func remark(_ bytes: [UInt8], _ kind: FileKind, _ path: String, _ remarks: FileRemarks) {
    let remainder = PictureRemainder(bytes: bytes, name: FileError.name(path), remarks: remarks)
    switch kind {
    case .png: remainder.remarkPNG()
    case .jpeg: remainder.remarkJPEG()
    default: break
    }
  }

  /// Behind the end of the first picture, bytes of the sort that fill up do not count.
  private func remark(behind end: Int, filling: Set<UInt8>) {
    // A JPEG picture begins with such a byte.
    let start = bytes.indices[end...].first {
      !filling.contains(bytes[$0]) || bytes[$0...].starts(with: [0xFF, 0xD8])
    }
    if let start { remarks.addRemainder(bytes[start...], of: name) }
  }

  // MARK: PNG

  /// Chunks are a length, a name, so many bytes and a checksum. An animation says how many pictures it has in `acTL`; the
  /// still picture is its first one where an `fcTL` stands before it (PNG specification, third edition, 11.3.2).
  private func remarkPNG() {
    var (frames, isFirst, offset) = (0, false, 8)
    while offset + 12 <= bytes.count {
      let length = number(offset)
      guard length <= bytes.count - offset - 12 else { return }
      switch String(decoding: bytes[(offset + 4)..<(offset + 8)], as: UTF8.self) {
      case "acTL" where length >= 4: frames = number(offset + 8)
      case "fcTL" where frames > 0: isFirst = true
      case "IDAT" where frames > 1 || frames == 1 && !isFirst:
        remarks.add(
          isFirst
            ? "\(name) is animated, and of its \(frames) pictures only the first is read"
            : "\(name) is animated, and only the still picture beside the animation is read")
        frames = 0
      case "IEND": return remark(behind: offset + 12, filling: [0])
      default: break
      }
      offset += 12 + length
    }
  }

  private func number(_ offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  // MARK: JPEG

  /// Segments are a marker, a length and so many bytes, and behind the head of a scan (`DA`) comes its data, in which `FF`
  /// stands only before 0 or the marker of a restart (ITU-T T.81, B.1.1). The picture ends with `D9`.
  private func remarkJPEG() {
    var offset = 2
    while offset + 1 < bytes.count {
      let marker = bytes[offset + 1]
      guard bytes[offset] == 0xFF, marker != 0, marker != 0xFF, !(0xD0...0xD8).contains(marker), marker != 1
      else {
        offset += 1
        continue
      }
      // Cameras fill their files up.
      if marker == 0xD9 { return remark(behind: offset + 2, filling: [0, 0xFF]) }
      guard offset + 4 <= bytes.count else { return }
      offset += 2 + (Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3]))
    }
  }
}

extension FileRemarks {
  /// Says what stands behind the first picture or array of a file.
  func addRemainder(_ rest: ArraySlice<UInt8>, of name: String, as reader: String? = nil) {
    let other: String? =
      switch FileKind(sniffing: rest) {
      case .png, .jpeg, .portablePixmap: "picture"
      case .npy: "array"
      default: nil
      }
    let like = reader.map { ", as \($0) does" } ?? ""
    if let other {
      return add("another \(other) follows the first in \(name), and only the first is read\(like)")
    }
    add(
      rest.count == 1
        ? "1 byte follows what is read of \(name), and is left out"
        : "\(rest.count) bytes follow what is read of \(name), and are left out")
  }
}
