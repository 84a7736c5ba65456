import Engine

/// One element of an operation's result, with everything that an explanation needs to take it apart.
struct ExplainedElement {
  struct Operand {
    /// As the program writes it, `x` or `conv(x, k)`; the parameter's name where that is too long to be read.
    let name: String
    /// What formulas call it.
    let letter: String
    let tensor: Tensor

    /// `x[2, 3]`, or `x` for a number; the index counts from 0.
    func place(_ index: [Int]) -> String { index.isEmpty ? name : "\(name)[\(WindowTable.index(index))]" }

    /// Whether the program writes it as a number.
    var isLiteral: Bool { tensor.rank == 0 && Double(name) != nil }
  }

  /// As the program names the element.
  let text: String
  /// The element's value as it is shown.
  let value: String
  /// The element's index, counted from 0; empty where the result is one number.
  let output: [Int]
  let operation: any Engine.Operation
  let operands: [Operand]
  let execution: Execution

  var title: Markup {
    var markup = Markup()
    markup.line(.init(text, .code), .init(" = "), .init(value, .number))
    return markup
  }

  static func number(_ value: Double) -> String { Formatter.number(value, digits: 6) }

  /// `1 + 2 − 3`, shortened after eight numbers.
  static func sum(_ numbers: some Sequence<Double>) -> String {
    var sum = ""
    for (position, text) in numbers.lazy.prefix(9).map(number).enumerated() {
      if position == 8 { return sum + " + …" }
      sum += position == 0 ? text : text.hasPrefix("-") ? " − \(text.dropFirst())" : " + \(text)"
    }
    return sum
  }

  /// The operand with one of its elements marked, where it is small enough to be read.
  static func marked(_ operand: Operand, at index: [Int]) -> Markup {
    guard operand.tensor.rank == 2, operand.tensor.shape.array.allSatisfy({ $0 <= 12 }) else {
      return Markup()
    }
    return Markup([
      .picture(
        .init(
          operand.tensor, caption: "\(operand.name), with the element marked",
          marked: [(row: index[0], column: index[1])]))
    ])
  }
}

/// How any element of one operation's result comes about.
protocol OperationExplanation: Sendable {
  /// The name of the operation's type.
  var type: String { get }
  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup
}

extension Tensor {
  /// The index of the element that meets the one at `output` when this tensor is repeated to the result's shape.
  func index(meeting output: [Int]) -> [Int] {
    zip(shape.array, output.suffix(rank)).map { extent, position in extent == 1 ? 0 : position }
  }
}
