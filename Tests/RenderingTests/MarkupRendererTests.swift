import Language
import Rendering
import Testing

@Suite struct MarkupRendererTests {
  private func plain(_ columns: Int = 80, isUTF8: Bool = true) -> TerminalCapabilities {
    TerminalCapabilities(columns: columns, colors: .none, isUTF8: isUTF8)
  }

  private func paragraph(_ text: String, _ columns: Int) -> [String] {
    var markup = Markup()
    markup.paragraph(text)
    let rendered = MarkupRenderer.render(markup, for: plain(columns))
    return rendered.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  @Test func latinTextBreaksAtSpaces() {
    #expect(
      paragraph("The kernel slides over the picture.", 12) == ["The kernel", "slides over", "the picture."])
    #expect(paragraph("one  two", 80) == ["one  two"])
    #expect(paragraph("one two", 3) == ["one", "two"])
    #expect(paragraph("", 10) == [""])
    #expect(paragraph("first\n\nsecond", 10) == ["first", "", "second"])
  }

  @Test func wordsLongerThanALineAreCut() {
    #expect(paragraph("a abcdefghij b", 4) == ["a", "abcd", "efgh", "ij b"])
    #expect(paragraph("中文", 1) == ["中", "文"])
  }

  @Test func chineseBreaksBetweenCharacters() {
    #expect(paragraph("卷积核在图像上滑动", 8) == ["卷积核在", "图像上滑", "动"])
    #expect(paragraph("卷积核在图像上滑动", 9) == ["卷积核在", "图像上滑", "动"], "no half of a character")
    #expect(paragraph("输出是conv的结果", 8) == ["输出是", "conv的结", "果"])
  }

  @Test func punctuationStaysWhereItBelongs() {
    #expect(paragraph("卷积核在，图像", 8) == ["卷积核", "在，图像"])
    #expect(paragraph("四舍五入）。了", 8) == ["四舍五", "入）。了"])
    #expect(paragraph("池化层「最大」", 8) == ["池化层", "「最大」"])
    #expect(paragraph("它是（sum）", 6) == ["它是", "（sum", "）"], "nothing else fits: cut within")
  }

  @Test func bulletsHang() {
    #expect(paragraph("- one two three", 9) == ["- one two", "  three"])
    #expect(paragraph("  10. one two", 10) == ["  10. one", "     two"])
    #expect(paragraph("  indented text", 10) == ["  indented", "  text"])
    #expect(paragraph("  size   rows and columns", 18) == ["  size   rows and", "         columns"])
    #expect(paragraph("  a lone  gap", 10) == ["  a lone", "  gap"])
  }

