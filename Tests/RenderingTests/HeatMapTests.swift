import Engine
import Language
import Rendering
import Testing

@Suite struct HeatMapTests {
  private func render(
    _ tensor: Tensor, caption: String = "", marked: [(row: Int, column: Int)] = [],
    range: ClosedRange<Double>? = nil, columns: Int = 80, rows: Int = 24,
    colors: TerminalCapabilities.ColorDepth = .none
  ) -> String {
    let picture = Markup.Picture(tensor, caption: caption, marked: marked, range: range)
    return MarkupRenderer.render(
      Markup([.picture(picture)]), for: TerminalCapabilities(columns: columns, rows: rows, colors: colors))
  }

  private func counting(_ shape: Shape, from start: Int = 1) throws -> Tensor {
    try Tensor((0..<shape.count).map { Float($0 + start) }, shape)
  }

  @Test func plainNumbersWithAWindow() throws {
    let text = render(try counting([3, 3]), caption: "a", marked: [(0, 0), (0, 1), (1, 0), (1, 1), (7, 7)])
    #expect(
      text == """
        [1][2] 3
        [4][5] 6
         7  8  9
        a  [3, 3] float32, 1 … 9, mean 5

        """)
  }

  @Test func signedNumbersLineUp() throws {
    let text = render(try Tensor([Float(-1), 0, 1, -2, 10, 2], [2, 3]), marked: [(1, 1)])
    #expect(
      text == """
         -1   0   1
         -2 [10]  2
        [2, 3] float32, -2 … 10, mean 1.667

        """)
  }

  @Test func notANumberAndInfinity() throws {
    let text = render(try Tensor([Float.nan, .infinity, -.infinity, 0.5], [1, 4]))
    #expect(
      text == """
          nan   inf  -inf   0.5
        [1, 4] float32, 0.5, 1 nan, 2 inf

        """)
  }

  @Test func colorsAroundZero() throws {
    let tensor = try Tensor([Float(-1), 0, 1], [1, 3])
    // The map's ends are 053061 and 67001F, its middle white; text is white, black, white.
    #expect(
      render(tensor, colors: .trueColor)
        == "\u{1B}[38;2;255;255;255;48;2;5;48;97m -1 \u{1B}[38;2;0;0;0;48;2;255;255;255m  0 "
        + "\u{1B}[38;2;255;255;255;48;2;103;0;31m  1 \u{1B}[0m\n"
        + "\u{1B}[2m[1, 3] float32, -1 … 1, mean 0\u{1B}[0m\n")
    #expect(
      render(tensor, colors: .ansi256)
        == "\u{1B}[38;5;231;48;5;17m -1 \u{1B}[38;5;16;48;5;231m  0 \u{1B}[38;5;231;48;5;52m  1 \u{1B}[0m\n"
        + "\u{1B}[2m[1, 3] float32, -1 … 1, mean 0\u{1B}[0m\n")
    #expect(
      render(tensor, marked: [(0, 2)], colors: .ansi16)
        == " -1   0 \u{1B}[1m [1]\u{1B}[0m\n\u{1B}[2m[1, 3] float32, -1 … 1, mean 0\u{1B}[0m\n")
  }

  @Test func whiteStaysAtZeroWhateverTheRange() throws {
    let lopsided = render(try Tensor([Float(-1), 0, 10], [1, 3]), colors: .trueColor)
    #expect(lopsided.contains("48;2;255;255;255m  0 "))
    let given = render(try Tensor([Float(-1), 0, 1], [1, 3]), range: -4...8, colors: .trueColor)
    #expect(given.contains("48;2;255;255;255m  0 "))
    #expect(given.contains("blue is -8, white 0, red 8"))
    let dark = render(try Tensor(filled: 0.25, [40, 40]), range: 0...1, colors: .trueColor)
    #expect(dark.contains("black is 0, white is 1"))
  }

  @Test func picturesAreGreyAndNumbersColored() throws {
    let picture = render(try Tensor([Float(0), 1], [1, 2]), colors: .trueColor)
    #expect(picture.hasPrefix("\u{1B}[38;2;255;255;255;48;2;0;0;0m 0 \u{1B}[38;2;0;0;0;48;2;255;255;255m 1 "))
    let numbers = render(try Tensor([Float(0), 9], [1, 2]), colors: .trueColor)
    // viridis ends in 440154 and FDE725.
    #expect(
      numbers.hasPrefix("\u{1B}[38;2;255;255;255;48;2;68;1;84m 0 \u{1B}[38;2;0;0;0;48;2;253;231;37m 9 "))
    let bad = render(try Tensor([Float.nan, 9], [1, 2]), colors: .trueColor)
    #expect(bad.contains("48;2;208;0;208m nan "))
  }

  @Test func whatColoursMeanIsSaid() throws {
    func summary(_ low: Float, _ high: Float, nan: Bool = false, _ depth: TerminalCapabilities.ColorDepth)
      throws -> String
    {
      var values = (0..<1600).map { low + (high - low) * Float($0) / 1599 }
      if nan { values[5] = .nan }
      let text = render(try Tensor(values, [40, 40]), columns: 200, colors: depth)
      return String(text.split(separator: "\n").last ?? "")
    }
    #expect(try summary(0, 0.0027, .ansi256).contains("black is 0, white is 0.0027"))
    #expect(try summary(-3, 5, .trueColor).contains("blue is -5, white 0, red 5"))
    #expect(try !summary(0, 1, .trueColor).contains("black is"))
    #expect(try summary(0, 9, nan: true, .trueColor).contains("1 nan in magenta"))
    #expect(try summary(0, 9, nan: true, .none).contains("1 nan as ?"))
  }

  @Test func decimalsAreWhatTheValuesNeedAndFit() throws {
    func firstLine(_ values: [Float], columns: Int = 80) throws -> String {
      let text = render(try Tensor(values, [1, values.count]), columns: columns)
      return String(text.prefix { $0 != "\n" })
    }
    #expect(try firstLine([0.1, 0.25]) == " 0.10  0.25")
    #expect(try firstLine([4.2, 5]) == " 4.2  5.0")
    #expect(try firstLine([3.14159, 2.71828]) == " 3.142  2.718")
    #expect(try firstLine([3.14159, 2.71828], columns: 13) == " 3.14  2.72")
    #expect(try firstLine([3.14159, 2.71828], columns: 10) == " 3.1  2.7")
    #expect(try firstLine([1234.56, 0.5]) == " 1234.6     0.5")
    #expect(try firstLine([1.5e-5, -2e-6]) == "  1.50e-5  -2.00e-6")
    #expect(try firstLine([3.25e9, 0]) == " 3.25e9       0")
    #expect(try firstLine([16_777_216]) == " 1.68e7")
    #expect(try firstLine([9_999_999, 1]) == " 9999999        1")
    #expect(try firstLine([-0.0001, 1.5]) == " 0.000  1.500", "no minus before what rounds to zero")
    #expect(try firstLine([.leastNonzeroMagnitude, 0]) == " 1.40e-45         0")
  }

  @Test func channelsStandSideBySide() throws {
    let text = render(try counting([2, 2, 2, 2]), columns: 40)
    #expect(
      text == """
        [1, 1, :, :]  [1, 2, :, :]
          1   2         5   6
          3   4         7   8

        [2, 1, :, :]  [2, 2, :, :]
          9  10        13  14
         11  12        15  16
        [2, 2, 2, 2] float32, 1 … 16, mean 8.5

        """)
  }

  @Test func aLongVectorRunsOnWithItsIndices() throws {
    let text = render(try counting([25]), columns: 50)
    #expect(
      text == """
         1:   1   2   3   4   5   6   7   8   9  10
        11:  11  12  13  14  15  16  17  18  19  20
        21:  21  22  23  24  25
        [25] float32, 1 … 25, mean 13

        """)
  }

  @Test func aNumberAndNothing() throws {
    #expect(render(try Tensor(3.25)) == " 3.25\n[] float32, 3.25\n")
    #expect(render(try Tensor(zeros: [0, 3], .int64), caption: "none") == "none  [0, 3] int64, empty\n")
    #expect(render(try Tensor(filled: 5, [2, 1])) == " 5\n 5\n[2, 1] float32, all 5\n")
  }

  @Test func aCaptionIsWrappedAndSafe() throws {
    let text = render(try Tensor(1), caption: "window\u{1B}[2J of the picture", columns: 20)
    #expect(text == " 1\nwindow␛[2J of the\npicture  [] float32,\n1\n")
  }
}
