import Engine
import Language
import Testing

/// Figures in files, for documents and slides.
@Suite struct FigureTests {
  private func file(_ code: String, _ name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(code, seconds: 60)
      #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
      bytes = try ByteFile.read(folder + "/" + name)
    }
    return bytes
  }

  private func svg(_ code: String) throws -> String {
    let text = String(decoding: try file(code + ", file=\"a.svg\"", "a.svg"), as: UTF8.self)
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    #expect(text.contains("<!-- Drawn by Fovea -->"))
    return text
  }

  /// What stands in an SVG picture, in its order.
  private func words(_ svg: String) -> [String] {
    svg.split(separator: "\n").filter { $0.hasPrefix("<text") }.compactMap { line in
      line.split(separator: ">", maxSplits: 1).last.map { String($0.dropLast("</text>".count)) }
    }
  }

  @Test func aKernelHasItsNumbersAndColours() throws {
    let text = try svg("show [-1, 0, 1; -2, 0, 2; -1, 0, 1], caption=\"Sobel <x>\"")
    #expect(words(text) == ["-1", "0", "1", "-2", "0", "2", "-1", "0", "1", "Sobel &lt;x&gt;"])
    // RdBu's ends for −2 and 2, white for 0.
    #expect(text.contains("#053061") && text.contains("#67001f") && text.contains("fill=\"#ffffff\""))
  }

  @Test func aPictureSaysWhatItsColoursMean() throws {
    let dark = try svg("show linspace(0, 0.0027, 900) |> reshape(30, 30)")
    #expect(words(dark) == ["0.0027", "0"] && dark.contains("data:image/png;base64,"))
    #expect(words(try svg("show linspace(-3, 5, 900) |> reshape(30, 30)")) == ["5", "-5", "0"])
    // A picture's own colours need no words.
    #expect(words(try svg("show linspace(0, 1, 900) |> reshape(30, 30)")) == [])
    let several = "list(linspace(0, 1, 900) |> reshape(30, 30), linspace(-3, 5, 900) |> reshape(30, 30))"
    #expect(words(try svg("show " + several)) == ["0 … 1", "-5 … 5"])
    #expect(
      words(try svg("x = linspace(0, 9, 900) |> reshape(30, 30); x[2, 2] = nan; show x")).last
        == "1 nan (magenta)")
  }

  @Test func aDataSetHasItsClasses() throws {
    let text = try svg("d = digits(3, seed=1); show d")
    let names = Workbench().output("d = digits(3, seed=1); for i in 1:3 { print(d[i].name) }").split(
      separator: "\n")
    #expect(words(text).suffix(3).elementsEqual(names.map(String.init)))
  }

  @Test func anEvaluationIsAHeatMap() throws {
    let code = """
      net = Chain(Flatten(), Dense(10)); net = train(net, digits(40, seed=1), epochs=1);
      e = evaluate(net, digits(30, seed=2)); show e
      """
    let text = words(try svg(code))
    #expect(text.contains("said") && text.contains("is"))
    #expect(text.filter { $0 == "9" }.count >= 2, "the classes stand at both sides")
    #expect(text.compactMap { Int($0) }.count >= 100 + 20)
    #expect(text.last?.contains("of 30") == true)
  }

  @Test func longClassNamesDoNotMeet() throws {
    let code = """
      d = dataset(rand(4, 1, 6, 6), [1, 2, 1, 2], classes=list("a name far too long for the side of a table", "猫"));
      net = Chain(Flatten(), Dense(2)); show evaluate(net, d)
      """
    let lines = try svg(code).split(separator: "\n").filter { $0.contains("a name far") }
    #expect(lines.count == 2 && lines.allSatisfy { $0.contains("…<") && !$0.contains("side of a table") })
    #expect(lines.contains { $0.contains("rotate(-90") }, "above the columns it runs upward")
  }

  @Test func picturesOfOneSizeStandInEvenRows() throws {
    func places(_ code: String) throws -> Set<Substring> {
      Set(
        try svg(code).split(separator: "\n").filter { $0.hasPrefix("<image") }.compactMap { line in
          line.firstRange(of: "x=\"").map { line[$0.upperBound...].prefix { $0 != "\"" } }
        })
    }
    #expect(try places("show zeros(16, 20, 20)").count == 8)
    #expect(try places("show zeros(6, 20, 20)").count == 6)
    #expect(
      try places("show zeros(3, 12, 20, 20)").count == 12, "each picture's maps have a row of their own")
    let kernels = words(try svg("show zeros(4, 1, 3, 3)"))
    #expect(kernels.filter { $0.hasPrefix("[") }.count == 4)
  }

  @Test func aTransformersTwoPicturesStandSideBySide() throws {
    let text = try svg("show transformer(Chain(Affine(Flatten())), digits(1, seed=1)[1].picture)")
    let heights = text.split(separator: "\n").filter { $0.hasPrefix("<image") }.map { line in
      line.split(separator: " ").first { $0.hasPrefix("y=") } ?? ""
    }
    #expect(heights.count == 2 && Set(heights).count == 1)
  }

  @Test func coloursOfNumbersThatAreNoPictureAreSaid() throws {
    #expect(
      words(try svg("show linspace(-2, 2, 3 * 400) |> reshape(3, 20, 20)")) == ["black is -2, white is 2"])
    #expect(words(try svg("show linspace(0, 1, 3 * 400) |> reshape(3, 20, 20)")) == [])
  }

  @Test func aNetworkIsDrawn() throws {
    let built = "net = build(Chain(Conv(4, 3), Relu()), [8, 8]); "
    let shown = try svg(built + "show net")
    #expect(words(shown).contains("Conv(4, 3)") && words(shown).contains("4×6×6"))
    let called = try file(built + "architecture(net, file=\"a.svg\")", "a.svg")
    #expect(String(decoding: called, as: UTF8.self) == shown)
    // Its shapes are not known: its layers in words.
    #expect(words(try svg("show Chain(Conv(4, 3), Relu())")).first == "Chain(Conv(4, 3), Relu())")
  }

  // MARK: PNG

  private func png(_ code: String) throws -> PixelImage {
    try PNG.decode(try file(code + ", file=\"a.png\"", "a.png"))
  }

  private func color(_ image: PixelImage, _ x: Int, _ y: Int) -> [UInt8] {
    let place = (y * image.width + x) * 3
    return Array(image.pixels[place..<place + 3])
  }

  @Test func pixelsAreThoseOfThePicture() throws {
    // 20 × 20 elements as squares of 20 pixels of the SVG, 40 of the PNG, behind a margin of 32.
    let image = try png("x = zeros(20, 20); x[1, 1] = 1; x[20, 20] = 0.5; show x")
    #expect(image.width == 20 * 40 + 64 && image.height == image.width && image.channels == 3)
    #expect(color(image, 32 + 20, 32 + 20) == [255, 255, 255])
    #expect(color(image, 32 + 60, 32 + 20) == [0, 0, 0])
    #expect(color(image, 32 + 39, 32 + 20) == [255, 255, 255], "no smoothing at an edge")
    let grey = color(image, 32 + 780, 32 + 780)
    #expect(grey == [128, 128, 128])
    #expect(color(image, 10, 10) == [255, 255, 255])
  }

  @Test func wordsAreDrawnInAFontAlsoChineseOnes() throws {
    let without = try png("show eye(20)")
    for caption in ["caption", "边缘检测"] {
      let with = try png("show eye(20), caption=\"\(caption)\"")
      #expect(with.height > without.height)
      let below = Array(with.pixels[(without.height * with.width * 3)...])
      #expect(below.contains { $0 < 100 }, "\(caption)")
    }
  }

  @Test func aPlotHasTheSizeAskedFor() throws {
    let bytes = try file("plot([1, 2], size=[300, 200], file=\"a.png\")", "a.png")
    let image = try PNG.decode(bytes)
    #expect([image.width, image.height] == [600, 400])
  }
}
