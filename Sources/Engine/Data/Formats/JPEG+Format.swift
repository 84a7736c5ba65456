extension JPEG: PictureFormat {
  package static let description = "a JPEG picture"
  package static let names = ["JPEG"]
  package static let endings = ["jpg", "jpeg"]

  package static func recognizes(_ start: FileStart) -> Bool { start.begins(with: [0xFF, 0xD8, 0xFF]) }

  package static func image(
    of bytes: [UInt8], _ room: PictureRoom, _ remarks: FileRemarks, in execution: Execution
  ) throws(FileError) -> PixelImage { try decode(bytes, room, in: execution) }

  // MARK: Segments

  /// The APP1 segment that begins with `Exif`, looked for up to the first scan.
  package static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var offset = 2
    while offset + 4 <= bytes.count {
      guard bytes[offset] == 0xFF else {
        offset += 1
        continue
      }
      let marker = bytes[offset + 1]
      // Filling, and markers that stand alone.
      if marker == 0xFF || marker == 0 {
        offset += 1
        continue
      }
      if marker == 0x01 || (0xD0...0xD8).contains(marker) {
        offset += 2
        continue
      }
      if marker == 0xDA || marker == 0xD9 { return nil }
      let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
      let end = offset + 2 + length
      guard length >= 2, end <= bytes.count else { return nil }
      let segment = bytes[(offset + 4)..<end]
      if marker == 0xE1, segment.starts(with: Array("Exif\0\0".utf8)) { return segment.dropFirst(6) }
      offset = end
    }
    return nil
  }

  /// Segments are a marker, a length and so many bytes, and behind the head of a scan (`DA`) comes its data, in which `FF`
  /// stands only before 0 or the marker of a restart (ITU-T T.81, B.1.1). The picture ends with `D9`.
  package static func remarkRemainder(_ bytes: [UInt8], of name: String, _ remarks: FileRemarks) {
    var offset = 2
    while offset + 1 < bytes.count {
      let marker = bytes[offset + 1]
      guard bytes[offset] == 0xFF, marker != 0, marker != 0xFF, !(0xD0...0xD8).contains(marker), marker != 1
      else {
        offset += 1
        continue
      }
      // Cameras fill their files up.
      if marker == 0xD9 {
        return remarks.addRemainder(bytes, from: offset + 2, filling: [0, 0xFF], of: name)
      }
      guard offset + 4 <= bytes.count else { return }
      offset += 2 + (Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3]))
    }
  }
}
