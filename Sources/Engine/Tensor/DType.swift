/// The type of a tensor's elements, chosen at run time.
///
/// Pictures and weights are `float32`, numeric gradients `float64`; the integer types hold labels, pixels and files.
public enum DType: UInt8, Sendable, Hashable, CaseIterable {
  case float32, float64, uint8, int64

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .float32: 4
    case .float64: 8
    case .uint8: 1
    case .int64: 8
    }
  }

  /// The name as PyTorch writes it, without `torch.`.
  public var name: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .uint8: "uint8"
    case .int64: "int64"
    }
  }

  public var isFloating: Bool { self == .float32 || self == .float64 }

  /// The type in which arithmetic between the two happens: float64 wins, integers join as float32.
  public func promoted(with other: DType) -> DType {
    self == .float64 || other == .float64 ? .float64 : .float32
  }
}
