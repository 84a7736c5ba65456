/// What an equation means for operands of certain shapes. Axes are told apart by numbers: those with a letter by its
/// code, those that `...` stands for by −1 for the last of them, −2 for the one before.
public struct EinsumPlan: OperationPlan {
  /// One operand: which axes are gone along together, and what remains.
  struct Operand: Sendable {
    let shape: Shape
    /// The axes that remain, each once. One of a single element, where others have more, does not.
    let labels: [Int]
    /// For each of them the operand's axes that have it.
    let groups: [[Int]]
    /// Whether that is just the operand.
    let isWhole: Bool
  }

  public let result: Shape
  let operands: [Operand]
  /// The labels of the result's axes.
  let output: [Int]
  /// How many elements there are along each label.
  let extents: [Int: Int]

  /// - Throws: `rank` where an operand has another number of dimensions than letters, `shapes` where two extents of one
  ///   letter differ.
  init(_ equation: EinsumEquation, _ shapes: OperandShapes) throws(TensorError) {
    let labels = try EinsumPlan.labels(equation, shapes)
    let furtherAxes = zip(labels, equation.operands).map { $0.count - $1.letters.count }.max() ?? 0
    let extents = try EinsumPlan.extents(of: labels, shapes)
    let term = equation.resultTerm
    output = EinsumPlan.spread(term, over: term.ellipsis == nil ? 0 : furtherAxes)
    result = try Shape(checking: output.map { extents[$0] ?? 1 })
    operands = labels.enumerated().map { position, labels in
      EinsumPlan.operand(shapes[position], labels, extents)
    }
    self.extents = extents
  }

  /// For each operand the labels of its axes.
  static func labels(_ equation: EinsumEquation, _ shapes: OperandShapes) throws(TensorError) -> [[Int]] {
    var labels: [[Int]] = []
    for (position, term) in equation.operands.enumerated() {
      labels.append(try self.labels(of: term, shapes[position], position, equation.text))
    }
    return labels
  }

  private static func labels(
    of term: EinsumEquation.Term, _ shape: Shape, _ position: Int, _ text: String
  ) throws(TensorError) -> [Int] {
    let further = shape.rank - term.letters.count
    guard term.ellipsis == nil ? further == 0 : further >= 0 else {
      throw TensorError(
        .rank,
        "the equation \"\(text)\" has \(term.letters.count) letters for operand \(position + 1), whose shape is \(shape)",
        operands: [.init(position, "\(shape)")], help: "one letter for each dimension")
    }
    return spread(term, over: further)
  }

  /// The labels with those of the further axes in their place.
  private static func spread(_ term: EinsumEquation.Term, over count: Int) -> [Int] {
    let letters = term.letters.map { Int($0.asciiValue ?? 0) }
    guard let place = term.ellipsis else { return letters }
    return letters[..<place] + (0..<count).map { $0 - count } + letters[place...]
  }

  private static func extents(
    of labels: [[Int]], _ shapes: OperandShapes
  ) throws(TensorError) -> [Int: Int] {
    var extents: [Int: (extent: Int, operand: Int)] = [:]
    for (position, own) in labels.enumerated() {
      for (axis, label) in own.enumerated() {
        let extent = shapes[position][axis]
        guard let known = extents[label], known.extent != 1 else {
          extents[label] = (extent, position)
          continue
        }
        guard extent == 1 || extent == known.extent else {
          let name = label < 0 ? "..." : String(UnicodeScalar(UInt8(clamping: label)))
          throw TensorError(
            .shapes,
            "\(name) has \(known.extent) elements in operand \(known.operand + 1) and \(extent) in operand \(position + 1)",
            operands: [
              .init(known.operand, "\(shapes[known.operand])"), .init(position, "\(shapes[position])"),
            ])
        }
      }
    }
    return extents.mapValues(\.extent)
  }

  private static func operand(_ shape: Shape, _ labels: [Int], _ extents: [Int: Int]) -> Operand {
    var (distinct, groups): ([Int], [[Int]]) = ([], [])
    for (axis, label) in labels.enumerated() where shape[axis] == extents[label] {
      if let place = distinct.firstIndex(of: label) {
        groups[place].append(axis)
      } else {
        distinct.append(label)
        groups.append([axis])
      }
    }
    return Operand(
      shape: shape, labels: distinct, groups: groups, isWhole: groups.allSatisfy { $0.count == 1 })
  }

  /// The extents along labels.
  func shape(_ labels: [Int]) throws(TensorError) -> Shape {
    try Shape(checking: labels.map { extents[$0] ?? 1 })
  }
}
