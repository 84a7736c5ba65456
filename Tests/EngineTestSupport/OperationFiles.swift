import Foundation

/// The files of `Sources/Engine/Operations`: one for each operation, named like its type.
public enum OperationFiles {
  /// The checkout.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  public static let folder = root.appendingPathComponent("Sources/Engine/Operations")

  /// The types of all operations.
  public static let types: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(".swift".count)) }.sorted()
  }()
}
