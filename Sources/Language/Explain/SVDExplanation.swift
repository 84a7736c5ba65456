import Engine

/// One number of a singular value decomposition: the equation that it belongs to, and its derivatives.
struct SVDExplanation: PartExplanation {
  func explain(_ element: ExplainedElement, part: String) throws(TensorError) -> Markup {
    let x = element.operands[0]
    let output = element.output
    let extents = x.tensor.shape.array.suffix(2)
    let (rows, columns) = (extents.first ?? 0, extents.last ?? 0)
    let count = min(rows, columns)
    let value = part == "Vh" ? output[output.count - 2] : output[output.count - 1]
    var markup = element.title
    markup.line(
      "With column \(value + 1) of U, u, and row \(value + 1) of Vh, v, both of length 1: \(x.name) @ v = S[\(value + 1)] · u."
    )
    let place: Int
    switch part {
    case "U": place = output[output.count - 2] * count + output[output.count - 1]
    case "S":
      place = rows * count + output[output.count - 1]
      markup.line(
        "So it is how much longer \(x.name) makes v; the derivative with respect to [i, j] is u[i] · v[j].")
    default: place = rows * count + count + output[output.count - 2] * columns + output[output.count - 1]
    }
    let dropped = part == "S" ? 1 : 2
    let matrix = zip(output.dropLast(dropped), x.tensor.shape.array).reduce(0) { $0 * $1.1 + $1.0 }
    markup.append(
      try MatrixExplanation.derivatives(element) { shape in matrix * (shape.array.last ?? 0) + place })
    return markup
  }
}
