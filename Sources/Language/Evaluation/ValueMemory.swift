import Engine

/// How much memory values hold, what several share counted once.
package struct ValueMemory {
  package private(set) var bytes = 0
  private var seen: Set<ObjectIdentifier> = []
  private var looked = 0

  /// So many values are looked at: a list with more of them would take long after each cell.
  private static let most = 100_000

  package init() {}

  /// What one value holds that the other does not.
  static func bytes(of value: Value, without other: Value) -> Int {
    var memory = ValueMemory()
    memory.add(other)
    let shared = memory.bytes
    memory.add(value)
    return memory.bytes - shared
  }

  package mutating func add(_ value: Value) {
    var pending = [value]
    while let value = pending.popLast(), looked < ValueMemory.most {
      looked += 1
      switch value {
      case .tensor(let tensor): add(tensor)
      case .string(let box): if isNew(box) { bytes += box.text.utf8.count + 48 }
      case .list(let container as Container), .record(let container as Container),
        .function(let container as Container):
        guard isNew(container) else { continue }
        bytes += 64 + container.values.count * 16
        pending += container.values.prefix(ValueMemory.most)
      case .object(let box):
        guard isNew(box) else { continue }
        bytes += 256
        for tensor in box.content.tensors { add(tensor) }
      case .range: bytes += 48
      case .unset, .none, .number, .boolean, .builtIn: break
      }
    }
  }

  package mutating func add(_ tensor: Tensor) {
    if seen.insert(tensor.identity).inserted { bytes += tensor.count * tensor.dtype.size + 96 }
  }

  private mutating func isNew(_ object: some AnyObject) -> Bool {
    seen.insert(ObjectIdentifier(object)).inserted
  }
}
