import Engine
import Foundation

/// What PyTorch makes of one row: operands, result and gradients.
public struct ExpectedCase {
  public let operands: [Tensor]
  public let result: Tensor
  /// By the position of the operand.
  public let gradients: [Int: Tensor]

  init(_ file: URL) throws {
    let archive = try NumPyArchive.decode(try ByteFile.read(file.path), path: file.lastPathComponent)
    func tensor(_ name: String) throws -> Tensor? { try archive[name].map { try Tensor($0) } }
    var operands: [Tensor] = []
    var gradients: [Int: Tensor] = [:]
    while let operand = try tensor("x\(operands.count)") {
      gradients[operands.count] = try tensor("g\(operands.count)")
      operands.append(operand)
    }
    guard let result = try tensor("y") else {
      throw CaseRow.Failure("the expected file has no y")
    }
    let count = operands.count + gradients.count + 1
    guard archive.members.count == count else {
      throw CaseRow.Failure("the expected file holds \(archive.members.map(\.name))")
    }
    (self.operands, self.result, self.gradients) = (operands, result, gradients)
  }

  /// How the result and the gradients differ, with operands of floating-point numbers taken as `dtype`.
  func differences(
    _ dtype: DType, _ tolerance: Double, _ function: ([Tensor]) throws -> Tensor
  ) throws -> [String] {
    let operands = try self.operands.map { $0.dtype.isFloating ? try $0.converted(to: dtype) : $0 }
    let type = result.dtype.isFloating ? dtype : result.dtype
    let value = try function(operands)
    var found = difference(value, result, type, tolerance).map { ["\(dtype.name), \($0)"] } ?? []
    let watched = gradients.keys.sorted()
    guard !watched.isEmpty, found.isEmpty else { return found }
    let ours = try GradientCase.analyticGradients(watched.map { operands[$0] }) { moved in
      try function(replacing(operands, watched, by: moved))
    }
    for (position, gradient) in zip(watched, ours) {
      guard let expected = gradients[position] else { continue }
      if let text = difference(gradient, expected, dtype, tolerance) {
        found.append("\(dtype.name), gradient \(position), \(text)")
      }
    }
    return found
  }

  /// The largest difference between the tape's gradients and central differences; of large operands some elements.
  func worstCentralDifference(_ function: ([Tensor]) throws -> Tensor) throws -> Double {
    let watched = gradients.keys.sorted()
    return try GradientCase.worstDifference(watched.map { operands[$0] }, atMost: 150) { moved in
      try function(replacing(operands, watched, by: moved))
    }
  }

  private func replacing(_ operands: [Tensor], _ positions: [Int], by moved: [Tensor]) -> [Tensor] {
    var operands = operands
    for (position, operand) in zip(positions, moved) { operands[position] = operand }
    return operands
  }

  private func difference(
    _ ours: Tensor, _ theirs: Tensor, _ dtype: DType, _ tolerance: Double
  ) -> String? {
    guard ours.shape == theirs.shape, ours.dtype == dtype else {
      return "\(ours.dtype.name) \(ours.shape) instead of \(dtype.name) \(theirs.shape)"
    }
    let scale = theirs.elements.filter(\.isFinite).reduce(0) { max($0, min(abs($1), 1)) }
    for index in 0..<ours.count {
      let (a, b) = (ours.element(index), theirs.element(index))
      let isSame = a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance * max(abs(b), scale)
      if !isSame { return "element \(index) is \(a) instead of \(b)" }
    }
    return nil
  }
}
