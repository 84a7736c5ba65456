import Engine

/// Reading and writing files, and pictures.
enum FileFunctions {
  static let all: [BuiltIn] = [picture, gray, load, write]

  private static let path = BuiltIn.Parameter.required("path", "a file's name in quotes")

  private static let picture = BuiltIn(
    "picture", .files, "Reads a PNG, JPEG, PGM or PPM picture.", [path],
    details: "float32 from 0 to 1: [H, W] for grey, [3, H, W] for colour, [4, H, W] with opacity",
    examples: [
      .init(code: "write(\"x.png\", [0, 1; 1, 0]); picture(\"x.png\")", result: "[0, 1; 1, 0]"),
      .init(code: "picture(\"missing.png\")", refused: .file),
    ],
    torch: "torchvision.io.read_image(path) / 255"
  ) { arguments throws(Diagnostic) in
    let (bytes, path) = try read(arguments)
    let image = try arguments.file { () throws(FileError) in
      try PixelImage.decode(bytes, path: path, in: arguments.interpreter.execution)
    }
    return .tensor(try arguments.engine { () throws(TensorError) in try Tensor(unitPixels: image) })
  }

  private static let gray = BuiltIn(
    "gray", .files, "A colour picture in shades of grey.",
    [.required("x", "a picture [3, H, W], [4, H, W] or [N, 3, H, W]; a grey one stays as it is")],
    details: "0.299·red + 0.587·green + 0.114·blue (ITU-R BT.601); [3, H, W] becomes [H, W]",
    examples: [
      .init(code: "gray(ones(3, 2, 2))", result: "[1, 1; 1, 1]"),
      .init(code: "gray(ones(2, 4, 4))", refused: .shapes),
    ],
    torch: "torchvision.transforms.functional.rgb_to_grayscale(x)"
  ) { arguments throws(Diagnostic) in
    let tensor = try arguments.tensor(0)
    if tensor.rank == 2 { return .tensor(tensor) }
    return .tensor(
      try arguments.engine([0]) { () throws(TensorError) in
        try Grayscale.convert(tensor, in: arguments.interpreter.execution)
      })
  }

  private static let load = BuiltIn(
    "load", .files, "Reads a NumPy, IDX or safetensors file or a picture, in the type the file has.", [path],
    details: """
      .npy gives its array; .npz a record of its arrays; a picture [C, H, W] of uint8 (picture() gives 0…1).
      .safetensors gives the network that `write` wrote, or a record of its tensors; one that was cut or altered is an error.
      An IDX file, as MNIST has them, gives its array, packed by gzip or not.
      The kind is told by the file's first bytes, not by its name.
      """,
    examples: [
      .init(code: "write(\"x.npy\", [1, 2]); load(\"x.npy\")", result: "[1, 2]"),
      .init(
        code: "net = build(Chain(Flatten(), Dense(2)), [2, 2]); write(\"n.safetensors\", net); "
          + "load(\"n.safetensors\") == net", result: "true"),
      .init(code: "load(\"missing.npy\")", refused: .file),
    ],
    torch: "np.load(path)"
  ) { arguments throws(Diagnostic) in
    var (bytes, path) = try read(arguments)
    let execution = arguments.interpreter.execution
    if FileKind(sniffing: bytes) == .gzip {
      bytes = try arguments.file { () throws(FileError) in try Gzip.unpack(bytes, path: path, in: execution)
      }
    }
    switch FileKind(sniffing: bytes) {
    case .idx:
      let array = try arguments.file { () throws(FileError) in
        try IDXFile.decode(bytes, path: path, in: execution)
      }
      return .tensor(try arguments.engine { () throws(TensorError) in try Tensor(array) })
    case .npz:
      let archive = try arguments.file { () throws(FileError) in
        try NumPyArchive.decode(bytes, path: path, in: execution)
      }
      var values: [Value] = []
      for member in archive.members {
        values.append(.tensor(try arguments.engine { () throws(TensorError) in try Tensor(member.array) }))
      }
      return .record(RecordBox(archive.members.map(\.name), values))
    case .safetensors:
      let content = try arguments.file { () throws(FileError) in
        try SafetensorsFile.decode(bytes, path: path, in: execution)
      }
      return try value(of: content, path, arguments)
    case .png, .jpeg, .portablePixmap:
      let image = try arguments.file { () throws(FileError) in
        try PixelImage.decode(bytes, path: path, in: execution)
      }
      return .tensor(try arguments.engine { () throws(TensorError) in try Tensor(image) })
    default:
      let array = try arguments.file { () throws(FileError) in
        try NumPyFile.decode(bytes, path: path, in: execution)
      }
      return .tensor(try arguments.engine { () throws(TensorError) in try Tensor(array) })
    }
  }

