import Engine
import Foundation
import Glibc
import Language
import Notebook
import Testing

/// Lessons, scripts and sessions as documents.
@Suite("Export") struct ExportTests {
  private static let script = """
    # A kernel slides over a picture.
    #
    # - it has <weights>
    # - and `no` bias
    x = [1, 2; 3, 4]
    x * 2   # twice
    #=> [2, 4; 6, 8]

    show eye(20)
    plot([1, 4, 9], title="squares")
    """

  private func exported(_ text: String, to name: String, _ languages: [LessonLanguage] = [.english]) throws
    -> (text: String, folder: TemporaryFolder)
  {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, "source.fov")
    try Exporter(languages).export(file, to: "\(folder.path)/\(name)")
    return (try folder.read(name), folder)
  }

  // MARK: Narrow pages

  /// Prose goes on in the next line; tables and drawings are moved sideways within their own frames, so that the page is as wide as the screen.
  @Test func whatIsWideStaysInItsFrame() throws {
    let script = """
      net = build(Chain(Conv(4, 3), Relu(), Flatten(), Dense(10)), [28, 28]);
      show net
      print("a long line of words that says what a check found, and that no narrow screen has room for")
      architecture(net)
      show randn(3, 12)
      """
    let text = try exported(script, to: "page.html").text
    let table = try #require(text.range(of: "<pre>[^\n]*layer  ", options: .regularExpression))
    let rows = try #require(text[table.lowerBound...].firstRange(of: "</pre>"))
    #expect(text[table.lowerBound..<rows.lowerBound].contains("Dense(10)"), "all of it is one table")
    #expect(text.contains("<div>a long line of words"))
    #expect(text.contains("<figure><div style=\"min-width:min("))
    let rule = { (name: String) in
      text.split(separator: "\n").first { $0.trimmingCharacters(in: .whitespaces).hasPrefix(name + " {") }
        ?? ""
    }
    for name in ["pre", "figure", "table.heat"] {
      #expect(rule(name).contains("overflow-x: auto"), "\(name)")
    }
    #expect(text.contains(".lines div { white-space: pre-wrap; overflow-wrap: anywhere"))
    for name in ["figure svg", "figure img"] { #expect(rule(name).contains("max-width: 100%"), "\(name)") }
  }

  // MARK: Markdown

  /// Between two dollars some pages see a formula; a backslash is what CommonMark and Jupyter have against it.
  @Test func dollarsAreNoFormulas() throws {
    let script = "# Between $5 and $6, in `code $7`.\nx = 1"
    #expect(try exported(script, to: "page.md").text.contains("Between \\$5 and \\$6, in `code $7`.\n"))
    #expect(try exported(script, to: "page.ipynb").text.contains("Between \\\\$5 and \\\\$6, in `code $7`."))
    #expect(try exported(script, to: "page.html").text.contains("Between $5 and $6"))
  }

  /// A paragraph that begins with a number is followed by an empty line, as any other is; an item is not.
  @Test(arguments: ["md", "txt"]) func aNumberAtTheBeginningMakesNoList(_ ending: String) throws {
    let script = "# 20 pictures are enough.\n#\n# They are small.\n#\n# 1. one\n# 2. two\nx = 1"
    let text = try exported(script, to: "page.\(ending)").text
    #expect(text.contains("20 pictures are enough.\n\nThey are small.\n\n1. one\n2. two\n"))
  }

  @Test func aScriptAsMarkdown() throws {
    let (text, folder) = try exported(Self.script, to: "page.md")
    #expect(
      text == """
        <!-- Exported by Fovea -->

        # source.fov

        A kernel slides over a picture.

        - it has \\<weights\\>
        - and `no` bias

        ```fovea
        x = [1, 2; 3, 4]
        x * 2   # twice
        ```

        ```text
        x = tensor [2, 2]
          1  2
          3  4
        tensor [2, 2]
          2  4
          6  8
        ```

        ```fovea
        show eye(20)
        plot([1, 4, 9], title="squares")
        ```

        ![eye(20)  \\[20, 20\\], 0 … 1](<page-pictures/1.png>)

        *eye(20)  \\[20, 20\\], 0 … 1*

        ![squares](<page-pictures/2.svg>)

        *squares*


        """)
    let png = try PNG.decode(ByteFile.read(folder.path + "/page-pictures/1.png"))
    #expect(png.width == 280 && png.height == 280, "14 pixels for each element")
    #expect(png.pixels[0..<4] == [255, 255, 255, 255] && png.pixels[14 * 4..<14 * 4 + 4] == [0, 0, 0, 255])
    #expect(try folder.read("page-pictures/2.svg").hasPrefix("<svg"))
  }

  // MARK: HTML

  @Test func aLessonAsPage() throws {
    let (text, _) = try exported(LessonFixture.doubling, to: "page.html", [.english, .chinese])
    #expect(text.contains("<title>Doubling · 加倍</title>"))
    #expect(text.contains("<p>Here is <code>a</code>, a matrix.</p>") && text.contains("这是矩阵"))
    #expect(text.contains("<summary>Answer · 答案</summary>"))
    #expect(text.contains("<summary>Hint 2 · 提示 2</summary>"))
    #expect(text.contains("<summary>Solution · 参考解答</summary>"))
    #expect(text.contains("It stands in the corner.") && text.contains("Far too large."))
    #expect(!text.contains("#=&gt;") && !text.contains("expect("), "no expected output and no check is shown")
    #expect(text.contains("E0201"), "an error that is to be seen is there")
    #expect(!text.contains("<script") && !text.contains("src=\"http") && !text.contains("href=\"http"))
    #expect(HTMLTags.problem(in: text) == nil)
  }

  @Test func numbersStandOnColours() throws {
    let (text, _) = try exported("show [1, -2; 0, 1e9]\nshow [nan, inf]\n", to: "page.html")
    #expect(text.contains("<table class=\"heat\">") && text.contains("background:#"))
    #expect(HTMLTags.problem(in: text) == nil)
  }

  @Test func whateverIsPrintedIsText() throws {
    let (text, _) = try exported("print(\"<b>&\u{1}</b>\")\nx = \"</pre><script>\"\n", to: "page.html")
    #expect(text.contains("&lt;b&gt;&amp;") && !text.contains("<script"))
    #expect(HTMLTags.problem(in: text) == nil)
  }

  // MARK: Notebooks

  @Test func aLessonAsNotebook() throws {
    let (text, _) = try exported(LessonFixture.doubling, to: "page.ipynb")
    let notebook = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(notebook["nbformat"] as? Int == 4 && notebook["nbformat_minor"] as? Int == 5)
    let cells = try #require(notebook["cells"] as? [[String: Any]])
    let identifiers = cells.compactMap { $0["id"] as? String }
    #expect(identifiers.count == cells.count && Set(identifiers).count == cells.count)
    let sources = cells.map { ($0["source"] as? [String] ?? []).joined() }
    #expect(sources.contains("a = [1, 2; 3, 4]\ntriple(x) = 3 * x"))
    let solution = try #require(sources.firstIndex(of: "factor = 2\nv = factor * a"))
    let metadata = cells[solution]["metadata"] as? [String: Any]
    #expect((metadata?["tags"] as? [String]) == ["solution"])
    let outputs = cells[solution]["outputs"] as? [[String: Any]] ?? []
    #expect((outputs.first?["text"] as? [String])?.contains("v = tensor [2, 2]\n") == true)
  }

  // MARK: Sessions

  @Test func aSessionKeepsWhatItShowed() throws {
    let folder = try TemporaryFolder()
    let session = Session()
    for cell in ["x = rand(3);", "x", "nothing", "print(\"seen\")"] { session.run(cell) }
    #expect(
      session.export(to: folder.path + "/s.md", title: Bilingual("Mine", "我的"), [.english]) == .succeeded)
    let text = try folder.read("s.md")
    let shown = try #require(session.interpreter.environment["x"].map { Formatter.display($0) })
    #expect(text.contains(shown.joined(separator: "\n")), "drawn numbers are those of the session")
    #expect(text.contains("seen") && !text.contains("nothing"), "what failed is left out")
  }

  @Test func anEmptySessionIsNoDocument() throws {
    let folder = try TemporaryFolder()
    #expect(Session().export(to: folder.path + "/s.html", title: Bilingual("a", "b"), [.english]) == .failed)
    #expect(folder.names.isEmpty)
  }

  // MARK: Refusals

  private func failure(_ text: String, to name: String, over existing: String? = nil) throws -> (
    Diagnostic?, TemporaryFolder
  ) {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, "source.fov")
    if let existing { try folder.write(existing, name) }
    do throws(Diagnostic) {
      try Exporter([.english]).export(file, to: "\(folder.path)/\(name)")
      return (nil, folder)
    } catch { return (error, folder) }
  }

  // MARK: Text

  @Test func aScriptAsText() throws {
    let long = String(repeating: "words and ", count: 12)
    let (text, _) = try exported("# \(long)end.\n" + Self.script, to: "page.txt")
    #expect(
      text == """
        source.fov
        ==========
        Exported by Fovea

        words and words and words and words and words and words and words and words and
        words and words and words and words and end. A kernel slides over a picture.

        - it has <weights>
        - and `no` bias

        > x = [1, 2; 3, 4]
        > x * 2   # twice

        x = tensor [2, 2]
          1  2
          3  4
        tensor [2, 2]
          2  4
          6  8

        > show eye(20)
        > plot([1, 4, 9], title="squares")

        [eye(20)  [20, 20], 0 … 1]

        [plot: squares]


        """)
  }

  @Test func anotherEndingIsRefused() throws {
    for name in ["page", "page.pdf", "page.fov"] {
      let (error, _) = try failure("1", to: name)
      #expect(error?.message.contains("a document ends in .html, .md, .ipynb or .txt") == true)
    }
  }

  @Test func aFileOfSomebodyElsesIsNotWrittenOver() throws {
    let (error, folder) = try failure("1", to: "page.html", over: "<p>mine</p>")
    #expect(error?.message.contains("was not exported by Fovea") == true)
    #expect(try folder.read("page.html") == "<p>mine</p>")
    for name in ["a.html", "a.md", "a.ipynb", "a.txt"] {
      let (first, folder) = try failure("1", to: name)
      #expect(first == nil)
      try Exporter([.english]).export(folder.path + "/source.fov", to: "\(folder.path)/\(name)")
    }
  }

  /// The words of the mark in a text make nobody's file ours; the mark in its place does, as every version put it there.
  @Test(arguments: [
    ("thesis.md", "# Thesis\n\nThe pages were Exported by Fovea.\n\n<!-- Exported by Fovea -->\n", false),
    ("a.md", "<!-- Exported by Fovea -->\n\n# source.fov\n", true),
    ("a.md", "<!-- Exported by Fovea --> mine\n", false),
    ("a.txt", "source.fov\n==========\nExported by Fovea\n", true),
    ("a.txt", "My letter\n\nThese pages were\nExported by Fovea\n", false),
    (
      "a.html",
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"x\">\n"
        + "<meta name=\"generator\" content=\"Exported by Fovea\">\n", true
    ),
    ("a.html", "<p>Exported by Fovea</p>\n<meta name=\"generator\" content=\"mine\">\n", false),
    ("a.ipynb", "{\n \"cells\": [],\n \"metadata\": {}, \"text\": \"Exported by Fovea\"\n}\n", false),
    (
      "a.ipynb",
      """
      {
       "cells": [],
       "metadata": {
        "generator": "Exported by Fovea",
        "kernelspec": {
         "display_name": "Fovea",
         "language": "fovea",
         "name": "fovea"
        },
        "language_info": {
         "name": "fovea",
         "file_extension": ".fov",
         "mimetype": "text/x-fovea"
        }
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }

      """, true
    ),
  ])
  func onlyTheMarkInItsPlaceCounts(_ name: String, _ existing: String, _ isReplaced: Bool) throws {
    let (error, folder) = try failure("1", to: name, over: existing)
    #expect((error == nil) == isReplaced, "\(error?.message ?? "")")
    #expect((try folder.read(name) == existing) == !isReplaced)
    if !isReplaced {
      #expect(error?.code == .file && error?.message.hasPrefix(folder.path + "/" + name) == true)
    }
  }

  /// Nothing is written where one file stands in the way, and nothing is run before that is known.
  @Test func picturesOfSomebodyElsesAreNotWrittenOver() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("show eye(20)\nplot([1, 4])\n", "source.fov")
    try ByteFile.makeFolder(folder.path + "/page-pictures")
    let own = try PNG.encode(PixelImage(width: 1, height: 1, channels: 1, pixels: [7]))
    for (name, bytes) in [("1.png", own), ("2.svg", Array("<svg>mine</svg>".utf8))] {
      let picture = folder.path + "/page-pictures/" + name
      try ByteFile.write(bytes, to: picture)
      do throws(Diagnostic) {
        try Exporter([.english]).export(file, to: folder.path + "/page.md")
        Issue.record("\(name) was written over")
      } catch { #expect(error.message.hasPrefix(picture + " already exists")) }
      #expect(try ByteFile.read(picture) == bytes && !folder.names.contains("page.md"))
      unlink(picture)
    }
    for _ in 0..<2 { try Exporter([.english]).export(file, to: folder.path + "/page.md") }
    #expect(try folder.read("page-pictures/2.svg").contains("<!-- Exported by Fovea -->"))
  }

  @Test func noControlCharacterReachesADocument() throws {
    let script = "# \u{1B}[31mred\u{202E}\nx = \"\u{1B}]0;title\u{7}\u{9B}1m\"\nprint(x)\nshow list(x)\n"
    for ending in ["md", "html", "ipynb", "txt"] {
      let text = try exported(script, to: "page.\(ending)").text
      let lines = text.unicodeScalars.filter { DisplayWidth.isUnprintable($0) && $0 != "\n" }
      // The source of a notebook's cell stays what it is; JSON writes it as \\u001b.
      #expect(lines.allSatisfy { ending == "ipynb" && [0x9B].contains($0.value) }, "\(ending): \(lines)")
      #expect(text.contains("␛]0;title␇"), "\(ending)")
    }
  }

  @Test func aScriptThatFailsIsWrittenAsFarAsItCame() throws {
    let (error, folder) = try failure("1 + 1\n\n[1, 2] + [1, 2, 3]\n\nprint(\"later\")\n", to: "page.html")
    #expect(error?.code == .shapes)
    let text = try folder.read("page.html")
    #expect(text.contains("E0201") && !text.contains("later"))
  }
}

/// Whether the tags of a page close as they open.
enum HTMLTags {
  private static let single: Set<String> = ["meta", "img", "br", "rect", "path", "line", "circle"]

  /// The first fault; nil for none.
  static func problem(in text: String) -> String? {
    var open: [String] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return "a tag has no end" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
      let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return "</\(name)> closes nothing" }
      } else if !single.contains(name) {
        open.append(name)
      }
    }
    return open.last.map { "<\($0)> is not closed" }
  }
}
