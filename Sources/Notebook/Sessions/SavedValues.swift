import Engine
import Language

/// Values that a script cannot compute again, as program text: small ones are written out, tensors and networks are loaded
/// from files beside the script.
struct SavedValues {
  /// The tensors, by the names under which the archive has them.
  private(set) var arrays: [NumPyArchive.Member] = []
  /// The networks, by the paths of their files.
  private(set) var networks: [(path: String, file: SafetensorsFile)] = []
  /// What could not be written, as sentences.
  private(set) var missing: [String] = []
  /// The path of the script as it was typed, without its ending.
  private let stem: String

  /// - Parameter script: its path as it was typed. The files lie beside it, where `load` looks for them.
  init(beside script: String) { stem = script.hasSuffix(".fov") ? String(script.dropLast(4)) : script }

  /// The archive's path.
  var archive: String { stem + ".npz" }

  /// How the script names a file, which lies beside it.
  private static func name(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Statements that give a variable its value, or a remark that it is missing.
  /// - Parameter cell: the number of the cell that it comes from.
  mutating func assignment(_ name: String, _ value: Value, cell: Int) -> String {
    let before = (arrays, networks)
    if case .function(let function) = value, let source = function.source {
      if function.name == name { return source + ";" }
      if function.name == nil { return "\(name) = \(source);" }
    }
    if case .record(let record) = value, !record.names.allSatisfy(Formatter.isWord) {
      // Names that are no words can be assigned only.
      let lines = zip(record.names, record.values).map { field, value in
        expression(value, "\(cell).\(name).\(field)").map { "\(name)[\(Formatter.quoted(field))] = \($0);" }
      }
      if !lines.contains(nil) {
        return (["\(name) = record();"] + lines.compactMap(\.self)).joined(separator: "\n")
      }
    } else if let text = expression(value, "\(cell).\(name)") {
      return "\(name) = \(text);"
    }
    (arrays, networks) = before
    missing.append("`\(name)` is not in it: \(value.briefly) cannot be written to a file")
    return
      "# `\(name)` is missing: \(value.briefly.split(separator: "\n").first ?? "it") cannot be written to a file"
  }

  /// Notes that the values of a cell had to be let go of.
  /// - Parameter cell: its number in the script.
  mutating func noteDropped(cell: Int) {
    missing.append(
      "what cell \(cell) had computed when it ended is not in it: it took too much memory to be kept")
  }

  /// - Parameter key: what the tensors in it are called in the archive; several get numbers.
  private mutating func expression(_ value: Value, _ key: String) -> String? {
    var (arrays, networks) = (arrays, networks)
    let (first, stem) = (arrays.count, stem)
    var isFirst = true
    let text = value.source { part in
      let name = isFirst ? key : "\(key).\(arrays.count + networks.count + 1)"
      isFirst = false
      switch part {
      case .tensor(let tensor):
        arrays.append(.init(name: name, array: tensor.detached.numPyArray))
        return "saved[\(Formatter.quoted(name))]"
      case .object(let box):
        guard let network = box.content as? NetworkObject, let file = try? network.file() else { return nil }
        let path = "\(stem)-\(name.replacing("/", with: "_")).safetensors"
        networks.append((path, file))
        return "load(\(Formatter.quoted(SavedValues.name(path))))"
      default: return nil
      }
    }
    guard let text else { return nil }
    let load = "load(\(Formatter.quoted(SavedValues.name(archive))))"
    let hasArrays = arrays.count > first
    (self.arrays, self.networks) = (arrays, networks)
    if case .tensor = value { return load + "[\(Formatter.quoted(key))]" }
    // The archive is read once, however many tensors there are.
    return hasArrays ? "(saved -> \(text))(\(load))" : text
  }

  /// The files to be written, each with what tells one that may be written over.
  /// - Parameter place: the whole path for one that was typed.
  func files(_ place: (String) -> String) throws(FileError) -> [(file: OwnedFile, parts: FileParts)] {
    var files: [(file: OwnedFile, parts: FileParts)] = []
    if !arrays.isEmpty {
      let path = place(archive)
      let archive = NumPyArchive(arrays).signed(by: SavedValues.archiveWriter)
      let file = OwnedFile(path, [NumPyArchive.mark(of: SavedValues.archiveWriter)], deed: "saved")
      files.append((file, try archive.parts(path: path)))
    }
    for (path, file) in networks {
      let mark = SafetensorsFile.mark(of: SavedValues.writer)
      files.append(
        (OwnedFile(place(path), [mark], deed: "saved"), file.signed(by: SavedValues.writer).parts()))
    }
    return files
  }

  private static let writer = "Saved from a Fovea session"
  private static let archiveWriter = "saved-from-a-fovea-session"
}
