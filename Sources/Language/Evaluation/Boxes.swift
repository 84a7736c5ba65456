import Engine

/// Strings and ranges live behind one reference each and never change.
package final class StringBox: Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
    MemoryBudget.process.count(text.utf8.count + 48)
  }

  deinit { MemoryBudget.process.release(text.utf8.count + 48) }
}

/// `first:step:last`, both ends included.
package final class RangeBox: Sendable {
  package let first: Double
  package let step: Double
  package let last: Double
  package let count: Int

  /// Up to here each whole number is a double, so that positions and counts are exact.
  static let maxNumbers = 0x1p53

  /// Nil for more numbers than can be counted.
  package init?(first: Double, step: Double, last: Double) {
    (self.first, self.step, self.last) = (first, step, last)
    let steps = (last - first) / step
    // A last number within a billionth of a step counts, or within what rounding may have moved it, so that 0:0.1:1 has
    // eleven.
    let whole = steps > -1 ? (steps + min(steps * 1e-15 + 1e-9, 0.25)).rounded(.down) : -1
    // One more is exact only where the steps are fewer than the most numbers.
    guard whole < RangeBox.maxNumbers, let count = Int(exactly: whole) else { return nil }
    self.count = count + 1
  }

  package func number(_ position: Int) -> Double { first + Double(position) * step }
}

/// A value that holds other values: a list, a record, a function with what it captured.
///
/// Releasing one that is nested a million deep would need a stack as deep; so the last owner takes the values out,
/// one level after the other.
package class Container: @unchecked Sendable {
  // Changed only when nobody else holds the container, by `deinit` of this one or of the one around it.
  package fileprivate(set) final var values: [Value]
  private let byteCount: Int
  /// Whether somebody else keeps the same values: then there is nothing to take out of them.
  private let isShared: Bool

  fileprivate init(_ values: [Value], bytesForEach: Int, isShared: Bool = false) {
    self.values = values
    self.isShared = isShared
    byteCount = 64 + values.count * bytesForEach
    MemoryBudget.process.count(byteCount)
  }

  deinit {
    MemoryBudget.process.release(byteCount)
    guard !values.isEmpty, !isShared else { return }
    var pending = values
    values = []
    while !pending.isEmpty {
      var inner = Container.removeLast(&pending)
      if isKnownUniquelyReferenced(&inner), let container = inner {
        pending += container.values
        container.values = []
      }
    }
  }

  /// Takes the last value off; returns it when it holds values itself. Whatever else is released here is flat.
  private static func removeLast(_ pending: inout [Value]) -> Container? {
    let container: Container? =
      switch pending[pending.count - 1] {
      case .list(let list): list
      case .record(let record): record
      case .function(let function): function
      default: nil
      }
    pending.removeLast()
    return container
  }
}

package final class ListBox: Container, @unchecked Sendable {
  package init(_ values: [Value]) { super.init(values, bytesForEach: 16) }

  /// A list of values that somebody else keeps too, made and let go of in no time however many there are.
  init(sharing values: [Value]) { super.init(values, bytesForEach: 0, isShared: true) }
}

package final class RecordBox: Container, @unchecked Sendable {
  package let names: [String]

  package init(_ names: [String], _ values: [Value]) {
    self.names = names
    super.init(values, bytesForEach: 32)
  }

  package subscript(name: String) -> Value? {
    names.firstIndex(of: name).map { values[$0] }
  }
}

/// A function of the language: its code, and as `values` what it captured where it was made.
package final class FunctionValue: Container, @unchecked Sendable {
  let program: Program
  let index: Int

  init(_ program: Program, _ index: Int, captures: [Value]) {
    self.program = program
    self.index = index
    super.init(captures, bytesForEach: 16)
  }

  var syntax: FunctionSyntax { program.functions[index] }

  package var name: String? { syntax.name >= 0 ? program.names[Int(syntax.name)] : nil }

  /// What it takes, in order, each with its default as it is written; nil where there is none.
  package var parameters: [(name: String, initial: String?)] {
    syntax.parameters.map { parameter in
      let hasInitial = parameter.initial >= 0
      return (
        program.names[Int(parameter.name)],
        hasInitial ? program.source.text(program.spans[Int(parameter.initial)]) : nil
      )
    }
  }

  /// `f(x, y=1)` or `x -> x * 2`, as written.
  package var signature: String {
    let parameters = parameters.map { parameter in
      parameter.initial.map { parameter.name + "=" + $0 } ?? parameter.name
    }
    if let name { return "\(name)(\(parameters.joined(separator: ", ")))" }
    let text = program.source.text(syntax.span).split(separator: "\n").first.map(String.init) ?? ""
    return text.count <= 60 ? text : text.prefix(57) + "…"
  }
}
