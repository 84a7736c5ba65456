import Engine

/// Reading and writing files, and pictures.
enum FileFunctions {
  static let all: [BuiltIn] = [picture, gray, load, FileWriting.write]

  static let path = BuiltIn.Parameter.required("path", "a file's name in quotes").ofFile

  private static let picture = BuiltIn(
    "picture", .files, "Reads a \(FileFormats.pictureNames("or")) picture.", [path],
    details: """
      float32 from 0 to 1: [H, W] for grey, [3, H, W] for colour, [4, H, W] with opacity. 16 bits keep their precision.
      A photograph that the camera marked as rotated (Exif) is turned upright.
      """,
    examples: [
      .init(code: "write(\"x.png\", [0, 1; 1, 0]); picture(\"x.png\")", result: "[0, 1; 1, 0]"),
      .init(code: "picture(\"missing.png\")", fails: .file),
    ],
    torch: "torchvision.io.read_image(path) / 255"
  ) { arguments throws(Diagnostic) in
    let path = try arguments.pathToRead(0)
    let execution = arguments.interpreter.execution
    let content = try arguments.reading { remarks throws(FileError) in
      try FileContent.picture(path, remarks: remarks, in: execution)
    }
    guard case .picture(let image) = content.kind else { return .none }
    return .tensor(
      try arguments.engine { () throws(TensorError) in try Tensor(unitPixels: image, in: execution) })
  }

  private static let gray = BuiltIn(
    "gray", .files, "Converts a colour picture to grey.",
    [
      .required(
        "x", "a picture [3, H, W], [4, H, W] or [N, 3, H, W]; a grey one, [H, W] or [1, H, W], stays as it is"
      )
    ],
    formulas: ["y[i, j] = 0.299 * x[1, i, j] + 0.587 * x[2, i, j] + 0.114 * x[3, i, j]"],
    details:
      "red, green and blue as in ITU-R BT.601; [3, H, W] becomes [H, W], and [N, 3, H, W] becomes [N, 1, H, W]",
    examples: [
      .init(code: "gray(ones(3, 2, 2))", result: "[1, 1; 1, 1]"),
      .init(code: "shape(gray(ones(1, 2, 2)))", result: "[1, 2, 2]"),
      .init(code: "gray(ones(2, 4, 4))", fails: .shapes),
    ],
    torch: "torchvision.transforms.functional.rgb_to_grayscale(x)"
  ) { arguments throws(Diagnostic) in
    let tensor = try arguments.tensor(0)
    return .tensor(
      try arguments.engine([0]) { () throws(TensorError) in
        try Grayscale.convert(tensor, in: arguments.interpreter.execution)
      })
  }

  private static let load = BuiltIn(
    "load", .files, "Reads arrays, tables, networks and the numbers of pictures from a file.", [path],
    details: FileFormats.readingHelp.joined(separator: "\n") + "\n" + """
      float32, float64, uint8, int64 and bool keep their type. float16 and bfloat16 become float32.
      Other integers become int64; a uint64 that does not fit is an error.
      A picture of up to 8 bits is uint8, one of more int64 from 0 to 65535.
      Other depths (PNG of 1, 2 and 4 bits, PGM, PPM) are scaled to 255 or 65535, as in Pillow.
      picture() gives a picture's numbers from 0 to 1: it divides by the file's own maximum.
      A photograph is left as stored, even if the camera marked it as rotated: picture() turns it upright.
      In a script, a file beside the script comes before one of that name in the current folder, as for `use`.
      The kind is told by the file's content; its name counts only where that is plain text. What is not read of a file is said in a note.
      """,
    examples: [
      .init(code: "write(\"x.npy\", [1, 2]); load(\"x.npy\")", result: "[1, 2]"),
      .init(
        code: "write(\"x.npz\", record(a=[1, 2], b=[3])); load(\"x.npz\")[\"b\"]", result: "[3]"),
      .init(
        code: "net = build(Chain(Flatten(), Dense(2)), [2, 2]); write(\"n.safetensors\", net); "
          + "load(\"n.safetensors\") == net", result: "true"),
      .init(code: "load(\"missing.npy\")", fails: .file),
    ],
    torch: "np.load(path)"
  ) { arguments throws(Diagnostic) in
    let path = try arguments.pathToRead(0)
    let content = try arguments.reading { remarks throws(FileError) in
      try FileContent.read(path, remarks: remarks, in: arguments.interpreter.execution)
    }
    defer { withExtendedLifetime(content) {} }
    switch content.kind {
    case .array(let array): return .of(try tensor(array, path, arguments))
    case .archive(let archive):
      return try record(archive.members.map { ($0.name, $0.array) }, path, arguments)
    case .tensors(let file) where NetworkFile.isNetwork(file): return try network(file, path, arguments)
    case .tensors(let file): return try record(file.entries.map { ($0.name, $0.array) }, path, arguments)
    case .picture(let image):
      return .tensor(
        try arguments.engine { () throws(TensorError) in
          try Tensor(image, in: arguments.interpreter.execution)
        })
    }
  }

  /// - Parameter name: what a message calls the array.
  private static func tensor(
    _ array: NumPyArray, _ name: String, _ arguments: Arguments
  ) throws(Diagnostic) -> Tensor {
    do throws(TensorError) { return try Tensor(array) } catch {
      guard error.code == .dtype else { throw arguments.located(error, []) }
      throw arguments.failure(.fileContents, "\(name): \(error.message)", at: 0, help: error.help)
    }
  }

  /// Of arrays that have the same name the last counts, as in NumPy.
  private static func record(
    _ arrays: [(name: String, array: NumPyArray)], _ path: String, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    var (names, values, places) = ([String](), [Value](), [String: Int]())
    for (name, array) in arrays {
      let value = Value.of(try tensor(array, "\(Formatter.fieldName(name)) in \(path)", arguments))
      if let place = places[name] {
        values[place] = value
      } else {
        places[name] = names.count
        names.append(name)
        values.append(value)
      }
    }
    return FieldPaths.value(names, values) ?? .record(RecordBox(names, values))
  }

  private static func network(
    _ content: SafetensorsFile, _ path: String, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    let saved = try arguments.file { () throws(FileError) in
      try NetworkFile(
        content, path: path, layers: LayerDescription.readable(by: arguments.interpreter),
        in: arguments.interpreter.execution)
    }
    var object = NetworkObject(saved.network)
    object.classes = saved.classes
    object.history = TrainingHistory(saved)
    return .object(object)
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
