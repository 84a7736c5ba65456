/// The top-level variables of a session, each at a fixed place, so that programs reach them by number.
package final class Environment {
  package let library: Library
  private(set) var names: [String] = []
  private var indices: [String: Int32] = [:]
  /// Where the values are. They move when their number grows, so whoever evaluates follows this pointer each time.
  let place: UnsafeMutablePointer<UnsafeMutablePointer<Value>>
  private var capacity = 64
  private var values: UnsafeMutablePointer<Value> { place.pointee }

  /// The results of the cells before, and a place for that of this one: what `Out` means where no variable has that name.
  /// Nil where there are no cells.
  package var results: CellResults?

  package init(library: Library = .standard) {
    self.library = library
    place = .allocate(capacity: 1)
    place.initialize(to: .allocate(capacity: capacity))
    // No text can name it.
    _ = index(of: "")
  }

  /// A place that never has a value. A built-in's name that leads there means the built-in, whatever variables there are.
  static let placeWithoutValue: Int32 = 0

  package static let resultsName = "Out"

  /// The value of a name that no variable has, and no built-in function.
  func fallback(_ name: String) -> Value? {
    if let constant = Library.constants[name] { return .number(constant) }
    guard name == Environment.resultsName, let results else { return nil }
    return .list(ListBox(sharing: results.values))
  }

  deinit {
    values.deinitialize(count: names.count)
    values.deallocate()
    place.deallocate()
  }

  /// The place of a variable; made for a new name, without a value.
  func index(of name: String) -> Int32 {
    if let known = indices[name] { return known }
    if names.count == capacity { grow() }
    (values + names.count).initialize(to: .unset)
    names.append(name)
    indices[name] = Int32(names.count - 1)
    return Int32(names.count - 1)
  }

  private func grow() {
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: values, count: names.count)
    values.deallocate()
    place.pointee = larger
    capacity *= 2
  }

  package subscript(name: String) -> Value? {
    get {
      guard let index = indices[name] else { return nil }
      if case .unset = values[Int(index)] { return nil }
      return values[Int(index)]
    }
    set { values[Int(index(of: name))] = newValue ?? .unset }
  }

  /// Whether a variable of this name has a value that can be looked at.
  package func hasOwn(_ name: String) -> Bool {
    switch self[name] {
    case nil, .unset?, .none?: false
    default: true
    }
  }

  /// The names that have a value, in the order of their first appearance.
  package var definedNames: [String] {
    names.indices.filter { if case .unset = values[$0] { false } else { true } }.map { names[$0] }
  }

  /// All values as they are, for `restore`.
  func snapshot() -> Snapshot {
    Snapshot(values: Array(UnsafeBufferPointer(start: values, count: names.count)))
  }

  /// Puts every variable back; those that came later have no value again.
  func restore(_ snapshot: Snapshot) {
    for index in names.indices {
      values[index] = snapshot.value(at: index)
    }
  }

  /// What a place holds now.
  func value(at index: Int) -> Value { values[index] }

  struct Snapshot: Sendable {
    fileprivate let values: [Value]

    func value(at index: Int) -> Value { index < values.count ? values[index] : .unset }
  }
}
