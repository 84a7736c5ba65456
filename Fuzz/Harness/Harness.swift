import CFuzzer
import Engine
import Foundation
import FuzzTargets
import Synchronization

/// What libFuzzer calls with each input. Nothing may crash, whatever the input is.
@_cdecl("LLVMFuzzerTestOneInput")
public func runInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // libFuzzer's buffer lives until this function returns.
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let cancellation = Cancellation()
  Watch.shared.begin(cancellation)
  defer { Watch.shared.end() }
  Harness.target.run(bytes, in: Harness.folder, cancellation)
  return 0
}

/// What libFuzzer calls for another input. Some bytes are changed blindly too; of files only few, because most have
/// checksums.
@_cdecl("LLVMFuzzerCustomMutator")
public func changeInput(
  _ data: UnsafeMutablePointer<UInt8>?, _ count: Int, _ limit: Int, _ seed: CUnsignedInt
) -> Int {
  guard let data else { return 0 }
  // The buffer holds `limit` bytes, of which `count` are the input.
  if seed % (Harness.target.isText ? 2 : 8) == 0 { return LLVMFuzzerMutate(data, count, limit) }
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  var tools = MutationTools(seed: UInt64(seed), blind: Harness.changedBlindly)
  guard let changed = Harness.target.changed(bytes, &tools), changed.count <= limit else {
    return LLVMFuzzerMutate(data, count, limit)
  }
  for (place, byte) in changed.enumerated() { data[place] = byte }
  return changed.count
}

private enum Harness {
  /// `FOVEA_FUZZ` names it.
  static let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["FOVEA_FUZZ"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      fatalError("FOVEA_FUZZ is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return target
  }()

  /// For files: where the process was started.
  static let folder = FileManager.default.currentDirectoryPath

  static func changedBlindly(_ bytes: [UInt8]) -> [UInt8] {
    var buffer = bytes + [UInt8](repeating: 0, count: 64)
    let limit = buffer.count
    let count = buffer.withUnsafeMutableBufferPointer { LLVMFuzzerMutate($0.baseAddress, bytes.count, limit) }
    return Array(buffer.prefix(count))
  }
}

/// Stops what goes on for too long, as a person would with Ctrl-C, again and again.
private final class Watch: Sendable {
  static let shared = Watch()
  private let current = Mutex<(cancellation: Cancellation, start: Date)?>(nil)

  private init() {
    Thread.detachNewThread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 0.05)
        current.withLock {
          if let run = $0, run.start.timeIntervalSinceNow < -0.5 { run.cancellation.raise() }
        }
      }
    }
  }

  func begin(_ cancellation: Cancellation) { current.withLock { $0 = (cancellation, Date()) } }
  func end() { current.withLock { $0 = nil } }
}
