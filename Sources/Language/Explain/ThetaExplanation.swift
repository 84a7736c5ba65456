import Engine

/// One of the six numbers of a theta in other units: the rule that ties coordinates to indices, the formula, and the
/// derivatives by the six numbers of the theta that was given.
struct ThetaExplanation: OperationExplanation {
  let type: String
  private let toPixels: Bool
  private let units: @Sendable (any Engine.Operation) -> Units?

  static let all = [
    ThetaExplanation(type: "\(PixelTheta.self)", toPixels: true) { operation in
      (operation as? PixelTheta).map { Units(size: $0.size, alignCorners: $0.alignCorners) }
    },
    ThetaExplanation(type: "\(UnitTheta.self)", toPixels: false) { operation in
      (operation as? UnitTheta).map { Units(size: $0.size, alignCorners: $0.alignCorners) }
    },
  ]

  /// index = coordinate · scale + centre along rows and columns.
  private struct Units {
    let size: Pair
    let alignCorners: Bool

    func scale(isRow: Bool) -> Double {
      let extent = isRow ? size.rows : size.columns
      return Double(alignCorners ? extent - 1 : extent) / 2
    }

    func centre(isRow: Bool) -> Double { Double((isRow ? size.rows : size.columns) + 1) / 2 }

    func rule(isRow: Bool) -> String {
      let (name, letter) = isRow ? ("row   ", "y") : ("column", "x")
      let n = ExplainedElement.number
      return "  \(name) = \(letter) · \(n(scale(isRow: isRow))) + \(n(centre(isRow: isRow)))"
    }
  }

  func explain(_ element: ExplainedElement) throws(TensorError) -> Markup {
    var markup = element.title
    guard let units = units(element.operation) else { return markup }
    let theta = element.operands[0]
    let index = Array(element.output.suffix(2))
    let ends = units.alignCorners ? "centres" : "outer borders"
    markup.line(
      "−1 and 1 are the \(ends) of the outermost pixels of \(units.size.rows) × \(units.size.columns):")
    markup.line(units.rule(isRow: true))
    markup.line(units.rule(isRow: false))
    let formula = toPixels ? pixelFormula(index, units) : unitFormula(index, units)
    let first = theta.tensor.rank == 3 ? element.output[0] * 6 : 0
    let t = (first..<first + 6).map { position in
      let number = ExplainedElement.number(theta.tensor.element(position))
      return number.hasPrefix("-") ? "(\(number))" : number
    }
    markup.line(.init(formula(t) + " = "), .init(element.value, .number))
    markup.append(try derivatives(element, first))
    return markup
  }

  /// How the numbers of PyTorch's theta, `[xx, xy, x0; yx, yy, y0]`, make one of the lecture's `[a, b, e; c, d, f]`.
  private func pixelFormula(_ index: [Int], _ units: Units) -> ([String]) -> String {
    let isRow = index[0] == 0
    let n = ExplainedElement.number
    let (own, rows, columns) = (
      units.scale(isRow: isRow), units.scale(isRow: true), units.scale(isRow: false)
    )
    // By the output's row a theta has its y, by the column its x.
    let (byY, byX, start) = isRow ? (4, 3, 5) : (1, 0, 2)
    return { t in
      let (byRow, byColumn) = ("\(t[byY]) · \(n(own)) / \(n(rows))", "\(t[byX]) · \(n(own)) / \(n(columns))")
      switch index[1] {
      case 0: return byRow
      case 1: return byColumn
      default:
        let centre = n(units.centre(isRow: isRow))
        return "\(t[start]) · \(n(own)) + \(centre) − \(byRow) · \(n(units.centre(isRow: true))) − "
          + "\(byColumn) · \(n(units.centre(isRow: false)))"
      }
    }
  }

  /// And back.
  private func unitFormula(_ index: [Int], _ units: Units) -> ([String]) -> String {
    let isRow = index[0] == 1
    let n = ExplainedElement.number
    let (own, rows, columns) = (
      units.scale(isRow: isRow), units.scale(isRow: true), units.scale(isRow: false)
    )
    let (byRow, byColumn, offset) = isRow ? (0, 1, 2) : (3, 4, 5)
    return { t in
      switch index[1] {
      case 0: return "\(t[byColumn]) · \(n(columns)) / \(n(own))"
      case 1: return "\(t[byRow]) · \(n(rows)) / \(n(own))"
      default:
        return "(\(t[byRow]) · \(n(units.centre(isRow: true))) + \(t[byColumn]) · "
          + "\(n(units.centre(isRow: false))) + \(t[offset]) − \(n(units.centre(isRow: isRow)))) / \(n(own))"
      }
    }
  }

  private func derivatives(_ element: ExplainedElement, _ first: Int) throws(TensorError) -> Markup {
    let operand = element.operands[0]
    let output = operand.tensor.position(element.output)
    let theta = try operand.tensor.converted(to: .float64)
    let analytic = try AnalyticDerivatives(element.operation, [theta], of: output, element.execution)
    let numeric = try NumericDerivatives(element.operation, [theta], element.execution)
    var table = ExplanationTable(["", "value", "derivative", "numeric"])
    for position in first..<first + 6 {
      table.add([
        operand.place(operand.tensor.shape.indices(position)),
        ExplainedElement.number(operand.tensor.element(position)),
        ExplainedElement.number(analytic(by: position)), try numeric.text(of: output, by: position),
      ])
    }
    return table.markup
  }
}
