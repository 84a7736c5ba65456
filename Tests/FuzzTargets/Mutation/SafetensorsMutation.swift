import Engine
import Text

/// safetensors, and the networks that are kept in it: extents, types, text and elements change; offsets, the header's
/// length and the checksum are written anew.
enum SafetensorsMutation {
  private struct Entry {
    var name: String
    var type: String
    var extents: [UInt64]
    var data: [UInt8]
  }

  private static let types = [
    "F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U64", "U32", "U16", "U8", "BOOL", "F8_E4M3", "",
  ]
  private static let layers = [
    "Dense(N)", "Conv(N, 3)", "Conv(2, N, stride=N)", "MaxPool(N)", "BatchNorm()", "Dropout(N)", "Flatten()",
    "Chain()",
    "Affine(Dense(N))", "Relu()", "Softmax()",
  ]

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard let file = try? SafetensorsFile.decode(input, limit: 1 << 20) else { return nil }
    var entries = file.entries.map { entry in
      Entry(
        name: entry.name, type: type(entry.array.elementType), extents: entry.array.shape.map(UInt64.init),
        data: Array(entry.array.bytes))
    }
    var metadata = file.metadata.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    if tools.isOneIn(3), !metadata.isEmpty {
      let place = tools.roll(metadata.count)
      metadata[place].value = text(metadata[place].value, &tools)
    } else if !entries.isEmpty {
      let place = tools.roll(entries.count)
      if tools.isOneIn(6) { entries = tools.rearranged(entries) } else { change(&entries[place], &tools) }
    }
    var header = json(entries, metadata, isVerified: file.isVerified)
    if tools.isOneIn(10) { header = tools.replacingNumber(in: header) }
    return joined(Array(header.utf8), entries.flatMap(\.data))
  }

  private static func change(_ entry: inout Entry, _ tools: inout MutationTools) {
    switch tools.roll(6) {
    // Nothing, and much of it: a shape with a zero in it promises no bytes, however large its other extents are.
    case 0, 1, 2:
      while entry.extents.count < 2 { entry.extents.append(1) }
      entry.extents[tools.roll(entry.extents.count)] = tools.pick(MutationTools.largeCorners)
      entry.extents[tools.roll(entry.extents.count)] = 0
      entry.data = []
    case 3:
      if entry.extents.isEmpty { entry.extents = [1] }
      entry.extents[tools.roll(entry.extents.count)] = tools.corner()
    case 4: entry.type = tools.pick(types)
    default:
      let width = 8
      guard entry.data.count >= width else { return entry.data = tools.changedBlindly(entry.data) }
      let place = tools.roll(entry.data.count / width) * width
      entry.data.replaceSubrange(place..<place + width, with: number(&tools))
    }
  }

  /// Eight bytes: a corner, or one as the bits of a double.
  private static func number(_ tools: inout MutationTools) -> [UInt8] {
    let doubles: [Double] = [0, -1, 0.5, 1e16, -1e16, 1e300, .nan, .infinity, -.infinity, 4e9, 9.3e18]
    let bits = tools.isOneIn(2) ? tools.corner() : tools.pick(doubles).bitPattern
    return MutationTools.bytes(bits, 8, bigEndian: false)
  }

  private static func text(_ text: String, _ tools: inout MutationTools) -> String {
    switch tools.roll(4) {
    case 0:
      return String(decoding: tools.changedBlindly(Array(text.utf8)), as: UTF8.self)
    case 1:
      let layer = tools.pick(layers).map { $0 == "N" ? tools.pick(MutationTools.cornerTexts) : String($0) }
        .joined()
      return text.replacingFirst("(", with: "(\(layer), ")
    default: return tools.replacingNumber(in: text)
    }
  }

  private static func type(_ type: NumPyArray.ElementType) -> String {
    let kind = type == .boolean ? "BOOL" : type.rawValue.prefix(1).uppercased()
    return type == .boolean ? kind : kind + "\(type.size * 8)"
  }

  // MARK: Putting together

  private static let noChecksum = "00000000"
  private static let lead = "\"fovea_checksum\":\""

  private static func json(
    _ entries: [Entry], _ metadata: [(key: String, value: String)], isVerified: Bool
  ) -> String {
    var words = metadata.map { "\(JSON.quoted($0.key)):\(JSON.quoted($0.value))" }
    if isVerified { words += ["\(lead)\(noChecksum)\"", "\"fovea_format\":\"1\""] }
    var (parts, offset) = (["\"__metadata__\":{\(words.joined(separator: ","))}"], 0)
    for entry in entries {
      let extents = entry.extents.map { "\($0)" }.joined(separator: ",")
      let end = offset + entry.data.count
      parts.append(
        "\(JSON.quoted(entry.name)):{\"dtype\":\"\(entry.type)\",\"shape\":[\(extents)],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    return "{\(parts.joined(separator: ","))}"
  }

  private static func joined(_ header: [UInt8], _ data: [UInt8]) -> [UInt8] {
    var bytes = MutationTools.bytes(UInt64(header.count), 8, bigEndian: false) + header + data
    let lead = Array(lead.utf8)
    guard
      let place = bytes.indices.first(where: { bytes[$0...].starts(with: lead) }).map({ $0 + lead.count }),
      place + noChecksum.count <= bytes.count
    else { return bytes }
    let digits = String(Checksum.crc32(bytes), radix: 16)
    let padded = String(noChecksum.dropFirst(digits.count)) + digits
    bytes.replaceSubrange(place..<place + noChecksum.count, with: padded.utf8)
    return bytes
  }
}

extension String {
  fileprivate func replacingFirst(_ part: Character, with other: String) -> String {
    guard let place = firstIndex(of: part) else { return self }
    return self[..<place] + other + self[index(after: place)...]
  }
}