  @Test func everyLineFits() {
    let text = "卷积核在图像上滑动，每到一处，就把窗口里的数（window）与核里的数 products 逐个相乘再求和。它的大小是 (n + 2p − k)/s + 1！"
    for columns in 2...40 {
      for line in paragraph(text, columns) { #expect(DisplayWidth.columns(of: line) <= columns) }
      let joined = paragraph(text, columns).joined()
      #expect(joined.filter { $0 != " " } == text.filter { $0 != " " }, "nothing is lost")
    }
  }

  @Test func linesAreNotWrapped() {
    var markup = Markup()
    markup.line(String(repeating: "x", count: 200))
    markup.line("")
    markup.line(.init("  a", .code), .init(" b", .error))
    let expected = String(repeating: "x", count: 200) + "\n\n  a b\n"
    #expect(MarkupRenderer.render(markup, for: plain()) == expected)
  }

  @Test func sentencesAreWrappedForAPersonOnly() {
    var markup = Markup()
    markup.sentence(.init("error: ", .error), .init("a kernel and a picture"))
    #expect(MarkupRenderer.render(markup, for: plain(16)) == "error: a kernel\nand a picture\n")
    let pipe = TerminalCapabilities(isTerminal: false, columns: 16)
    #expect(MarkupRenderer.render(markup, for: pipe) == "error: a kernel and a picture\n")
  }

  @Test func stylesBecomeEscapes() {
    var markup = Markup()
    markup.line(.init("error[E0203]", .error), .init(": kernel"))
    markup.line(.init("─", .label(0)), .init("  "), .init("─", .label(1)))
    func render(_ colors: TerminalCapabilities.ColorDepth) -> String {
      MarkupRenderer.render(markup, for: TerminalCapabilities(colors: colors))
    }
    #expect(render(.none) == "error[E0203]: kernel\n─  ─\n")
    #expect(
      render(.ansi16)
        == "\u{1B}[1;31merror[E0203]\u{1B}[0m: kernel\n\u{1B}[36m─\u{1B}[0m  \u{1B}[35m─\u{1B}[0m\n")
    #expect(
      render(.ansi256)
        == "\u{1B}[1;38;5;160merror[E0203]\u{1B}[0m: kernel\n"
        + "\u{1B}[38;5;32m─\u{1B}[0m  \u{1B}[38;5;162m─\u{1B}[0m\n")
    #expect(
      render(.trueColor)
        == "\u{1B}[1;38;2;215;0;0merror[E0203]\u{1B}[0m: kernel\n"
        + "\u{1B}[38;2;0;135;215m─\u{1B}[0m  \u{1B}[38;2;215;0;135m─\u{1B}[0m\n")
  }

  @Test func anEscapeInTextIsShownNotSent() {
    var markup = Markup()
    markup.line("a\u{1B}[31mb\u{7}\u{7F}c\u{9B}d\u{202E}e\rf\0")
    markup.paragraph("p\u{1B}]0;title\u{7}")
    #expect(
      MarkupRenderer.render(markup, for: plain())
        == "a␛[31mb␇␡c\u{FFFD}d\u{FFFD}e␍f␀\np␛]0;title␇\n")
    #expect(
      MarkupRenderer.render(markup, for: plain(isUTF8: false))
        == "a\\u{1b}[31mb\\u{7}\\u{7f}c\\u{9b}d\\u{202e}e\\u{d}f\\u{0}\np\\u{1b}]0;title\\u{7}\n")
  }

  private func shown(_ text: String, isUTF8: Bool = true) -> String {
    String(MarkupRenderer.render(Markup([.line([.init(text)])]), for: plain(isUTF8: isUTF8)).dropLast())
  }

  /// Format characters, as Unicode 15.0 lists them: those that are obeyed or drawn as nothing have a sign, those that are
  /// drawn stay, and what joins stays between two characters that are seen.
  @Test func whatNobodyWouldSeeIsShown() {
    let hidden: [ClosedRange<UInt32>] = [
      0xAD...0xAD, 0x61C...0x61C, 0x180E...0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2064,
      0x2066...0x206F,
      0xFEFF...0xFEFF, 0xFFF9...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0001...0xE0001,
      0xE0020...0xE007F,
    ]
    for scalar in hidden.joined().compactMap(Unicode.Scalar.init) {
      let text = "a " + String(scalar) + " b"
      #expect(shown(text) == "a \u{FFFD} b", "\(scalar.value)")
      #expect(shown(text, isUTF8: false) == "a \\u{\(String(scalar.value, radix: 16))} b")
      #expect(!PrintableText.isPlain(text))
    }
    let visible = [
      "\u{600}12", "\u{6DD}1", "\u{70F}a", "می\u{200C}خواهم", "क्\u{200D}ष", "👩\u{200D}👩\u{200D}👧",
      "❤\u{FE0F}\u{200D}🔥",
      "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "𓀀\u{13430}𓀁", "ᠨ\u{180E}ᠠ", "한국 e\u{301}",
    ]
    for text in visible {
      #expect(shown(text) == text && PrintableText.isPlain(text), "\(text)")
    }
    for (text, expected) in [
      ("\u{200D}a", "\u{FFFD}a"), ("a\u{200C}", "a\u{FFFD}"), ("a\u{200D}\u{200D}b", "a\u{FFFD}\u{FFFD}b"),
      ("a\u{200C} b", "a\u{FFFD} b"),
      ("a\u{E0067}\u{E007F}", "a\u{FFFD}\u{FFFD}"), ("🏴\u{E0067}", "🏴\u{FFFD}"),
    ] { #expect(shown(text) == expected && !PrintableText.isPlain(text)) }
  }

  @Test func tabsAndLineFeedsInALine() {
    var markup = Markup()
    markup.line("a\tb\n中\tc\r\nd")
    #expect(MarkupRenderer.render(markup, for: plain()) == "a       b\n中      c\nd\n")
  }

  @Test func ourOwnSignsHaveStandInsWithoutUTF8() {
    var markup = Markup()
    markup.line("  ─  └ 3×3 → 中文 …")
    #expect(MarkupRenderer.render(markup, for: plain(isUTF8: false)) == "  -  ` 3x3 -> 中文 ...\n")
    var formula = Markup()
    formula.line("⌊1·2 + ½⌋")
    #expect(MarkupRenderer.render(formula, for: plain(isUTF8: false)) == "floor(1*2 + 1/2)\n")
  }
}
