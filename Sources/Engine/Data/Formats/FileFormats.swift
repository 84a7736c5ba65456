/// All formats of files, and what is asked of them together.
package enum FileFormats {
  /// In the order in which a file is tried, and in which messages name them: what looks like plain text comes last.
  package static let all: [any FileFormat.Type] = [
    NumPyFile.self, NumPyArchive.self, SafetensorsFile.self, IDXFile.self, PNG.self, JPEG.self,
    PortablePixmap.self, Gzip.self, SGFFormat.self, CSVFile.self,
  ]

  package static var readable: [any ReadableFormat.Type] {
    all.compactMap { $0 as? any ReadableFormat.Type }
  }

  package static var writable: [any WritableFormat.Type] {
    all.compactMap { $0 as? any WritableFormat.Type }
  }

  package static var pictures: [any PictureFormat.Type] { all.compactMap { $0 as? any PictureFormat.Type } }

  // MARK: Telling

  /// The format of a file by its content. The path's ending counts only where the content is plain text.
  package static func format(of bytes: some Collection<UInt8>, path: String = "") -> (any FileFormat.Type)? {
    let start = FileStart(bytes, path: path)
    return all.first { $0.recognizes(start) }
  }

  /// The format that a file of this name should have.
  package static func format(named path: String) -> (any FileFormat.Type)? {
    let ending = FilePath.ending(of: path)
    return all.first { $0.endings.contains(ending) }
  }

  /// What a file's name promises, also where the format is of another program and not read here.
  package static func sort(named path: String) -> FileSort? {
    format(named: path)?.sort ?? ForeignFormat.sort(ofEnding: FilePath.ending(of: path))
  }

  // MARK: Words

  /// What files of each format give, a sentence for each; for pictures, which share it, once.
  package static var readingHelp: [String] {
    readable.map { $0.readingHelp }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// `.npy or .png`: the usual endings of the formats that hold a value.
  package static func endings(for value: WritableValue) -> String {
    list(all.filter { value.fits($0) }.compactMap { $0.endings.first }.map { "." + $0 }, "or")
  }

  /// The usual ending, with its dot, of the first format that holds a value.
  package static func usualEnding(for value: WritableValue) -> String {
    all.first { value.fits($0) }?.endings.first.map { "." + $0 } ?? ""
  }

  /// `PNG, JPEG, PGM and PPM`.
  package static func pictureNames(_ conjunction: String) -> String {
    list(pictures.flatMap { $0.names }, conjunction)
  }

  /// `a`, `a and b`, or `a, b and c`.
  package static func list(_ items: [String], _ conjunction: String) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
