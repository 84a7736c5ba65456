/// What was wrong with a file, or with bytes that came from one: never a reason to end the program.
public struct FileError: Error, Sendable, Equatable {
  /// What kind of fault it is: whatever anybody tells errors apart by.
  public enum Code: Sendable, Equatable, CaseIterable {
    /// There is no such file.
    case missing
    /// The folder that should hold the file does not exist.
    case missingFolder
    /// A folder stands where a file is wanted.
    case directory
    /// A pipe, a device or a socket: nothing that can be read to its end or replaced.
    case notAFile
    /// Somebody else's file stands where one of the program's own would be written.
    case foreign
    /// The system's permissions, or the rights of the code that asks, forbid it.
    case denied
    /// The file system is mounted for reading only.
    case readOnly
    /// No room is left on the disk, or the user's share of it is used up.
    case diskFull
    /// Another refusal of the system; the message holds its words.
    case system
    /// The file holds no bytes.
    case empty
    /// More bytes or pixels than the limit allows.
    case tooLarge
    /// The bytes are of another format.
    case wrongKind
    /// The bytes end before what they describe is complete.
    case truncated
    /// A checksum does not fit the data.
    case checksum
    /// The bytes contradict their format, or themselves.
    case corrupt
    /// A valid file, or a value to write, of a sort that is not handled.
    case unsupported
    /// Somebody asked the work to stop.
    case cancelled
  }

  /// The kind of fault.
  public let code: Code
  /// The file as the caller named it; may be empty for bytes without a file.
  public let path: String
  /// One sentence that names the file and the values, no full stop.
  public let message: String
  /// One suggestion, where there is a good one.
  public let help: String?

  /// - Parameters:
  ///   - code: the kind of fault.
  ///   - path: the file as the caller named it; may be empty for bytes without a file.
  ///   - message: one sentence that names the file and the values, no full stop.
  ///   - help: one suggestion, where there is a good one.
  public init(_ code: Code, _ path: String, _ message: String, help: String? = nil) {
    self.code = code
    self.path = path
    self.message = message
    self.help = help
  }

  package static func cancelled(_ path: String) -> FileError { FileError(.cancelled, path, "interrupted") }

  /// What messages call the file: its path, or `the data` where there is none.
  package static func name(_ path: String) -> String { path.isEmpty ? "the data" : path }

  /// Text out of a file, fit for a message: at most 60 characters, without control characters.
  package static func excerpt(_ text: String) -> String {
    let safe = String(
      String.UnicodeScalarView(text.unicodeScalars.prefix(60).map { isControl($0) ? "?" : $0 }))
    return text.unicodeScalars.dropFirst(60).isEmpty ? safe : safe + "…"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension Execution {
  /// - Throws: `FileError` with code `cancelled` once the cancellation flag is raised.
  package func checkCancelled(_ path: String) throws(FileError) {
    if let cancellation, cancellation.isRaised { throw .cancelled(path) }
  }
}
