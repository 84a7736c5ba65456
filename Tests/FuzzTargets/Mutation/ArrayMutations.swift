import Engine

/// `.npy`: the header's text changes, and its length is written anew.
enum NumPyMutation {
  private static let types = [
    "<f4", ">f4", "<f8", ">f8", "<f2", "|b1", "|u1", "|i1", "<u2", ">i2", "<i4", ">u4", "<i8", ">u8", "=f8",
    "|O", "<c8",
    "<U3", "|S4", "<M8", "|V2",
  ]

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard input.count > 12, input.starts(with: [0x93] + "NUMPY".utf8) else { return nil }
    let size = input[6] == 1 ? 2 : 4
    let length = input[8..<8 + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard 8 + size + length <= input.count else { return nil }
    var version = Array(input[6..<8])
    var text = Array(input[(8 + size)..<(8 + size + length)])
    var data = Array(input[(8 + size + length)...])
    switch tools.roll(7) {
    case 0:
      text = replacing(text, behind: "'descr': '", until: "'", tools.pick(types))
    case 1:
      text = replacing(text, behind: "'fortran_order': ", until: ",", tools.isOneIn(2) ? "True" : "False")
    case 2:
      let extents = tools.isOneIn(2) ? "0, \(tools.corner())" : "\(tools.corner()), 0"
      text = replacing(text, behind: "'shape': (", until: ")", extents)
      data = []
    case 3:
      version = [UInt8(1 + tools.roll(4)), 0]
    case 4: data = tools.changedBlindly(data)
    case 5: text = tools.changedBlindly(text)
    default: text = tools.replacingNumber(in: text)
    }
    let count = MutationTools.bytes(UInt64(text.count), version[0] == 1 ? 2 : 4, bigEndian: false)
    return Array(input[..<6]) + version + count + text + data
  }

  private static func replacing(
    _ text: [UInt8], behind lead: String, until end: Unicode.Scalar, _ value: String
  ) -> [UInt8] {
    let lead = Array(lead.utf8)
    guard
      let start = text.indices.first(where: { text[$0...].starts(with: lead) }).map({ $0 + lead.count }),
      let stop = text[start...].firstIndex(of: UInt8(ascii: end))
    else { return text }
    return Array(text[..<start]) + Array(value.utf8) + Array(text[stop...])
  }
}

/// IDX: extents are corners, or such that the file has what they promise.
enum IDXMutation {
  private static let types: [UInt8] = [8, 9, 11, 12, 13, 14, 10, 0]

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard input.count >= 4, input.count >= 4 + 4 * Int(input[3]) else { return nil }
    var (type, rank) = (input[2], Int(input[3]))
    var extents = (0..<rank).map { Array(input[(4 + 4 * $0)..<(8 + 4 * $0)]) }
    var data = Array(input[(4 + 4 * rank)...])
    switch tools.roll(5) {
    case 0: type = tools.pick(types)
    case 1:
      extents = (0..<(1 + tools.roll(7))).map { _ in tools.cornerBytes(4, bigEndian: true) }
      extents[tools.roll(extents.count)] = [0, 0, 0, 0]
      data = []
    case 2:
      let sizes = (0..<(1 + tools.roll(4))).map { _ in 1 + tools.roll(4) }
      extents = sizes.map { [0, 0, 0, UInt8($0)] }
      let width = [8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8][type] ?? 1
      data = (0..<(sizes.reduce(width, *))).map { _ in UInt8(tools.roll(256)) }
    case 3 where rank > 0: extents[tools.roll(rank)] = tools.cornerBytes(4, bigEndian: true)
    default: data = tools.changedBlindly(data)
    }
    rank = extents.count
    return [0, 0, type, UInt8(truncatingIfNeeded: rank)] + extents.joined() + data
  }
}

/// gzip: what is packed changes, and is packed again without being made smaller, with the checksum that fits.
enum GzipMutation {
  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard let packed = try? Gzip.unpack(input, limit: 1 << 16) else { return nil }
    switch tools.roll(6) {
    case 0: return member(packed, &tools) + member(packed, &tools)
    case 1: return member(input, &tools)
    case 2: return member(packed, &tools) + [UInt8](repeating: 0, count: tools.roll(9))
    default:
      let inner =
        IDXMutation.changed(packed, &tools) ?? NumPyMutation.changed(packed, &tools)
        ?? tools.changedBlindly(packed)
      return member(inner, &tools)
    }
  }

  private static func member(_ content: [UInt8], _ tools: inout MutationTools) -> [UInt8] {
    // Flags: text, header's checksum, extra field, name, remark.
    let flags = tools.isOneIn(2) ? 0 : UInt8(tools.roll(32)) & ~2
    var head: [UInt8] = [0x1F, 0x8B, 8, flags, 0, 0, 0, 0, 0, 3]
    if flags & 4 != 0 { head += [2, 0, 7, 7] }
    if flags & 8 != 0 { head += Array("name".utf8) + [0] }
    if flags & 16 != 0 { head += Array("remark".utf8) + [0] }
    let size = tools.isOneIn(8) ? tools.corner() : UInt64(content.count)
    return head + Checksum.stored(content)
      + MutationTools.bytes(UInt64(Checksum.crc32(content)), 4, bigEndian: false)
      + MutationTools.bytes(size, 4, bigEndian: false)
  }
}
