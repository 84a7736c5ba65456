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
  // Changed only when nobody else holds the container, by whoever does, or by `deinit` of it or of the one around it; and
  // where it stops sharing, which nobody sees. Values are used by the thread of their session alone.
  private final var own: [Value]
  /// A list that is longer now and begins with these values; nil where they are held in `own`.
  private final var growing: GrowingValues?
  private final let growingCount: Int
  private final var byteCount: Int
  private let bytesForEach: Int
  /// Whether somebody else keeps the same values: then there is nothing to take out of them.
  private let isShared: Bool

  fileprivate init(_ values: [Value], bytesForEach: Int, isShared: Bool = false) {
    own = values
    growingCount = 0
    self.isShared = isShared
    self.bytesForEach = bytesForEach
    byteCount = 64 + values.count * bytesForEach
    MemoryBudget.process.count(byteCount)
  }

  /// The first values of a list that grows, of which all are there now.
  fileprivate init(_ growing: GrowingValues) {
    own = []
    self.growing = growing
    growingCount = growing.values.count
    isShared = false
    bytesForEach = 16
    byteCount = 96
    MemoryBudget.process.count(byteCount)
  }

  package final var values: [Value] {
    guard let growing else { return own }
    if growing.values.count == growingCount { return growing.values }
    separate(from: growing)
    return own
  }

  package final var count: Int { growing == nil ? own.count : growingCount }

  /// A copy of its own, where the list has grown on without this one.
  private func separate(from growing: GrowingValues) {
    own = Array(growing.values.prefix(growingCount))
    self.growing = nil
    byteCount += own.count * bytesForEach
    MemoryBudget.process.count(own.count * bytesForEach)
  }

  /// The values with more behind them. Where nobody else went on from these, no value is copied.
  fileprivate final func grown(by more: [Value]) -> GrowingValues {
    if let growing, growing.values.count == growingCount {
      growing.append(more)
      return growing
    }
    return GrowingValues(values + more)
  }

  /// Puts a value in the place of another.
  ///
  /// - Precondition: nobody else holds the container.
  /// - Returns: the value that was there.
  final func exchange(_ position: Int, _ value: Value) -> Value {
    if growing != nil {
      if isKnownUniquelyReferenced(&growing), let before = growing?.exchange(position, value) {
        return before
      }
      if let growing { separate(from: growing) }
    }
    let before = own[position]
    own[position] = value
    return before
  }

  deinit {
    MemoryBudget.process.release(byteCount)
    guard !own.isEmpty, !isShared else { return }
    var pending = own
    own = []
    Container.release(&pending)
  }

  /// Lets go of values, and of what only they hold.
  fileprivate static func release(_ pending: inout [Value]) {
    while !pending.isEmpty {
      var inner = Container.removeLast(&pending)
      if isKnownUniquelyReferenced(&inner), let container = inner { container.moveValues(to: &pending) }
    }
  }

  private func moveValues(to pending: inout [Value]) {
    if growing == nil {
      guard !isShared else { return }
      pending += own
      own = []
    } else if isKnownUniquelyReferenced(&growing) {
      growing?.moveValues(to: &pending)
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

/// The values of a list that grows at its end. Shorter lists that it was share them, each knowing how many are its own, so
/// that a loop which appends takes time in proportion to what it appends.
private final class GrowingValues {
  private(set) var values: [Value]
  private var byteCount: Int

  init(_ values: [Value]) {
    self.values = values
    byteCount = 64 + 16 * values.count
    MemoryBudget.process.count(byteCount)
  }

  func append(_ more: [Value]) {
    values += more
    byteCount += 16 * more.count
    MemoryBudget.process.count(16 * more.count)
  }

  func exchange(_ position: Int, _ value: Value) -> Value {
    let before = values[position]
    values[position] = value
    return before
  }

  func moveValues(to pending: inout [Value]) {
    pending += values
    values = []
  }

  deinit {
    MemoryBudget.process.release(byteCount)
    var pending = values
    values = []
    Container.release(&pending)
  }
}

package final class ListBox: Container, @unchecked Sendable {
  package init(_ values: [Value]) { super.init(values, bytesForEach: 16) }

  /// A list of values that somebody else keeps too, made and let go of in no time however many there are.
  init(sharing values: [Value]) { super.init(values, bytesForEach: 0, isShared: true) }

  private init(growing: GrowingValues) { super.init(growing) }

  /// The list with more values at its end.
  func appending(_ more: [Value]) -> ListBox { ListBox(growing: grown(by: more)) }
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