  private static let write = BuiltIn(
    "write", .files, "Writes a tensor as a NumPy file or as a picture, a network as a safetensors file.",
    [path, .required("x", "a tensor or a network")],
    details: """
      The name's ending says what is written: .npy as np.save does, .png, or .safetensors for a network with its weights,
      which load reads, and the safetensors package of Python too.
      A picture's 0…1 becomes 0…255; other ranges are stretched from the smallest to the largest; uint8 stays as it is.
      """,
    examples: [
      .init(code: "write(\"x.png\", [0, 1; 1, 0])", result: "none"),
      .init(code: "write(\"net.safetensors\", build(Dense(2), 3))", result: "none"),
      .init(code: "write(\"picture.bmp\", [1, 2])", refused: .file),
      .init(code: "write(\"net.safetensors\", Dense(2))", refused: .size),
    ], torch: "np.save(path, x)"
  ) { arguments throws(Diagnostic) in
    let path = try arguments.path(0)
    if let object = arguments.value(1).network {
      try write(object, to: path, arguments)
      return .none
    }
    let tensor = try arguments.tensor(1).detached
    let bytes: [UInt8]
    if path.hasSuffix(".npy") {
      bytes = NumPyFile.encode(tensor.numPyArray)
    } else if path.lowercased().hasSuffix(".png") {
      let picture = try arguments.engine([1]) { () throws(TensorError) in
        try TensorPicture(tensor).pixels(arguments.interpreter.execution)
      }
      bytes = try arguments.file { () throws(FileError) in
        try PNG.encode(
          picture, path: path, in: arguments.interpreter.execution)
      }
    } else {
      throw arguments.failure(
        .file, "`write` makes .npy and .png files of tensors, and \"\(path)\" ends otherwise", at: 0,
        help: "write(\"x.npy\", x) or write(\"x.png\", x)")
    }
    try arguments.file { () throws(FileError) in
      try ByteFile.write(bytes, to: path, in: arguments.interpreter.execution)
    }
    return .none
  }

  private static func write(_ object: NetworkObject, to path: String, _ arguments: Arguments)
    throws(Diagnostic)
  {
    guard path.hasSuffix(".safetensors") else {
      throw arguments.failure(
        .file, "a network is written as .safetensors, and \"\(path)\" ends otherwise", at: 0,
        help: "write(\"net.safetensors\", net)")
    }
    guard object.network.isBuilt, !object.network.isTaped else {
      throw arguments.failure(
        .size, "the network has no weights yet: they come with the first picture", at: 1,
        help: "build(net, [28, 28]) gives it weights for pictures of that size")
    }
    let bytes = try arguments.engine { () throws(TensorError) in
      try NetworkFile(object.network, classes: object.classes).file().encode()
    }
    try arguments.file { () throws(FileError) in
      try ByteFile.write(bytes, to: path, in: arguments.interpreter.execution)
    }
  }

  /// A network, or a record of tensors.
  private static func value(
    of content: SafetensorsFile, _ path: String, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    let (execution, cancellation) = (arguments.interpreter.execution, arguments.interpreter.cancellation)
    guard NetworkFile.isNetwork(content) else {
      var values: [Value] = []
      for entry in content.entries {
        values.append(.tensor(try arguments.engine { () throws(TensorError) in try Tensor(entry.array) }))
      }
      return .record(RecordBox(content.entries.map(\.name), values))
    }
    let saved = try arguments.file { () throws(FileError) in
      try NetworkFile(content, path: path, in: execution) { text throws(FileError) in
        try NetworkText.network(text, path: path, cancellation)
      }
    }
    var object = NetworkObject(saved.network)
    object.classes = saved.classes
    return .object(object)
  }

  private static func read(_ arguments: Arguments) throws(Diagnostic) -> (bytes: [UInt8], path: String) {
    let path = try arguments.path(0)
    return (
      try arguments.file { () throws(FileError) in
        try ByteFile.read(path, in: arguments.interpreter.execution)
      }, path
    )
  }
}

extension Diagnostic {
  package init(_ error: FileError, labels: [Label] = [], at span: Span? = nil, in source: SourceText? = nil) {
    let code: ErrorCode =
      switch error.code {
      case .cancelled: .interrupted
      case .empty, .wrongKind, .truncated, .checksum, .corrupt, .unsupported: .fileContents
      default: .file
      }
    self.init(code, error.message, at: span, in: source, labels: labels, help: error.help)
  }
}
