import Engine

/// A file that a statement `use` names.
struct UsedFile {
  let bytes: [UInt8]
  let path: String
}

extension Interpreter {
  /// Looks for a file beside the one whose text names it, and then where relative paths start.
  func usedFile(_ name: String, by source: SourceText) throws(FileError) -> UsedFile {
    let plain = path(name)
    if let own = source.path, !name.hasPrefix("/"), !name.hasPrefix("~") {
      let beside = FilePath.folder(of: own) + "/" + name
      do throws(FileError) { return try read(beside) } catch {
        guard error.code == .missing || error.code == .missingFolder else { throw error }
      }
      do throws(FileError) { return try read(plain) } catch {
        guard error.code == .missing || error.code == .missingFolder else { throw error }
        throw FileError(
          error.code, error.path, error.message,
          help: "it is looked for beside the file that uses it, \(beside), and then as \(plain)")
      }
    }
    return try read(plain)
  }

  private func read(_ path: String) throws(FileError) -> UsedFile {
    UsedFile(bytes: try ByteFile.read(path, allowingEmpty: true, in: execution), path: path)
  }
}
