import Glibc

/// A new, empty folder, which is removed with its files when the last reference goes.
final class ScratchFolder {
  let path: String
  private var names: Set<String> = ["out", "errors", "status"]

  init() {
    var template = Array("/tmp/fovea-tests-XXXXXX".utf8CString)
    // `mkdtemp` writes within the template's own bytes.
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkdtemp($0) != nil } ?? false }
    precondition(made, "a temporary folder can be made")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    names.formUnion(ScratchFolder.names(path))
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// What lies in a folder, such as what a program that was killed had begun to write.
  static func names(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      // Valid until the next `readdir`; the name ends with a NUL within the array.
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { found.append(name) }
    }
    return found
  }

  /// A lesson of one step, which runs some code.
  func writeLesson(_ code: String, to name: String) {
    let lesson = """
      # ---
      # title.en: One
      # title.zh: 一
      # ---
      # %% [text]
      # en:
      # Text.
      # zh:
      # 文字。
      # %%
      \(code)

      """
    write(lesson, to: name)
  }

  func write(_ bytes: [UInt8], to name: String) {
    names.insert(name)
    guard let file = fopen(path + "/" + name, "w") else { return }
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
  }

  /// Makes a file longer, by zeros that take no room on the disk.
  func stretch(_ name: String, to bytes: Int) { truncate(path + "/" + name, bytes) }

  func write(_ text: String, to name: String) { write(Array(text.utf8), to: name) }

  func read(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

  func bytes(_ name: String) -> [UInt8] {
    guard let file = fopen(path + "/" + name, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&part, 1, part.count, file)
      if count == 0 { return bytes }
      bytes += part[..<count]
    }
  }
}
