/// Breaks prose into lines of at most so many display columns.
///
/// Latin text breaks at spaces. Chinese, Japanese and Korean text breaks between any two characters, except that no
/// line starts with closing punctuation and none ends with an opening bracket.
package struct LineBreaking<Style> {
  package struct Piece {
    package let character: Character
    package let style: Style
    fileprivate let columns: Int

    package init(_ character: Character, _ style: Style) {
      self.character = character
      self.style = style
      columns = DisplayWidth.columns(of: character)
    }
  }

  package struct Line {
    /// Blanks in front, on lines after the first.
    package fileprivate(set) var indent = 0
    package fileprivate(set) var pieces: [Piece] = []
  }

  private let width: Int

  package init(width: Int) { self.width = max(width, 1) }

  /// The lines of a paragraph. Its own line feeds stay; lines after the first of each are indented as far as the text
  /// of the first, past a bullet, a number or a name.
  package func lines(_ pieces: [Piece]) -> [Line] {
    pieces.split(omittingEmptySubsequences: false) { $0.character == "\n" }.flatMap { wrap($0) }
  }

  /// What stays together, and the spaces before it, which vanish at a break.
  private struct Atom {
    var spaces: [Piece] = []
    var pieces: [Piece] = []
    var columns = 0
  }

  private func wrap(_ pieces: ArraySlice<Piece>) -> [Line] {
    let hanging = min(hangingColumns(pieces), width / 2)
    var lines: [Line] = []
    var line = Line()
    var used = 0
    var isFresh = true
    func endLine() {
      lines.append(line)
      line = Line(indent: hanging)
      used = hanging
      isFresh = true
    }
    for atom in atoms(pieces) {
      if !isFresh && used + atom.spaces.count + atom.columns > width {
        endLine()
      } else {
        line.pieces += atom.spaces
        used += atom.spaces.count
      }
      for piece in atom.pieces {
        // Only what is wider than a whole line is cut within.
        if !isFresh && used + piece.columns > width { endLine() }
        line.pieces.append(piece)
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
    if Punctuation.closing.contains(b.character) || Punctuation.opening.contains(a.character) { return false }
    return b.columns > 0
  }

  /// Leading spaces, and a bullet or number with its space; in an indented line, a word set apart by two spaces or more.
  private func hangingColumns(_ pieces: ArraySlice<Piece>) -> Int {
    let indent = pieces.prefix { $0.character == " " }.count
    let text = pieces.dropFirst(indent)
    let marker = text.prefix { $0.character != " " }
    let gap = text.dropFirst(marker.count).prefix { $0.character == " " }.count
    guard gap > 0 else { return indent }
    if indent > 0, gap > 1 { return indent + marker.count + gap }
    let word = String(marker.map(\.character))
    let isNumber = word.count > 1 && word.hasSuffix(".") && word.dropLast().allSatisfy(\.isNumber)
    let isMarker = word == "-" || word == "*" || word == "•" || isNumber
    return isMarker ? indent + marker.count + 1 : indent
  }
}

private enum Punctuation {
  static let closing: Set<Character> = Set(
    "。，、．：；！？）」』】》〉〕］｝”’…—～·ー々々ぁぃぅぇぉっゃゅょァィゥェォッャュョ!),.:;?]}%\"'")
  static let opening: Set<Character> = Set("（「『【《〈〔［｛“‘([{\"'#$")
}
