import Engine

extension Environment {
  /// What was assigned between a moment and now.
  struct Changes {
    var names: [String] = []
    /// What is held by the values that variables had, and not by those that they have.
    var replacedBytes = 0
  }

  func changes(since snapshot: Snapshot) -> Changes {
    var changes = Changes()
    for (index, name) in names.enumerated() {
      let (before, now) = (snapshot.value(at: index), value(at: index))
      guard !before.isKept(in: now) else { continue }
      changes.names.append(name)
      changes.replacedBytes += ValueMemory.bytes(of: before, without: now)
    }
    return changes
  }
}

extension Value {
  /// Whether a variable that had this value and has the other was not assigned in between, or lost nothing by it. Looks
  /// into nothing: equal tensors that were computed apart are different.
  func isKept(in other: Value) -> Bool {
    switch (self, other) {
    case (.unset, .unset), (.none, .none): true
    case (.number(let a), .number(let b)): a == b || a.isNaN && b.isNaN
    case (.boolean(let a), .boolean(let b)): a == b
    case (.tensor(let a), .tensor(let b)): a.sharesElements(with: b)
    case (.string(let a), .string(let b)): a === b || a.text == b.text
    case (.range(let a), .range(let b)): a.first == b.first && a.step == b.step && a.last == b.last
    case (.list(let a), .list(let b)): a === b
    case (.record(let a), .record(let b)): a === b
    case (.function(let a), .function(let b)): a === b
    case (.builtIn(let a), .builtIn(let b)): a === b
    case (.object(let a), .object(let b)): a === b
    default: false
    }
  }
}
