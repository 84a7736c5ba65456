import Glibc
import Language
import Notebook
import Testing

/// Programs with one error each beside the message they get: `Snapshots/errors/NAME.fov` and `NAME.txt`.
///
/// `FOVEA_UPDATE=1` writes the messages anew; read what it wrote.
@Suite("What messages look like") struct SnapshotTests {
  static let folder =
    String("\(#filePath)".split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 })
    + "/Snapshots/errors"

  static var names: [String] {
    TemporaryFolder.names(in: folder).filter { $0.hasSuffix(".fov") }.map { String($0.dropLast(4)) }
  }

  static func read(_ name: String) -> [UInt8]? { TemporaryFolder.read(folder + "/" + name) }

  @Test func thereAreEnough() { #expect(Self.names.count >= 60) }

  @Test(arguments: Self.names) func message(name: String) throws {
    let program = String(decoding: try #require(Self.read(name + ".fov")), as: UTF8.self)
    let found = Self.message(of: program)
    if getenv("FOVEA_UPDATE") != nil {
      let file = try #require(fopen(Self.folder + "/" + name + ".txt", "w"))
      fputs(found, file)
      fclose(file)
      return
    }
    let expected = try #require(Self.read(name + ".txt"), "\(name).txt is missing; FOVEA_UPDATE=1 writes it")
    #expect(found == String(decoding: expected, as: UTF8.self), "\(name)")
  }

  /// What a script makes the session say; files are made in a folder of their own, whose name is left out.
  private static func message(of program: String) -> String {
    let files = TemporaryFolder()
    files.write(BrokenFiles.png, to: "photo.png")
    files.write(Array(BrokenFiles.png.prefix(50)), to: "cut.png")
    files.write(
      BrokenFiles.npy(header: "{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 1000), }", data: 16),
      to: "lying.npy")
    files.write(BrokenFiles.npy(header: "{'descr': '<f4', 'shape': (2,", data: 8), to: "torn.npy")
    files.write(
      BrokenFiles.npy(header: "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", data: 16),
      to: "objects.npy")
    files.write([], to: "empty.npy")
    files.write("some words\n", to: "words.png")
    files.write("height,weight\n1.5,60\n1.7,n/a\n", to: "people.csv")
    files.write("x = [1, 2]\ny = x[3]\n", to: "inner.fov")
    files.write("1 +* 2\n", to: "unreadable.fov")
    var text = ""
    onLargeStack {
      let bench = Workbench()
      bench.interpreter.folder = files.path
      Watchdog.guarding(bench.interpreter.cancellation, seconds: 20, over: program) {
        _ = bench.session.runScript(SourceText(name: "script.fov", program))
      }
      text = bench.transcript.lines.joined(separator: "\n") + "\n"
    }
    while let place = text.firstRange(of: files.path + "/") { text.removeSubrange(place) }
    // How much memory there is depends on the machine.
    return text.replacing(/and [^\n]* are in use/) { _ in "and … are in use" }
  }

  /// Every code that a program alone can bring about stands in some snapshot.
  @Test func everyCodeIsShown() {
    let texts = Self.names.compactMap { Self.read($0 + ".txt") }.map { String(decoding: $0, as: UTF8.self) }
    // Too long needs two gigabytes, and text in Swift is UTF-8; lessons and interrupts are not a program's doing.
    let others: Set<ErrorCode> = [.tooLong, .lesson, .interrupted, .invalidText]
    for code in ErrorCode.allCases where !others.contains(code) {
      #expect(texts.contains { $0.contains("error[\(code.rawValue)]") }, "\(code.rawValue) \(code)")
    }
  }

  /// What help shows as an example of a code fails with it.
  @Test func theExamplesFailAsTheySay() {
    onLargeStack {
      for code in ErrorCode.allCases {
        guard let example = code.example else { continue }
        let bench = Workbench()
        bench.run(example)
        #expect(bench.transcript.failures.first?.code == code, "\(code.rawValue): \(example)")
      }
    }
  }

  @Test func everyCodeHasAPage() {
    for code in ErrorCode.allCases {
      #expect(!code.meaning.isEmpty && code.advice.hasSuffix("."), "\(code.rawValue)")
    }
  }
}

/// Files that are not what they say.
enum BrokenFiles {
  /// A grey picture of 2 × 2.
  static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 2, 0, 0,
    0, 2, 8, 0, 0, 0, 0, 0x57, 0xDD,
    0x52, 0xF8, 0, 0, 0, 0x0E, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x60, 0xF8, 0xCF, 0xC0, 0xF0, 0x9F,
    0x01, 0, 0x07, 0xFE, 0x01, 0xFF,
  ]

  static func npy(header: String, data: Int) -> [UInt8] {
    let text = Array(header.utf8) + [UInt8](repeating: 0x20, count: 117 - header.utf8.count) + [0x0A]
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count), 0] + text
      + [UInt8](repeating: 0, count: data)
  }
}
