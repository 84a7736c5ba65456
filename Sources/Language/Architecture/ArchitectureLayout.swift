import Engine

/// Where the blocks of a network stand: in a row, and the branches of one block above one another.
struct ArchitectureLayout {
  /// The most rows or columns that the network has anywhere.
  let side: Int

  static let gap = 18.0

  /// More blocks than these with one name are broken into rows as all others are; the name then stands above the first.
  private static let mostTogether = 4

  /// The blocks of a sequence, without sequences in it.
  static func flattened(_ block: ArchitectureBlock) -> [ArchitectureBlock] {
    switch block {
    case .sequence(let blocks): return blocks.flatMap(flattened).filter { !$0.isEmpty }
    case .named(let name, let inner):
      let blocks = flattened(inner)
      guard blocks.count > mostTogether, let first = blocks.first else { return [block] }
      return [.named(name, first)] + blocks.dropFirst()
    case .stack, .parallel: return [block]
    }
  }

  /// Blocks from left to right, joined by arrows.
  func row(_ blocks: [ArchitectureBlock]) -> ArchitecturePart {
    var row = ArchitecturePart()
    for (index, part) in parts(blocks).enumerated() {
      let x = index == 0 ? 0 : row.width + ArchitectureLayout.gap
      if index > 0 { row.join(from: row.exit, to: part, at: x) }
      row.add(part, at: x)
      if index == 0 { (row.entry, row.beginsWithLine) = (part.entry, part.beginsWithLine) }
      row.exit = x + part.exit
    }
    return row
  }

  /// - Returns: a part for each block; the names of all stand in line.
  func parts(_ blocks: [ArchitectureBlock]) -> [ArchitecturePart] {
    let reach = blocks.map(reach).max() ?? 0
    return blocks.map { part($0, reach: reach) }
  }

  private func reach(_ block: ArchitectureBlock) -> Double {
    guard case .stack(let layers) = block, let layer = layers.first else { return 0 }
    return ArchitectureSolid(layer.output, side: side).above
  }

  private func part(_ block: ArchitectureBlock, reach: Double) -> ArchitecturePart {
    switch block {
    case .stack(let layers): ArchitecturePart(layers, side: side, reach: reach)
    case .sequence: row(ArchitectureLayout.flattened(block))
    case .named(let name, let block): row(ArchitectureLayout.flattened(block)).under(name)
    case .parallel(let branches, let join): parallel(branches, join)
    }
  }

  // MARK: Branches

  private static let radius = 12.0
  private static let lead = 22.0

  private func parallel(
    _ branches: [ArchitectureBlock.Branch], _ join: ArchitectureJoin
  ) -> ArchitecturePart {
    let parts = branches.map(branch)
    let axes = ArchitectureLayout.axes(parts, main: ArchitectureLayout.main(branches, join))
    let (fork, left) = (10.0, 10 + ArchitectureLayout.lead)
    let widest = parts.map(\.width).max() ?? 0
    let center = Figure.Point(left + widest + ArchitectureLayout.lead + ArchitectureLayout.radius, 0)
    var whole = ArchitecturePart()
    for (part, y) in zip(parts, axes) {
      let x = left + (widest - part.width) / 2
      whole.add(part, at: x, y)
      let end = ArchitectureLayout.end(center, from: y)
      if part.width > 0 {
        whole.line([.init(0, 0), .init(fork, 0), .init(fork, y)])
        var there = ArchitecturePart()
        there.join(from: fork, to: part, at: x)
        whole.figure.add(there.figure, at: 0, y)
        whole.arrow([.init(x + part.exit, y)] + end)
      } else {
        whole.arrow([.init(0, 0), .init(fork, 0), .init(fork, y)] + end)
      }
    }
    whole.figure.marks.append(
      .circle(center, radius: ArchitectureLayout.radius, fill: .white, line: ArchitecturePart.lineColor))
    let size = join.rawValue.count > 1 ? 10.0 : 15
    whole.figure.write(join.rawValue, center.x, size * 0.35, .middle, size: size)
    whole.beginsWithLine = true
    whole.exit = center.x + ArchitectureLayout.radius
    whole.width = max(whole.width, whole.exit)
    (whole.above, whole.below) = (
      max(whole.above, ArchitectureLayout.radius), max(whole.below, ArchitectureLayout.radius)
    )
    return whole
  }

  private func branch(_ branch: ArchitectureBlock.Branch) -> ArchitecturePart {
    guard !branch.block.isEmpty else {
      var line = ArchitecturePart()
      (line.above, line.below) = (12, 12)
      return line
    }
    let part = row(ArchitectureLayout.flattened(branch.block))
    return branch.name.isEmpty ? part : part.under(branch.name)
  }

  /// The way to the circle where branches meet.
  private static func end(_ center: Figure.Point, from y: Double) -> [Figure.Point] {
    if y == 0 { return [.init(center.x - radius, 0)] }
    return [.init(center.x, y), .init(center.x, y < 0 ? -radius : radius)]
  }

  /// The branch that goes on in a straight line: the only one with layers, or what is sampled; nil where all are alike.
  private static func main(_ branches: [ArchitectureBlock.Branch], _ join: ArchitectureJoin) -> Int? {
    let lines = branches.indices.filter { branches[$0].block.isEmpty }
    if join == .sampling { return lines.first }
    guard lines.count == branches.count - 1 else { return nil }
    return branches.indices.first { !branches[$0].block.isEmpty }
  }

  /// The height of each branch's axis. Those beside a main one stand above it; else the first and the last are as far from the middle.
  private static func axes(_ parts: [ArchitecturePart], main: Int?) -> [Double] {
    var axes = [Double](repeating: 0, count: parts.count)
    if let main {
      var top = -parts[main].above
      for index in parts.indices.reversed() where index != main {
        axes[index] = top - gap / 2 - parts[index].below
        top = axes[index] - parts[index].above
      }
      return axes
    }
    var y = 0.0
    for (index, part) in parts.enumerated() {
      axes[index] = y + part.above
      y = axes[index] + part.below + gap
    }
    let middle = ((axes.first ?? 0) + (axes.last ?? 0)) / 2
    return axes.map { $0 - middle }
  }
}
