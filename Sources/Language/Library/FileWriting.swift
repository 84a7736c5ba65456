import Engine

/// `write`: tensors, records and lists of tensors, and networks as files. The name's ending says which kind.
enum FileWriting {
  static let write = BuiltIn(
    "write", .files, "Writes a tensor, a record or a list of tensors, or a network as a file.",
    [
      FileFunctions.path, .required("x", "a tensor, a record or a list of tensors and numbers, or a network"),
    ],
    details: "The file's extension, in upper or lower case, sets the format.\n"
      + FileFormats.writable.map { $0.writingHelp }.joined(separator: "\n")
      + "\nload reads them all, and so do NumPy and the safetensors package of Python."
      + "\nWhat a list or a record in a record holds has names such as a[2] and a[\"b\"] in the file; load puts it together again.",
    examples: [
      .init(code: "write(\"x.png\", [0, 1; 1, 0])", result: "none"),
      .init(code: "write(\"x.npz\", record(a=[1, 2], b=3)); load(\"x.npz\").b", result: "3"),
      .init(code: "write(\"x.npz\", list([1, 2], 3)); load(\"x.npz\")[2]", result: "3"),
      .init(
        code: "write(\"x.npz\", record(loss=list(2, 1), best=record(w=[3]))); load(\"x.npz\").best.w",
        result: "[3]"),
      .init(code: "write(\"net.safetensors\", build(Dense(2), 3))", result: "none"),
      .init(code: "write(\"picture.bmp\", [1, 2])", fails: .file),
      .init(code: "write(\"net.safetensors\", Dense(2))", fails: .size),
    ], torch: "np.save(path, x)"
  ) { arguments throws(Diagnostic) in
    let path = try arguments.path(0)
    let remarks = FileRemarks()
    let job = FileJob(path, remarks: remarks, in: arguments.interpreter.execution)
    let content: FileParts
    if let object = arguments.value(1).network {
      content = try FileWriting.network(object, path, job, arguments)
    } else if arguments.value(1).holdsValues {
      content = try FileWriting.fields(arguments.value(1), path, job, arguments)
    } else {
      content = try FileWriting.tensor(try arguments.tensor(1).detached, path, job, arguments)
    }
    for sentence in remarks.sentences { arguments.interpreter.note("file: \(sentence)", sentence) }
    try arguments.file { () throws(FileError) in
      try ByteFile.write(content, to: path, in: arguments.interpreter.execution)
    }
    return .none
  }

  private static func tensor(
    _ tensor: Tensor, _ path: String, _ job: FileJob, _ arguments: Arguments
  ) throws(Diagnostic) -> FileParts {
    guard let format = FileFormats.format(named: path) as? any TensorFormat.Type else {
      throw unsupported(.tensor, path, arguments)
    }
    return try encoding(arguments) { () throws(FileEncodingError) in try format.parts(of: tensor, job) }
  }

  /// A record or a list.
  private static func fields(
    _ value: Value, _ path: String, _ job: FileJob, _ arguments: Arguments
  ) throws(Diagnostic) -> FileParts {
    guard let format = FileFormats.format(named: path) as? any RecordFormat.Type else {
      throw unsupported(.record, path, arguments)
    }
    let fields: [(name: String, value: Value)]
    do throws(FieldPaths.Unwritable) { fields = try FieldPaths.flattened(value) } catch {
      throw arguments.failure(
        .wrongType, "the field \(error.name) is \(error.reason), which cannot be written", at: 1)
    }
    var tensors: [(name: String, tensor: Tensor)] = []
    for (name, value) in fields {
      guard let tensor = try FileWriting.tensor(of: value, arguments) else {
        let shown = name.contains("[") ? name : Formatter.fieldName(name)
        throw arguments.failure(
          .wrongType, "the field \(shown) is \(value.briefly); only tensors and numbers can be written",
          at: 1,
          help: "write a record of those fields that are tensors or numbers")
      }
      tensors.append((name, tensor.detached))
    }
    return try encoding(arguments) { () throws(FileEncodingError) in try format.parts(of: tensors, job) }
  }

  /// A tensor, a number or a boolean as a file holds it; nil for other values.
  private static func tensor(of value: Value, _ arguments: Arguments) throws(Diagnostic) -> Tensor? {
    switch value {
    case .tensor(let tensor): return tensor
    case .number(let number):
      return try arguments.engine { () throws(TensorError) in try Tensor(number, .float64) }
    case .boolean(let truth):
      return try arguments.engine { () throws(TensorError) in try Tensor(truth ? 1 : 0, .bool) }
    case .range(let range): return try arguments.tensor(of: range)
    default: return nil
    }
  }

  private static func network(
    _ object: NetworkObject, _ path: String, _ job: FileJob, _ arguments: Arguments
  ) throws(Diagnostic) -> FileParts {
    guard let format = FileFormats.format(named: path) as? any NetworkFormat.Type else {
      throw unsupported(.network, path, arguments)
    }
    let network = object.detached
    guard network.isBuilt else {
      throw arguments.failure(
        .size,
        network.root.isBuilt
          ? "the network's layers have weights, but the size of its pictures is unknown"
          : "the network has no weights yet: they come with the first picture", at: 1,
        help: "build(net, [28, 28]) builds it for pictures of that size")
    }
    let file = try arguments.engine { () throws(TensorError) in
      try NetworkFile(network, classes: object.classes, history: object.history?.forFile).file()
    }
    return try encoding(arguments) { () throws(FileEncodingError) in try format.parts(of: file, job) }
  }

  /// Runs code that encodes a value, and gives its errors the place of the value or of the path.
  private static func encoding<R>(
    _ arguments: Arguments, _ body: () throws(FileEncodingError) -> R
  ) throws(Diagnostic) -> R {
    do throws(FileEncodingError) { return try body() } catch {
      switch error {
      case .tensor(let error): throw arguments.located(error, [1])
      case .file(let error): return try arguments.file { () throws(FileError) in throw error }
      }
    }
  }

  // MARK: Refusing

  /// The error for a path whose ending is not that of a format for such a value.
  private static func unsupported(_ value: WritableValue, _ path: String, _ arguments: Arguments)
    -> Diagnostic
  {
    if value == .tensor, let format = FileFormats.format(named: path), format is any RecordFormat.Type {
      return arguments.failure(
        .file, "\"\(path)\" stores tensors by name, and this one has no name", at: 0,
        help: "write(\(Formatter.quoted(path)), record(x=…)) gives it the name x")
    }
    let name =
      switch value {
      case .tensor: "x"
      case .record: "r"
      case .network: "net"
      }
    return arguments.failure(
      .file,
      "\(value.rawValue) is written as a file that ends in \(FileFormats.endings(for: value)), and \"\(path)\" ends "
        + "otherwise", at: 0,
      help: "write(\"\(name == "r" ? "x" : name)\(FileFormats.usualEnding(for: value))\", \(name))")
  }
}

extension Value {
  /// Whether it is a record or a list.
  fileprivate var holdsValues: Bool {
    switch self {
    case .record, .list: true
    default: false
    }
  }
}
