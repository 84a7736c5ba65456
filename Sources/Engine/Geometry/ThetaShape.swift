/// The shape rule for theta: `[2, 3]`, or `[N, 2, 3]` with one map for each picture.
enum ThetaShape {
  /// How many maps there are; nil for a single one that serves every picture.
  /// - Throws: `TensorError.shapes` for anything but `[2, 3]` and `[N, 2, 3]`.
  static func batch(_ theta: Shape, operand: Int) throws(TensorError) -> Int? {
    if theta.rank == 2 && theta[0] == 2 && theta[1] == 3 { return nil }
    if theta.rank == 3 && theta[1] == 2 && theta[2] == 3 { return theta[0] }
    throw TensorError(
      .shapes, "theta has two rows of three numbers, [2, 3] or [N, 2, 3], but this has shape \(theta)",
      operands: [.init(operand, "theta \(theta)")], help: help(theta))
  }

  /// - Throws: also where a batch of thetas does not go with these pictures.
  static func batch(_ theta: Shape, for picture: PictureShape) throws(TensorError) -> Int? {
    guard let maps = try batch(theta, operand: 1) else { return nil }
    let operands = [
      TensorError.Operand(0, picture.label), TensorError.Operand(1, "theta \(theta)"),
    ]
    guard picture.isBatched else {
      throw TensorError(
        .shapes,
        "a batch of \(maps) \(maps == 1 ? "theta" : "thetas") needs a batch of pictures [N, C, H, W]",
        operands: operands, help: "one theta for one picture has the shape [2, 3]")
    }
    guard maps == picture.batch else {
      throw TensorError(
        .shapes,
        "\(maps) \(maps == 1 ? "theta" : "thetas") for \(picture.batch) "
          + (picture.batch == 1 ? "picture" : "pictures"),
        operands: operands, help: "a theta of shape [2, 3] is used for every picture")
    }
    return maps
  }

  private static func help(_ theta: Shape) -> String? {
    if theta == [6] { return "reshape(theta, [2, 3])" }
    if theta == [3, 3] { return "its first two rows: theta[1:2, :]" }
    if theta == [3, 2] { return "its transpose fits: theta'" }
    return theta.rank == 2 && theta[1] == 6 ? "reshape(theta, [\(theta[0]), 2, 3])" : nil
  }
}
