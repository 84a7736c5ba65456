import Engine

/// The file that a call writes a figure to.
struct FigureFile {
  private let format: FigureFormat
  private let path: String
  private let parameter: BuiltIn.Parameter
  private let arguments: Arguments
  private let isNamed: Bool

  /// Nil where no file is named.
  /// - Parameter suffix: what comes behind the file's name, for the second of two.
  /// - Throws: `file` for another extension.
  init?(_ arguments: Arguments, at parameter: BuiltIn.Parameter, suffix: String = "") throws(Diagnostic) {
    guard arguments.optional(parameter) != nil else { return nil }
    var path = try arguments.path(parameter)
    guard let format = FigureFormat(path) else {
      throw arguments.failure(
        .file, "a figure is written as .svg or .png, and \"\(path)\" has another extension", at: parameter,
        help: "file=\"figure.svg\"")
    }
    path.insert(contentsOf: suffix, at: path.index(path.endIndex, offsetBy: -4))
    (self.format, self.path, self.parameter, self.arguments) = (format, path, parameter, arguments)
    isNamed = suffix.isEmpty
  }

  /// Looks whether it may be written, before anything is computed.
  func check() throws(Diagnostic) {
    guard !isNamed else { return }
    try arguments.file(at: parameter) { () throws(FileError) in try format.file(path).check() }
  }

  func write(_ figure: Figure) throws(Diagnostic) {
    let execution = arguments.interpreter.execution
    let remarks = try arguments.file(at: parameter) { () throws(FileError) in
      let (bytes, remarks) = try format.encode(figure, path: path, in: execution)
      // With a suffix it is no name that somebody gave.
      if isNamed {
        try ByteFile.write(bytes, to: path, in: execution)
      } else {
        try format.file(path).write(bytes, in: execution)
      }
      return remarks
    }
    for remark in remarks { arguments.interpreter.noteOnceInCell("letters", remark) }
  }
}
