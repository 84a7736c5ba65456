/// Programs: numbers become corners, and parts of values are asked for by them.
enum ProgramMutation {
  private static let parts = [
    "[N]", "[1:N]", "[N:1]", "[1:N:2]", "[1:-N:1]", "[N, 1]", "[:, N]", "[end:N]", "[1:end:N]", "[N] = 1",
    "[1:N] = 2",
  ]
  private static let whole = [
    "count(1:N)", "zeros(N, 0)", "zeros(0, N)", "for i in 1:N { break }", "x = 1:N; x[end]", "list(1, 2)[N]",
    "\"text\"[1:N]", "reshape([1, 2], N, -1)", "eye(N)", "arange(1, N, N)", "linspace(0, 1, N)",
    "max_pool(ones(2, 2), N)",
    "conv(ones(3, 3), ones(2, 2), padding=N, stride=N, dilation=N)", "resize(ones(2, 2), size=N)", "rand(N)",
    "seed(N)",
    "one_hot([1], N)", "pad([1, 2; 3, 4], N)", "x[1] = N", "Chain(Dense(N))", "digits(N)",
    "sum([1, 2], dim=N)",
  ]

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    switch tools.roll(4) {
    case 0:
      return input + [tools.isOneIn(2) ? 0xFF : 0x0A] + filled(tools.pick(whole), &tools)
    case 1:
      var input = input
      input.insert(contentsOf: filled(tools.pick(parts), &tools), at: tools.roll(input.count + 1))
      return input
    default:
      return MutationTools.numbers(in: input).isEmpty ? nil : tools.replacingNumber(in: input)
    }
  }

  private static func filled(_ pattern: String, _ tools: inout MutationTools) -> [UInt8] {
    pattern.utf8.flatMap {
      $0 == UInt8(ascii: "N") ? Array(tools.pick(MutationTools.cornerTexts).utf8) : [$0]
    }
  }
}

/// Lessons: cells change places, and the questions' values, conditions and numbers change.
enum LessonMutation {
  private static let values = [
    "answer", "v", "none", "true", "[]", "[1, 2; 3, 4]", "zeros(0, 3)", "x -> x", "answer[end]", "1 / 0",
    "v[1, 1] > 50",
    "list(1, answer)", "sum(answer)", "nan", "while true { }", "f(3)", "expect(1, 1)", "answer = 3", "(", "'",
    "\\",
  ]
  private static let kinds = [
    "text", "predict", "exercise", "hint", "solution", "check", "wrong", "right", "summary", "",
  ]

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard let text = String(validating: input, as: UTF8.self) else { return nil }
    // A cell goes from its mark to the next.
    var cells = text.split(separator: "# %%", omittingEmptySubsequences: false).map(String.init)
    guard cells.count > 1 else { return nil }
    let place = 1 + tools.roll(cells.count - 1)
    switch tools.roll(6) {
    case 0: cells = [cells[0]] + tools.rearranged(Array(cells[1...]))
    case 1:
      cells[place] = replacing(cells[place], between: "\"", tools.pick(values))
    case 2:
      cells[place] = replacing(cells[place], from: "[", to: "]", tools.pick(kinds))
    case 3:
      let lines = cells[place].split(separator: "\n", omittingEmptySubsequences: false)
      cells[place] = tools.rearranged(lines).joined(separator: "\n")
    case 4:
      cells[place] += "\n\(tools.pick(values))\n"
    default: cells[place] = tools.replacingNumber(in: cells[place])
    }
    return Array(cells.joined(separator: "# %%").utf8)
  }

  private static func replacing(_ text: String, between quote: Character, _ value: String) -> String {
    replacing(text, from: quote, to: quote, value)
  }

  private static func replacing(
    _ text: String, from opening: Character, to closing: Character, _ value: String
  ) -> String {
    guard let start = text.firstIndex(of: opening),
      let end = text[text.index(after: start)...].firstIndex(of: closing)
    else { return text }
    return text[...start] + value + text[end...]
  }
}

/// Records of games: numbers become corners, and properties come and go.
enum GameMutation {
  private static let properties = [
    "SZ[19]", "SZ[52]", "SZ[53]", "SZ[19:13]", "SZ[0]", "AB[aa:ss]", "AB[ss:aa]", "AW[ab][cd]", "AE[aa:bb]",
    "B[tt]", "W[]",
    "B[ZZ]", "B[aa]", "PL[W]", "CA[Shift_JIS]", "CA[GBK]", "CA[Big5]", "FF[4]", "GM[2]", "C[\\]\\\\]",
    "GaMe[1]", "HA[N]",
    "SZ[N]", "SZ[N:N]", "(;B[aa])", "(;W[bb](;B[cc]))", ";", "(", ")", "[", "]", "\u{83}\u{5C}",
  ]

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    if tools.isOneIn(2) {
      var property = tools.pick(properties)
      while let place = property.firstIndex(of: "N") {
        property.replaceSubrange(place...place, with: tools.pick(MutationTools.cornerTexts))
      }
      var input = input
      input.insert(contentsOf: property.utf8, at: tools.roll(input.count + 1))
      return input
    }
    // Nodes begin with a semicolon.
    let nodes = input.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard nodes.count > 2 else { return tools.replacingNumber(in: input) }
    return Array(([nodes[0]] + tools.rearranged(Array(nodes[1...]))).joined(separator: [UInt8(ascii: ";")]))
  }
}

/// PGM and PPM: the header's numbers and the kind.
enum PixmapMutation {
  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    guard input.count > 2, input[0] == UInt8(ascii: "P") else { return nil }
    var input = input
    switch tools.roll(4) {
    case 0:
      input[1] = tools.pick(Array("1234567".utf8))
      return input
    case 1:
      input.insert(
        contentsOf: Array(tools.pick(["# a remark\n", " ", "\t", "\r\n", "-"]).utf8),
        at: min(2 + tools.roll(9), input.count))
      return input
    default:
      // Of the text in front of the elements, which may be no text.
      let head = Array(input.prefix(24))
      return tools.replacingNumber(in: head) + input.dropFirst(24)
    }
  }
}

/// Tables of numbers: fields become corners or what is no number, separators and quotes come, and rows change places.
enum TableMutation {
  private static let pieces = [
    ",", ";", "\t", " ", "\"", "\"\"", "\n", "\r", "\r\n", "#", "# a, b\n", "a", "nan", "-inf", "1e", "0x1",
    "1,5", "\u{FEFF}",
    ",,", "\"1\n2\"", "1_000",
  ]

  static func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    switch tools.roll(3) {
    case 0:
      var input = input
      input.insert(contentsOf: Array(tools.pick(pieces).utf8), at: tools.roll(input.count + 1))
      return input
    case 1:
      let rows = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return Array(tools.rearranged(rows).joined(separator: [UInt8(ascii: "\n")]))
    default: return tools.replacingNumber(in: input)
    }
  }
}
