import Engine
import Glibc
import Language

/// The lessons in a folder: the files that end in `.fov`, named after them.
package struct LessonCatalog: Sendable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  package struct Entry: Sendable, Equatable {
    /// The file's name without its ending: `5.4.3-rounding`.
    package let id: String
    package let path: String

    /// How messages call the file.
    package var fileName: String { String(path.split(separator: "/").last ?? "") }
  }

  package enum Finding: Sendable, Equatable {
    case found(Entry)
    case ambiguous([String])
    case unknown(close: String?)
  }

  package static let ending = ".fov"

  /// The lessons in the order of their numbers.
  package var entries: [Entry] {
    let files = (try? FolderEntry.all(in: folder)) ?? []
    return files.filter { $0.name.hasSuffix(LessonCatalog.ending) && !$0.isHidden }
      .map { Entry(id: String($0.name.dropLast(LessonCatalog.ending.count)), path: "\(folder)/\($0.name)") }
      .sorted { LessonCatalog.precedes($0.id, $1.id) }
  }

  package var names: [String] { entries.map(\.id) }

  /// The lesson that somebody means: by its id, its number, the words behind the number, a unique beginning, or a path.
  package func find(_ request: String) -> Finding {
    guard !request.isEmpty else { return .unknown(close: nil) }
    let entries = entries
    if let entry = entries.first(where: { $0.id == request }) { return .found(entry) }
    if request.contains("/") || request.hasSuffix(LessonCatalog.ending) {
      return .found(entry(at: LessonCatalog.expandingHome(request), entries))
    }
    for rule in [LessonCatalog.hasNumber, LessonCatalog.hasWords, LessonCatalog.begins] {
      let matches = entries.filter { rule($0.id, request) }
      if matches.count == 1 { return .found(matches[0]) }
      if matches.count > 1 { return .ambiguous(matches.map(\.id)) }
    }
    let known = entries.map(\.id)
    let close = Suggestion.closest(to: request, among: known + known.map { LessonCatalog.split($0).words })
    return .unknown(close: close)
  }

  /// The lesson behind another one.
  package func successor(of id: String) -> String? {
    let names = names
    guard let index = names.firstIndex(of: id), index + 1 < names.count else { return nil }
    return names[index + 1]
  }

  /// A file elsewhere goes by its whole path, so that two of the same name are kept apart.
  private func entry(at path: String, _ entries: [Entry]) -> Entry {
    guard let resolved = LessonCatalog.resolved(path) else { return Entry(id: path, path: path) }
    return entries.first { LessonCatalog.resolved($0.path) == resolved } ?? Entry(id: resolved, path: path)
  }

  private static func expandingHome(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  // MARK: Names

  /// `5.4.3-rounding` → `5.4.3` and `rounding`.
  private static func split(_ id: String) -> (number: String, words: String) {
    let number = id.prefix { $0.isNumber || $0 == "." }
    let words = id.dropFirst(number.count)
    return (String(number), String(words.hasPrefix("-") ? words.dropFirst() : words))
  }

  private static let hasNumber: @Sendable (String, String) -> Bool = { split($0).number == $1 }
  private static let hasWords: @Sendable (String, String) -> Bool = { split($0).words == $1 }
  private static let begins: @Sendable (String, String) -> Bool = { id, request in
    id.hasPrefix(request) || split(id).words.hasPrefix(request)
  }

  private static func precedes(_ a: String, _ b: String) -> Bool {
    let numbers = { (id: String) in split(id).number.split(separator: ".").map { Int($0) ?? Int.max } }
    let (x, y) = (numbers(a), numbers(b))
    if x == y { return a < b }
    if x.isEmpty || y.isEmpty { return y.isEmpty }
    return x.lexicographicallyPrecedes(y)
  }
}
