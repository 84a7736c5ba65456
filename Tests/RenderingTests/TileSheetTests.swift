import Notebook
import Engine
import Language
import Rendering
import Testing

@Suite struct TileSheetTests {
  private func lines(
    _ tensor: Tensor, marked: [(row: Int, column: Int)] = [], range: ClosedRange<Double>? = nil,
    columns: Int, rows: Int = 24, colors: TerminalCapabilities.ColorDepth = .none, isUTF8: Bool = true
  ) -> [String] {
    let picture = Markup.Picture(tensor, caption: "", marked: marked, range: range)
    let capabilities = TerminalCapabilities(columns: columns, rows: rows, colors: colors, isUTF8: isUTF8)
    let text = MarkupRenderer.render(Markup([.picture(picture)]), for: capabilities)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private func bytes(_ values: [UInt8], _ shape: Shape) throws -> Tensor { try Tensor(values, shape) }

  @Test func halfBlocks() throws {
    let tensor = try bytes([0, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0, 0, 0, 0, 0, 9], [3, 6])
    let drawn = lines(tensor, columns: 6, colors: .trueColor)
    // Upper pixels in front, lower ones behind; equal ones are a coloured space; a third row has nothing behind.
    #expect(
      drawn[0]
        == "\u{1B}[48;2;0;0;0m \u{1B}[48;2;255;255;255m \u{1B}[38;2;255;255;255;48;2;0;0;0m▀"
        + "\u{1B}[38;2;0;0;0;48;2;255;255;255m▀\u{1B}[0;48;2;0;0;0m  \u{1B}[0m")
    #expect(drawn[1] == "\u{1B}[38;2;0;0;0m▀▀▀▀▀\u{1B}[38;2;9;9;9m▀\u{1B}[0m")
  }

  @Test func aThirdOfThePixelsIn256Colors() throws {
    // The mean of 0, 255, 255 over two columns of one row: (0 + 255 / 2) / 1.5 = 85 and 255.
    let tensor = try bytes([0, 255, 255], [1, 3])
    let drawn = lines(tensor, columns: 2, colors: .ansi256)
    #expect(drawn[0] == "\u{1B}[48;5;240m \u{1B}[48;5;231m \u{1B}[0m")
  }

  @Test func colorChannels() throws {
    // Two rows of nine RGB pixels: red above blue.
    let red = [UInt8](repeating: 255, count: 9) + [UInt8](repeating: 0, count: 9)
    let green = [UInt8](repeating: 0, count: 18)
    let tensor = try bytes(red + green + red.reversed(), [3, 2, 9])
    let drawn = lines(tensor, columns: 9, colors: .trueColor)
    #expect(drawn[0] == "\u{1B}[38;2;255;0;0;48;2;0;0;255m▀▀▀▀▀▀▀▀▀\u{1B}[0m")
    #expect(lines(tensor, columns: 9, colors: .ansi256)[0] == "\u{1B}[38;5;196;48;5;21m▀▀▀▀▀▀▀▀▀\u{1B}[0m")
  }

  @Test func transparencyShowsACheckerboard() throws {
    let clear = try bytes([UInt8](repeating: 0, count: 4 * 2 * 12), [4, 2, 12])
    let drawn = lines(clear, columns: 12, colors: .trueColor)
    let (light, dark) = ("\u{1B}[48;2;230;230;230m    ", "\u{1B}[48;2;179;179;179m    ")
    #expect(drawn[0] == light + dark + light + "\u{1B}[0m")
  }

  /// 0.65 lies between two shades; of a photograph, which is drawn smaller, they are mixed, of a map with a scale of its own not.
  @Test func shadesOfAPhotographAreMixed() throws {
    let tensor = try Tensor([Float](repeating: 0.65, count: 40 * 120), [40, 120])
    let photograph = Set(lines(tensor, columns: 30)[0])
    #expect(photograph == ["▒", "▓"])
    #expect(Set(lines(tensor, range: 0...1, columns: 30)[0]) == ["▓"])
    var broken = [Float](repeating: 0.65, count: 40 * 120)
    for row in 0..<40 { for column in 0..<8 { broken[row * 120 + column] = .nan } }
    #expect(lines(try Tensor(broken, [40, 120]), columns: 30)[0].hasPrefix("??"))
  }

  @Test func shadesWithoutColor() throws {
    let ramp = try Tensor((0..<40).map { Float($0 % 20) / 19 }, [2, 20])
    #expect(lines(ramp, columns: 20)[0] == "    ░░░░▒▒▒▒▓▓▓▓████")
    #expect(lines(ramp, columns: 20, isUTF8: false)[0] == "  ..::--==++**##%%@@")
    let signed = try Tensor((0..<22).map { Float($0 % 11) - 5 }, [2, 11])
    #expect(lines(signed, columns: 11)[0] == "  ░░▒▒▓▓███")
  }

  @Test func digitsWhereAnElementHasRoom() throws {
    let ramp = try Tensor((0..<20).map { Float($0) * 10.5 / 19 }, [1, 20])
    let drawn = lines(ramp, columns: 40)
    #expect(drawn[0] == " 0 0 1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9")
    #expect(drawn[1...].joined(separator: " ").hasSuffix("0 is 0, 9 is 10.5"))
    let signed = try Tensor([Float(-2), -1.05, 0, 1.05, 2, .nan], [1, 6])
    #expect(lines(signed, marked: [(0, 4)], columns: 12)[0] == "-9-5 0 5[9 ?")
  }

  @Test func marksAreOutlinedOrTinted() throws {
    let tensor = try bytes([UInt8](repeating: 0, count: 30 * 30), [30, 30])
    let window = (4..<8).flatMap { row in (10..<14).map { (row: row, column: $0) } }
    let drawn = lines(tensor, marked: window, columns: 30, rows: 40, colors: .none, isUTF8: false)
    #expect(drawn[1].isEmpty && drawn[4].isEmpty)
    #expect(drawn[2] == String(repeating: " ", count: 10) + "XXXX")
    let colored = lines(tensor, marked: window, columns: 30, rows: 40, colors: .trueColor)
    let (black, mark) = ("48;2;0;0;0m", "48;2;0;200;83m")
    #expect(
      colored[2]
        == "\u{1B}[\(black)" + String(repeating: " ", count: 10) + "\u{1B}[\(mark) "
        + "\u{1B}[38;2;0;200;83;\(black)▀▀\u{1B}[0;\(mark) \u{1B}[\(black)"
        + String(repeating: " ", count: 16) + "\u{1B}[0m")
    // A single pixel is tinted: three quarters of the mark's colour over black.
    let single = lines(tensor, marked: [(0, 0)], columns: 30, rows: 40, colors: .trueColor)
    #expect(single[0].hasPrefix("\u{1B}[38;2;0;150;62;48;2;0;0;0m▀"))
  }

  @Test func aSheetSaysWhatItLeavesOut() throws {
    let maps = try Tensor(zeros: [64, 28, 28])
    let drawn = lines(maps, columns: 80, colors: .trueColor)
    // Tiles of 12 pixels with gaps of one: 6 across 80 columns, 3 down 40 pixels.
    #expect(drawn.last?.contains("46 of 64 pictures left out") == true)
    #expect(
      lines(try Tensor(zeros: [6, 28, 28]), columns: 80, colors: .trueColor).last?.contains("left") == false)
  }
}
