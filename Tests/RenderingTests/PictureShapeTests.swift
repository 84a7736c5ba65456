import Engine
import Glibc
import Language
import Rendering
import Testing

@Suite struct PictureShapeTests {
  /// Text without its colour sequences.
  private func stripped(_ text: String) -> String {
    var result = ""
    var isEscape = false
    for character in text {
      if character == "\u{1B}" { isEscape = true }
      if !isEscape { result.append(character) }
      if character == "m" { isEscape = false }
    }
    return result
  }

  private static let shapes: [[Int]] = [
    [], [0], [1], [7], [100], [5000], [0, 0], [1, 1], [2, 3], [20, 16], [28, 28], [1, 5000], [5000, 1],
    [300, 451],
    [0, 3], [3, 0], [1, 28, 28], [3, 28, 28], [4, 28, 28], [2, 28, 28], [64, 28, 28], [3, 2, 2],
    [8, 1, 3, 3],
    [8, 3, 3, 3], [100, 1, 28, 28], [2, 5, 40, 40], [0, 3, 8, 8], [2, 2, 2, 2, 2], [3, 4, 2, 3, 9, 9],
    [1, 1, 1, 1, 1, 1], [2, 0, 1, 1, 1, 1], [500, 1, 1], [1, 1, 1, 200], [200, 1, 1, 1],
  ]

  @Test(arguments: shapes)
  func everyShapeFitsTheWindow(_ extents: [Int]) throws {
    let shape = try Shape(checking: extents)
    let kinds: [(Int) -> Float] = [
      { Float($0 % 17) / 16 }, { Float($0 % 17) - 8 },
      { $0 % 5 == 0 ? .nan : $0 % 7 == 0 ? .infinity : Float($0) },
    ]
    for kind in kinds {
      let tensor = try Tensor((0..<shape.count).map(kind), shape)
      let picture = Markup.Picture(tensor, caption: "图", marked: [(0, 0), (1, 1), (-1, 0)])
      for colors in [TerminalCapabilities.ColorDepth.none, .ansi16, .ansi256, .trueColor] {
        for (columns, rows, isUTF8) in [(80, 24, true), (20, 10, false), (1, 1, true), (200, 60, true)] {
          let capabilities = TerminalCapabilities(
            columns: columns, rows: rows, colors: colors, isUTF8: isUTF8)
          let text = MarkupRenderer.render(Markup([.picture(picture)]), for: capabilities)
          let lines = stripped(text).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
          #expect(lines.allSatisfy { DisplayWidth.columns(of: String($0)) <= max(columns, 2) })
          if columns >= 80 { #expect(lines.count <= rows, "what was typed stays in sight") }
          if colors == .none { #expect(!text.contains("\u{1B}")) }
        }
      }
    }
  }

  @Test func everyTypeAndAllNaN() throws {
    for dtype in DType.allCases {
      let tensor = try Tensor((0..<2000).map { Double($0) }, [40, 50]).converted(to: dtype)
      let text = MarkupRenderer.render(Markup([.picture(.init(tensor))]), for: TerminalCapabilities())
      #expect(text.contains("[40, 50] \(dtype.name), 0 … "))
    }
    let nothing = try Tensor([Float](repeating: .nan, count: 2000), [40, 50])
    let text = MarkupRenderer.render(Markup([.picture(.init(nothing))]), for: TerminalCapabilities())
    #expect(text.hasPrefix(String(repeating: "?", count: 50) + "\n"))
    #expect(text.contains("[40, 50] float32, 2000 nan"))
  }

  /// In processor time of this thread, best of a few runs: other tests and other work run beside it.
  @Test func aLargePictureIsDrawnAtOnce() throws {
    let tensor = try Tensor((0..<6_000_000).map { Float($0 % 3000) / 3000 }, [2000, 3000])
    let capabilities = TerminalCapabilities(columns: 100, rows: 40, colors: .trueColor)
    func processorSeconds() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    let times = (0..<7).map { _ in
      let start = processorSeconds()
      _ = MarkupRenderer.render(Markup([.picture(.init(tensor))]), for: capabilities)
      return processorSeconds() - start
    }
    #expect(times.min() ?? 1 < 0.050)
  }
}
