import EngineTestSupport
import Foundation
import Testing

/// The code of the articles on the engine is code that is compiled and run: each block stands, line for line, in
/// `Tests/EngineClient`.
@Suite struct ArticleTests {
  private static let articles = OperationFiles.root.appendingPathComponent("Sources/Engine/Engine.docc")
  private static let client = OperationFiles.root.appendingPathComponent("Tests/EngineClient")

  /// The blocks of code, each with its line in the article; lines without their indentation.
  private static func blocks(_ text: String) -> [(line: Int, code: [String])] {
    var blocks: [(line: Int, code: [String])] = []
    var isInside = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        isInside.toggle()
        if isInside { blocks.append((index + 1, [])) }
      } else if isInside {
        blocks[blocks.count - 1].code.append(line.trimmingCharacters(in: .whitespaces))
      }
    }
    return blocks
  }

  /// All of the client's code, lines without their indentation.
  private static func clientCode() throws -> String {
    var code = "\n"
    for folder in ["Sources/EngineClient", "Tests/EngineClientTests"] {
      let path = client.appendingPathComponent(folder)
      for file in try FileManager.default.contentsOfDirectory(atPath: path.path).sorted() {
        let text = try String(contentsOf: path.appendingPathComponent(file), encoding: .utf8)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
          code += line.trimmingCharacters(in: .whitespaces) + "\n"
        }
      }
    }
    return code
  }

  @Test func codeOfArticlesIsCompiled() throws {
    let code = try Self.clientCode()
    var count = 0
    var files = try FileManager.default.contentsOfDirectory(atPath: Self.articles.path)
      .filter { $0.hasSuffix(".md") }.map { Self.articles.appendingPathComponent($0) }
    #expect(files.count >= 6)
    files.append(OperationFiles.root.appendingPathComponent("docs/engine.md"))
    for file in files {
      for block in Self.blocks(try String(contentsOf: file, encoding: .utf8)) {
        var lines = block.code
        // The package's own description is another package's, and the client's files say what they import.
        if lines.first?.hasPrefix("let package") == true { continue }
        if lines.first == "import Engine" { lines.removeFirst(2) }
        count += 1
        #expect(
          code.contains("\n" + lines.joined(separator: "\n") + "\n"),
          "\(file.lastPathComponent), line \(block.line): the client has no such code")
      }
    }
    #expect(count >= 15)
  }
}
