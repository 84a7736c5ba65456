/// Formats that are not read here but that people try, so that an error says what a file is and what to do.
struct ForeignFormat {
  /// For a message: `a GIF picture`.
  let name: String
  /// How to come by a file that is read.
  let advice: String?

  private init(_ name: String, _ advice: String? = nil) { (self.name, self.advice) = (name, advice) }

  /// The error of a reader that wanted another kind, saying what the bytes are instead.
  static func mismatch(_ bytes: some Collection<UInt8>, path: String, wanted: String) -> FileError {
    let name = FileError.name(path)
    guard !bytes.isEmpty else {
      return FileError(.empty, path, "\(name) is empty (0 bytes), and not \(wanted)")
    }
    let own = FileFormats.format(of: bytes, path: path)
    // Only its list of contents tells what a zip file is.
    if own == NumPyArchive.self, let zip = try? ZipDirectory(Array(bytes), path: path),
      !zip.entries.contains(where: { $0.name.hasSuffix(".npy") })
    {
      return self.zip(zip.entries.map(\.name), path: path)
    }
    let format = own == nil ? ForeignFormat(Array(bytes.prefix(FileStart.length)), path: path) : nil
    let found = own?.description ?? format?.name
    let content = found.map { "is \($0)" } ?? "starts with the bytes \(start(bytes))"
    return FileError(
      .wrongKind, path, "\(name) \(content), and not \(wanted)",
      help: own?.advice(for: path) ?? format?.advice)
  }

  /// The error of what reads pictures alone.
  static func noPicture(_ bytes: some Collection<UInt8>, path: String) -> FileError {
    mismatch(bytes, path: path, wanted: "a \(FileFormats.pictureNames("or")) picture")
  }

  /// The error of `load`, which takes all that is read anywhere.
  static func error(_ bytes: [UInt8], path: String) -> FileError {
    let name = FileError.name(path)
    if let own = FileFormats.format(of: bytes, path: path) {
      return FileError(
        .wrongKind, path, "\(name) is \(own.description), and `load` reads arrays, networks and pictures",
        help: own.advice(for: path))
    }
    let format = ForeignFormat(Array(bytes.prefix(FileStart.length)), path: path)
    let content =
      format.map { "is \($0.name)" } ?? "is of an unknown kind (it starts with the bytes \(start(bytes)))"
    return FileError(
      .wrongKind, path, "\(name) \(content), which cannot be read",
      help: format?.advice
        ?? "\(FileFormats.list(FileFormats.readable.flatMap { $0.names }, "and")) files are read")
  }

  private static func start(_ bytes: some Collection<UInt8>) -> String {
    bytes.prefix(4).map { byte in
      let text = String(byte, radix: 16, uppercase: true)
      return text.count == 1 ? "0" + text : text
    }.joined(separator: " ")
  }

  // MARK: Telling

  private init?(_ head: [UInt8], path: String) {
    guard
      let format = ForeignFormat.byContent(head, path) ?? ForeignFormat.byEnding(path)
        ?? ForeignFormat.text(head, path)
    else { return nil }
    self = format
  }

  /// Whether a file that begins so is of a format of another program.
  static func isKnown(_ head: [UInt8]) -> Bool { byContent(head, "") != nil }

  /// Whether a file that begins so is a picture of a format that is not read.
  static func isPicture(_ head: [UInt8]) -> Bool { byContent(head, "")?.name.hasSuffix("picture") == true }

