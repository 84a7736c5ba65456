import Engine

/// `A^2` and `A^-1` of a square matrix, which elsewhere are products of matrices.
extension Interpreter {
  /// A remark, once in a session, on a statement that is such a power of a variable.
  /// - Parameter node: the statement.
  func noteSquarePower(_ node: Node, _ value: Value, of program: Program) {
    guard case .tensor(let result) = value, result.rank == 2, result.shape[0] == result.shape[1],
      result.shape[0] > 1
    else { return }
    let power = node.kind == .assign ? program.nodes[Int(node.b)] : node
    guard power.kind == .power, program.nodes[Int(power.a)].kind == .global else { return }
    let (base, exponent) = (
      program.source.text(program.span(power.a)), program.source.text(program.span(power.b))
    )
    guard case .tensor(let matrix)? = environment[base], matrix.shape == result.shape else { return }
    switch exponent {
    case "2":
      noteOnce(
        "square power",
        "`\(base)^2` is the power of each element; the product of matrices is `\(base) @ \(base)`")
    case "-1":
      noteOnce("square power", "`\(base)^-1` is the power of each element; the inverse is `inv(\(base))`")
    default: break
    }
  }
}
