/// What a file holds, read by the reader of its kind.
public struct FileContent {
  /// What sort of contents it is.
  public enum Kind {
    /// One array: of .npy, IDX and CSV files.
    case array(NumPyArray)
    /// Named arrays: of .npz files.
    case archive(NumPyArchive)
    /// Named tensors, which may be a network: of safetensors files.
    case tensors(SafetensorsFile)
    /// A picture: of PNG, JPEG, PGM and PPM files.
    case picture(PixelImage)
  }

  /// The contents.
  public let kind: Kind
  /// Counts the file's bytes, of which arrays may be parts, and the pixels.
  private let held: [HeldMemory]

  /// Reads a file of any kind that holds numbers; gzip around it is taken off.
  /// - Parameters:
  ///   - path: as the system takes it; `~` means nothing special.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and what may be read.
  /// - Returns: the contents.
  /// - Throws: what reading and decoding throw; `wrongKind` says what the file is, and what is read.
  public static func read(
    _ path: String, remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> FileContent {
    let (bytes, held) = try unpacked(path, remarks, execution)
    return try decode(bytes, held, path, remarks, execution)
  }

  /// The file's bytes, gzip around them taken off, counted.
  static func unpacked(
    _ path: String, _ remarks: FileRemarks, _ execution: Execution
  ) throws(FileError) -> (bytes: [UInt8], held: HeldMemory) {
    var bytes = try ByteFile.read(path, in: execution)
    var held = try HeldMemory(bytes.count, path)
    // Packed twice is a slip that happens; deeper is nobody's work.
    for depth in 0..<3 where Gzip.recognizes(FileStart(bytes)) {
      bytes = try Gzip.unpack(bytes, path: path, remarks: remarks, in: execution)
      held = try HeldMemory(bytes.count, path)
      if depth == 1 { remarks.add("\(FileError.name(path)) is compressed with gzip more than once") }
    }
    return (bytes, held)
  }

  private static func decode(
    _ bytes: [UInt8], _ file: HeldMemory, _ path: String, _ remarks: FileRemarks, _ execution: Execution
  ) throws(FileError) -> FileContent {
    guard let format = FileFormats.format(of: bytes, path: path) as? any ReadableFormat.Type else {
      throw ForeignFormat.error(bytes, path: path)
    }
    let kind = try format.content(of: bytes, FileJob(path, remarks: remarks, in: execution))
    return FileContent(kind: kind, held: [file, try HeldMemory(kind.ownByteCount, path)])
  }

  /// Reads a picture whose pixels are to become float32, turned as the camera says; gzip around it is taken off.
  /// - Parameters:
  ///   - path: as the system takes it; `~` means nothing special.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and what may be read.
  /// - Returns: a picture, upright.
  /// - Throws: what `ByteFile.read`, `Gzip.unpack` and `PixelImage.decode` throw.
  public static func picture(
    _ path: String, remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> FileContent {
    let (bytes, file) = try unpacked(path, remarks, execution)
    let image = try PixelImage.decode(
      bytes, path: path, keepingDepth: true, result: .fractions, remarks: remarks, in: execution)
    let held = try HeldMemory(image.pixels.count * (image.orientation == 1 ? 1 : 2), path)
    let upright = try image.upright(path, in: execution)
    return FileContent(kind: .picture(upright), held: [file, held])
  }
}

extension FileContent.Kind {
  /// What is held beside the bytes of the file, of which arrays may be parts.
  fileprivate var ownByteCount: Int {
    switch self {
    case .array, .tensors: 0
    case .archive(let archive): archive.members.reduce(0) { $0 + $1.array.byteCount }
    case .picture(let image): image.pixels.count
    }
  }
}
