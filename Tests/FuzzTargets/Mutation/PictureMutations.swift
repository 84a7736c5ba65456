/// PNG: chunks come and go and change, and their checksums are written anew.
enum PNGMutation {
  private struct Chunk {
    var kind: [UInt8]
    var data: [UInt8]
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let kinds = [
    "tRNS", "gAMA", "PLTE", "eXIf", "sBIT", "bKGD", "acTL", "tEXt", "IDAT", "IEND", "CgBI",
  ]

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard var chunks = chunks(input), let head = chunks.indices.first, chunks[head].data.count == 13 else {
      return nil
    }
    let place = tools.roll(chunks.count)
    switch tools.roll(8) {
    case 0: chunks = tools.rearranged(chunks)
    case 1: chunks[place].data = tools.changedBlindly(chunks[place].data)
    case 2:
      let data = tools.isOneIn(2) ? tools.cornerBytes(tools.roll(9), bigEndian: true) : orientation(&tools)
      chunks.insert(Chunk(kind: Array(tools.pick(kinds).utf8), data: data), at: 1)
    case 3:
      let side = 4 * tools.roll(2)
      chunks[head].data.replaceSubrange(side..<side + 4, with: tools.cornerBytes(4, bigEndian: true))
    case 4: chunks[head].data[8] = tools.pick([1, 2, 4, 8, 16, 3, 0])
    case 5: chunks[head].data[9] = tools.pick([0, 2, 3, 4, 6, 1, 7])
    case 6: chunks[head].data[12] = tools.pick([0, 1, 2])
    default: redraw(&chunks, &tools)
    }
    var bytes = signature
    for chunk in chunks {
      let count = tools.isOneIn(60) ? tools.corner() : UInt64(chunk.data.count)
      bytes += MutationTools.bytes(count, 4, bigEndian: true) + chunk.kind + chunk.data
      let checksum = Checksum.crc32(chunk.kind + chunk.data) ^ (tools.isOneIn(60) ? 1 : 0)
      bytes += MutationTools.bytes(UInt64(checksum), 4, bigEndian: true)
    }
    return bytes
  }

  /// A small picture whose pixels are as many as the header says, whatever its colours are.
  private static func redraw(_ chunks: inout [Chunk], _ tools: inout MutationTools) {
    let (width, height) = (1 + tools.roll(9), 1 + tools.roll(9))
    var data = MutationTools.bytes(UInt64(width), 4, bigEndian: true)
    data += MutationTools.bytes(UInt64(height), 4, bigEndian: true) + chunks[0].data[8...]
    chunks[0].data = data
    let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][data[9]] ?? 1
    let rowBytes = (width * channels * Int(data[8]) + 7) / 8
    var rows: [UInt8] = []
    for _ in 0..<height {
      rows.append(UInt8(tools.roll(6)))
      rows += (0..<rowBytes).map { _ in UInt8(tools.roll(256)) }
    }
    let stream =
      [0x78, 0x01] + Checksum.stored(rows)
      + MutationTools.bytes(UInt64(Checksum.adler32(rows)), 4, bigEndian: true)
    chunks.removeAll { $0.kind == Array("IDAT".utf8) }
    chunks.insert(Chunk(kind: Array("IDAT".utf8), data: stream), at: max(1, chunks.count - 1))
  }

  private static func chunks(_ bytes: [UInt8]) -> [Chunk]? {
    guard bytes.starts(with: signature) else { return nil }
    var (chunks, place) = ([Chunk](), 8)
    while place + 12 <= bytes.count {
      let count = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard place + 12 + count <= bytes.count else { break }
      chunks.append(
        Chunk(
          kind: Array(bytes[(place + 4)..<(place + 8)]), data: Array(bytes[(place + 8)..<(place + 8 + count)])
        ))
      place += 12 + count
    }
    return chunks
  }

  /// EXIF that says which way up a picture is, and may lie.
  static func orientation(_ tools: inout MutationTools) -> [UInt8] {
    let bigEndian = tools.isOneIn(2)
    func word(_ number: UInt64, _ count: Int) -> [UInt8] {
      MutationTools.bytes(number, count, bigEndian: bigEndian)
    }
    let entries = tools.isOneIn(4) ? tools.corner() : 1
    let offset = tools.isOneIn(4) ? tools.corner() : 8
    let value = tools.isOneIn(4) ? tools.corner() : UInt64(tools.roll(10))
    return Array((bigEndian ? "MM" : "II").utf8) + word(42, 2) + word(offset, 4) + word(entries, 2)
      + word(0x112, 2)
      + word(3, 2) + word(1, 4) + word(value, 2) + [0, 0] + word(0, 4)
  }
}

/// JPEG: segments come and go and change, with lengths that fit.
enum JPEGMutation {
  private struct Segment {
    var marker: UInt8
    var data: [UInt8]
  }

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard var (segments, scan) = parts(input), !segments.isEmpty else { return nil }
    let place = tools.roll(segments.count)
    let frame = segments.firstIndex { (0xC0...0xC2).contains($0.marker) && $0.data.count >= 6 }
    switch tools.roll(7) {
    case 0: segments = tools.rearranged(segments)
    case 1: segments[place].data = tools.changedBlindly(segments[place].data)
    case 2: scan = tools.changedBlindly(scan)
    case 3:
      segments.insert(
        Segment(marker: 0xE1, data: Array("Exif".utf8) + [0, 0] + PNGMutation.orientation(&tools)), at: 0)
    case 4: segments[place].marker = UInt8(0xC0 + tools.roll(64))
    default:
      guard let frame else { break }
      // Precision, height, width, and how many components there are.
      if tools.isOneIn(3) {
        segments[frame].data[tools.pick([0, 5])] = UInt8(tools.roll(256))
      } else {
        let side = tools.pick([1, 3])
        segments[frame].data.replaceSubrange(side..<side + 2, with: tools.cornerBytes(2, bigEndian: true))
      }
    }
    var bytes: [UInt8] = [0xFF, 0xD8]
    for segment in segments {
      let count = tools.isOneIn(60) ? tools.corner() : UInt64(segment.data.count + 2)
      bytes += [0xFF, segment.marker] + MutationTools.bytes(count, 2, bigEndian: true) + segment.data
    }
    return bytes + scan
  }

  /// The segments up to the first scan, whose header is the last of them, and what comes behind.
  private static func parts(_ bytes: [UInt8]) -> (segments: [Segment], scan: [UInt8])? {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
    var (segments, place) = ([Segment](), 2)
    while place + 4 <= bytes.count, bytes[place] == 0xFF {
      let count = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
      guard count >= 2, place + 2 + count <= bytes.count else { return nil }
      let segment = Segment(marker: bytes[place + 1], data: Array(bytes[(place + 4)..<(place + 2 + count)]))
      segments.append(segment)
      place += 2 + count
      if segment.marker == 0xDA { return (segments, Array(bytes[place...])) }
    }
    return nil
  }
}
