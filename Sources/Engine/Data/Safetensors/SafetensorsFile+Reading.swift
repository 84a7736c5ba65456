import Text

extension SafetensorsFile {
  /// Decodes a file. bfloat16 becomes float32. Tensors of a type that is not read are left out with a remark; in a network,
  /// which needs them all, they are an error.
  ///
  /// The header must describe the bytes behind it exactly, without gaps or overlaps.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that the elements may take.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the tensors that are read, and what is said of them.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `corrupt`, `checksum`, `unsupported`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> SafetensorsFile {
    try check(bytes, path)
    let reader = SafetensorsReader(bytes: bytes, path: path, remarks: remarks)
    let headerEnd = try reader.headerEnd()
    let isVerified = try reader.verify(headerEnd)
    var file = try reader.file(headerEnd, limit: limit, execution)
    file.isVerified = isVerified
    guard isVerified || file.metadata[formatKey] == nil && file.metadata[checksumKey] == nil else {
      throw FileError(
        .checksum, path, "\(FileError.name(path)) was altered: its checksum is missing",
        help: "take another copy of the file")
    }
    file.metadata[checksumKey] = nil
    let format = file.metadata.removeValue(forKey: formatKey)
    file.format = format.flatMap { Int($0) } ?? file.format
    if let format, Int(format) == nil || file.format > newestFormat {
      throw FileError(
        .unsupported, path,
        "\(FileError.name(path)) is of format \(FileError.excerpt(format)), and this program reads "
          + "up to \(newestFormat)", help: "a newer version of the program wrote it")
    }
    return file
  }
}

private struct SafetensorsReader {
  let bytes: [UInt8]
  let path: String
  let remarks: FileRemarks

  /// A header is three levels deep.
  private static let maxDepth = 16

  private var name: String { FileError.name(path) }

  private func corrupt(_ message: String) -> FileError {
    FileError(
      .corrupt, path, "the header of \(name) is damaged: \(message)", help: "take another copy of the file")
  }

  /// Where the header ends.
  func headerEnd() throws(FileError) -> Int {
    var length: UInt64 = 0
    for shift in 0..<8 { length |= UInt64(bytes[shift]) << UInt64(8 * shift) }
    guard length <= UInt64(SafetensorsFile.longestHeader) else {
      throw corrupt("it would be \(length) bytes long")
    }
    guard 8 + Int(length) <= bytes.count else {
      throw FileError(
        .truncated, path,
        "\(name) is cut short: its header should be \(length) bytes long, and the file ends after \(bytes.count)",
        help: "take another copy of the file")
    }
    return 8 + Int(length)
  }

  /// - Returns: whether there is a checksum. One that is does fit.
  func verify(_ headerEnd: Int) throws(FileError) -> Bool {
    guard let place = SafetensorsFile.checksumPlace(in: bytes[8..<headerEnd]) else { return false }
    guard SafetensorsFile.checksum(bytes, digits: place).utf8.elementsEqual(bytes[place]) else {
      throw FileError(
        .checksum, path, "\(name) was truncated or altered: its checksum does not match",
        help: "take another copy of the file")
    }
    return true
  }

  func file(_ headerEnd: Int, limit: Int, _ execution: Execution) throws(FileError) -> SafetensorsFile {
    guard bytes.count - headerEnd <= limit else {
      throw FileExtents.tooLarge(bytes.count - headerEnd, limit, path, of: "tensors")
    }
    // A list of numbers takes as many times the memory of its text.
    try HeldMemory.checkRoom(for: 32 * (headerEnd - 8), path)
    let header: JSON
    do throws(JSON.Failure) {
      header = try JSON(parsing: bytes[8..<headerEnd], maxDepth: SafetensorsReader.maxDepth)
    } catch {
      throw corrupt("\(error.message), \(error.offset) bytes in")
    }
    guard let members = header.members else { throw corrupt("it is not an object") }
    var entries: [Found] = []
    var metadata: [String: String] = [:]
    for member in members {
      try execution.checkCancelled(path)
      if member.name == SafetensorsFile.metadataName {
        metadata = try words(member.value)
        continue
      }
      entries.append(try entry(member, headerEnd))
    }
    entries.sort { ($0.range.lowerBound, $0.range.count) < ($1.range.lowerBound, $1.range.count) }
    try checkGaps(entries, headerEnd)
    let refused = entries.compactMap(\.failure)
    if let first = refused.first, entries.count == refused.count || metadata["network"] != nil { throw first }
    remarks.addLeftOut(refused, of: name, as: "tensors")
    return SafetensorsFile(entries.compactMap(\.entry), metadata: metadata)
  }

