import Engine
import Glibc

/// A network in lines, from above to below: a bar as long as its result is wide, its size, its layers.
struct ArchitectureText {
  private var lines: [Line] = []
  private let side: Int

  private struct Line {
    var output: Shape?
    var kind = ArchitectureLayer.Kind.input
    /// What stands before the words: the branches that it lies in.
    var rail: String
    var words: String
    var count = ""
  }

  private static let barWidth = 24
  /// More than these nobody reads.
  private static let most = 400

  init(_ tree: ArchitectureTree) {
    side = tree.side
    add(.stack([tree.input]), rail: "")
    add(tree.root, rail: "")
  }

  private mutating func add(_ block: ArchitectureBlock, rail: String) {
    switch block {
    case .stack(let layers):
      guard let first = layers.first else { return }
      let parameters = layers.reduce(0) { $0 + $1.parameters }
      let words = layers.map(\.text).joined(separator: ", ")
      lines.append(
        Line(
          output: first.output, kind: first.kind, rail: rail, words: words,
          count: parameters > 0 ? Formatter.grouped(parameters) : ""))
    case .named(let name, let block):
      lines.append(Line(rail: rail, words: name + ":"))
      add(block, rail: rail + "  ")
    case .sequence(let blocks): for block in blocks { add(block, rail: rail) }
    case .parallel(let branches, let join):
      for (index, branch) in branches.enumerated() {
        let sign = index == 0 ? "┌ " : "├ "
        let name = branch.name.isEmpty ? "branch \(index + 1)" : branch.name
        let words = branch.block.isEmpty ? "the input as it is" : name
        lines.append(Line(rail: rail + sign, words: words))
        add(branch.block, rail: rail + "│ ")
      }
      lines.append(Line(rail: rail + "└ ", words: join.words))
    }
  }

  /// - Parameter note: what stands below.
  func markup(note: String) -> Markup {
    var markup = Markup()
    let sizes = lines.map { $0.output.map { $0.array.map(String.init).joined(separator: "×") } ?? "" }
    let sizeWidth = sizes.map(\.count).max() ?? 0
    let shown = min(lines.count, ArchitectureText.most)
    let wordWidth = lines.prefix(shown).map { width(of: $0.rail + $0.words) }.max() ?? 0
    for (line, size) in zip(lines, sizes).prefix(shown) {
      let (left, bar) = bar(line)
      let right = ArchitectureText.barWidth - left - bar.count
      let room = String(repeating: " ", count: sizeWidth - size.count + 2)
      let gap = String(repeating: " ", count: wordWidth - width(of: line.rail + line.words) + 2)
      let isBranch = line.output == nil
      var spans: [Markup.Span] = [
        .init(String(repeating: " ", count: left + 2)), .init(bar, line.kind.style),
        .init(String(repeating: " ", count: right + 2) + size + room), .init(line.rail, .dim),
        .init(line.words, isBranch ? .dim : .plain),
      ]
      if !line.count.isEmpty { spans.append(.init(gap + line.count, .dim)) }
      markup.blocks.append(.line(spans))
    }
    if lines.count > shown { markup.line("  … and \(lines.count - shown) more", .dim) }
    markup.line("  " + note)
    return markup
  }

  private func width(of text: String) -> Int { DisplayWidth.columns(of: text) }

  /// A bar in the middle, and how many blanks stand before it.
  private func bar(_ line: Line) -> (left: Int, text: String) {
    guard let output = line.output else { return (0, "") }
    let isPicture = output.rank == 3
    let part =
      isPicture
      ? pow(Double(max(output[1], output[2])) / Double(side), ArchitectureSolid.exponent)
      : log2(Double(max(output.count, 1)) + 1) / 14
    // An even number of signs has a middle.
    let length = min(max(2 * Int(clamping: (part * Double(ArchitectureText.barWidth) / 2).rounded()), 2), 24)
    let left = (ArchitectureText.barWidth - length) / 2
    return (left, String(repeating: isPicture ? "█" : "▄", count: length))
  }
}

extension ArchitectureLayer.Kind {
  /// How its bar looks: what learns, what makes pictures smaller, and what gives rows have colours of their own.
  fileprivate var style: Markup.Style {
    switch self {
    case .input: .dim
    case .convolution: .label(0)
    case .pooling: .label(1)
    case .dense, .flattening: .label(2)
    case .sampling, .normalization, .elementwise: .label(3)
    }
  }
}

extension ArchitectureJoin {
  fileprivate var words: String {
    switch self {
    case .sum: "added"
    case .concatenation: "joined along the channels"
    case .sampling: "sampled where theta says"
    }
  }
}
