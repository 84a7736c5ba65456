import Engine
import Foundation

/// A table of cases in `Tests/cases`, with what PyTorch makes of each row.
public struct CaseTable {
  /// How closely numbers agree: |ours − expected| ≤ tolerance · max(|expected|, scale), the scale being the largest
  /// number of the tensor, at most 1.
  public struct Tolerance: Sendable {
    public var float64: Double
    public var float32: Double
    /// Of central differences, by max(1, |numeric|).
    public var differences: Double

    public init(float64: Double = 1e-10, float32: Double = 1e-5, differences: Double = 1e-6) {
      (self.float64, self.float32, self.differences) = (float64, float32, differences)
    }
  }

  public let name: String
  public let rows: [CaseRow]
  /// What is wrong with the table itself: too few rows, ids that are equal, expected files that lack or have no row.
  public let faults: [String]
  private let folder: URL

  /// `Tests/cases` of this checkout.
  public static let standardFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("cases")

  public init(
    _ name: String, folder: URL = CaseTable.standardFolder, atLeast minimum: Int = 30
  ) throws {
    self.name = name
    self.folder = folder.appendingPathComponent("expected/\(name)")
    let file = folder.appendingPathComponent("\(name).csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var faults: [String] = []
    let header = lines.first ?? []
    if header.first != "id" || header.last != "covers" {
      faults.append("the columns are id, …, covers and not \(header)")
    }
    rows = lines.dropFirst().map { line in
      if line.count != header.count { faults.append("\(line[0]) has \(line.count) cells of \(header.count)") }
      return CaseRow(id: line[0], cells: Dictionary(zip(header, line)) { first, _ in first })
    }
    let ids = Set(rows.map(\.id))
    if rows.count < minimum { faults.append("\(rows.count) rows are fewer than \(minimum)") }
    if ids.count < rows.count { faults.append("an id occurs twice") }
    let files = try FileManager.default.contentsOfDirectory(atPath: self.folder.path)
    let expected = Set(files.filter { $0.hasSuffix(".npz") }.map { String($0.dropLast(4)) })
    faults += ids.subtracting(expected).sorted().map { "\($0) has no expected file" }
    faults += expected.subtracting(ids).sorted().map { "expected/\(name)/\($0).npz has no row" }
    self.faults = faults
  }

  /// Runs every row and tells every way in which it differs from PyTorch, or from central differences; and the
  /// table's own faults. Empty where all is well.
  /// - Parameter function: what the engine makes of a row's operands, through operations only.
  public func differences(
    _ tolerance: Tolerance = Tolerance(), _ function: (CaseRow, [Tensor]) throws -> Tensor
  ) -> [String] {
    var found = faults
    for row in rows {
      do {
        let expected = try expected(row)
        found += try differences(row, expected, tolerance, function).map { "\(row.id): \($0)" }
      } catch {
        found.append("\(row.id): \(error)")
      }
    }
    return found
  }

  /// What PyTorch makes of a row.
  public func expected(_ row: CaseRow) throws -> ExpectedCase {
    try ExpectedCase(folder.appendingPathComponent("\(row.id).npz"))
  }

  /// Runs `body` for every element of the results of at most 200, so long as the operands are small too: for what is
  /// said of single elements.
  public func forEachElement(
    _ body: (CaseRow, ExpectedCase, _ index: [Int], _ value: Double) throws -> Void
  ) throws {
    for row in rows {
      let expected = try expected(row)
      guard expected.result.count <= 200, expected.operands.allSatisfy({ $0.count <= 2000 }) else { continue }
      for position in 0..<expected.result.count {
        try body(row, expected, expected.result.shape.index(position), expected.result.element(position))
      }
    }
  }

  private func differences(
    _ row: CaseRow, _ expected: ExpectedCase, _ tolerance: Tolerance,
    _ function: (CaseRow, [Tensor]) throws -> Tensor
  ) throws -> [String] {
    var found = try expected.differences(.float32, tolerance.float32) { try function(row, $0) }
    guard !row.isFloat32 else { return found }
    found += try expected.differences(.float64, tolerance.float64) { try function(row, $0) }
    if row.isSmooth {
      let worst = try expected.worstCentralDifference { try function(row, $0) }
      if !(worst <= tolerance.differences) { found.append("central differences are \(worst) away") }
    }
    return found
  }
}
