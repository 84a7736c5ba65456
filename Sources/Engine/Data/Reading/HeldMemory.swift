/// Memory that a reader holds beside the tensors, counted against the limit as long as this lives.
package final class HeldMemory: Sendable {
  private let byteCount: Int

  /// - Throws: `tooLarge` when the limit would be exceeded.
  package init(_ byteCount: Int, _ path: String) throws(FileError) {
    do throws(TensorError) { try MemoryBudget.process.reserve(byteCount) } catch {
      throw FileError(.tooLarge, path, "\(FileError.name(path)): \(error.message)", help: error.help)
    }
    self.byteCount = byteCount
  }

  deinit { MemoryBudget.process.release(byteCount) }

  /// Looks whether so many bytes more are allowed and there, before an array of them is made that is held for a while:
  /// Swift's arrays end the program where the system refuses.
  /// - Throws: `tooLarge`.
  static func checkRoom(for byteCount: Int, _ path: String) throws(FileError) {
    do throws(TensorError) { try MemoryBudget.process.checkRoom(for: byteCount) } catch {
      throw FileError(.tooLarge, path, "\(FileError.name(path)): \(error.message)", help: error.help)
    }
  }
}
