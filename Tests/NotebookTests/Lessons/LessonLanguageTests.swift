import Language
import Notebook
import Rendering
import Testing

@Suite struct LessonLanguageTests {
  @Test func theEnvironmentChooses() {
    func language(_ variables: [String: String]) -> LessonLanguage { .fromEnvironment { variables[$0] } }
    #expect(language([:]) == .english)
    #expect(language(["LANG": "zh_CN.UTF-8"]) == .chinese)
    #expect(language(["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"]) == .english)
    #expect(language(["LANG": "C", "LC_ALL": "zh_TW"]) == .chinese)
    #expect(language(["LC_ALL": "", "LANG": "zh"]) == .chinese)
    #expect(language(["LANG": "de_DE.UTF-8"]) == .english)
  }

  @Test func theWholeLessonInChinese() throws {
    let table = try LessonTable(language: .chinese)
    let first = table.ask(.open("9.1"))
    #expect(first.contains("加倍  1/6") && first.contains("这是矩阵 `a`。") && first.contains("进入下一步"))
    #expect(table.ask(.next).contains("你的预测是什么？"))
    #expect(table.ask(.next).contains("先说出你的预测"))
    #expect(table.ask(.answer("4")).contains("它在角上。"))
    #expect(table.ask(.next).contains("把结果存入 `v`"))
    #expect(table.ask(.hint).contains("提示 1/2：\n有 `*`。"))
    #expect(table.ask(.solution).contains("一种解法"))
    #expect(table.ask(.skip).contains("已运行解答，定义了 `factor`, `v`。"))
    table.type("a = 1")
    #expect(table.ask(.reset).contains("已恢复到这一步开始时的样子"))
    #expect(table.ask(.next).contains("随机数和一个错误。"))
    table.ask(.next)
    table.ask(.skip)
    #expect(table.ask(.next).contains("结束。"))
    #expect(table.ask(.next).contains("练习完成 0/2，预测正确 1/1，提示 1 次"))
    #expect(table.ask(.progress).contains("6/6 步"))
    #expect(table.ask(.leave).contains("变量和之前一样"))
    #expect(table.ask(.next).contains("没有打开的课程"))
    #expect(table.ask(.open("x")).contains("没有课程 `x`"))
    #expect(table.ask(.list).contains("课程"))
  }

  @Test func theLanguageCanChangeInTheMiddle() throws {
    let table = try LessonTable()
    table.open(at: 2)
    let chinese = table.speak(.chinese)
    #expect(chinese.contains("加倍  2/6") && chinese.contains("最大的元素是多少？"))
    #expect(!chinese.contains("most = 4"), "nothing is run by it")
    table.ask(.answer("4"))
    let english = table.speak(.english)
    #expect(english.contains("How large") && english.contains("most = 4"), "what came out is shown again")
    table.ask(.leave)
    #expect(table.speak(.chinese).contains("课程使用中文。"))
  }

  @Test func anOpenLessonIsShownAgain() throws {
    let table = try LessonTable()
    table.open()
    table.type("a = 5")
    let again = table.ask(.open("9.1"))
    #expect(again.contains("1/6") && again.contains("a = tensor [2, 2]"))
    #expect(table["a"] == "5", "showing changes nothing")
  }

  @Test func proseIsMadeOfParagraphs() {
    let prose = Prose(lines: [
      "One line", "and another.", "", "", "- an item", "  that goes on", "- a second", "", "  code  stays",
      "中文一行", "又一行。",
      "mixed 中", "end",
    ])
    #expect(
      prose.blocks == [
        .paragraph("One line and another."), .gap, .paragraph("- an item that goes on"),
        .paragraph("- a second"), .gap,
        .verbatim("  code  stays"), .paragraph("中文一行又一行。mixed 中end"),
      ])
    #expect(Prose(lines: ["", "  "]).isEmpty)
    #expect(Prose.spans("Type `next` now") == [.init("Type "), .init("`next`", .code), .init(" now")])
    #expect(Prose.spans("a ` alone") == [.init("a ` alone")])
  }

  /// The linter counts lines without a terminal; the terminal's own layout is the measure.
  @Test func screensAreCountedAsTheTerminalDrawsThem() {
    let texts = [
      "", "short", String(repeating: "word ", count: 60), String(repeating: "卷积核在图像上滑动，", count: 20),
      "The output's pixel (2, 2) asks for the place (1.6, 2.4), and no pixel lives there: a picture has whole indices only.",
      "输出的像素 (2, 2) 要找第 1.6 行、第 2.4 列，可那里并没有像素。那么 `affine(image, theta, mode=\"round\")` 会给出什么呢？先想一想，再用 `answer` 回答。",
      "- an item that is long enough to go on in a second line, which is indented by as much as the bullet takes up",
      String(repeating: "x", count: 200), "a " + String(repeating: "y", count: 79) + " b",
      "「" + String(repeating: "池化", count: 19) + "」，" + String(repeating: "感受野", count: 14),
    ]
    for columns in [80, 40, 23] {
      let capabilities = TerminalCapabilities(columns: columns, colors: .none, isUTF8: true)
      for text in texts {
        var markup = Markup()
        markup.paragraph(text)
        let drawn = MarkupRenderer.render(markup, for: capabilities).count { $0 == "\n" }
        #expect(ScreenHeight.lines(markup, columns: columns) == drawn, "\(columns): \(text)")
      }
    }
  }
}
