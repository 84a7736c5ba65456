import Engine
import FuzzTargets
import Notebook
import Testing

/// The inputs that a fuzzer found to reach something of their own (`Scripts/fuzz`), run again: none may crash or hang.
@Suite("The corpora", .serialized, .timeLimit(.minutes(5))) struct CorpusTests {
  @Test(arguments: FuzzTarget.allCases) func everyInputEnds(_ target: FuzzTarget) throws {
    let inputs = try Corpus.inputs(target)
    #expect(!inputs.isEmpty)
    for (name, bytes) in inputs { run(bytes, target, name) }
  }

  /// Others like them, some of whose numbers, lengths and types are those that a reader must beware of.
  @Test(arguments: FuzzTarget.allCases) func everyChangedInputEnds(_ target: FuzzTarget) throws {
    let inputs = try Corpus.inputs(target)
    for round in 0..<100 {
      let (name, bytes) = inputs[round * 7919 % inputs.count]
      var tools = MutationTools(seed: UInt64(round)) { bytes in
        var changed = bytes
        if !changed.isEmpty { changed[round * 31 % changed.count] ^= 0x55 }
        return changed
      }
      guard let changed = target.changed(bytes, &tools) else { continue }
      run(changed, target, "\(name), round \(round)")
    }
  }

  private func run(_ bytes: [UInt8], _ target: FuzzTarget, _ name: String) {
    let folder = TemporaryFolder()
    onLargeStack {
      let cancellation = Cancellation()
      Watchdog.guarding(cancellation, seconds: 10, over: name) {
        target.run(bytes, in: folder.path, cancellation)
      }
    }
  }
}

/// `Fuzz/corpus`: a folder for each target.
enum Corpus {
  private static let folder =
    String("\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }) + "/Fuzz/corpus"

  static func inputs(_ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let folder = "\(folder)/\(target.rawValue)"
    return try TemporaryFolder.names(in: folder).sorted().map {
      ("\(target.rawValue)/\($0)", try #require(TemporaryFolder.read("\(folder)/\($0)")))
    }
  }
}
