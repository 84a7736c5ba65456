import Engine
import Language

/// How many lines markup fills in a terminal of so many columns. Of pictures only small ones are counted, which are
/// drawn as numbers: the size of the others is the terminal's choice.
package enum ScreenHeight {
  package static func lines(_ markup: Markup, columns: Int) -> Int {
    markup.blocks.reduce(0) { sum, block in
      switch block {
      case .line(let spans):
        sum + max(1, (DisplayWidth.columns(of: spans.map(\.text).joined()) + columns - 1) / columns)
      case .paragraph(let spans): sum + wrapped(spans.map(\.text).joined(), columns: columns)
      case .picture(let picture): sum + rows(of: picture.tensor)
      }
    }
  }

  /// A vector or a small matrix as numbers, and the caption.
  private static func rows(of tensor: Tensor) -> Int {
    guard tensor.rank <= 2, let width = tensor.shape.array.last, width <= 16 else { return 0 }
    let height = tensor.rank == 2 ? tensor.shape[0] : 1
    return height <= 16 ? height + 1 : 0
  }

  package static func lines(_ event: Session.Event, columns: Int) -> Int {
    switch event {
    case .result(let echo): echo.lines.count
    case .markup(let markup): lines(markup, columns: columns)
    case .failure(let diagnostic): lines(DiagnosticRenderer.render(diagnostic), columns: columns)
    case .progress: 0
    case .note(let text): wrapped(text, columns: columns)
    }
  }

  /// Words break at spaces, and between wide characters; closing punctuation stays with what it closes.
  static func wrapped(_ text: String, columns: Int) -> Int {
    let hanging = hangingColumns(text)
    var (lines, used) = (1, 0)
    var isFresh = true
    for atom in atoms(text) {
      if !isFresh, used + atom.spaces + atom.columns > columns {
        lines += 1
        used = hanging
      } else {
        used += atom.spaces
      }
      used += atom.columns
      while used > columns {
        lines += 1
        used -= columns - hanging
      }
      isFresh = false
    }
    return lines
  }

  private struct Atom {
    var spaces = 0
    var columns = 0
    var endsOpen = false
  }

  private static func atoms(_ text: String) -> [Atom] {
    var atoms: [Atom] = []
    var spaces = 0
    var wasWide = false
    for character in text {
      if character == " " {
        spaces += 1
        continue
      }
      let columns = DisplayWidth.columns(of: character)
      let isWide = columns == 2
      let mayBreak = (isWide || wasWide) && !closing.contains(character) && atoms.last?.endsOpen != true
      if atoms.isEmpty || spaces > 0 || mayBreak { atoms.append(Atom(spaces: spaces)) }
      atoms[atoms.count - 1].columns += columns
      atoms[atoms.count - 1].endsOpen = opening.contains(character)
      (spaces, wasWide) = (0, isWide)
    }
    return atoms
  }

  /// An item's further lines stand below its text.
  private static func hangingColumns(_ text: String) -> Int {
    let indent = text.prefix { $0 == " " }.count
    let marker = text.dropFirst(indent).prefix { $0 != " " }
    let isNumber = marker.count > 1 && marker.hasSuffix(".") && marker.dropLast().allSatisfy(\.isNumber)
    return marker == "-" || marker == "•" || isNumber ? indent + marker.count + 1 : indent
  }

  private static let closing: Set<Character> = Set("。，、．：；！？）」』】》〉〕”’…—·ー!),.:;?]}%\"'")
  private static let opening: Set<Character> = Set("（「『【《〈〔“‘([{\"'#$")
}
