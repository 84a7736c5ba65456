import Engine
import Foundation

/// An expected result with its gradients, for a window operation; made by `Fixtures/make_window_cases.py`.
public struct WindowCase: Decodable, Sendable, CustomStringConvertible {
  public struct Values: Decodable, Sendable {
    public let shape: [Int]
    public let data: [Double]

    public func tensor(_ dtype: DType = .float64) throws -> Tensor {
      try Tensor(data, try Shape(checking: shape)).converted(to: dtype)
    }
  }

  /// The options under PyTorch's names; those that an operation does not have are nil.
  public struct Options: Decodable, Sendable {
    public let stride: Pair?
    public let padding: Pair?
    public let paddingName: String?
    public let dilation: Pair?
    public let groups: Int?
    public let kernelSize: Pair?
    public let ceilMode: Bool?
    public let countIncludePad: Bool?
    public let size: [Int]?
    public let mode: String?
    public let outside: String?
    public let paddingMode: String?
    public let alignCorners: Bool?
  }

  public let operands: [Values]
  public let options: Options
  /// Whether central differences must agree: no operand stands on a kink.
  public let smooth: Bool
  public let result: Values
  public let gradients: [Values]

  public var description: String {
    let set = Mirror(reflecting: options).children.compactMap { option -> String? in
      guard let label = option.label, let value = Mirror(reflecting: option.value).children.first else {
        return nil
      }
      return "\(label)=\(value.value)"
    }
    return (operands.map { "\($0.shape)" } + set).joined(separator: " ")
  }

  /// The cases of one operation, one to a line.
  public static func load(_ operation: String) throws -> [WindowCase] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appendingPathComponent("EngineTests/Fixtures/windows/\(operation).jsonl")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try decoder.decode(WindowCase.self, from: Data($0.utf8))
    }
  }

  /// The largest difference |ours − expected| / max(1, |expected|) over the result and every gradient; ∞ where a
  /// shape differs.
  public func worstDifference(_ dtype: DType, _ function: ([Tensor]) throws -> Tensor) throws -> Double {
    let inputs = try operands.map { try $0.tensor(dtype) }
    var worst = WindowCase.difference(try function(inputs), result)
    for (ours, expected) in zip(try GradientCase.analyticGradients(inputs, function), gradients) {
      worst = max(worst, WindowCase.difference(ours, expected))
    }
    return worst
  }

  private static func difference(_ ours: Tensor, _ expected: Values) -> Double {
    guard ours.shape.array == expected.shape else { return .infinity }
    return expected.data.enumerated().reduce(0) { worst, next in
      let difference = abs(ours.element(next.offset) - next.element) / max(1, abs(next.element))
      return max(worst, difference.isNaN ? .infinity : difference)
    }
  }
}

extension Pair: Decodable {
  public init(from decoder: any Decoder) throws {
    let numbers = try [Int](from: decoder)
    self.init(numbers[0], numbers[1])
  }
}
