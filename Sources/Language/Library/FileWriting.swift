import Engine

/// `write`: tensors, records of tensors and networks as files. The name's ending says which kind.
enum FileWriting {
  static let write = BuiltIn(
    "write", .files, "Writes a tensor, a record of tensors or a network as a file.",
    [FileFunctions.path, .required("x", "a tensor, a record of tensors, or a network")],
    details: """
      The name's ending says what is written, in small letters or capitals: .npy as np.save does, or .png.
      A record of tensors becomes .npz, as np.savez does, or .safetensors; a network with its weights .safetensors.
      load reads them all, and so do NumPy and the safetensors package of Python.
      A picture's 0…1 becomes 0…255; other ranges are stretched from the smallest to the largest; uint8 stays as it is.
      In a .png nan and -inf become 0 and inf becomes 255, which a note says.
      """,
    examples: [
      .init(code: "write(\"x.png\", [0, 1; 1, 0])", result: "none"),
      .init(code: "write(\"x.npz\", record(a=[1, 2], b=3)); load(\"x.npz\").b", result: "3"),
      .init(code: "write(\"net.safetensors\", build(Dense(2), 3))", result: "none"),
      .init(code: "write(\"picture.bmp\", [1, 2])", refused: .file),
      .init(code: "write(\"net.safetensors\", Dense(2))", refused: .size),
    ], torch: "np.save(path, x)"
  ) { arguments throws(Diagnostic) in
    let path = try arguments.path(0)
    let content: FileParts
    if let object = arguments.value(1).network {
      content = try FileWriting.network(object, path, arguments)
    } else if case .record(let record) = arguments.value(1) {
      content = try FileWriting.record(record, path, arguments)
    } else {
      content = try FileWriting.tensor(try arguments.tensor(1).detached, path, arguments)
    }
    try arguments.file { () throws(FileError) in
      try ByteFile.write(content, to: path, in: arguments.interpreter.execution)
    }
    return .none
  }

  private static func tensor(
    _ tensor: Tensor, _ path: String, _ arguments: Arguments
  ) throws(Diagnostic) -> FileParts {
    switch FilePath.ending(of: path) {
    case "npy": return NumPyFile.parts(tensor.numPyArray)
    case "png":
      let picture = try arguments.engine([1]) { () throws(TensorError) in try TensorPicture(tensor) }
      noteUnusual(picture.statistics, path, arguments.interpreter)
      let pixels = try arguments.engine([1]) { () throws(TensorError) in
        try picture.pixels(arguments.interpreter.execution)
      }
      return try arguments.file { () throws(FileError) in
        FileParts(try PNG.encode(pixels, path: path, in: arguments.interpreter.execution))
      }
    case "npz", "safetensors":
      throw arguments.failure(
        .file, "\"\(path)\" holds tensors by their names, and this one has none", at: 0,
        help: "write(\(Formatter.quoted(path)), record(x=…)) gives it the name x")
    default:
      throw arguments.failure(
        .file, "`write` makes .npy and .png files of tensors, and \"\(path)\" ends otherwise", at: 0,
        help: "write(\"x.npy\", x) or write(\"x.png\", x)")
    }
  }

  /// A byte holds neither nan nor infinity.
  private static func noteUnusual(
    _ statistics: TensorPicture.Statistics, _ path: String, _ interpreter: Interpreter
  ) {
    let counts = [(statistics.notANumber, "nan"), (statistics.infinite, "infinite")].filter { $0.0 > 0 }
    guard !counts.isEmpty else { return }
    let words = counts.map { "\($0.0) \($0.0 == 1 ? "is" : "are") \($0.1)" }.joined(separator: " and ")
    interpreter.note(
      "picture of \(path)",
      "of the picture's numbers \(words), and bytes are not: in \(Formatter.quoted(path)) nan and -inf are 0, inf is 255"
    )
  }

  private static func record(
    _ record: RecordBox, _ path: String, _ arguments: Arguments
  ) throws(Diagnostic) -> FileParts {
    let ending = FilePath.ending(of: path)
    guard ending == "npz" || ending == "safetensors" else {
      throw arguments.failure(
        .file, "a record of tensors is written as .npz or .safetensors, and \"\(path)\" ends otherwise",
        at: 0,
        help: "write(\"x.npz\", r)")
    }
    var arrays: [(name: String, array: NumPyArray)] = []
    for (name, value) in zip(record.names, record.values) {
      guard let tensor = try FileWriting.tensor(of: value, arguments) else {
        throw arguments.failure(
          .wrongType, "the field \(Formatter.fieldName(name)) is \(value.briefly), and files hold tensors",
          at: 1,
          help: "write a record of those fields that are tensors or numbers")
      }
      arrays.append((name, tensor.detached.numPyArray))
    }
    let execution = arguments.interpreter.execution
    if ending == "npz" {
      return try arguments.file { () throws(FileError) in
        try NumPyArchive(arrays.map { .init(name: $0.name, array: $0.array) }).parts(
          path: path, in: execution)
      }
    }
    return try arguments.file { () throws(FileError) in
      try SafetensorsFile(checking: arrays.map { .init($0.name, $0.array) }, path: path).parts()
    }
  }

  /// A tensor, a number or a boolean as a file holds it; nil for other values.
  private static func tensor(of value: Value, _ arguments: Arguments) throws(Diagnostic) -> Tensor? {
    switch value {
    case .tensor(let tensor): return tensor
    case .number(let number):
      return try arguments.engine { () throws(TensorError) in try Tensor(number, .float64) }
    case .boolean(let truth):
      return try arguments.engine { () throws(TensorError) in try Tensor(truth ? 1 : 0, .uint8) }
    case .range(let range): return try arguments.tensor(of: range)
    default: return nil
    }
  }

  private static func network(
    _ object: NetworkObject, _ path: String, _ arguments: Arguments
  ) throws(Diagnostic) -> FileParts {
    guard FilePath.ending(of: path) == "safetensors" else {
      throw arguments.failure(
        .file, "a network is written as .safetensors, and \"\(path)\" ends otherwise", at: 0,
        help: "write(\"net.safetensors\", net)")
    }
    let network = object.detached
    guard network.isBuilt else {
      throw arguments.failure(
        .size,
        network.root.isBuilt
          ? "the network's layers have their weights, and nothing says of which size its pictures are"
          : "the network has no weights yet: they come with the first picture", at: 1,
        help: "build(net, [28, 28]) makes it one for pictures of that size")
    }
    return try arguments.engine { () throws(TensorError) in
      try NetworkFile(network, classes: object.classes).file().parts()
    }
  }
}
