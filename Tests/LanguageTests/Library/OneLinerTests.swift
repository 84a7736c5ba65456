import Engine
import Foundation
import Language
import Testing

/// Lines of NumPy's and PyTorch's documentation, translated: their values, and of functions of x their gradients against
/// central differences that NumPy and PyTorch took.
@Suite struct OneLinerTests {
  /// A line, as `Tests/cases/one_liners/make_one_liners.py` writes it.
  struct Line: Decodable, Sendable, CustomStringConvertible {
    let topic: String
    let python: String
    let fovea: String
    let shape: [Int]
    let elements: [Double]
    let x: String?
    let gradient: [Double]?

    var description: String { "\(python) is \(fovea)" }
  }

  private static let lines: [Line] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("cases/one_liners/one_liners.jsonl")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let data = (try? Data(contentsOf: file)) ?? Data()
    return data.split(separator: UInt8(ascii: "\n")).compactMap { try? decoder.decode(Line.self, from: $0) }
  }()

  @Test func thereAreLines() { #expect(Self.lines.count > 300) }

  @Test(arguments: lines) func givesTheSame(_ line: Line) throws {
    let bench = Workbench()
    if let x = line.x { bench.run("x = \(x)") }
    let (shape, elements) = try numbers(line.fovea, bench)
    #expect(shape == line.shape)
    expect(elements, line.elements, tolerance: 2e-6)
  }

  @Test(arguments: lines.filter { $0.gradient != nil }) func hasTheSameGradient(_ line: Line) throws {
    let (x, gradient) = (try #require(line.x), try #require(line.gradient))
    let bench = Workbench()
    let weights = line.elements.indices.map { 5 + ($0 * 37) % 19 }
    let (tensor, extents) = ("\(weights)", line.shape.map(String.init).joined(separator: ", "))
    let weighing = line.shape.isEmpty ? "0.5" : "reshape(f64(\(tensor)) / 10, \(extents))"
    let code = "weights = \(weighing); f(x) = { \(line.fovea) }; grad(x -> sum(weights * f(x)), \(x))"
    expect(try numbers(code, bench).elements, gradient, tolerance: 1e-6)
  }

  private func numbers(_ code: String, _ bench: Workbench) throws -> (shape: [Int], elements: [Double]) {
    do throws(Diagnostic) {
      switch try bench.value(code) {
      case .tensor(let tensor): return (tensor.shape.array, tensor.elements)
      case .boolean(let truth): return ([], [truth ? 1 : 0])
      case let value:
        if let number = value.scalar { return ([], [number]) }
        Issue.record("\(code) gives \(Formatter.inline(value))")
      }
    } catch { Issue.record("\(code)\n\(error.text)") }
    return ([-1], [])
  }

  private func expect(_ ours: [Double], _ theirs: [Double], tolerance: Double) {
    let wrong = zip(ours, theirs).enumerated().first { pair in
      let (a, b) = pair.element
      return !(a == b || a.isNaN && b.isNaN || abs(a - b) <= tolerance * max(1, abs(b)))
    }
    #expect(ours.count == theirs.count && wrong == nil, "\(ours) instead of \(theirs)")
  }
}
