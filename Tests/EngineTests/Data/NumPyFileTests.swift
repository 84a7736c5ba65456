import Engine
import Testing

/// Element k of the fixtures is k (k % 2 for booleans), whatever their type and order.
@Suite struct NumPyFileTests {
  private func values(_ array: NumPyArray) -> [Double] {
    let size = array.elementType.size
    return (0..<(array.bytes.count / size)).map { index in
      array.bytes.withUnsafeBytes { bytes in
        func load<T>(_ type: T.Type) -> T { bytes.loadUnaligned(fromByteOffset: index * size, as: type) }
        return switch array.elementType {
        case .boolean, .uint8: Double(load(UInt8.self))
        case .int8: Double(load(Int8.self))
        case .int16: Double(load(Int16.self))
        case .int32: Double(load(Int32.self))
        case .int64: Double(load(Int64.self))
        case .uint16: Double(load(UInt16.self))
        case .uint32: Double(load(UInt32.self))
        case .uint64: Double(load(UInt64.self))
        case .float16: Double(load(Float16.self))
        case .float32: Double(load(Float.self))
        case .float64: load(Double.self)
        }
      }
    }
  }

  @Test(arguments: NumPyArray.ElementType.allCases, ["", "-big", "-fortran", "-big-fortran"])
  func readsEveryTypeAndOrder(_ type: NumPyArray.ElementType, _ ending: String) throws {
    if type.size == 1, ending.contains("big") { return }
    let array = try NumPyFile.decode(try DataFixtures.bytes("npy/\(type.rawValue)\(ending).npy"))
    #expect(array.elementType == type)
    #expect(array.shape == [2, 3, 4])
    #expect(values(array) == (0..<24).map { type == .boolean ? Double($0 % 2) : Double($0) })
  }

  @Test(arguments: NumPyArray.ElementType.allCases.map(\.rawValue) + ["number", "vector", "empty"])
  func writesTheBytesOfNumPy(_ name: String) throws {
    let bytes = try DataFixtures.bytes("npy/\(name).npy")
    #expect(NumPyFile.encode(try NumPyFile.decode(bytes)) == bytes)
  }

  @Test(arguments: ["version2", "version3"])
  func readsLaterVersions(_ name: String) throws {
    let array = try NumPyFile.decode(try DataFixtures.bytes("npy/\(name).npy"))
    #expect(values(array) == (0..<24).map(Double.init))
  }

  @Test func readsOtherShapes() throws {
    let number = try NumPyFile.decode(try DataFixtures.bytes("npy/number.npy"))
    #expect(number.shape == [] && values(number) == [0.1])
    let empty = try NumPyFile.decode(try DataFixtures.bytes("npy/empty.npy"))
    #expect(empty.shape == [0, 3] && empty.bytes == [])
    let deep = try NumPyFile.decode(try DataFixtures.bytes("npy/rank6-fortran.npy"))
    #expect(deep.shape == [2, 2, 2, 2, 2, 2] && values(deep) == (0..<64).map(Double.init))
  }

  @Test(
    arguments: [
      ("complex", "complex numbers (dtype '<c8')"), ("object", "Python objects (dtype '|O')"),
      ("text", "strings (dtype '<U3')"), ("bytes", "strings (dtype '|S3')"),
      ("date", "dates or times (dtype '<M8[s]')"),
      ("record", "records (dtype [('x', '<f4'), ('y', '<i2')])"),
      ("longdouble", "floats of an unusual size (dtype '<f16')"),
    ])
  func refusesOtherTypesByName(_ name: String, _ words: String) throws {
    let bytes = try DataFixtures.bytes("npy/refused-\(name).npy")
    let error = #expect(throws: FileError.self) { try NumPyFile.decode(bytes, path: "a.npy") }
    #expect(error?.code == .unsupported)
    #expect(error?.message.hasPrefix("a.npy contains \(words)") == true, "\(error?.message ?? "")")
  }

  /// Each was tried in NumPy 2.4: `astype` fails on objects and names, and drops the imaginary part.
  @Test(
    arguments: [
      ("complex", "np.stack([a.real, a.imag])"), ("object", "np.array(a.tolist(), dtype='float32')"),
      ("text", "np.unique(a, return_inverse=True)"), ("date", "a.astype('int64')"),
      ("longdouble", "a.astype('float64')"), ("record", "a['field']"),
    ])
  func saysWhatMakesNumbersOfThem(_ name: String, _ advice: String) throws {
    let bytes = try DataFixtures.bytes("npy/refused-\(name).npy")
    let error = #expect(throws: FileError.self) { try NumPyFile.decode(bytes) }
    #expect(error?.help?.contains(advice) == true, "\(error?.help ?? "")")
  }

