import Engine

extension Arguments {
  /// The one axis that an option names, counted from 0.
  /// - Returns: nil where it is not given and stands for the whole tensor.
  func oneAxis(_ key: OptionKey<Dimensions>, rank: Int) throws(Diagnostic) -> Int? {
    let axes = try axes(key, rank: rank)
    guard axes.count <= 1 else {
      throw failure(.option, "\(builtIn.name) works along one dimension", at: key)
    }
    return axes.first
  }

  /// The same for what has no meaning for a whole matrix: the axis must be named, but for a vector or a number.
  func namedAxis(_ key: OptionKey<Dimensions>) throws(Diagnostic) -> Int {
    let shape = try tensor(0).shape
    if let axis = try oneAxis(key, rank: shape.rank) { return axis }
    guard shape.rank > 1 else { return 0 }
    throw failure(
      .option, "\(builtIn.name) goes along one dimension of \(shape), which `dim` names", at: 0,
      help: shape.rank == 2
        ? "dim=1 goes down each column, dim=2 along each row; \(builtIn.name)(flatten(x)) takes all in one row"
        : "dim=-1 is the last one")
  }

  /// - Throws: `gradient` for an argument through which one is being recorded, as the result has none.
  func refuseGradient(_ parameters: Int...) throws(Diagnostic) {
    for parameter in parameters where isTaped(parameter) {
      throw failure(
        .gradient, "no gradient flows through `\(name(parameter))` of \(builtIn.name)", at: parameter,
        help: "a count changes in steps, and so has no gradient")
    }
  }
}
