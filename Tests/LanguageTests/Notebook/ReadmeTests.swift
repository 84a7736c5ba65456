import Language
import Testing

/// The session that the README shows is what the program says, line by line.
@Suite("The README") struct ReadmeTests {
  private static var lines: [String] {
    let root = "\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
    guard let bytes = TemporaryFolder.read(root + "/README.md") else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// The cells of a block of a kind, each with the lines below it.
  private static func cells() -> [(input: String, output: [String])] {
    var cells: [(String, [String])] = []
    var isInside = false
    for line in lines {
      if line == "```console" { isInside = true } else if line == "```" { isInside = false }
      guard isInside, line != "```console" else { continue }
      if line.hasPrefix("In["), let colon = line.firstIndex(of: ":") {
        cells.append((String(line[colon...].dropFirst(2)), []))
      } else if let last = cells.indices.last {
        cells[last].1.append(line)
      }
    }
    return cells.map { ($0.0, $0.1) }
  }

  /// A line of a training's progress without its numbers, which depend on the processor and on the time of day.
  private static func comparable(_ line: String) -> String {
    line.hasPrefix("epoch ")
      ? String(line.map { $0.isNumber ? "0" : $0 }).replacing(/[0.]+/, with: "0") : line
  }

  @Test func theSessionIsTrue() {
    let bench = Workbench()
    let cells = Self.cells()
    #expect(cells.count >= 5)
    for cell in cells {
      // Training takes longest, on a machine that does other work much longer.
      let lines = bench.output(cell.input, seconds: 120).split(separator: "\n").map(String.init)
      #expect(lines.map(Self.comparable) == cell.output.map(Self.comparable), "\(cell.input)")
    }
  }

  @Test func thePromptsAreNumberedInOrder() {
    let prompts = Self.lines.filter { $0.hasPrefix("In[") }
    #expect(prompts.enumerated().allSatisfy { $0.element.hasPrefix("In[\($0.offset + 1)]: ") })
  }
}
