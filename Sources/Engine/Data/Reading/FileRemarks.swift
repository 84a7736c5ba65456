/// What a reader passed over or had to guess, in sentences: nothing of a file is left out in silence.
public final class FileRemarks {
  /// The sentences so far, in their order, each once.
  public private(set) var sentences: [String] = []

  /// Nothing remarked yet.
  public init() {}

  package func add(_ sentence: String) {
    if !sentences.contains(sentence) { sentences.append(sentence) }
  }

  /// Says which parts of a file are left out because they are of a sort that is not read.
  func addLeftOut(_ refused: [FileError], of name: String, as parts: String) {
    for error in refused.prefix(3) { add("\(error.message); it is left out") }
    if refused.count > 3 {
      add("\(refused.count - 3) more \(parts) of \(name) are of unsupported kinds, and are left out")
    }
  }

  /// Says what follows the first picture or array of a file.
  /// - Parameter reader: the program that leaves it out too.
  func addRemainder(_ rest: ArraySlice<UInt8>, of name: String, as reader: String? = nil) {
    let format = FileFormats.format(of: rest)
    let other = format is any PictureFormat.Type ? "picture" : format == NumPyFile.self ? "array" : nil
    let like = reader.map { ", as \($0) does" } ?? ""
    if let other {
      return add("another \(other) follows the first in \(name), and only the first is read\(like)")
    }
    add(
      rest.count == 1
        ? "1 byte at the end of \(name) is left out"
        : "\(rest.count) bytes at the end of \(name) are left out")
  }

  /// The same for what follows the end of a picture, where bytes of the sort that fill up do not count.
  func addRemainder(_ bytes: [UInt8], from end: Int, filling: Set<UInt8>, of name: String) {
    // A JPEG picture begins with such a byte.
    let start = bytes.indices[end...].first {
      !filling.contains(bytes[$0]) || bytes[$0...].starts(with: [0xFF, 0xD8])
    }
    if let start { addRemainder(bytes[start...], of: name) }
  }

  /// Hands the first on, and says how many there are beside it, where a folder has many files.
  func summarize(in folder: String, to others: FileRemarks) {
    guard let first = sentences.first else { return }
    others.add(first)
    let rest = sentences.count - 1
    if rest > 0 { others.add("the same holds for \(rest) more \(rest == 1 ? "file" : "files") in \(folder)") }
  }

  /// `a`, `a and b`, or `a, b, c and 4 more`.
  static func list(_ items: [String]) -> String {
    let shown = items.prefix(items.count > 4 ? 3 : 4)
    let rest = items.count - shown.count
    let all = shown + (rest > 0 ? ["\(rest) more"] : [])
    guard all.count > 1, let last = all.last else { return all.first ?? "" }
    return all.dropLast().joined(separator: ", ") + " and " + last
  }
}
