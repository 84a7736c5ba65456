import Foundation
import Testing

/// Settings are taken, or it is said that they are not; and help lists them.
@Suite("The environment", .enabled(if: Run.isPossible), .timeLimit(.minutes(5)))
struct EnvironmentTests {
  @Test(arguments: [
    ("FOVEA_MEMORY", "abc"), ("FOVEA_MEMORY", "0"), ("FOVEA_MEMORY", "-1G"), ("FOVEA_THREADS", "abc"),
    ("FOVEA_MEMORY", "99999999999G"), ("FOVEA_THREADS", "99999999999999999999"), ("FOVEA_THREADS", "0"),
    ("FOVEA_THREADS", "1000"), ("FOVEA_CPU", "avx9"), ("FOVEA_COLOR", "many"),
    ("FOVEA_GRAPHICS", "crayon"),
  ])
  func whatMeansNothingIsSaid(_ name: String, _ value: String) {
    let run = Run(["-e", "1 + 1"], environment: [name: value])
    #expect(run.output == "2\n" && run.status == 0)
    #expect(
      run.errors.hasPrefix("fovea: \(name)=\(value) is ") && run.errors.filter { $0 == "\n" }.count == 1)
  }

  @Test func whatIsClearIsTaken() {
    let clear = [
      "FOVEA_MEMORY": "0.1GB", "FOVEA_CPU": "SSE2", "FOVEA_THREADS": " 2 ", "FOVEA_COLOR": "TrueColor",
      "FOVEA_GRAPHICS": "Blocks",
    ]
    let run = Run(["-e", "sum(ones(10))"], environment: clear)
    #expect(run.output == "10\n" && run.errors == "" && run.status == 0)
    let large = Run(["-e", "ones(40, 1000, 1000);"], environment: clear)
    #expect(large.status == 1 && large.errors.contains("of 100 MB are in use"), "\(large.errors)")
    #expect(Run(["-e", "1"], environment: ["FOVEA_MEMORY": "", "FOVEA_THREADS": ""]).errors == "")
  }

  @Test func namesThatAreNearlyRight() {
    let run = Run(
      ["-e", "1"], environment: ["FOVEA_THREAD": "2", "FOVEA_COLOUR": "none", "FOVEA_DATA": "/tmp"])
    #expect(
      Set(run.errors.split(separator: "\n")) == [
        "fovea: FOVEA_THREAD is not a setting: did you mean FOVEA_THREADS?",
        "fovea: FOVEA_COLOUR is not a setting: did you mean FOVEA_COLOR?",
      ])
  }

  @Test func numbersThatAreTooLarge() {
    let run = Run(
      ["-e", "1"], environment: ["FOVEA_MEMORY": "99999999999G", "FOVEA_THREADS": "99999999999999999999"])
    #expect(
      run.errors.contains("fovea: FOVEA_MEMORY=99999999999G is ignored: it is too large\n"), "\(run.errors)")
    #expect(run.errors.contains("fovea: FOVEA_THREADS=99999999999999999999 is too many: "), "\(run.errors)")
  }

  /// A name that begins one of ours, or goes on from it; what begins two of them is neither.
  @Test(arguments: [
    ("FOVEA_MEM", "FOVEA_MEMORY"), ("FOVEA_MEMORY_LIMIT", "FOVEA_MEMORY"),
    ("FOVEA_LESSONS_FOLDER", "FOVEA_LESSONS"),
    ("FOVEA_CPU_LEVEL", "FOVEA_CPU"), ("FOVEA_TH", "FOVEA_THREADS"), ("FOVEA_C", nil), ("FOVEA_DATA", nil),
    ("FOVEA_", nil),
  ])
  func namesThatAreCutOrLonger(_ name: String, _ meant: String?) {
    let errors = Run(["-e", "1"], environment: [name: "1"]).errors
    #expect(
      errors == meant.map { "fovea: \(name) is not a setting: did you mean \($0)?\n" } ?? "", "\(errors)")
  }

  /// Whatever the sources ask the environment for stands in the one table that help prints.
  @Test func helpListsEveryVariable() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    let help = Run(["--help"]).output
    let asked = /(?:getenv|environment|Setting<\w+(?:\.\w+)?>|SharedVariable)\(\s*"([A-Z][A-Z_]+)"/
    let own = /"(FOVEA_[A-Z]+)"/
    var names: Set<Substring> = []
    for case let file as URL in files where ["swift", "c", "h"].contains(file.pathExtension) {
      let text = try String(contentsOf: file, encoding: .utf8)
      names.formUnion(text.matches(of: asked).map(\.output.1) + text.matches(of: own).map(\.output.1))
    }
    #expect(names.count >= 12)
    for name in names { #expect(help.contains("  \(name) "), "\(name)") }
  }
}
