import Engine
import Glibc
import Testing

/// The kept files of `Tests/EngineTests/Fixtures`, made by `make_fixtures.py` there.
enum DataFixtures {
  static let folder: String = {
    let file = #filePath
    let tests = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return tests.joined(separator: "/") + "/Fixtures"
  }()

  static func bytes(_ name: String) throws -> [UInt8] { try ByteFile.read("\(folder)/\(name)") }

  static func arrays(_ name: String) throws -> NumPyArchive { try NumPyArchive.decode(try bytes(name)) }

  /// The folder of photographs and digits, where the environment names one.
  static let dataFolder: String? = getenv("FOVEA_DATA").map { String(cString: $0) }

  /// A folder of its own for one test, removed behind it.
  static func withTemporaryFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/fovea-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    let folder = try #require(made)
    defer {
      for name in list(folder) { _ = remove("\(folder)/\(name)") }
      rmdir(folder)
    }
    try body(folder)
  }

  static func list(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { text in
        String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

/// The code of the `FileError` that `body` throws; nil where it throws none.
func fileErrorCode<Result>(_ body: () throws -> Result) -> FileError.Code? {
  do {
    _ = try body()
    return nil
  } catch {
    return (error as? FileError)?.code
  }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers in each run.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
