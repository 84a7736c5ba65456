/// The header of a `.npy` file: what the elements are, and how they lie.
///
/// Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays", and `numpy.lib.format`.
struct NumPyHeader: Equatable {
  let elementType: NumPyArray.ElementType
  let isBigEndian: Bool
  /// Whether the first index runs fastest, as in Fortran.
  let isFortranOrder: Bool
  let extents: FileExtents

  var shape: [Int] { extents.extents }
  /// Bytes of all elements together.
  var byteCount: Int { extents.byteCount }

  static let magic: [UInt8] = [0x93] + "NUMPY".utf8

  /// Reads the header and returns it with the offset of the first element.
  static func parse(
    _ bytes: ArraySlice<UInt8>, path: String
  ) throws(FileError) -> (header: NumPyHeader, dataStart: Int) {
    try NumPyFile.check(bytes, path)
    let name = FileError.name(path)
    let start = bytes.startIndex
    guard bytes.count >= 8 else { throw cutShort(bytes, path) }
    let version = (bytes[start + 6], bytes[start + 7])
    guard (1...3).contains(version.0), version.1 == 0 else {
      throw FileError(
        .unsupported, path,
        "\(name) has version \(version.0).\(version.1) of the .npy format; 1.0 to 3.0 are known")
    }
    let lengthSize = version.0 == 1 ? 2 : 4
    guard bytes.count >= 8 + lengthSize else { throw cutShort(bytes, path) }
    let lengthBytes = bytes[(start + 8)..<(start + 8 + lengthSize)]
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    let textStart = start + 8 + lengthSize
    guard length <= bytes.endIndex - textStart else { throw cutShort(bytes, path) }
    // NumPy itself refuses more than 10,000.
    guard length <= 65535 else {
      throw FileError(.corrupt, path, "\(name) is damaged: its .npy header claims to be \(length) bytes long")
    }
    let text = bytes[textStart..<(textStart + length)]
    let literal: PythonLiteral
    do {
      literal = try PythonLiteralParser.parse(text)
    } catch {
      throw FileError(
        .corrupt, path,
        "\(name) is damaged: its .npy header lacks \(error.expected) at character \(error.offset + 1)")
    }
    return (try NumPyHeader(literal, path: path), textStart + length)
  }

  private init(_ literal: PythonLiteral, path: String) throws(FileError) {
    let name = FileError.name(path)
    func damaged(_ what: String) -> FileError {
      FileError(.corrupt, path, "\(name) is damaged: its .npy header \(what)")
    }
    guard let descriptor = literal["descr"], let order = literal["fortran_order"],
      let extents = literal["shape"]
    else { throw damaged("lacks one of descr, fortran_order and shape") }
    guard case .boolean(let isFortranOrder) = order else {
      throw damaged("has fortran_order \(order.excerpt), neither True nor False")
    }
    guard case .tuple(let items) = extents else {
      throw damaged("has the shape \(extents.excerpt), not a tuple")
    }
    var shape: [Int] = []
    for item in items {
      guard case .integer(let extent) = item, extent >= 0 else {
        throw damaged("has the impossible shape \(extents.excerpt)")
      }
      shape.append(extent)
    }
    guard shape.count <= Shape.maximumRank else {
      throw FileError(
        .unsupported, path,
        "\(name) has \(shape.count) dimensions; the maximum is \(Shape.maximumRank)",
        help: "reshape the array in NumPy before saving it")
    }
    let (type, isBigEndian) = try NumPyHeader.elementType(descriptor, path: path)
    let header = NumPyHeader(
      type, isBigEndian: isBigEndian, isFortranOrder: isFortranOrder, shape: shape)
    guard let header else { throw damaged("has the impossible shape \(extents.excerpt)") }
    self = header
  }

  /// Nil where the bytes of all elements cannot be counted.
  init?(_ type: NumPyArray.ElementType, isBigEndian: Bool, isFortranOrder: Bool = false, shape: [Int]) {
    guard let extents = FileExtents(shape, elementSize: type.size) else { return nil }
    elementType = type
    self.isBigEndian = isBigEndian
    self.isFortranOrder = isFortranOrder
    self.extents = extents
  }

  /// `<f4`, `>i2`, `|u1` and their like; `=` and nothing mean the byte order of the machine, which here is little.
  private static func elementType(
    _ descriptor: PythonLiteral, path: String
  ) throws(FileError) -> (NumPyArray.ElementType, isBigEndian: Bool) {
    let name = FileError.name(path)
    guard case .string(let text) = descriptor else {
      throw FileError(
        .unsupported, path,
        "\(name) contains records (dtype \(descriptor.excerpt)), not one number per element",
        help: "save one field of them: np.save(file, a['field'])")
    }
    let order = text.first.flatMap { "<>|=".contains($0) ? $0 : nil }
    let code = text == "?" || text == "|?" ? "b1" : String(order == nil ? text[...] : text.dropFirst())
    if let type = NumPyArray.ElementType(rawValue: code) { return (type, order == ">") }
    throw FileError(
      .unsupported, path,
      "\(name) contains \(meaning(code)) (dtype '\(FileError.excerpt(text))'); only booleans, integers and floats of 16 to 64 bits can be read",
      help: advice(code))
  }

  private static func meaning(_ code: String) -> String {
    switch code.first {
    case "O": "Python objects"
    case "c": "complex numbers"
    case "S", "a", "U": "strings"
    case "V": "raw records"
    case "M", "m": "dates or times"
    case "f": "floats of an unusual size"
    default: "elements of an unknown type"
    }
  }

  /// What makes numbers of such elements in NumPy, before they are saved.
  private static func advice(_ code: String) -> String? {
    switch code.first {
    case "O":
      "objects are pickled, and a pickle can run any program; in NumPy: np.array(a.tolist(), dtype='float32') makes numbers "
        + "of rows that are equally long, and np.savez(file, **a.item()) saves a dictionary of arrays"
    case "c": "in NumPy: np.stack([a.real, a.imag]) saves both parts"
    case "S", "a", "U":
      "in NumPy: np.unique(a, return_inverse=True)[1] + 1 makes class numbers of names, and a.astype('float64') numbers of "
        + "digits"
    case "V": "in NumPy: a.view('uint8') gives their bytes"
    case "M", "m": "in NumPy: a.astype('int64') counts the days, seconds or whatever their unit is"
    case "f": "in NumPy: a.astype('float64')"
    default: nil
    }
  }

  private static func cutShort(_ bytes: ArraySlice<UInt8>, _ path: String) -> FileError {
    FileError(
      .truncated, path,
      "\(FileError.name(path)) is cut short: it ends after \(bytes.count) bytes, within the .npy header",
      help: "copy or download the file again")
  }

  /// The header of an array in row-major order, byte for byte as `np.save` (NumPy 2) writes it, version 1.0.
  static func encode(_ type: NumPyArray.ElementType, shape: [Int]) -> [UInt8] {
    let extents = PythonLiteral.tuple(shape.map { .integer($0) }).text
    var text = "{'descr': '\(type.descriptor)', 'fortran_order': False, 'shape': \(extents), }"
    // NumPy leaves room for the first extent to grow to 21 digits in place.
    if let first = shape.first { text += String(repeating: " ", count: 21 - "\(first)".count) }
    // Padded to whole lines of 64 bytes; NumPy adds a line where none were needed.
    let padding = 64 - (magic.count + 4 + text.utf8.count + 1) % 64
    text += String(repeating: " ", count: padding) + "\n"
    let length = text.utf8.count
    return magic + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + text.utf8
  }
}
