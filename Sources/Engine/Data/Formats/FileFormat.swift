/// A format of files: how one is recognized, what it is called, and which files' names it has.
///
/// What else it can do says a further protocol: `ReadableFormat`, `PictureFormat`, `TensorFormat`, `RecordFormat`,
/// `NetworkFormat`. A format is a type of its own and a line in `FileFormats.all`; endings, messages and help derive from it.
package protocol FileFormat: SendableMetatype {
  /// For a message: `a PNG picture`.
  static var description: String { get }
  /// As a list of formats calls it; several where it goes by several: `PGM` and `PPM`.
  static var names: [String] { get }
  /// What follows the last dot of its files' names, in small letters; the first is the usual one. May be empty.
  static var endings: [String] { get }
  static var sort: FileSort { get }

  /// Whether a file that begins so is of this format.
  static func recognizes(_ start: FileStart) -> Bool

  /// What to call for such a file where another was expected; nil where nothing helps.
  static func advice(for path: String) -> String?
}

/// What a file holds, whatever its format.
package enum FileSort: String, Sendable {
  case array = "an array"
  case network = "a network"
  case picture = "a picture"
  case games = "a record of games"
  /// Another file, compressed.
  case packed = "a packed file"
}

/// What is known of a file when its format is asked for: its first bytes and the ending of its name.
package struct FileStart {
  let bytes: [UInt8]
  /// In small letters, without that of gzip.
  let ending: String

  /// As many bytes as any format looks at.
  static let length = 512

  package init(_ bytes: some Collection<UInt8>, path: String = "") {
    self.bytes = Array(bytes.prefix(FileStart.length))
    let ending = FilePath.ending(of: path)
    self.ending = ending == "gz" ? FilePath.ending(of: FilePath.stem(of: path)) : ending
  }

  func begins(with signature: some Sequence<UInt8>) -> Bool { bytes.starts(with: signature) }

  /// Whether the only control characters are those of text: tabs and line ends.
  var isText: Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x07...0x0D).contains($0) || $0 == 0x1B }
  }
}

extension FileFormat {
  package static func advice(for path: String) -> String? {
    path.isEmpty ? nil : "load(\(ForeignFormat.quoted(path))) reads it"
  }

  /// - Throws: `empty`, and `wrongKind`, which says what the file is instead.
  static func check(_ bytes: some Collection<UInt8>, _ path: String) throws(FileError) {
    guard recognizes(FileStart(bytes, path: path)) else {
      throw ForeignFormat.mismatch(bytes, path: path, wanted: description)
    }
  }
}

// MARK: - Reading

/// What is to be done with a file: which it is, how much memory it may take, and who hears of what is left out.
package struct FileJob {
  /// What messages call the file.
  let path: String
  /// The most bytes that what is made of it may take.
  let limit: Int
  let remarks: FileRemarks
  let execution: Execution

  package init(
    _ path: String, limit: Int = MemoryBudget.process.remaining, remarks: FileRemarks = FileRemarks(),
    in execution: Execution
  ) {
    (self.path, self.limit, self.remarks, self.execution) = (path, limit, remarks, execution)
  }

  var name: String { FileError.name(path) }
}

/// A format that `load` reads.
package protocol ReadableFormat: FileFormat {
  /// A sentence for the help of `load`: what such a file gives.
  static var readingHelp: String { get }

  /// - Parameter bytes: the whole file, which begins as the format does.
  /// - Throws: `truncated`, `checksum`, `corrupt`, `unsupported`, `tooLarge`, `cancelled`.
  static func content(of bytes: [UInt8], _ job: FileJob) throws(FileError) -> FileContent.Kind
}

/// A format of pictures, which `picture` reads too.
package protocol PictureFormat: ReadableFormat {
  /// - Parameter bytes: the whole file, which begins as the format does.
  /// - Throws: `truncated`, `checksum`, `corrupt`, `unsupported`, `tooLarge`, `cancelled`.
  static func image(
    of bytes: [UInt8], _ room: PictureRoom, _ remarks: FileRemarks, in execution: Execution
  ) throws(FileError) -> PixelImage

  /// The block of Exif data, which says how the camera was held; nil for a format without, or where it is missing.
  static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>?

  /// Says what a file holds beside the picture that is read of it.
  static func remarkRemainder(_ bytes: [UInt8], of name: String, _ remarks: FileRemarks)
}

extension PictureFormat {
  package static var sort: FileSort { .picture }

  package static var readingHelp: String {
    "A \(FileFormats.pictureNames("or")) picture gives its numbers: [C, H, W]."
  }

  package static func content(of bytes: [UInt8], _ job: FileJob) throws(FileError) -> FileContent.Kind {
    let image = try PixelImage.decode(
      bytes, path: job.path, limit: job.limit, keepingDepth: true, result: .numbers, remarks: job.remarks,
      in: job.execution)
    if image.orientation != 1 {
      job.remarks.add(
        "the camera marked \(job.name) as turned, and `load` leaves it as it is stored; `picture` turns it upright"
      )
    }
    return .picture(image)
  }

  package static func advice(for path: String) -> String? {
    path.isEmpty ? nil : "picture(\(ForeignFormat.quoted(path))) reads it"
  }

  package static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? { nil }

  package static func remarkRemainder(_ bytes: [UInt8], of name: String, _ remarks: FileRemarks) {}
}

// MARK: - Writing

/// A format that `write` writes; what it holds says one of the protocols below.
package protocol WritableFormat: FileFormat {
  /// A sentence for the help of `write`: what such a file holds.
  static var writingHelp: String { get }
}

/// A format whose files hold a tensor.
package protocol TensorFormat: WritableFormat {
  /// - Throws: what is wrong with the tensor, for this format, or with the file.
  static func parts(of tensor: Tensor, _ job: FileJob) throws(FileEncodingError) -> FileParts
}

/// A format whose files hold tensors by their names.
package protocol RecordFormat: WritableFormat {
  static func parts(of tensors: [(name: String, tensor: Tensor)], _ job: FileJob) throws(FileEncodingError)
    -> FileParts
}

/// A format whose files hold a network with its weights.
package protocol NetworkFormat: WritableFormat {
  /// - Parameter network: as `NetworkFile` describes it.
  static func parts(of network: SafetensorsFile, _ job: FileJob) throws(FileEncodingError) -> FileParts
}

/// Why a value is not written: because of itself, or because of the file.
package enum FileEncodingError: Error {
  case tensor(TensorError)
  case file(FileError)
}

/// The sorts of values that files are made of.
package enum WritableValue: String, CaseIterable, Sendable {
  case tensor = "a tensor"
  case record = "a record or a list of tensors"
  case network = "a network"

  /// Whether files of a format hold such a value.
  package func fits(_ format: any FileFormat.Type) -> Bool {
    switch self {
    case .tensor: format is any TensorFormat.Type
    case .record: format is any RecordFormat.Type
    case .network: format is any NetworkFormat.Type
    }
  }
}
