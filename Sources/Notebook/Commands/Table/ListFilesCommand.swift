import Engine
import Language

extension Command {
  static let listFiles = Command(
    "ls", aliases: ["dir"], usage: "ls [FOLDER]",
    "the files of the working folder or another: what they can be loaded as, and how large they are",
    argument: .name(.folder), completion: .files
  ) { arguments in
    { notebook in
      let typed = arguments.first ?? "."
      let path = notebook.current.interpreter.path(typed)
      do throws(FileError) { return notebook.say(try FileListing(path).markup) } catch {
        return notebook.fail(
          error.message, help: error.help ?? "ls without a folder lists the working folder")
      }
    }
  }
}

/// What lies in a folder, but for hidden files.
private struct FileListing {
  private let path: String
  private var folders: [String] = []
  private var files: [(name: String, bytes: Int)] = []

  init(_ path: String) throws(FileError) {
    self.path = path
    for entry in try FolderEntry.all(in: path) where !entry.isHidden {
      if entry.isFolder {
        folders.append(entry.name + "/")
      } else if let bytes = entry.byteCount {
        files.append((entry.name, bytes))
      }
    }
    folders.sort()
    files.sort { $0.name < $1.name }
  }

  var markup: Markup {
    var markup = Markup()
    let place = path == "." ? "" : " in \(PrintableText.make(path))"
    guard !folders.isEmpty || !files.isEmpty else {
      markup.line("no files\(place)", .dim)
      return markup
    }
    let rows =
      folders.map { [$0, "", "folder"] }
      + files.map { [$0.name, ByteCount.text($0.bytes), FileListing.kind(of: $0.name)] }
    let widths = (0..<2).map { column in
      rows.map { DisplayWidth.columns(of: PrintableText.make($0[column])) }.max() ?? 0
    }
    for row in rows {
      let cells = (0..<2).map { column in
        let text = PrintableText.make(row[column])
        let space = String(repeating: " ", count: widths[column] - DisplayWidth.columns(of: text))
        return column == 1 ? space + text : text + space
      }
      markup.line(
        .init(cells[0], .code), .init("  " + cells[1], .dim), .init(row[2].isEmpty ? "" : "  " + row[2]))
    }
    return markup
  }

  /// What the name promises that it is; nothing for a name that says nothing to this program.
  private static func kind(of name: String) -> String {
    FilePath.ending(of: name) == "fov"
      ? "a script or a lesson" : FileFormats.sort(named: name)?.rawValue ?? ""
  }
}
