import Language
import Notebook
import Testing

/// What an `explain` statement says, line by line, and the numbers in it.
struct Explained {
  let lines: [String]

  init(_ code: String, after setup: String, _ place: SourceLocation = #_sourceLocation) {
    let bench = Workbench()
    bench.run(setup + ";")
    let start = bench.transcript.lines.count
    let outcome = bench.run("explain " + code)
    #expect(
      outcome == .succeeded, "\(code): \(bench.transcript.failures.last?.text ?? "")", sourceLocation: place)
    lines = bench.transcript.lines[start...].flatMap { $0.split(separator: "\n").map(String.init) }
  }

  var first: String { lines.first ?? "" }

  func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// The numbers behind the name of a table's line.
  func row(_ name: String) -> [Double] {
    for line in lines {
      let text = line.drop { $0 == " " || $0 == "→" }
      guard text.hasPrefix(name + " ") else { continue }
      return text.dropFirst(name.count).split(separator: " ").compactMap { Double($0) }
    }
    return []
  }

  /// Whether a table's line holds these numbers, to the digits that are shown.
  func row(_ name: String, is expected: [Double]) -> Bool {
    let shown = row(name)
    return shown.count == expected.count
      && zip(shown, expected).allSatisfy { abs($0 - $1) <= 5e-5 * max(1e-2, abs($1)) }
  }
}
