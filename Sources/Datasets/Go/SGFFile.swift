import Engine

/// Records of games in the Smart Game Format (FF[4], red-bean.com/sgf), and its earlier versions.
public struct SGFFile: Sendable {
  private let trees: [SGFTree]
  private let characters: SGFCharacterSet
  private let isUTF8: Bool
  private let path: String

  /// How many games there are; at least one.
  public var gameCount: Int { trees.count }

  /// Reads a collection. Games behind one that is damaged are left out with a remark.
  ///
  /// In Shift-JIS, GBK and Big5 the second byte of a character can be `\` or `]`. Writers escape it or not, and `CA` is
  /// often missing or wrong; so the bytes are read in each way that they allow, and the one that finds the most values is
  /// right: a bracket taken for a letter, or a letter for a bracket, hides others.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - remarks: collects what there is to say of the file beside its games.
  ///   - execution: what may stop it.
  /// - Throws: `wrongKind` for what is not an SGF file, `truncated`, `corrupt`, `cancelled`.
  public init(
    _ bytes: [UInt8], path: String = "", remarks: FileRemarks = FileRemarks(),
    in execution: Execution = Execution()
  ) throws(FileError) {
    let bytes = SGFFile.plain(bytes)
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    var best = SGFReader(bytes, path, .bytewise, execution)
    var found = SGFCharacterSet.bytewise
    let hasEscapes = bytes.contains(0x1B)
    if !isUTF8 || hasEscapes {
      let declared = SGFFile.declared(best)
      // The declared set goes first, because of equally good readings the first is kept.
      let others = SGFCharacterSet.allCases.filter {
        $0 != declared && ($0 == .iso2022 ? hasEscapes : !isUTF8)
      }
      for characters in [declared] + others {
        let reader = SGFReader(bytes, path, characters, execution)
        // Escape sequences are unmistakable where there are any.
        let isPreferred = characters == declared || characters == .iso2022
        if reader.soundness > best.soundness || isPreferred && reader.soundness == best.soundness {
          (best, found) = (reader, characters)
        }
      }
    }
    try execution.checkCancelled(path)
    if let failure = best.failure {
      guard !best.trees.isEmpty else { throw failure }
      remarks.add("game \(best.trees.count + 1) and everything after it are left out: \(failure.message)")
    }
    for sentence in best.remarks.sentences { remarks.add(sentence) }
    (trees, characters, self.isUTF8, self.path) = (best.trees, found, isUTF8, path)
  }

  /// The first game.
  /// The first game of a collection.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  /// - Returns: the game, along the first branch of each choice.
  /// - Throws: what `init` and `game` throw.
  public static func decode(_ bytes: [UInt8], path: String = "") throws(FileError) -> GoRecord {
    try SGFFile(bytes, path: path).game(0)
  }

  /// A game of Go, along the first branch of each choice.
  /// - Parameters:
  ///   - index: which, counted from 0.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the game.
  /// - Throws: `corrupt`, `unsupported` for another game or a board beyond 52, `cancelled`.
  public func game(
    _ index: Int, remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> GoRecord {
    precondition(trees.indices.contains(index), "one of the games that there are")
    let place = trees.count > 1 ? "game \(index + 1) of \(FileError.name(path))" : FileError.name(path)
    return try SGFGame(trees[index], place, path, remarks, text).record(in: execution)
  }

  /// UTF-16 as UTF-8, and no mark before the text.
  private static func plain(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return bytes }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// What the first game says of itself.
  private static func declared(_ reader: SGFReader) -> SGFCharacterSet {
    let name = reader.trees.first?.root("CA")
    return name.map { SGFCharacterSet(named: String(decoding: $0, as: UTF8.self)) } ?? .bytewise
  }

  /// A text: UTF-8 where it can be, else as the game declares, else as the bytes were best read.
  private func text(_ bytes: [UInt8], declared: String?) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0x1B) { return text }
    // Some write an underscore where the C library's names have a hyphen.
    let hyphened = declared.map { name in String(name.map { $0 == "_" ? "-" : $0 }) }
    let escaped = bytes.contains(0x1B) ? SGFCharacterSet.iso2022.name : nil
    for name in [declared, hyphened, escaped, characters.name].compactMap(\.self)
    where !isUTF8 || escaped != nil {
      if let text = CharacterDecoder.decode(bytes, from: name) { return text }
    }
    return characters == .bytewise || characters == .iso2022
      ? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
      : String(decoding: bytes, as: UTF8.self)
  }
}

extension SGFReader {
  /// Greater for a better reading of the same bytes.
  fileprivate var soundness: Int {
    valueCount + (failure == nil ? Int(Int32.max) : 0) + (valuelessCount == 0 ? Int(Int32.max) : 0)
  }
}