  private static func byContent(_ head: [UInt8], _ path: String) -> ForeignFormat? {
    for signature in signatures
    where head.dropFirst(signature.offset).starts(with: signature.bytes) {
      return ForeignFormat(signature.name, signature.advice?(path))
    }
    let text = String(decoding: head.drop { $0 <= 0x20 || $0 >= 0x80 }.prefix(14), as: UTF8.self).lowercased()
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
      return ForeignFormat(
        "a web page (HTML)",
        "the download may have returned a web page instead of the file: open it in a browser")
    }
    if text.hasPrefix("<svg") { return ForeignFormat("an SVG drawing", pixels("")) }
    if text.hasPrefix("<?xml") { return ForeignFormat("an SVG or XML text") }
    return nil
  }

  private static func byEnding(_ path: String) -> ForeignFormat? {
    let ending = FilePath.ending(of: path)
    guard let named = named.first(where: { $0.endings.contains(ending) }), let name = named.name else {
      return nil
    }
    return ForeignFormat(name, named.advice?(path))
  }

  /// What a file with this ending holds.
  static func sort(ofEnding ending: String) -> FileSort? {
    named.first { $0.endings.contains(ending) }?.sort
  }

  /// Formats by the endings of their files' names; those without one here are recognized by their content alone.
  private struct Named {
    let endings: [String]
    let sort: FileSort?
    var name: String?
    var advice: (@Sendable (String) -> String)?
  }

  private static let named: [Named] = [
    Named(endings: ["pt", "pth", "ckpt"], sort: .network, name: "a PyTorch file", advice: torch),
    Named(endings: ["onnx"], sort: .network, name: "an ONNX model", advice: onnx),
    Named(endings: ["pkl", "pickle"], sort: nil, name: "a Python pickle", advice: pickle),
    Named(endings: ["h5", "hdf5", "keras"], sort: .network, name: "an HDF5 or Keras file", advice: hdf5),
    Named(endings: ["gif", "bmp", "webp", "tif", "tiff"], sort: .picture),
    Named(endings: ["mat"], sort: .array),
  ]

  /// Text of no kind that is known: no control characters but those of text.
  private static func text(_ head: [UInt8], _ path: String) -> ForeignFormat? {
    guard FileStart(head).isText else { return nil }
    let isTable = ["txt", "dat"].contains(FilePath.ending(of: path))
    return ForeignFormat(
      "text",
      isTable
        ? "in Python: np.save(\(renamed(path, "npy")), np.loadtxt(\(quoted(path)), delimiter=\",\"))" : nil)
  }

  private struct Signature {
    let bytes: [UInt8]
    let offset: Int
    let name: String
    let advice: (@Sendable (String) -> String)?

    init(_ text: String, at offset: Int = 0, _ name: String, _ advice: (@Sendable (String) -> String)? = nil)
    {
      self.init(bytes: Array(text.utf8), at: offset, name, advice)
    }

    init(
      bytes: [UInt8], at offset: Int = 0, _ name: String, _ advice: (@Sendable (String) -> String)? = nil
    ) {
      (self.bytes, self.offset, self.name, self.advice) = (bytes, offset, name, advice)
    }
  }

  private static let signatures: [Signature] = [
    Signature("GIF8", "a GIF picture", pixels), Signature("BM", "a BMP picture", pixels),
    Signature("WEBP", at: 8, "a WebP picture", pixels), Signature("II*\0", "a TIFF picture", pixels),
    Signature("MM\0*", "a TIFF picture", pixels), Signature("ftypavif", at: 4, "an AVIF picture", pixels),
    Signature("ftyphei", at: 4, "a HEIC picture", pixels),
    Signature("ftypmif1", at: 4, "a HEIC picture", pixels),
    Signature(bytes: [0xFF, 0x0A], "a JPEG XL picture", pixels),
    Signature("JXL ", at: 4, "a JPEG XL picture", pixels),
    Signature("jP  ", at: 4, "a JPEG 2000 picture", pixels), Signature("8BPS", "a Photoshop picture", pixels),
    Signature("P1", "a PBM or PAM picture", pixels), Signature("P4", "a PBM or PAM picture", pixels),
    Signature("P7", "a PBM or PAM picture", pixels), Signature("PF\n", "a PFM picture"),
    Signature("Pf\n", "a PFM picture"), Signature(bytes: [0, 0, 1, 0], "a Windows icon", pixels),
    Signature("%PDF", "a PDF document"),
    Signature(bytes: [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC], "a PyTorch file", torch),
    Signature(bytes: [0x80, 2], "a Python pickle", pickle),
    Signature(bytes: [0x80, 3], "a Python pickle", pickle),
    Signature(bytes: [0x80, 4], "a Python pickle", pickle),
    Signature(bytes: [0x80, 5], "a Python pickle", pickle),
    Signature(bytes: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "an HDF5 or Keras file", hdf5),
    Signature("MATLAB 5.0", "a MATLAB file", matlab), Signature("PAR1", "a Parquet table"),
    Signature("GGUF", "a GGUF model"), Signature("TFL3", at: 4, "a TensorFlow Lite model"),
    Signature(bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed with xz", unpack("xz -d")),
    Signature("BZh", "compressed with bzip2", unpack("bzip2 -d")),
    Signature(bytes: [0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd", unpack("zstd -d")),
    Signature(bytes: [0x37, 0x7A, 0xBC, 0xAF], "a 7z archive", unpack("7z x")),
    Signature("ustar", at: 257, "a tar archive", unpack("tar xf")), Signature("Rar!", "a RAR archive"),
    Signature("version https:/", "a Git LFS pointer (the file itself was not fetched)") { _ in
      "fetch it: `git lfs pull`"
    },
  ]

  // MARK: Ways out

  static func quoted(_ path: String) -> String { "\"\(path.isEmpty ? "file" : path)\"" }

  /// The same name with another ending, in quotes.
  private static func renamed(_ path: String, _ ending: String) -> String {
    quoted(FilePath.stem(of: path.isEmpty ? "file" : path) + "." + ending)
  }

  static func pixels(_ path: String) -> String {
    let read = "\(FileFormats.pictureNames("and")) pictures are read"
    return path.isEmpty
      ? "\(read); most image programs can convert it"
      : "\(read); in Python: Image.open(\(quoted(path))).convert(\"RGB\")"
        + ".save(\(renamed(path, "png")))"
  }

  static func torch(_ path: String) -> String {
    "PyTorch files contain Python objects; two lines of Python convert them: "
      + "import torch, safetensors.torch; safetensors.torch.save_file(torch.load(\(quoted(path)), "
      + "weights_only=True), \(renamed(path, "safetensors")))"
  }

  private static func pickle(_ path: String) -> String {
    "a pickle can run any program, so pickles are not read; in Python: np.savez(\(renamed(path, "npz")), **arrays)"
  }

  private static func onnx(_ path: String) -> String {
    "in Python: import onnx, onnx.numpy_helper as h, safetensors.numpy; safetensors.numpy.save_file({t.name: "
      + "h.to_array(t) for t in onnx.load(\(quoted(path))).graph.initializer}, \(renamed(path, "safetensors")))"
  }

  private static func hdf5(_ path: String) -> String {
    "in Python: import h5py, numpy as np; np.save(\(renamed(path, "npy")), h5py.File(\(quoted(path)))[name])"
  }

  private static func matlab(_ path: String) -> String {
    "in Python: import scipy.io, numpy as np; np.save(\(renamed(path, "npy")), scipy.io.loadmat(\(quoted(path)))[name])"
  }

  private static func unpack(_ command: String) -> @Sendable (String) -> String {
    { path in unpacking(command, path) }
  }

  static func unpacking(_ command: String, _ path: String) -> String {
    "decompress it first: `\(command) \(path)`"
  }
}

extension ForeignFormat {
  /// A zip file that is no NumPy archive, by the names in it.
  static func zip(_ names: [String], path: String) -> FileError {
    let name = FileError.name(path)
    func has(_ ending: String) -> Bool { names.contains { $0 == ending || $0.hasSuffix("/" + ending) } }
    if has("data.pkl") || ["pt", "pth"].contains(FilePath.ending(of: path)) {
      return FileError(.wrongKind, path, "\(name) is a PyTorch file, which cannot be read", help: torch(path))
    }
    let what =
      has("[Content_Types].xml")
      ? "an Office document" : has("config.json") && has("metadata.json") ? "a Keras model" : "a zip file"
    let held = FileRemarks.list(names.map { FileError.excerpt($0) })
    return FileError(
      .wrongKind, path,
      "\(name) is \(what) without NumPy arrays (.npy) in it" + (held.isEmpty ? "" : ": it holds \(held)"),
      help: "unpack it first, and load the files in it")
  }
}
