/// What a reader passed over or had to guess, in sentences: nothing of a file is left out in silence.
public final class FileRemarks {
  public private(set) var sentences: [String] = []

  public init() {}

  func add(_ sentence: String) {
    if !sentences.contains(sentence) { sentences.append(sentence) }
  }

  /// `a`, `a and b`, or `a, b, c and 4 more`.
  static func list(_ items: [String]) -> String {
    let shown = items.prefix(items.count > 4 ? 3 : 4)
    let rest = items.count - shown.count
    let all = shown + (rest > 0 ? ["\(rest) more"] : [])
    guard all.count > 1, let last = all.last else { return all.first ?? "" }
    return all.dropLast().joined(separator: ", ") + " and " + last
  }
}
