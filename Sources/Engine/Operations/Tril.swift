/// The lower triangle of matrices: what is on a diagonal and left of it, with zeros elsewhere.
/// PyTorch: `torch.tril(x, diagonal)`.
public struct Tril: TriangularPart {
  /// So many columns right of the main diagonal; negative: so many rows below it.
  public let diagonal: Int
  public var isLower: Bool { true }

  /// - Parameter diagonal: so many columns right of the main diagonal; negative: so many rows below it.
  public init(diagonal: Int = TriangularOptions.diagonal.standard) { self.diagonal = diagonal }

  public var name: String { "tril" }
}
