import CImages
import Text

/// A safetensors file: named tensors, and text about them (huggingface.co/docs/safetensors): the header's length as eight
/// bytes, little-endian; the header, which is JSON; the tensors' elements, one behind the other.
///
/// Files written here also hold a checksum of all their bytes, so that one that was cut or altered is an error.
public struct SafetensorsFile: Sendable, Equatable {
  /// One tensor of the file, with its name.
  public struct Entry: Sendable, Equatable {
    /// The tensor's name; of a network's parameter its path, `1.weight`.
    public let name: String
    /// The tensor's elements.
    public let array: NumPyArray

    /// - Parameters:
    ///   - name: the tensor's name.
    ///   - array: its elements.
    public init(_ name: String, _ array: NumPyArray) { (self.name, self.array) = (name, array) }
  }

  /// In the order of their bytes.
  public internal(set) var entries: [Entry]
  /// What is said about them, without format and checksum.
  public internal(set) var metadata: [String: String]
  /// Which version of the format it needs to be read with.
  var format = 1
  /// Whether a checksum stood in the file, and fitted.
  public internal(set) var isVerified = false

  /// - Parameters:
  ///   - entries: the tensors, in any order.
  ///   - metadata: what is said about them.
  /// - Precondition: no name is given twice, and none is `__metadata__`.
  public init(_ entries: [Entry], metadata: [String: String] = [:]) {
    precondition(Set(entries.map { Array($0.name.utf8) }).count == entries.count, "each name once")
    precondition(!entries.contains { $0.name == SafetensorsFile.metadataName }, "a name of its own")
    (self.entries, self.metadata) = (entries, metadata)
  }

  /// The same for names that a user chose.
  /// - Throws: `unsupported` for a name that is given twice, or that the format keeps for itself.
  package init(checking entries: [Entry], path: String) throws(FileError) {
    var seen: Set<String> = [SafetensorsFile.metadataName]
    for entry in entries where !seen.insert(entry.name).inserted {
      throw FileError(
        .unsupported, path,
        "\(FileError.name(path)) cannot contain a tensor \(JSON.quoted(FileError.excerpt(entry.name))): "
          + (entry.name == SafetensorsFile.metadataName
            ? "the format keeps that name for itself" : "it occurs twice"))
    }
    self.init(entries)
  }

  /// The tensor of this name; nil where there is none.
  /// - Parameter name: as the file has it.
  /// - Returns: its elements.
  public subscript(name: String) -> NumPyArray? { entries.first { $0.name == name }?.array }

  static let metadataName = "__metadata__"
  static let checksumKey = "fovea_checksum"
  static let formatKey = "fovea_format"
  static let orderKey = "fovea_order"
  /// The newest format; a file of a later one may hold what is not understood.
  static let newestFormat = historyFormat
  /// From this one on a network's layers are JSON.
  static let networkFormat = 2
  /// From this one on a network may have the history of its training beside it.
  static let historyFormat = 3
  /// The safetensors library takes no longer header.
  static let longestHeader = 100_000_000

  /// The checksum stands between these and the next quote.
  static let checksumLead = Array("\"\(checksumKey)\":\"".utf8)
  static let checksumDigits = 8

  // MARK: Whose it is

  /// The same file with a mark of who wrote it.
  package func signed(by writer: String) -> SafetensorsFile {
    var file = self
    file.metadata[SafetensorsFile.writerKey] = writer
    return file
  }

  /// What tells such a file.
  package static func mark(of writer: String) -> OwnedFile.Mark {
    .bytes(Array("{\"\(metadataName)\":{\"\(writerKey)\":\(JSON.quoted(writer))".utf8), at: 8)
  }

  /// It comes first in the header: metadata are ordered by their names, and the others begin with small letters.
  private static let writerKey = "Writer"

  // MARK: Writing

  /// The file's bytes. Tensors come by falling size of their elements and by name, as the safetensors library writes them.
  /// - Returns: the bytes.
  public func encode() -> [UInt8] { parts().bytes }

  /// The same, with the elements where they lie.
  /// - Returns: the file's parts.
  public func parts() -> FileParts {
    let ordered = self.ordered
    var header = header(ordered)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var head = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header
    var elements = FileParts()
    for entry in ordered { elements.append(entry.array) }
    func file() -> FileParts {
      var all = FileParts(head)
      all.append(elements)
      return all
    }
    // The digits stand as zeros until the sum is known.
    if let place = SafetensorsFile.checksumPlace(in: head[8...]) {
      head.replaceSubrange(place, with: SafetensorsFile.text(file().checksum).utf8)
    }
    return file()
  }

  private var ordered: [Entry] {
    entries.sorted { ($1.array.elementType.size, $0.name) < ($0.array.elementType.size, $1.name) }
  }

  /// Says in the metadata in which order the names are meant, where the bytes come in another.
  private mutating func keepOrder() {
    let names = entries.map(\.name)
    guard names != ordered.map(\.name), !names.contains(where: { $0.contains("\n") }) else { return }
    metadata[SafetensorsFile.orderKey] = names.joined(separator: "\n")
  }

