import Engine
import Language
import Notebook
import Testing

@Suite struct LessonCatalogTests {
  private static let ids = [
    "0-tour", "1-image-classification", "2.2-receptive-field", "2.10-late", "5.4-weights-that-move",
    "5.4.3-rounding",
    "5.4.4-interpolation", "extra",
  ]

  private func catalog() throws -> (LessonCatalog, TemporaryFolder) {
    let folder = try TemporaryFolder()
    for id in Self.ids.shuffled() { try folder.write(LessonFixture.doubling, "\(id).fov") }
    try folder.write("no lesson", "README.md")
    try folder.write("hidden", ".hidden.fov")
    return (LessonCatalog(folder: folder.path), folder)
  }

  @Test func lessonsStandInTheOrderOfTheirNumbers() throws {
    let (catalog, folder) = try catalog()
    #expect(folder.names.count == Self.ids.count + 2)
    #expect(catalog.names == Self.ids)
    #expect(catalog.successor(of: "5.4.3-rounding") == "5.4.4-interpolation")
    #expect(catalog.successor(of: "extra") == nil && catalog.successor(of: "none") == nil)
  }

  @Test func lessonsAreFoundByWhatPeopleType() throws {
    let (catalog, folder) = try catalog()
    func id(_ request: String) -> String? {
      if case .found(let entry) = catalog.find(request) { entry.id } else { nil }
    }
    for (request, expected) in [
      ("5.4.3-rounding", "5.4.3-rounding"), ("5.4.3", "5.4.3-rounding"), ("5.4", "5.4-weights-that-move"),
      ("rounding", "5.4.3-rounding"), ("inter", "5.4.4-interpolation"), ("0", "0-tour"),
      ("1", "1-image-classification"),
      ("5.4.3-r", "5.4.3-rounding"), ("extra", "extra"), ("2.2", "2.2-receptive-field"),
    ] { #expect(id(request) == expected, "\(request)") }
    #expect(
      catalog.find("5.") == .ambiguous(["5.4-weights-that-move", "5.4.3-rounding", "5.4.4-interpolation"]))
    #expect(catalog.find("2") == .ambiguous(["2.2-receptive-field", "2.10-late"]))
    #expect(catalog.find("roundign") == .unknown(close: "rounding"))
    #expect(catalog.find("5.4.3-roudning") == .unknown(close: "5.4.3-rounding"))
    #expect(catalog.find("9.9") == .unknown(close: nil))
    #expect(catalog.find("") == .unknown(close: nil))
    #expect(id("\(folder.path)/extra.fov") == "extra", "a path into the folder is the lesson itself")
  }

  @Test func aFileElsewhereGoesByItsPath() throws {
    let table = try LessonTable()
    let other = try TemporaryFolder()
    let path = try other.write(LessonFixture.doubling, "9.1-doubling.fov")
    #expect(table.ask(.open(path)).contains("1/6"))
    #expect(table.controller.openLesson == path)
    table.ask(.next)
    table.ask(.leave)
    #expect(table.ask(.open("9.1")).contains("1/6"), "its progress is its own")
    table.ask(.leave)
    #expect(table.ask(.progress).contains(path))
  }

  @Test func whatCannotBeOpenedIsTold() throws {
    let table = try LessonTable()
    #expect(table.outcome(.open("9.2")) == .failed)
    #expect(table.said.contains("there is no lesson `9.2`") && table.said.contains("`lesson` lists them"))
    #expect(table.ask(.open("doublign")).contains("did you mean `doubling`?"))
    #expect(table.ask(.open("none.fov")).contains("there is no file"))
    #expect(table.ask(.open(table.folder.path + "/")).contains("is a folder"))
    let script = try table.folder.write("1 + 1\n", "plain.fov")
    #expect(table.ask(.open(script)).contains("is an ordinary script"))
    try table.folder.write("# %% [text]\n", "3-broken.fov")
    #expect(table.outcome(.open("3")) == .failed)
    #expect(table.said.contains("3-broken.fov:1") && table.said.contains("cannot be played"))
    #expect(table.controller.openLesson == nil)
    #expect(table.ask(.list).contains("3-broken"), "it is listed all the same")
  }

  @Test func anEmptyFolderIsTold() throws {
    let folder = try TemporaryFolder()
    var failures: [String] = []
    let controller = LessonController(
      catalog: LessonCatalog(folder: folder.path + "/none"), progress: LessonProgress(path: nil),
      language: .chinese
    ) { event in if case .failure(let diagnostic) = event { failures.append(diagnostic.message) } }
    #expect(controller.handle(.list) == .failed)
    #expect(failures == ["\(folder.path)/none 中没有课程"])
  }
}
