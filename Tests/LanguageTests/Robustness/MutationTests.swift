import Engine
import FuzzTargets
import Testing

/// What the fuzzer makes of inputs gets past checksums and lengths, and reaches the numbers at which programs break.
@Suite struct MutationTests {
  private static func changes(
    of input: [UInt8], _ target: FuzzTarget, _ count: Int
  ) -> [[UInt8]] {
    (0..<count).compactMap { seed in
      var tools = MutationTools(seed: UInt64(seed)) { bytes in bytes.reversed() }
      return target.changed(input, &tools)
    }
  }

  @Test(arguments: FuzzTarget.allCases) func mostInputsAreTakenApart(_ target: FuzzTarget) throws {
    let inputs = try Corpus.inputs(target)
    let takenApart = inputs.count { !Self.changes(of: $0.bytes, target, 20).filter { !$0.isEmpty }.isEmpty }
    #expect(takenApart * 2 >= inputs.count, "\(takenApart) of \(inputs.count)")
  }

  @Test(arguments: FuzzTarget.allCases) func brokenInputsDoNoHarm(_ target: FuzzTarget) throws {
    for input in try Corpus.inputs(target).prefix(20) {
      for length in Set([0, 1, 2, 3, 5, 8, 13, 21, 34, input.bytes.count / 2])
      where length <= input.bytes.count {
        for change in Self.changes(of: Array(input.bytes.prefix(length)), target, 12) {
          _ = Self.changes(of: change, target, 2)
        }
      }
    }
  }

  @Test func aChangeCanBeRepeated() throws {
    let input = try #require(try Corpus.inputs(.png).first).bytes
    #expect(Self.changes(of: input, .png, 50) == Self.changes(of: input, .png, 50))
  }

  /// One in sixty is meant to be wrong, and a chunk that is cut off has none that could fit.
  @Test func checksumsFit() throws {
    var (wrong, all, sound) = (0, 0, 0)
    for target: FuzzTarget in [.png, .npz, .gzip, .networks] {
      for input in try Corpus.inputs(target) {
        for change in Self.changes(of: input.bytes, target, 40) {
          all += 1
          do throws(FileError) {
            switch target {
            case .png: _ = try PNG.decode(change)
            case .npz: _ = try NumPyArchive.decode(change)
            case .gzip: _ = try Gzip.unpack(change)
            default: _ = try SafetensorsFile.decode(change)
            }
            sound += 1
          } catch { if error.code == .checksum { wrong += 1 } }
        }
      }
    }
    #expect(all > 400 && wrong * 8 < all && sound * 5 > all, "\(wrong) wrong and \(sound) sound of \(all)")
  }

  /// A tensor of nothing whose other extent is huge takes no bytes.
  @Test func shapesOfNothingAreHuge() throws {
    let input = try #require(try Corpus.inputs(.networks).first { $0.name.contains("adam") }).bytes
    let found = Self.changes(of: input, .networks, 1500).contains { change in
      guard let array = try? SafetensorsFile.decode(change)["training/epochs"] else { return false }
      return array.shape.contains(0) && array.shape.contains { $0 >= 1 << 40 }
    }
    #expect(found)
  }

  @Test func indicesAreHuge() {
    let changes = Self.changes(of: Array("x = [1, 2, 3]; x[1:2:3]".utf8), .programs, 300)
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(changes.contains("x = [1, 2, 3]; x[1:1e300:3]"))
    #expect(changes.contains("x = [1, 2, 3]; x[1:9223372036854775808:3]"))
  }
}
