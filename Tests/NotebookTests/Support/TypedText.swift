import Language
import Notebook

/// A notebook in which somebody types: the last `|` in a text is the cursor.
struct TypedText {
  let notebook: Notebook

  /// - Parameter cells: what was run before.
  init(_ cells: String...) {
    let folder = "\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/lessons"
    notebook = Notebook(
      catalog: LessonCatalog(folder: folder), progress: LessonProgress(path: nil), language: .english
    ) { _ in }
    for cell in cells { _ = notebook.submit(cell) }
  }

  static func parted(_ text: String) -> (text: String, cursor: Int) {
    guard let cursor = text.lastIndex(of: "|") else { return (text, text.utf8.count) }
    let before = String(text[..<cursor])
    return (before + text[text.index(after: cursor)...], before.utf8.count)
  }

  func completion(_ marked: String) -> Completion {
    let (text, cursor) = Self.parted(marked)
    return notebook.completion(of: text, cursor: cursor)
  }

  func candidates(_ marked: String) -> [String] { completion(marked).candidates.map(\.text) }

  func inspection(_ marked: String) -> Inspection? {
    let (text, cursor) = Self.parted(marked)
    return notebook.inspection(of: text, cursor: cursor)
  }
}
