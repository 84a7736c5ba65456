import Engine

/// A game of a collection as it is written: the nodes of its main line.
struct SGFTree {
  struct Property {
    let name: String
    /// Without brackets and escapes, in the record's own character set.
    var values: [[UInt8]]
  }

  var nodes: [[Property]] = []

  /// The first value of a property of the root.
  func root(_ name: String) -> [UInt8]? { nodes.first?.first { $0.name == name }?.values.first }
}

/// Reads the grammar of SGF (FF[4], "EBNF Definition"), and leaves the meaning of properties to others.
struct SGFReader {
  private let bytes: [UInt8]
  private let path: String
  private let characters: SGFCharacterSet
  private let execution: Execution
  private var position = 0
  /// All values that were read, those of variations too: of two ways to read the same bytes, the right one finds more.
  private(set) var valueCount = 0
  private(set) var trees: [SGFTree] = []
  /// What stopped it.
  private(set) var failure: FileError?
  /// What was corrected or left out.
  let remarks = FileRemarks()
  /// Names without a value: a wrong reading of the same bytes leaves some.
  private(set) var valuelessCount = 0

  init(_ bytes: [UInt8], _ path: String, _ characters: SGFCharacterSet, _ execution: Execution) {
    (self.bytes, self.path, self.characters, self.execution) = (bytes, path, characters, execution)
    do throws(FileError) {
      while try findTree() {
        trees.append(try tree())
        noteStrays()
      }
    } catch { failure = error }
  }

  private var name: String { FileError.name(path) }
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isNext(_ character: Unicode.Scalar) -> Bool { next == UInt8(ascii: character) }

  private mutating func skipSpaces() {
    while let byte = next, byte <= 0x20 { position += 1 }
  }

  /// Goes to the next `(` that a `;` follows: what stands before a game is no part of the record.
  private mutating func findTree() throws(FileError) -> Bool {
    var start = position
    while start < bytes.count {
      if bytes[start] == UInt8(ascii: "(") {
        let inside = bytes[(start + 1)...].first { $0 > 0x20 }
        if inside == UInt8(ascii: ";") {
          position = start
          return true
        }
      }
      start += characters.length(bytes, start)
    }
    guard trees.isEmpty else { return false }
    throw FileError(.wrongKind, path, "\(name) is not an SGF record: it contains no `(;`")
  }

  /// No property stands outside of a game, but a `)` too many leaves some there.
  private func noteStrays() {
    let rest = bytes[position...].drop { $0 <= 0x20 || $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: ";") }
    let behind = rest.drop { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    guard behind.startIndex > rest.startIndex, behind.first == UInt8(ascii: "[") else { return }
    let excerpt = FileError.excerpt(String(decoding: rest.prefix(12), as: UTF8.self))
    remarks.add("what follows the `)` of game \(trees.count) of \(name) is left out: `\(excerpt)`")
  }

  private enum Content { case nothing, nodes, trees }

  /// From the game's `(` to its `)`. Where it branches, the first branch is the main line; the others are only gone over.
  /// A branch without a node, `()`, is none.
  private mutating func tree() throws(FileError) -> SGFTree {
    var tree = SGFTree()
    // What was read last within each open parenthesis.
    var open: [Content] = []
    var isMainLine = true
    repeat {
      skipSpaces()
      switch next {
      case UInt8(ascii: ";"):
        try execution.checkCancelled(path)
        position += 1
        let node = try node()
        if isMainLine { tree.nodes.append(node) }
        if open.last == .trees {
          remarks.add(
            "a node of game \(trees.count + 1) of \(name) comes after a variation, and is left out")
        } else if !open.isEmpty {
          open[open.count - 1] = .nodes
        }
      case UInt8(ascii: "("):
        position += 1
        open.append(.nothing)
      case UInt8(ascii: ")"):
        position += 1
        if open.popLast() != .nothing {
          isMainLine = false
          if !open.isEmpty { open[open.count - 1] = .trees }
        }
      case nil:
        throw FileError(
          .truncated, path, "\(name) is cut short: a `)` is missing", help: "take another copy of the file")
      case .some(let byte):
        let excerpt = FileError.excerpt(String(Unicode.Scalar(byte)))
        throw FileError(
          .corrupt, path,
          "\(name) is not a valid SGF record: `\(excerpt)` between nodes, at byte \(position + 1)")
      }
    } while !open.isEmpty
    return tree
  }

  /// A property may stand once in a node; the values of one that is repeated are taken together.
  private mutating func node() throws(FileError) -> [SGFTree.Property] {
    var properties: [SGFTree.Property] = []
    var places: [String: Int] = [:]
    while true {
      skipSpaces()
      guard let name = propertyName() else { return properties }
      var values: [[UInt8]] = []
      skipSpaces()
      while isNext("[") {
        values.append(try value(of: name))
        skipSpaces()
      }
      if values.isEmpty {
        try leaveOut(name)
      } else if let place = places[name] {
        properties[place].values += values
      } else {
        places[name] = properties.count
        properties.append(.init(name: name, values: values))
      }
    }
  }

  /// A name without a value is left out, where that loses nothing of the game.
  private mutating func leaveOut(_ property: String) throws(FileError) {
    let excerpt = FileError.excerpt(property)
    guard !["B", "W", "AB", "AW", "AE", "SZ", "GM"].contains(property) else {
      throw FileError(.corrupt, path, "\(name) is not a valid SGF record: \(excerpt) has no value")
    }
    valuelessCount += 1
    remarks.add("\(excerpt) has no value, and is left out")
  }

  /// Capital letters; FF[1] to FF[3] write small ones between, which do not count. A name of small letters alone can
  /// only mean their capitals.
  private mutating func propertyName() -> String? {
    var (capitals, all) = ("", "")
    while let byte = next {
      let scalar = Character(Unicode.Scalar(byte))
      guard scalar.isASCII, scalar.isLetter || scalar.isNumber && !all.isEmpty else { break }
      all.append(scalar)
      if !scalar.isLowercase { capitals.append(scalar) }
      position += 1
    }
    if all.isEmpty { return nil }
    if capitals.contains(where: \.isLetter) { return capitals }
    remarks.add("property names in lower case are read as upper case")
    return all.uppercased()
  }

  /// From `[` to `]`. A `\` takes the meaning from the character behind it, and a line end behind it away.
  private mutating func value(of name: String) throws(FileError) -> [UInt8] {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count, !isNext("]") {
      let isEscaped = isNext("\\")
      if isEscaped { position += 1 }
      guard position < bytes.count else { break }
      let length = isEscaped && isLineEnd(bytes[position]) ? 0 : characters.length(bytes, position)
      text += bytes[position..<position + length]
      position += length
      if length == 0 { skipLineEnd() }
    }
    guard next != nil else {
      throw FileError(
        .truncated, path, "\(self.name) is cut short within \(FileError.excerpt(name))",
        help: "take another copy of the file")
    }
    position += 1
    valueCount += 1
    return text
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// One of the four line ends: LF, CR, CR LF, LF CR.
  private mutating func skipLineEnd() {
    let first = bytes[position]
    position += 1
    if let second = next, isLineEnd(second), second != first { position += 1 }
  }
}