  /// A tensor and its place, or why it is not read.
  private struct Found {
    let name: String
    let range: Range<Int>
    var entry: SafetensorsFile.Entry?
    var failure: FileError?
  }

  private func checkGaps(_ entries: [Found], _ headerEnd: Int) throws(FileError) {
    var position = 0
    for entry in entries {
      guard entry.range.lowerBound == position else {
        let called = JSON.quoted(FileError.excerpt(entry.name))
        throw corrupt("\(called) begins at byte \(entry.range.lowerBound), and not at \(position)")
      }
      position = entry.range.upperBound
    }
    guard headerEnd + position == bytes.count else {
      throw corrupt("its tensors take \(position) bytes, and the file has \(bytes.count - headerEnd)")
    }
  }

  private func words(_ value: JSON) throws(FileError) -> [String: String] {
    guard let members = value.members else { throw corrupt("its metadata are not an object") }
    var words: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else {
        throw corrupt("metadata \(JSON.quoted(FileError.excerpt(member.name))) is not a string")
      }
      words[member.name] = text
    }
    return words
  }

  private func entry(
    _ member: JSON.Member, _ headerEnd: Int
  ) throws(FileError) -> Found {
    let called = JSON.quoted(FileError.excerpt(member.name))
    guard let parts = member.value.members, let typeName = member.value["dtype"]?.string,
      let extents = member.value["shape"]?.elements,
      let offsets = member.value["data_offsets"]?.elements, offsets.count == 2,
      let start = offsets[0].count, let end = offsets[1].count
    else { throw corrupt("\(called) has no dtype, shape and data_offsets") }
    func refused(_ message: String, _ help: String?) throws(FileError) -> Found {
      guard start <= end, end <= bytes.count - headerEnd else {
        throw corrupt("\(called) has the bytes from \(start) to \(end) of \(bytes.count - headerEnd)")
      }
      let error = FileError(.unsupported, path, "\(called) in \(name) \(message)", help: help)
      return Found(name: member.name, range: start..<end, failure: error)
    }
    guard let type = SafetensorsType(rawValue: typeName) else {
      return try refused(
        "is of \(FileError.excerpt(typeName)), which cannot be read",
        typeName.hasPrefix("C")
          ? "in PyTorch: torch.view_as_real(t) makes real numbers of it"
          : "in PyTorch: t.float() converts it to a type that can be read")
    }
    guard extents.count <= Shape.maximumRank else {
      return try refused(
        "has \(extents.count) dimensions, and a tensor has at most six", "reshape it before saving it")
    }
    let others = parts.map(\.name).filter { !["dtype", "shape", "data_offsets"].contains($0) }
    if !others.isEmpty {
      let names = FileRemarks.list(others.map { JSON.quoted(FileError.excerpt($0)) })
      remarks.add(
        "what \(name) says about \(called) beyond its type, shape and position is left out: \(names)")
    }
    let shape = extents.compactMap(\.count)
    guard shape.count == extents.count else {
      throw corrupt("the shape of \(called) is not a list of whole numbers from 0")
    }
    guard let size = FileExtents(shape, elementSize: type.size)?.byteCount else {
      throw corrupt("\(called) is too large for any memory")
    }
    guard start <= end, end - start == size, end <= bytes.count - headerEnd else {
      throw corrupt(
        "\(called) takes \(size) bytes, and has those from \(start) to \(end) of \(bytes.count - headerEnd)")
    }
    let own = bytes[(headerEnd + start)..<(headerEnd + end)]
    let entry = SafetensorsFile.Entry(member.name, try array(type, shape, own))
    return Found(name: member.name, range: start..<end, entry: entry)
  }

  private func array(
    _ type: SafetensorsType, _ shape: [Int], _ own: ArraySlice<UInt8>
  ) throws(FileError) -> NumPyArray {
    if let known = type.elementType { return NumPyArray(elementType: known, shape: shape, bytes: own) }
    // A bfloat16 is the upper half of a float32.
    try HeldMemory.checkRoom(for: 2 * own.count, path)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * own.count)
    var position = own.startIndex
    while position < own.endIndex {
      bytes += [0, 0, own[position], own[position + 1]]
      position += 2
    }
    return NumPyArray(elementType: .float32, shape: shape, bytes: bytes)
  }
}

extension JSON {
  /// A whole number from 0 on.
  fileprivate var count: Int? { integer.flatMap { $0 >= 0 ? $0 : nil } }
}
