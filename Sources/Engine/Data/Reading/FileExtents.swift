/// The extents that a file's header states, and the bytes that they come to.
///
/// Each reader makes one before it allocates or goes over anything, so that what a header promises is held in one place
/// against what can be counted, what the file has and what the memory limit leaves.
struct FileExtents: Equatable {
  let extents: [Int]
  let elementSize: Int
  /// 0 where an extent is 0: then there is nothing to go over, however large the others are.
  let byteCount: Int

  /// Nil for a negative extent, and where the bytes of all elements cannot be counted; zeros are left aside there, so that
  /// no product of some of the extents overflows either.
  init?(_ extents: [Int], elementSize: Int) {
    var product = elementSize
    for extent in extents where extent != 0 {
      guard extent > 0, let larger = FileExtents.product(product, extent) else { return nil }
      product = larger
    }
    self.extents = extents
    self.elementSize = elementSize
    byteCount = extents.contains(0) ? 0 : product
  }

  var count: Int { elementSize == 0 ? 0 : byteCount / elementSize }

  /// Whether decoding takes at most `limit` bytes.
  /// - Parameters:
  ///   - passes: how often the elements are held while they are decoded.
  ///   - resultSize: bytes of each element of what is made of them, beside them.
  func fits(_ limit: Int, passes: Int = 1, resultSize: Int = 0) -> Bool {
    guard let held = FileExtents.product(byteCount, passes),
      let made = FileExtents.product(count, resultSize)
    else { return false }
    let (all, overflow) = held.addingReportingOverflow(made)
    return !overflow && all <= limit
  }

  /// - Throws: `tooLarge`, saying `what` the file holds.
  func check(_ limit: Int, _ path: String, of what: String) throws(FileError) {
    guard !fits(limit) else { return }
    throw FileExtents.tooLarge(byteCount, limit, path, of: what)
  }

  static func tooLarge(_ has: Int, _ limit: Int, _ path: String, of what: String) -> FileError {
    let (has, most) = ByteCount.texts(has, limit)
    return FileError(
      .tooLarge, path, "\(FileError.name(path)) contains \(has) of \(what); at most \(most) can be read",
      help: "set FOVEA_MEMORY higher, or make the file smaller")
  }

  /// The sum of sizes that a list of contents states; nil where it cannot be counted.
  static func total(_ sizes: [Int]) -> Int? {
    var total = 0
    for size in sizes {
      let (sum, overflow) = total.addingReportingOverflow(size)
      guard size >= 0, !overflow else { return nil }
      total = sum
    }
    return total
  }

  private static func product(_ a: Int, _ b: Int) -> Int? {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow || product > Int.max / 16 ? nil : product
  }
}
