/// The upper triangle of matrices: what is on a diagonal and right of it, with zeros elsewhere.
/// PyTorch: `torch.triu(x, diagonal)`.
public struct Triu: TriangularPart {
  /// So many columns right of the main diagonal; negative: so many rows below it.
  public let diagonal: Int
  public var isLower: Bool { false }

  /// - Parameter diagonal: so many columns right of the main diagonal; negative: so many rows below it.
  public init(diagonal: Int = TriangularOptions.diagonal.standard) { self.diagonal = diagonal }

  public var name: String { "triu" }
}