  /// Puts the entries in the order that the metadata say, if they name each of them.
  private mutating func restoreOrder() {
    guard
      let names = metadata[SafetensorsFile.orderKey]?.split(separator: "\n", omittingEmptySubsequences: false)
    else { return }
    let places = Dictionary(
      names.enumerated().map { (String($1), $0) }, uniquingKeysWith: { first, _ in first })
    guard places.count == entries.count, entries.allSatisfy({ places[$0.name] != nil }) else { return }
    entries.sort { places[$0.name, default: 0] < places[$1.name, default: 0] }
  }

  private func header(_ ordered: [Entry]) -> [UInt8] {
    var all = metadata
    all[SafetensorsFile.checksumKey] = String(repeating: "0", count: SafetensorsFile.checksumDigits)
    all[SafetensorsFile.formatKey] = "\(format)"
    let words = all.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
    var members = [JSON.Member(SafetensorsFile.metadataName, .object(words))]
    var offset = 0
    for entry in ordered {
      let end = offset + entry.array.byteCount
      let facts: JSON = [
        "dtype": .string(SafetensorsType(entry.array.elementType).rawValue),
        "shape": .array(entry.array.shape.map { .integer($0) }),
        "data_offsets": [.integer(offset), .integer(end)],
      ]
      members.append(JSON.Member(entry.name, facts))
      offset = end
    }
    return Array(JSON.object(members).text.utf8)
  }

  /// Where the checksum's digits stand; nil in a file without.
  static func checksumPlace(in header: ArraySlice<UInt8>) -> Range<Int>? {
    let lead = checksumLead
    guard header.count > lead.count + checksumDigits else { return nil }
    for start in header.startIndex...(header.endIndex - lead.count - checksumDigits)
    where header[start] == lead[0] && header[start..<start + lead.count].elementsEqual(lead) {
      return start + lead.count..<start + lead.count + checksumDigits
    }
    return nil
  }

  /// CRC-32 of all bytes, the checksum's own digits being zeros.
  static func checksum(_ bytes: [UInt8], digits place: Range<Int>) -> String {
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: place.count)
    let number = [bytes[..<place.lowerBound], zeros[...], bytes[place.upperBound...]].reduce(UInt32(0)) {
      sum, part in
      // Safe: the pointer is used inside the closure only.
      part.withUnsafeBufferPointer { fovea_crc32_of_more(sum, $0.baseAddress, $0.count) }
    }
    return text(number)
  }

  private static func text(_ checksum: UInt32) -> String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: checksumDigits - digits.count) + digits
  }
}

// MARK: - As a format of files

extension SafetensorsFile: ReadableFormat, RecordFormat, NetworkFormat {
  package static let description = "a safetensors file"
  package static let names = [".safetensors"]
  package static let endings = ["safetensors"]
  package static let sort = FileSort.network
  package static let readingHelp =
    ".safetensors gives the network that `write` wrote, or a record of its tensors; one that was cut or altered is an error."
  package static let writingHelp = ".safetensors holds a record of tensors, or a network with its weights."

  /// The length of the header, at most 2²⁷ bytes, and the bracket that begins it.
  package static func recognizes(_ start: FileStart) -> Bool {
    let head = start.bytes
    return head.count > 8 && head[3] < 8 && head[4..<8].allSatisfy { $0 == 0 } && head[8] == UInt8(ascii: "{")
  }

  package static func content(of bytes: [UInt8], _ job: FileJob) throws(FileError) -> FileContent.Kind {
    var file = try decode(bytes, path: job.path, limit: job.limit, remarks: job.remarks, in: job.execution)
    file.restoreOrder()
    return .tensors(file)
  }

  package static func parts(
    of tensors: [(name: String, tensor: Tensor)], _ job: FileJob
  ) throws(FileEncodingError) -> FileParts {
    let entries = tensors.map { Entry($0.name, $0.tensor.numPyArray) }
    do throws(FileError) {
      var file = try SafetensorsFile(checking: entries, path: job.path)
      file.keepOrder()
      return file.parts()
    } catch { throw .file(error) }
  }

  package static func parts(
    of network: SafetensorsFile, _ job: FileJob
  ) throws(FileEncodingError) -> FileParts { network.parts() }
}

/// Element types by safetensors' names.
enum SafetensorsType: String, CaseIterable {
  case F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL

  init(_ type: NumPyArray.ElementType) {
    self =
      switch type {
      case .float64: .F64
      case .float32: .F32
      case .float16: .F16
      case .int64: .I64
      case .int32: .I32
      case .int16: .I16
      case .int8: .I8
      case .uint64: .U64
      case .uint32: .U32
      case .uint16: .U16
      case .uint8: .U8
      case .boolean: .BOOL
      }
  }

  /// nil for the one that NumPy has none of.
  var elementType: NumPyArray.ElementType? {
    NumPyArray.ElementType.allCases.first { SafetensorsType($0) == self }
  }

  var size: Int { elementType?.size ?? 2 }
}
