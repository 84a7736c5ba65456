/// What a statement printed, as far as it is compared with an expected output.
struct PrintedLines {
  private(set) var lines: [String] = []
  /// Whether there were more, or longer ones, than are kept.
  private(set) var areTooMany = false
  private let isWanted: Bool
  private var bytes = 0

  static let most = 100_000
  private static let maxByteCount = 64 << 20

  /// - Parameter isWanted: whether anything is expected of them; nothing is kept otherwise.
  init(isWanted: Bool = false) { self.isWanted = isWanted }

  mutating func add(_ more: [String]) {
    guard isWanted, !areTooMany else { return }
    bytes += more.reduce(0) { $0 + $1.utf8.count + 16 }
    guard lines.count + more.count <= PrintedLines.most, bytes <= PrintedLines.maxByteCount else {
      (lines, areTooMany) = ([], true)
      return
    }
    lines += more
  }
}
