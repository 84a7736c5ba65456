import Engine
import Language
import Notebook
import Testing

/// `docs/lessons.md` says which step shows which claim of the notes: its lessons and steps must be there.
@Suite struct LessonTableTests {
  private static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(4).joined(separator: "/")
  }()

  private static func text(_ path: String) throws -> String {
    String(decoding: try ByteFile.read("\(root)/\(path)"), as: UTF8.self)
  }

  /// The lesson and the steps of each row of the table.
  private static func rows() throws -> [(lesson: String, steps: [Int])] {
    try text("docs/lessons.md").split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
      guard cells.count == 4, cells[0].first?.isNumber == true else { return nil }
      return (cells[2], cells[3].split(separator: ",").compactMap { Int($0) })
    }
  }

  @Test func everyStepIsThere() throws {
    let rows = try Self.rows()
    #expect(rows.count > 40)
    for row in rows {
      let source = SourceText(name: row.lesson, try Self.text("lessons/\(row.lesson).fov"))
      let lesson = try #require(LessonDocument(source))
      #expect(!row.steps.isEmpty && row.steps.allSatisfy { 1..<lesson.steps.count ~= $0 }, "\(row)")
    }
  }

  @Test func everyLessonIsInTheTable() throws {
    let named = Set(try Self.rows().map(\.lesson) + ["0-tour"])
    #expect(Set(LessonCatalog(folder: "\(Self.root)/lessons").names) == named)
  }
}
