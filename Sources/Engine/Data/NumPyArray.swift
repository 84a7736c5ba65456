/// An array as NumPy files hold it: elements row by row, little-endian, whatever the file's own order was.
public struct NumPyArray: Sendable, Equatable {
  /// The element types that are read and written; the raw value is NumPy's kind and size in bytes.
  public enum ElementType: String, Sendable, CaseIterable {
    /// `bool`, one byte.
    case boolean = "b1"
    /// `int8`.
    case int8 = "i1"
    /// `int16`.
    case int16 = "i2"
    /// `int32`.
    case int32 = "i4"
    /// `int64`.
    case int64 = "i8"
    /// `uint8`.
    case uint8 = "u1"
    /// `uint16`.
    case uint16 = "u2"
    /// `uint32`.
    case uint32 = "u4"
    /// `uint64`.
    case uint64 = "u8"
    /// `float16`, half precision (IEEE 754).
    case float16 = "f2"
    /// `float32`.
    case float32 = "f4"
    /// `float64`.
    case float64 = "f8"

    /// Bytes of one element.
    public var size: Int {
      switch self {
      case .boolean, .int8, .uint8: 1
      case .int16, .uint16, .float16: 2
      case .int32, .uint32, .float32: 4
      case .int64, .uint64, .float64: 8
      }
    }

    /// As a NumPy header names it, for example `<f4`, `|u1`.
    public var descriptor: String { (size == 1 ? "|" : "<") + rawValue }

    /// As NumPy's users name it, for example `float32`.
    public var name: String {
      switch self {
      case .boolean: "bool"
      case .int8: "int8"
      case .int16: "int16"
      case .int32: "int32"
      case .int64: "int64"
      case .uint8: "uint8"
      case .uint16: "uint16"
      case .uint32: "uint32"
      case .uint64: "uint64"
      case .float16: "float16"
      case .float32: "float32"
      case .float64: "float64"
      }
    }
  }

  /// The type of the elements.
  public let elementType: ElementType
  /// At most six extents; none for a single number.
  public let shape: [Int]
  private let elements: Elements

  private enum Elements: Sendable {
    /// They may be a part of a file's bytes.
    case bytes(ArraySlice<UInt8>)
    /// Lent by a tensor, whose elements lie as NumPy's do.
    case tensor(Tensor)
  }

  /// - Parameters:
  ///   - elementType: the type of the elements.
  ///   - shape: at most six extents, none of them negative; none for a single number.
  ///   - bytes: the elements row by row, little-endian, as many bytes as the shape says; a boolean is one byte, of
  ///     which any but 0 is true.
  public init(elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    self.init(elementType: elementType, shape: shape, bytes: bytes[...])
  }

  init(elementType: ElementType, shape: [Int], bytes: ArraySlice<UInt8>) {
    precondition(shape.count <= Shape.maximumRank, "as many dimensions as a tensor may have")
    precondition(shape.allSatisfy { $0 >= 0 }, "no extent is negative")
    precondition(
      bytes.count == FileExtents(shape, elementSize: elementType.size)?.byteCount,
      "as many bytes as the shape says")
    self.elementType = elementType
    self.shape = shape
    // Files may hold any byte for true.
    let isPlain = elementType != .boolean || bytes.allSatisfy { $0 <= 1 }
    elements = .bytes(isPlain ? bytes : bytes.map { min($0, 1) }[...])
  }

  /// The elements of a tensor, where they lie: both have them row by row, in the byte order of the machine, which is little.
  init(_ tensor: Tensor) {
    elementType =
      switch tensor.dtype {
      case .float32: .float32
      case .float64: .float64
      case .uint8: .uint8
      case .int64: .int64
      case .bool: .boolean
      }
    shape = tensor.shape.array
    elements = .tensor(tensor.detached)
  }

  /// `product of shape × elementType.size` bytes; a boolean is one byte, 0 or 1. Those of a tensor are copied.
  public var bytes: ArraySlice<UInt8> {
    if case .bytes(let bytes) = elements { return bytes }
    return withBytes { Array($0)[...] }
  }

  /// How many bytes the elements take.
  public var byteCount: Int {
    switch elements {
    case .bytes(let bytes): bytes.count
    case .tensor(let tensor): tensor.storage.byteCount
    }
  }

  /// Lends the bytes, wherever they lie, for as long as the body runs.
  func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    switch elements {
    case .bytes(let bytes): return bytes.withUnsafeBytes(body)
    case .tensor(let tensor):
      // Safe: the storage holds `byteCount` bytes, and lives until the body has returned.
      defer { withExtendedLifetime(tensor.storage) {} }
      return body(UnsafeRawBufferPointer(start: tensor.storage.bytes, count: tensor.storage.byteCount))
    }
  }

  public static func == (a: NumPyArray, b: NumPyArray) -> Bool {
    a.elementType == b.elementType && a.shape == b.shape
      && a.withBytes { a in b.withBytes { b in a.elementsEqual(b) } }
  }
}
