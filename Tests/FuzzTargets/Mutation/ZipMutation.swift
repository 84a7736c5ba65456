import Engine

/// `.npz`: members change as `.npy` files do, with checksums that fit; then a word of a header may be a corner.
enum ZipMutation {
  private struct Member {
    var name: [UInt8]
    var method: UInt64
    var data: [UInt8]
    /// Of the data when it is unpacked.
    var size: Int
    var checksum: UInt32
  }

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard var members = members(input), !members.isEmpty else { return nil }
    let place = tools.roll(members.count)
    switch tools.roll(6) {
    case 0: members = tools.rearranged(members)
    case 1: members[place].name = tools.changedBlindly(members[place].name)
    case 2: members[place].method = tools.pick([0, 8, 12, 14, 99])
    default:
      guard members[place].method == 0,
        let data = NumPyMutation.changed(members[place].data, &tools)
      else { break }
      members[place].data = data
      members[place].size = data.count
      members[place].checksum = Checksum.crc32(data)
    }
    return joined(members, hasLargeSizes: tools.isOneIn(4), &tools)
  }

  // MARK: Taking apart

  /// The members of the central directory; nil where it does not lead to them.
  private static func members(_ bytes: [UInt8]) -> [Member]? {
    func word(_ place: Int, _ count: Int) -> Int? {
      guard place >= 0, place + count <= bytes.count else { return nil }
      return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    func slice(_ start: Int, _ count: Int) -> [UInt8]? {
      guard start >= 0, count >= 0, start <= bytes.count, count <= bytes.count - start else { return nil }
      return Array(bytes[start..<start + count])
    }
    let end = bytes.count - 22
    guard end >= 0, word(end, 4) == 0x0605_4B50, let number = word(end + 10, 2), var place = word(end + 16, 4)
    else { return nil }
    var members: [Member] = []
    for _ in 0..<min(number, 16) {
      guard word(place, 4) == 0x0201_4B50, let method = word(place + 10, 2), let crc = word(place + 16, 4),
        let packed = word(place + 20, 4), let size = word(place + 24, 4),
        let nameLength = word(place + 28, 2),
        let extra = word(place + 30, 2), let remark = word(place + 32, 2), let local = word(place + 42, 4),
        let localName = word(local + 26, 2), let localExtra = word(local + 28, 2),
        let name = slice(place + 46, nameLength),
        let data = slice(local + 30 + localName + localExtra, packed)
      else { return nil }
      members.append(
        Member(
          name: name, method: UInt64(method), data: data, size: size,
          checksum: UInt32(truncatingIfNeeded: crc)))
      place += 46 + nameLength + extra + remark
    }
    return members
  }

  // MARK: Putting together

  /// - Parameter hasLargeSizes: whether sizes stand in zip64's extra field, as NumPy writes them.
  private static func joined(
    _ members: [Member], hasLargeSizes: Bool, _ tools: inout MutationTools
  ) -> [UInt8] {
    // One word in ten archives is a corner.
    var lies = tools.isOneIn(10) ? tools.roll(12 * members.count) : -1
    func word(_ number: UInt64, _ count: Int) -> [UInt8] {
      defer { lies -= 1 }
      return lies == 0
        ? tools.cornerBytes(count, bigEndian: false) : MutationTools.bytes(number, count, bigEndian: false)
    }
    var (bytes, directory) = ([UInt8](), [UInt8]())
    for member in members {
      let (offset, packed, size) = (UInt64(bytes.count), UInt64(member.data.count), UInt64(member.size))
      let none: UInt64 = 0xFFFF_FFFF
      let extra =
        hasLargeSizes
        ? MutationTools.bytes(1, 2, bigEndian: false) + word(16, 2) + word(size, 8) + word(packed, 8) : []
      let sizes = (packed: hasLargeSizes ? none : packed, size: hasLargeSizes ? none : size)
      let common =
        word(member.method, 2) + [0, 0, 0x21, 0] + word(UInt64(member.checksum), 4)
        + word(sizes.packed, 4) + word(sizes.size, 4) + word(UInt64(member.name.count), 2)
        + word(UInt64(extra.count), 2)
      bytes += Array("PK".utf8) + [3, 4, 45, 0, 0, 0] + common + member.name + extra + member.data
      directory += Array("PK".utf8) + [1, 2, 45, 3, 45, 0, 0, 0] + common + [UInt8](repeating: 0, count: 10)
      directory += word(offset, 4) + member.name + extra
    }
    let count = UInt64(members.count)
    let start = UInt64(bytes.count)
    return bytes + directory + Array("PK".utf8) + [5, 6, 0, 0, 0, 0] + word(count, 2) + word(count, 2)
      + word(UInt64(directory.count), 4) + word(start, 4) + [0, 0]
  }
}
