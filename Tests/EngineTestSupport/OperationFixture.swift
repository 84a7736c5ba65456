import Engine
import Foundation

/// One line of a file of cases: an operation, its operands, and what PyTorch makes of them.
public struct OperationCase: Sendable, CustomStringConvertible {
  public let operation: String
  public let operands: [Tensor]
  let options: [String: Option]
  let result: Tensor
  /// PyTorch's gradient of the weighted sum by each operand; nil where there is none.
  let gradients: [Tensor?]

  public func integer(_ name: String) -> Int? { options[name]?.integers?.first }
  public func integers(_ name: String) -> [Int] { options[name]?.integers ?? [] }
  public func number(_ name: String) -> Double? { options[name]?.number }
  public func numbers(_ name: String) -> [Double]? { options[name]?.numbers }
  public func text(_ name: String) -> String? { options[name]?.text }
  public func flag(_ name: String) -> Bool { options[name]?.flag ?? false }

  /// The parts of a slice: `["all"]`, `["index", i]`, `["range", start, step, count]` or `["list", …]`.
  public var slice: Slice { Slice(options["parts"]?.parts ?? []) }

  public var description: String {
    "\(operation) \(options) of \(operands.map { "\($0.dtype.name) \($0.shape)" })"
  }
}

public enum OperationFixture {
  /// Every way in which an operation differs from PyTorch on its cases in the fixture, in value or in gradient.
  /// A fixture without a case for the operation is a difference too.
  /// - Parameter slack: how many times the usual rounding is allowed, for what is computed in many steps.
  public static func differences(
    _ name: String, in file: String = "pointwise_cases", execution: Execution = Execution(),
    slack: Double = 1,
    _ make: (OperationCase) throws -> any Engine.Operation
  ) throws -> [String] {
    let cases = try load(name, file)
    guard !cases.isEmpty else { return ["no case for \(name)"] }
    return try cases.flatMap { given in try differences(given, make(given), execution, slack) }
  }

  /// The same at every CPU level with one and two threads, and by the plain loops.
  public static func differencesEverywhere(
    _ name: String, in file: String, _ make: (OperationCase) throws -> any Engine.Operation
  ) throws -> [String] {
    try (ProcessorLevel.allCases.flatMap(Executions.threads) + [Executions.reference]).flatMap { execution in
      try differences(name, in: file, execution: execution, make)
    }
  }

  private static func differences(
    _ given: OperationCase, _ operation: any Engine.Operation, _ execution: Execution, _ slack: Double
  ) throws -> [String] {
    let result = try operation.apply(given.operands, in: execution)
    var found = difference(result, given.result, slack).map { ["\(given): \($0)"] } ?? []
    guard given.gradients.contains(where: { $0 != nil }) else { return found }
    let watched = given.operands.indices.filter { given.operands[$0].dtype.isFloating }
    let operands = watched.map { given.operands[$0] }
    let gradients = try GradientCase.analyticGradients(operands, in: execution) { moved in
      var operands = given.operands
      for (position, operand) in zip(watched, moved) { operands[position] = operand }
      return try operation.apply(operands, in: execution)
    }
    for (position, gradient) in zip(watched, gradients) {
      // Where PyTorch has no gradient at all, ours is zero.
      let expected = try given.gradients[position] ?? Tensor(zeros: gradient.shape, gradient.dtype)
      if let text = difference(gradient, expected, slack) {
        found.append("\(given), gradient \(position): \(text)")
      }
    }
    return found
  }

  /// The first difference beyond rounding, or nil.
  static func difference(_ ours: Tensor, _ theirs: Tensor, _ slack: Double = 1) -> String? {
    guard ours.shape == theirs.shape, ours.dtype == theirs.dtype else {
      return "\(ours.dtype.name) \(ours.shape) instead of \(theirs.dtype.name) \(theirs.shape)"
    }
    let tolerance = slack * (ours.dtype == .float32 ? 2e-6 : 1e-13)
    for index in 0..<ours.count {
      if let a = ours.wholeElement(index), let b = theirs.wholeElement(index), a != b {
        return "element \(index) is \(a) instead of \(b)"
      }
      let (a, b) = (ours.element(index), theirs.element(index))
      let isSame = a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance * max(1, abs(b))
      if !isSame { return "element \(index) is \(a) instead of \(b)" }
    }
    return nil
  }

  private static func load(_ name: String, _ file: String) throws -> [OperationCase] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("EngineTests/Fixtures/\(file).jsonl")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    // Each line begins with the operation, so that only the lines wanted are decoded.
    let beginning = Data("{\"operation\":\"\(name)\",".utf8)
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
      .filter { $0.starts(with: beginning) }
      .map { try decoder.decode(Line.self, from: $0).asCase() }
  }
}

/// An option's value.
struct Option: Decodable, Sendable, CustomStringConvertible {
  var flag: Bool?
  var integers: [Int]?
  var number: Double?
  var numbers: [Double]?
  var text: String?
  var parts: [Slice.Part]?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    flag = try? container.decode(Bool.self)
    integers = (try? container.decode(Int.self)).map { [$0] } ?? (try? container.decode([Int].self))
    number = try? container.decode(Double.self)
    numbers = try? container.decode([Double].self)
    text = try? container.decode(String.self)
    parts = try? container.decode([SlicePart].self).map(\.part)
  }

  var description: String {
    text ?? parts.map { "\($0)" } ?? integers.map { "\($0)" } ?? number.map { "\($0)" } ?? "\(flag ?? false)"
  }
}

/// A part of a slice, as the fixture writes it.
private struct SlicePart: Decodable {
  let part: Slice.Part

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let kind = try container.decode(String.self)
    var numbers: [Int] = []
    while !container.isAtEnd { numbers.append(try container.decode(Int.self)) }
    switch (kind, numbers.count) {
    case ("index", 1): part = .index(numbers[0])
    case ("range", 3): part = .range(start: numbers[0], step: numbers[1], count: numbers[2])
    case ("list", _): part = .list(numbers)
    case ("all", 0): part = .all
    default: throw DecodingError.dataCorruptedError(in: container, debugDescription: "no part: \(kind)")
    }
  }
}

private struct Line: Decodable {
  let operation: String
  let options: [String: Option]
  let operands: [Elements]
  let result: Elements
  let gradients: [Elements?]

  func asCase() throws -> OperationCase {
    OperationCase(
      operation: operation, operands: try operands.map { try $0.tensor() }, options: options,
      result: try result.tensor(), gradients: try gradients.map { try $0?.tensor() })
  }
}

/// A tensor, as the fixture writes it: [type, shape, elements].
private struct Elements: Decodable {
  let type: String
  let shape: [Int]
  let elements: [Double]
  /// The same of int64, which doubles do not hold.
  let wholes: [Int64]

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    type = try container.decode(String.self)
    shape = try container.decode([Int].self)
    let isWhole = type == DType.int64.name
    wholes = isWhole ? try container.decode([Int64].self) : []
    elements = isWhole ? [] : try container.decode([Double].self)
  }

  func tensor() throws -> Tensor {
    let dtype = DType.allCases.first { $0.name == type } ?? .float64
    if dtype == .int64 { return try Tensor(wholes, try Shape(checking: shape)) }
    return try Tensor(elements, try Shape(checking: shape)).converted(to: dtype)
  }
}
