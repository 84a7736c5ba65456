import Engine
import Language

/// A file that is named like one of pictures, arrays or networks, which are written by `write` and by no command.
struct DataFile {
  private let name: String
  private let sort: FileSort
  /// In which `write` writes it: that of the name, or another of the same sort.
  private let format: any WritableFormat.Type
  private let isOwn: Bool

  /// Nil for an ending of no format, and for one of a sort that is not written.
  init?(_ name: String) {
    guard let sort = FileFormats.sort(named: name) else { return nil }
    let own = FileFormats.format(named: name) as? any WritableFormat.Type
    guard let format = own ?? FileFormats.writable.first(where: { $0.sort == sort }) else { return nil }
    (self.name, self.sort, self.format, isOwn) = (name, sort, format, own != nil)
  }

  /// What the name promises: `a picture`.
  var kind: String { sort.rawValue }

  /// The name without its ending, where a variable can be called so.
  var variable: String? {
    let stem = FilePath.stem(of: name)
    return Formatter.isWord(stem) ? stem : nil
  }

  /// The same name as a script's.
  var script: String { FilePath.stem(of: name) + ".fov" }

  /// The call that writes a value so.
  func call(_ value: String) -> String {
    let path = isOwn ? name : FilePath.stem(of: name) + "." + (format.endings.first ?? "")
    // Some files hold arrays by their names.
    let isNamed = sort == .array && !WritableValue.tensor.fits(format)
    return "write(\(Formatter.quoted(path)), \(isNamed ? "record(\(value)=\(value))" : value))"
  }
}
