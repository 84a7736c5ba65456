import Foundation
import Notebook
import Testing

@testable import Language

/// The editors' files are those that the word lists make, and colour every lesson as the lexer reads it.
@Suite struct EditorTests {
  private static let root =
    String("\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 })

  private static var lessons: [String] {
    TemporaryFolder.names(in: root + "/lessons").filter { $0.hasSuffix(".fov") }
  }

  /// `FOVEA_UPDATE=1` writes the files anew.
  @Test func theFilesAreCurrent() throws {
    for file in EditorFiles().files {
      let path = Self.root + "/editors/" + file.name
      if getenv("FOVEA_UPDATE") != nil {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try file.text.write(toFile: path, atomically: true, encoding: .utf8)
      }
      let found = TemporaryFolder.read(path).map { String(decoding: $0, as: UTF8.self) }
      #expect(found == file.text, "editors/\(file.name)")
    }
  }

  @Test func theGrammarIsJSON() throws {
    for file in EditorFiles().files where file.name.hasSuffix(".json") {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(file.text.utf8)) }
    }
  }

  /// The scope of each place of a line, as an editor finds it: at each place the first rule that matches there.
  private static func scopes(_ line: String, _ rules: [(scope: String, expression: NSRegularExpression)])
    -> [String]
  {
    let text = line as NSString
    var scopes = [String](repeating: "", count: text.length)
    var position = 0
    while position < text.length {
      let rest = NSRange(location: position, length: text.length - position)
      let found = rules.compactMap { rule -> (String, NSRange)? in
        let match = rule.expression.firstMatch(
          in: line, options: [.withTransparentBounds, .withoutAnchoringBounds], range: rest)
        return match.map { (rule.scope, $0.range) }
      }
      // The earliest wins, among several the first rule.
      guard let next = found.min(by: { $0.1.location < $1.1.location }), next.1.length > 0 else { break }
      for place in next.1.location..<(next.1.location + next.1.length) { scopes[place] = next.0 }
      position = next.1.location + next.1.length
    }
    return scopes
  }

  private static func scope(of kind: Token.Kind) -> String? {
    switch kind {
    case .number: "constant.numeric"
    case .if, .else, .while, .for, .in, .break, .continue, .return: "keyword.control"
    case .and, .or, .not: "keyword.operator.word"
    case .true, .false, .none, .end: "constant.language"
    case .string, .template: "string.quoted"
    case .transpose: "keyword.operator.transpose"
    case .pipe, .arrow, .plus, .star, .assign, .equal, .caret, .at: "keyword.operator"
    default: nil
    }
  }

  @Test(arguments: lessons) func everyLessonIsColouredAsItIsRead(_ name: String) throws {
    let bytes = try #require(TemporaryFolder.read(Self.root + "/lessons/" + name))
    try check(String(decoding: bytes, as: UTF8.self))
  }

  @Test func whatIsEasilyMistaken() throws {
    try check(
      """
      a' + 'text' # a comment with 'quotes' and 3
      b = x''; "with # inside"
      show x; time = 3; x.end2 = 1
      1e-3 + .5 + 2.5e10 - a1 * end
      notes = not true or nothing
      "a \\" quote" ; f(x) = x' @ y
      """)
  }

  private func check(_ text: String) throws {
    let rules = try EditorFiles().rules.map {
      (scope: $0.scope, expression: try NSRegularExpression(pattern: $0.pattern))
    }
    let source = SourceText(name: "text", text)
    let tokens = (try? Lexer.tokenize(source)) ?? []
    #expect(tokens.count > 10)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let colours = lines.map { Self.scopes($0, rules) }
    for token in tokens {
      guard let wanted = Self.scope(of: token.kind) else { continue }
      let before = source.bytes[..<Int(token.span.start)]
      let line = before.count { $0 == 10 }
      let column = String(decoding: before.suffix(from: (before.lastIndex(of: 10) ?? -1) + 1), as: UTF8.self)
        .utf16.count
      let found = colours[line][column]
      #expect(
        found == wanted || found.hasPrefix(wanted + "."),
        "line \(line + 1), column \(column + 1), `\(source.text(token.span))`: \(found), not \(wanted)")
    }
  }
}
