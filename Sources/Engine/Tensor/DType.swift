/// The type of a tensor's elements, chosen at run time.
///
/// Pictures and weights are `float32`, numeric gradients `float64`; the integer types hold labels, pixels and files,
/// and `bool` what a comparison says of each element.
public enum DType: UInt8, Sendable, Hashable, CaseIterable {
  /// `Float`.
  case float32
  /// `Double`.
  case float64
  /// `UInt8`.
  case uint8
  /// `Int64`.
  case int64
  /// `Bool`: one byte, 1 for true and 0 for false.
  case bool

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .float32: 4
    case .float64: 8
    case .uint8: 1
    case .int64: 8
    case .bool: 1
    }
  }

  /// The name as PyTorch writes it, without `torch.`.
  public var name: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .uint8: "uint8"
    case .int64: "int64"
    case .bool: "bool"
    }
  }

  /// The type of a number beside elements of this one: the same, but float32 for what int64 cannot hold and beside uint8,
  /// which no arithmetic is done in; beside bool it is int64, if that holds it.
  func type(of number: Double) -> DType {
    if isFloating { return self }
    return self != .uint8 && Int64(exactly: number) != nil ? .int64 : .float32
  }

  /// Whether an element can be this number, for an integer type exactly.
  package func holds(_ number: Double) -> Bool {
    switch self {
    case .float32, .float64: true
    case .uint8: UInt8(exactly: number) != nil
    case .int64: Int64(exactly: number) != nil
    case .bool: number == 0 || number == 1
    }
  }

  /// Whether gradients can be taken of such elements: float32 and float64.
  public var isFloating: Bool { self == .float32 || self == .float64 }
}
