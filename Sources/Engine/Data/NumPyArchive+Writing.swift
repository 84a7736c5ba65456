extension NumPyArchive {
  /// Encodes the members as `.npy` files stored (not compressed) in a zip file, as `np.savez` does.
  ///
  /// The same arrays give the same bytes: each member carries zip's earliest date.
  /// - Parameters:
  ///   - path: what messages call the file.
  ///   - execution: what may stop it.
  /// - Returns: the file's bytes.
  /// - Throws: `unsupported` for more than 65534 members, a name that is empty, used twice or above 65531 bytes,
  ///   or 4 GiB in all; `cancelled`.
  public func encode(path: String = "", in execution: Execution = Execution()) throws(FileError) -> [UInt8] {
    try parts(path: path, in: execution).bytes
  }

  /// The same, with the elements where they lie.
  /// - Parameters:
  ///   - path: what messages call the file.
  ///   - execution: what may stop it.
  /// - Returns: the file's parts.
  /// - Throws: as `encode` does.
  public func parts(
    path: String = "", in execution: Execution = Execution()
  ) throws(FileError) -> FileParts {
    try checkNames(path)
    var file = FileParts()
    var directory: [UInt8] = []
    for member in members {
      try execution.checkCancelled(path)
      let data = NumPyFile.parts(member.array)
      let header = ZipMemberHeader(name: member.name + ".npy", data: data, offset: file.count)
      guard file.count + data.count < 0xFFFF_0000 else {
        throw FileError(
          .unsupported, path,
          "\(FileError.name(path)) would exceed 4 GiB, the limit for writing an .npz here",
          help: "write each array as an .npy file")
      }
      file.append(header.local)
      file.append(data)
      directory += header.central
    }
    guard file.count + directory.count < 0xFFFF_FFFF else {
      throw FileError(
        .unsupported, path, "\(FileError.name(path)) would exceed 4 GiB because of its members' names")
    }
    var end = ZipBytes()
    end.put([0x0605_4B50], size: 4)
    end.put([0, 0, members.count, members.count], size: 2)
    end.put([directory.count, file.count], size: 4)
    end.put([0], size: 2)
    file.append(directory + end.bytes)
    return file
  }

  /// The same archive with a first member whose name tells who wrote it.
  package func signed(by writer: String) -> NumPyArchive {
    NumPyArchive(
      [Member(name: writer, array: NumPyArray(elementType: .uint8, shape: [], bytes: [1]))] + members)
  }

  /// What tells such an archive: the name of its first member, behind the fixed part of that member's header.
  package static func mark(of writer: String) -> OwnedFile.Mark {
    .bytes(Array((writer + ".npy").utf8), at: 30)
  }

  private func checkNames(_ path: String) throws(FileError) {
    let file = FileError.name(path)
    guard members.count < 0xFFFF else {
      throw FileError(
        .unsupported, path, "\(file) would have \(members.count) members, and at most 65534 are possible")
    }
    var seen: Set<String> = []
    for member in members {
      let name = FileError.excerpt(member.name)
      guard !member.name.isEmpty, member.name.utf8.count <= 65531 else {
        throw FileError(
          .unsupported, path,
          "a name of \(member.name.utf8.count) bytes for an array in \(file) is not possible")
      }
      guard seen.insert(member.name).inserted else {
        throw FileError(.unsupported, path, "two arrays for \(file) have the name \(name)")
      }
    }
  }
}

/// The two headers of a stored zip member: one before its data, one in the list of contents.
private struct ZipMemberHeader {
  let local: [UInt8]
  let central: [UInt8]

  init(name: String, data: FileParts, offset: Int) {
    let nameIsPlain = name.utf8.allSatisfy { $0 < 0x80 }
    // What both headers share: version, flags (bit 11: the name is UTF-8), method, time, date 1980-01-01 …
    var shared = ZipBytes()
    shared.put([20, nameIsPlain ? 0 : 0x800, 0, 0, 0x21], size: 2)
    // … checksum, packed and unpacked size, length of the name and of the extra fields.
    shared.put([Int(data.checksum), data.count, data.count], size: 4)
    shared.put([name.utf8.count, 0], size: 2)

    var local = ZipBytes()
    local.put([0x0403_4B50], size: 4)
    self.local = local.bytes + shared.bytes + name.utf8

    var central = ZipBytes()
    central.put([0x0201_4B50], size: 4)
    // Made on Unix (3), so that the outer attributes below are permissions.
    central.put([3 << 8 | 20], size: 2)
    central.bytes += shared.bytes
    // No comment, first disk, no inner attributes; permissions rw-------, and where the local header is.
    central.put([0, 0, 0], size: 2)
    central.put([0o600 << 16, offset], size: 4)
    self.central = central.bytes + name.utf8
  }
}

private struct ZipBytes {
  var bytes: [UInt8] = []

  mutating func put(_ numbers: [Int], size: Int) {
    for number in numbers {
      for index in 0..<size { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }
  }
}
