import Engine
import Language

/// All variables of an environment with their values, apart from it.
struct Variables {
  private(set) var values: [String: Value] = [:]

  init() {}

  init(_ environment: Environment) {
    for name in environment.definedNames { values[name] = environment[name] }
  }

  subscript(name: String) -> Value? {
    get { values[name] }
    set { values[name] = newValue }
  }

  var names: [String] { values.keys.sorted() }

  /// Makes them the variables of an environment; whatever else it has loses its value.
  func install(in environment: Environment) {
    for name in environment.definedNames where values[name] == nil { environment[name] = nil }
    for (name, value) in values { environment[name] = value }
  }

  /// The names that have another value here than there, or none there.
  func changed(since earlier: Variables) -> Set<String> {
    var names: Set<String> = []
    for (name, value) in values {
      guard let before = earlier[name], before.isSame(as: value) else {
        names.insert(name)
        continue
      }
    }
    return names
  }
}

/// Variables together with the random numbers to come.
struct Snapshot {
  var variables: Variables
  var generator: RandomGenerator
}
