import Foundation
import Testing

/// What each target imports, against the table of docs/architecture.md.
@Suite struct RoomTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The table's rows: a target, and the targets in its last column, with all that those import.
  private static func rooms() throws -> [String: Set<String>] {
    let text = try String(contentsOf: root.appending(path: "docs/architecture.md"), encoding: .utf8)
    var rooms: [String: Set<String>] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("| `") {
      let columns = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard columns.count == 3 else { continue }
      let name = columns[0].trimmingCharacters(in: ["`"])
      let named = Set(columns[2].split(separator: "`").map(String.init).filter { $0.first?.isLetter == true })
      if columns[2] == "all" {
        rooms[name] = Set(rooms.keys)
      } else {
        rooms[name] = named.filter { !$0.contains(" ") }.reduce(into: []) { all, room in
          all.insert(room)
          if columns[2].contains("their imports") { all.formUnion(rooms[room] ?? []) }
        }
      }
    }
    return rooms
  }

  private static func imports(_ folder: URL) -> Set<String> {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else {
        continue
      }
      for line in text.split(separator: "\n") where line.hasPrefix("import ") || line.contains("@_exported") {
        found.insert(String(line.split(separator: " ").last ?? ""))
      }
    }
    return found
  }

  @Test func nothingImportsUpward() throws {
    let rooms = try Self.rooms()
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.path + "/Sources")
    #expect(Set(rooms.keys) == Set(folders))
    for (room, allowed) in rooms {
      let imported = Self.imports(Self.root.appending(path: "Sources/\(room)"))
      let strange = imported.intersection(rooms.keys).subtracting(allowed)
      #expect(strange.isEmpty, "\(room) imports \(strange.sorted().joined(separator: ", "))")
    }
  }

  /// Readline's licence and its state stay in two rooms, and Foundation's weight outside of all.
  @Test func whoImportsTheLineEditor() throws {
    let rooms = try Self.rooms()
    for room in rooms.keys {
      let imported = Self.imports(Self.root.appending(path: "Sources/\(room)"))
      #expect(!imported.contains("CReadline") || room == "Terminal")
      #expect(!imported.contains("Terminal") || room == "fovea")
      #expect(!imported.contains("Foundation"))
    }
  }
}