  /// From where a tensor's elements lie, NumPy's own bytes are written.
  @Test(arguments: ["f4", "f8", "u1", "i8", "number", "empty"])
  func partsAreTheWholeFile(_ name: String) throws {
    let bytes = try DataFixtures.bytes("npy/\(name).npy")
    let array = try Tensor(try NumPyFile.decode(bytes)).numPyArray
    let parts = NumPyFile.parts(array)
    #expect(parts.count == bytes.count && NumPyFile.encode(array) == bytes)
    try DataFixtures.withTemporaryFolder { folder in
      try ByteFile.write(parts, to: "\(folder)/x.npy")
      #expect(try ByteFile.read("\(folder)/x.npy") == bytes)
    }
  }

  @Test func refusesSevenDimensions() throws {
    let bytes = try DataFixtures.bytes("npy/rank7.npy")
    let error = #expect(throws: FileError.self) { try NumPyFile.decode(bytes, path: "a.npy") }
    #expect(error?.message == "a.npy has 7 dimensions; the maximum is 6")
  }

  /// A file of version 1.0 with this header and `count` bytes behind it.
  private func file(_ header: String, count: Int) -> [UInt8] {
    let length = header.utf8.count
    return [0x93] + "NUMPY\u{1}\0".utf8 + [UInt8(length & 255), UInt8(length >> 8)] + header.utf8
      + [UInt8](repeating: 2, count: count)
  }

  private func file(shape: String, count: Int) -> [UInt8] {
    file("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }\n", count: count)
  }

  @Test(
    arguments: [
      ("(2, 3)", 23, .truncated), ("(2, 3)", 0, .truncated), ("()", 0, .truncated),
      ("(1000000000000,)", 24, .truncated), ("(4611686018427387904, 4)", 24, .corrupt),
      ("(9223372036854775807,)", 24, .corrupt), ("(9223372036854775808,)", 24, .corrupt),
      ("(0, 4611686018427387904, 4)", 0, .corrupt), ("(-6,)", 24, .corrupt), ("(-2, -3)", 24, .corrupt),
      ("(6.0,)", 24, .corrupt), ("6", 24, .corrupt), ("[6]", 24, .corrupt), ("(True,)", 4, .corrupt),
      ("(6", 24, .corrupt), ("(1, 1, 1, 1, 1, 1, 6)", 24, .unsupported), ("None", 24, .corrupt),
    ] as [(String, Int, FileError.Code)])
  func lyingShapesAreRefused(_ shape: String, _ count: Int, _ code: FileError.Code) {
    #expect(fileErrorCode { try NumPyFile.decode(file(shape: shape, count: count)) } == code)
  }

  @Test(
    arguments: [
      "", "{", "{}", "[]", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x", "{'descr': '<f4, 'fortran_order': False}",
      "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,)}", String(repeating: "(", count: 60000),
      String(repeating: "{'a':", count: 10000), "__import__('os').system('true')",
    ])
  func headersThatAreNoneAreRefused(_ header: String) {
    #expect(fileErrorCode { try NumPyFile.decode(file(header, count: 4)) } == .corrupt)
  }

  @Test func saysWhatLies() {
    let error = #expect(throws: FileError.self) {
      try NumPyFile.decode(file(shape: "(2, 3)", count: 20), path: "w.npy")
    }
    #expect(
      error?.message
        == "w.npy is cut short: its header announces [2, 3] of float32, 24 bytes, and 20 follow")
    let hostile = #expect(throws: FileError.self) {
      try NumPyFile.decode(
        file(
          "{'descr': '\u{1B}[2J\(String(repeating: "x", count: 500))', "
            + "'fortran_order': False, 'shape': (1,)}", count: 4))
    }
    #expect(hostile?.message.utf8.contains(0x1B) == false)
    #expect((hostile?.message.count ?? .max) < 250)
  }

  @Test func acceptsWhatPython2Wrote() throws {
    let array = try NumPyFile.decode(file(shape: "(2L, 3L)", count: 24))
    #expect(array.shape == [2, 3])
  }

  @Test func booleansBecomeZeroOrOne() throws {
    let bytes = file("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", count: 3)
    #expect(try NumPyFile.decode(bytes).bytes == [1, 1, 1])
  }

  @Test func boundsTheElementsByTheLimit() throws {
    let bytes = file(shape: "(2, 3)", count: 24)
    #expect(try NumPyFile.decode(bytes, limit: 24).bytes.count == 24)
    #expect(fileErrorCode { try NumPyFile.decode(bytes, limit: 23) } == .tooLarge)
  }
}
