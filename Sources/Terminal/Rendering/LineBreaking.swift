import Language

/// Breaks prose into lines of at most so many display columns.
///
/// Latin text breaks at spaces. Chinese, Japanese and Korean text breaks between any two characters, except that no
/// line starts with closing punctuation and none ends with an opening bracket.
struct LineBreaking {
  struct Piece {
    var character: Character
    var columns: Int
    var pen: Pen

    init(_ character: Character, _ pen: Pen) {
      self.character = character
      columns = DisplayWidth.columns(of: character)
      self.pen = pen
    }
  }

  let width: Int

  /// The lines of a paragraph. Its own line feeds stay; lines after the first of each are indented as far as the text
  /// of the first, past a bullet or number.
  func lines(_ pieces: [Piece]) -> [[Piece]] {
    pieces.split(omittingEmptySubsequences: false) { $0.character == "\n" }.flatMap { wrap($0) }
  }

  /// What stays together, and the spaces before it, which vanish at a break.
  private struct Atom {
    var spaces: [Piece] = []
    var pieces: [Piece] = []
    var columns = 0
  }

  private func wrap(_ pieces: ArraySlice<Piece>) -> [[Piece]] {
    let hanging = Array(repeating: Piece(" ", .plain), count: min(hangingColumns(pieces), width / 2))
    var lines: [[Piece]] = []
    var line: [Piece] = []
    var used = 0
    var isFresh = true
    func endLine() {
      lines.append(line)
      line = hanging
      used = hanging.count
      isFresh = true
    }
    for atom in atoms(pieces) {
      if !isFresh && used + atom.spaces.count + atom.columns > width {
        endLine()
      } else {
        line += atom.spaces
        used += atom.spaces.count
      }
      for piece in atom.pieces {
        // Only what is wider than a whole line is cut within.
        if !isFresh && used + piece.columns > width { endLine() }
        line.append(piece)
        used += piece.columns
        isFresh = false
      }
    }
    lines.append(line)
    return lines
  }

  private func atoms(_ pieces: ArraySlice<Piece>) -> [Atom] {
    var atoms: [Atom] = []
    var atom = Atom()
    for piece in pieces {
      if piece.character == " " {
        if !atom.pieces.isEmpty {
          atoms.append(atom)
          atom = Atom()
        }
        atom.spaces.append(piece)
        continue
      }
      if let last = atom.pieces.last, canBreak(last, piece) {
        atoms.append(atom)
        atom = Atom()
      }
      atom.pieces.append(piece)
      atom.columns += piece.columns
    }
    if !atom.pieces.isEmpty { atoms.append(atom) }
    return atoms
  }

  private func canBreak(_ a: Piece, _ b: Piece) -> Bool {
    guard a.columns == 2 || b.columns == 2 else { return false }
    if LineBreaking.closing.contains(b.character) || LineBreaking.opening.contains(a.character) {
      return false
    }
    return b.columns > 0
  }

  /// Leading spaces, and a bullet or number with its space.
  private func hangingColumns(_ pieces: ArraySlice<Piece>) -> Int {
    let indent = pieces.prefix { $0.character == " " }.count
    let text = pieces.dropFirst(indent)
    let marker = text.prefix { $0.character != " " }
    guard text.dropFirst(marker.count).first != nil else { return indent }
    let word = String(marker.map(\.character))
    let isNumber = word.count > 1 && word.hasSuffix(".") && word.dropLast().allSatisfy(\.isNumber)
    let isMarker = word == "-" || word == "*" || word == "•" || isNumber
    return isMarker ? indent + marker.count + 1 : indent
  }

  private static let closing: Set<Character> = Set(
    "。，、．：；！？）」』】》〉〕］｝”’…—～·ー々々ぁぃぅぇぉっゃゅょァィゥェォッャュョ!),.:;?]}%\"'")
  private static let opening: Set<Character> = Set("（「『【《〈〔［｛“‘([{\"'#$")
}
