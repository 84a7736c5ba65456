import Engine
import Notebook
import Testing

@Suite struct ReferenceWritingTests {
  @Test func pagesOfSomebodyElsesAreNotWrittenOver() throws {
    let (lessons, out) = (try TemporaryFolder(), try TemporaryFolder())
    let pages = ReferencePages(catalog: LessonCatalog(folder: lessons.path))
    try pages.write(to: out.path)
    try pages.write(to: out.path)
    let mine = "# Convolution\n\nWhat I think of it. <!-- Written by `fovea docs`. -->\n"
    try out.write(mine, "conv.md")
    try out.write("", "README.md")
    let error = #expect(throws: FileError.self) { try pages.write(to: out.path) }
    #expect(error?.code == .foreign && error?.path == out.path + "/conv.md")
    #expect(try out.read("conv.md") == mine)
    #expect(try ByteFile.read(out.path + "/README.md", allowingEmpty: true).isEmpty, "no page is written")
  }
}
