import Engine

/// The results of a notebook's cells: what `Out` means. The oldest are let go where there are too many, or where they hold
/// too much.
package struct CellResults {
  /// One for each cell, `none` for one without a result and for one that was let go.
  package private(set) var values: [Value] = []
  /// So many, from the first on, were let go.
  package private(set) var letGo = 0
  private var sizes: [Int] = []
  private var bytes = 0

  package static let most = 10_000

  /// What they may hold: no more than an eighth of all memory.
  package static var maxByteCount: Int { min(256_000_000, MemoryBudget.process.limit / 8) }

  /// What is kept, as the end of a sentence.
  package static var rule: String {
    "those of the last \(Formatter.grouped(most)) cells are kept, \(ByteCount.text(maxByteCount)) at most"
  }

  package init() {}

  /// Makes a place for the result of one more cell.
  package mutating func append() {
    values.append(.none)
    sizes.append(0)
  }

  /// - Returns: whether older ones had to go.
  package mutating func set(_ value: Value, at index: Int) -> Bool {
    // What is shown again and again is held once.
    let isRepeated = index > 0 && values[index - 1].isKept(in: value)
    var memory = ValueMemory()
    if !isRepeated { memory.add(value) }
    bytes += memory.bytes - sizes[index]
    (values[index], sizes[index]) = (value, memory.bytes)
    let before = letGo
    // The latest stays in any case.
    while letGo < index, values.count - letGo > CellResults.most || bytes > CellResults.maxByteCount {
      letGoOfFirst()
    }
    return letGo > before
  }

  /// Lets all go but for the places.
  package mutating func clear() { while letGo < values.count { letGoOfFirst() } }

  private mutating func letGoOfFirst() {
    bytes -= sizes[letGo]
    (values[letGo], sizes[letGo]) = (.none, 0)
    letGo += 1
  }

  /// What they hold.
  package var heldBytes: Int { bytes }
}
