import Foundation
import Testing

/// PNG figures take a library and fonts that need not be there.
@Suite("What draws figures", .enabled(if: Run.isPossible), .timeLimit(.minutes(5)))
struct FigureLibraryTests {
  private func drawn(_ file: String, _ caption: String, environment: [String: String], in folder: String)
    -> Run
  {
    Run(
      ["--no-init", "-e", "show eye(20), file=\"\(file)\", caption=\"\(caption)\"", "-e", "1 + 1"],
      environment: environment, folder: folder)
  }

  /// The loader finds a file of that name first, which is no library.
  @Test func withoutLibrsvgItIsSaidWhatToInstall() throws {
    let folder = ScratchFolder()
    try "not a library".write(toFile: folder.path + "/librsvg-2.so.2", atomically: true, encoding: .utf8)
    let environment = ["LD_LIBRARY_PATH": folder.path]
    let png = drawn("a.png", "a", environment: environment, in: folder.path)
    #expect(png.status == 1 && png.errors.contains("error[E0702]: drawing a figure as PNG takes librsvg"))
    #expect(png.errors.contains("apt-get install librsvg2-2") && png.errors.contains("or write .svg"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.png"))
    let svg = drawn("a.svg", "a", environment: environment, in: folder.path)
    #expect(svg.status == 0 && svg.output.hasSuffix("2\n") && svg.errors == "")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/a.svg"))
  }

  @Test func withoutFontsTheFigureIsWrittenAndItIsSaid() throws {
    let folder = ScratchFolder()
    let fonts = "<?xml version=\"1.0\"?><fontconfig><dir>\(folder.path)</dir></fontconfig>"
    try fonts.write(toFile: folder.path + "/fonts.conf", atomically: true, encoding: .utf8)
    let environment = ["FONTCONFIG_FILE": folder.path + "/fonts.conf"]
    for (caption, packages) in [
      ("caption", "apt-get install fonts-dejavu-core"),
      ("caption 中", "apt-get install fonts-dejavu-core fonts-noto-cjk"),
      ("中", "apt-get install fonts-noto-cjk"),
    ] {
      let run = drawn("a.png", caption, environment: environment, in: folder.path)
      #expect(run.status == 0 && (run.output + run.errors).contains("2\n"))
      #expect((run.output + run.errors).contains(packages), "\(run.output)\(run.errors)")
      #expect(FileManager.default.fileExists(atPath: folder.path + "/a.png"))
    }
  }
}
