import Glibc

/// A file or folder in a folder.
package struct FolderEntry {
  package let name: String
  package let path: String

  /// What lies in a folder, in no order; hidden files too.
  /// - Throws: `missing`, `denied`, `missingFolder`, `system`.
  package static func all(in folder: String) throws(FileError) -> [FolderEntry] {
    guard let directory = opendir(folder) else { throw SystemFailure(errno).error(reading: folder) }
    defer { closedir(directory) }
    var entries: [FolderEntry] = []
    while let entry = readdir(directory) {
      // Safe: the entry stays valid until the next `readdir`, and its name ends with a NUL within the entry.
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      entries.append(FolderEntry(name: name, path: folder == "/" ? "/" + name : folder + "/" + name))
    }
    return entries
  }

  package var isHidden: Bool { name.hasPrefix(".") }

  /// Links are followed.
  package var isFolder: Bool { FilePath.isFolder(path) }

  /// The bytes of a file; nil for a link that leads nowhere.
  package var byteCount: Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }
}
