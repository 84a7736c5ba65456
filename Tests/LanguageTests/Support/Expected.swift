import Engine
import Language
import Testing

/// A value as a test writes it, in Swift's literals: independent of the language's own.
indirect enum Expected: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
  case number(Double)
  case string(String)
  case boolean(Bool)
  /// A tensor: numbers, or arrays of equal shape.
  case tensor([Expected])
  case list([Expected])
  case none

  init(floatLiteral value: Double) { self = .number(value) }
  init(integerLiteral value: Int) { self = .number(Double(value)) }
  init(stringLiteral value: String) { self = .string(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(arrayLiteral elements: Expected...) { self = .tensor(elements) }
  init(nilLiteral: ()) { self = .none }

  static prefix func - (value: Expected) -> Expected {
    if case .number(let number) = value { .number(-number) } else { value }
  }

  private var shape: [Int] {
    guard case .tensor(let parts) = self else { return [] }
    return [parts.count] + (parts.first?.shape ?? [])
  }

  private var numbers: [Double] {
    switch self {
    case .number(let number): [number]
    case .tensor(let parts): parts.flatMap(\.numbers)
    default: []
    }
  }

  /// Whether a value is this one: kinds and shapes the same, numbers but for float32's rounding.
  func matches(_ value: Value, tolerance: Double) -> Bool {
    switch (self, value) {
    case (.none, .none): return true
    case (.string(let a), .string(let b)): return a == b.text
    case (.boolean(let a), .boolean(let b)): return a == b
    case (.list(let a), .list(let b)):
      return a.count == b.values.count && zip(a, b.values).allSatisfy { $0.matches($1, tolerance: tolerance) }
    case (.number(let a), _): return value.scalar.map { Expected.agree(a, $0, tolerance) } ?? false
    case (.tensor, .tensor(let tensor)):
      return shape == tensor.shape.array
        && zip(numbers, tensor.elements).allSatisfy { Expected.agree($0, $1, tolerance) }
    default: return false
    }
  }

  private static func agree(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
    a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance * max(1, abs(a))
  }
}

/// Runs each program, `setup` before it, in a session of its own, and compares its last value.
func check(
  after setup: String = "", tolerance: Double = 2e-6, _ cases: KeyValuePairs<String, Expected>,
  _ place: SourceLocation = #_sourceLocation
) {
  for (code, expected) in cases {
    let bench = Workbench()
    do throws(Diagnostic) {
      if !setup.isEmpty { _ = try bench.value(setup) }
      let value = try bench.value(code)
      if !expected.matches(value, tolerance: tolerance) {
        let found = Formatter.display(value).joined(separator: "\n")
        Issue.record("\(code)\ngives    \(found)\nexpected \(expected)", sourceLocation: place)
      }
    } catch { Issue.record("\(code)\n\(error.text)", sourceLocation: place) }
  }
}

/// Each program must fail with the code that stands behind it.
func checkFailures(
  after setup: String = "", _ cases: KeyValuePairs<String, ErrorCode>,
  _ place: SourceLocation = #_sourceLocation
) {
  for (code, expected) in cases {
    let bench = Workbench()
    if !setup.isEmpty, let error = bench.failure(setup) {
      Issue.record("\(error.text)", sourceLocation: place)
    }
    guard let error = bench.failure(code) else {
      Issue.record("\(code)\nsucceeds; expected \(expected.rawValue)", sourceLocation: place)
      continue
    }
    if error.code != expected {
      Issue.record("\(code)\nexpected \(expected.rawValue)\n\(error.text)", sourceLocation: place)
    }
  }
}
