/// The extents of a tensor, outermost first: `[N, C, H, W]` for a batch of pictures.
///
/// Held inline, up to six dimensions, so that making a tensor allocates nothing for it. The product of the extents
/// always fits an `Int`.
public struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// How many dimensions a tensor has at most.
  public static let maximumRank = 6

  private var extents: InlineArray<6, Int>
  /// How many dimensions there are.
  public let rank: Int
  /// How many elements a tensor of this shape has; 1 without dimensions.
  public let count: Int

  /// - Parameter extents: outermost first.
  /// - Throws: `TensorError.rank` for more than six dimensions, `size` for a negative extent, `memory` for more elements
  ///   than any memory holds.
  public init(checking extents: [Int]) throws(TensorError) {
    guard extents.count <= Shape.maximumRank else {
      throw TensorError(
        .rank, "a tensor has at most \(Shape.maximumRank) dimensions, not \(extents.count)")
    }
    var inline = InlineArray<6, Int>(repeating: 0)
    for (axis, extent) in extents.enumerated() { inline[axis] = extent }
    try self.init(checking: inline, rank: extents.count)
  }

  /// The same for two, three or four extents, without an array to hold them.
  init(checking rows: Int, _ columns: Int) throws(TensorError) {
    try self.init(checking: [rows, columns, 0, 0, 0, 0], rank: 2)
  }

  init(checking channels: Int, _ rows: Int, _ columns: Int) throws(TensorError) {
    try self.init(checking: [channels, rows, columns, 0, 0, 0], rank: 3)
  }

  init(checking batch: Int, _ channels: Int, _ rows: Int, _ columns: Int) throws(TensorError) {
    try self.init(checking: [batch, channels, rows, columns, 0, 0], rank: 4)
  }

  private init(checking extents: InlineArray<6, Int>, rank: Int) throws(TensorError) {
    var count = 1
    var bound = 1
    for axis in 0..<rank {
      let extent = extents[axis]
      guard extent >= 0 else {
        throw TensorError(.size, "a dimension cannot have \(extent) elements")
      }
      // Zeros are left out of the overflow check: [0, huge, huge] is empty, but its strides must fit too.
      let (product, overflow) = bound.multipliedReportingOverflow(by: max(extent, 1))
      guard !overflow, product <= Int.max / 16 else {
        let text = Shape.text((0..<rank).map { extents[$0] })
        throw TensorError(.memory, "a tensor of \(text) is too large for any memory")
      }
      bound = product
      count *= extent
    }
    self.extents = extents
    self.rank = rank
    self.count = count
  }

  /// For extents that come from shapes already checked, and for literals.
  init(trusted extents: [Int]) {
    precondition(extents.count <= Shape.maximumRank, "at most six dimensions")
    self.extents = InlineArray(repeating: 0)
    rank = extents.count
    var product = 1
    for (axis, extent) in extents.enumerated() {
      self.extents[axis] = extent
      product *= extent
    }
    count = product
  }

  /// - Parameter extents: outermost first.
  /// - Precondition: at most six extents, none of them negative, and a product that an `Int` holds. `init(checking:)` is
  ///   for extents that come from elsewhere.
  public init(arrayLiteral extents: Int...) {
    precondition(extents.allSatisfy { $0 >= 0 }, "no negative extents")
    self.init(trusted: extents)
  }

  /// So many dimensions of one element.
  init(ones rank: Int) {
    extents = InlineArray(repeating: 1)
    self.rank = rank
    count = 1
  }

  /// That of a tensor without dimensions.
  static let single = Shape(ones: 0)

  /// The extent along `axis`, counted from 0.
  /// - Parameter axis: counted from 0.
  /// - Precondition: there is such an axis.
  /// - Returns: the extent.
  public subscript(axis: Int) -> Int {
    precondition(axis >= 0 && axis < rank, "axis within the rank")
    return extents[axis]
  }

  /// The extents, outermost first.
  public var array: [Int] {
    var result: [Int] = []
    result.reserveCapacity(rank)
    for axis in 0..<rank { result.append(extents[axis]) }
    return result
  }

  /// Elements between neighbours along each axis, row-major.
  public var strides: [Int] {
    var result = [Int](repeating: 1, count: rank)
    var step = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      result[axis] = step
      step *= extents[axis]
    }
    return result
  }

  public var description: String { Shape.text(array) }

  static func text(_ extents: [Int]) -> String {
    "[" + extents.map(String.init).joined(separator: ", ") + "]"
  }

  /// Whether the extents are the same.
  /// - Parameters:
  ///   - a: one shape.
  ///   - b: another one.
  /// - Returns: whether they have the same rank and the same extent along each axis.
  public static func == (a: Shape, b: Shape) -> Bool {
    guard a.rank == b.rank else { return false }
    for axis in 0..<a.rank where a.extents[axis] != b.extents[axis] { return false }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(rank)
    for axis in 0..<rank { hasher.combine(extents[axis]) }
  }
}

extension Shape {
  /// Whether something can be done along this axis, counted from 0. A number counts as a vector of one, as in PyTorch.
  func has(axis: Int) -> Bool { axis >= 0 && axis < Swift.max(rank, 1) }
}
