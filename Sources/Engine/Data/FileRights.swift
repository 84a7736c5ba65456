import Glibc
import Synchronization

/// What code may do with files.
public struct FileRights: Sendable, Equatable {
  /// Which files code reaches.
  public enum Reach: Sendable, Equatable {
    /// To read and to write whatever the system allows.
    case everything
    /// To read what lies in a folder and below it, but not what links there lead to elsewhere; and to write nothing.
    /// The folder is as the system knows it, without links.
    case reading(below: String)
    /// Neither to read nor to write.
    case nothing
  }

  /// Which files the code reaches.
  public let reach: Reach
  /// A sentence, no full stop, for whoever names a file out of reach.
  public let denial: String
  /// What to do about it, where something can be done.
  public let help: String?

  /// To read and to write everything.
  public static let all = FileRights(.everything, denial: "")

  /// - Parameters:
  ///   - reach: which files the code reaches; from a folder that does not exist it reaches none.
  ///   - denial: a sentence, no full stop, for whoever names a file out of reach.
  ///   - help: what to do about it, where something can be done.
  public init(_ reach: Reach, denial: String, help: String? = nil) {
    if case .reading(let folder) = reach {
      self.reach = FileRights.resolved(folder).map { .reading(below: $0) } ?? .nothing
    } else {
      self.reach = reach
    }
    (self.denial, self.help) = (denial, help)
  }

  /// Whether there is anything that they forbid.
  public var areLimited: Bool { reach != .everything }

  /// What both allow.
  /// - Parameter other: other rights.
  /// - Returns: the rights with the smaller reach; none where neither folder lies in the other.
  public func intersected(with other: FileRights) -> FileRights {
    switch (reach, other.reach) {
    case (.nothing, _), (_, .everything): self
    case (_, .nothing), (.everything, _): other
    case (.reading(let mine), .reading(let theirs)):
      if FileRights.lies(mine, below: theirs) {
        self
      } else if FileRights.lies(theirs, below: mine) {
        other
      } else {
        FileRights(.nothing, denial: denial, help: help)
      }
    }
  }

  /// Whether it depends on the place what may be done.
  private var canRead: Bool { if case .reading = reach { true } else { false } }

  /// - Throws: `denied` for a file or folder that may not be read.
  func checkReading(_ path: String) throws(FileError) {
    switch reach {
    case .everything: return
    case .reading(let folder):
      if let resolved = FileRights.resolved(path), FileRights.lies(resolved, below: folder) { return }
    case .nothing: break
    }
    throw denied(path)
  }

  /// - Throws: `denied` where nothing may be written.
  func checkWriting(_ path: String) throws(FileError) {
    if areLimited { throw denied(path) }
  }

  private func denied(_ path: String) -> FileError {
    // Nobody sees by a relative name where it leads.
    let place =
      path.hasPrefix("/") || !canRead
      ? "" : ", which is \(FilePath.absolute(path)): names are relative to the current folder"
    return FileError(.denied, path, "\(denial): \(path)\(place)", help: help)
  }

  private static func lies(_ path: String, below folder: String) -> Bool {
    path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
  }

  /// A path without links and dots; of what does not exist, the folders that do. Nil where that cannot be told.
  private static func resolved(_ path: String) -> String? {
    if let known = realpath(path, nil) {
      defer { free(known) }
      return String(cString: known)
    }
    let end = path.lastIndex { $0 != "/" } ?? path.startIndex
    guard errno == ENOENT, !path.isEmpty, path[end] != "/" else { return nil }
    let slash = path[...end].lastIndex(of: "/")
    let name = path[(slash.map { path.index(after: $0) } ?? path.startIndex)...end]
    guard name != "..", name != ".", !isLink(path) else { return nil }
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    return resolved(folder).map { ($0 == "/" ? "" : $0) + "/" + name }
  }

  /// A link that leads nowhere may lead somewhere in a moment.
  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}

/// The rights of the code that is running at the moment. Whoever opens a file asks here.
public final class FileAccess: Sendable {
  private let current = Mutex(FileRights.all)

  /// All rights, until they are set.
  public init() {}

  /// What the running code may do.
  public var rights: FileRights {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }
}

extension Execution {
  /// - Throws: `denied` for a file or folder that the running code may not read.
  func checkReading(_ path: String) throws(FileError) { try files?.rights.checkReading(path) }

  /// - Throws: `denied` for a file that the running code may not write.
  func checkWriting(_ path: String) throws(FileError) { try files?.rights.checkWriting(path) }
}
