import Engine

/// A method of PyTorch's or NumPy's, as it was typed behind a value: what it is called here, with the same arguments.
struct ForeignMethod {
  struct Argument {
    let text: String
    /// Whether it may stand beside an operator.
    let isSimple: Bool
  }

  let name: String
  /// The value's own text, as it stands before the dot.
  let owner: String
  /// Without parentheses around it.
  let bareOwner: String
  let shape: [Int]
  /// Nil where the name is not called.
  let positional: [Argument]?
  let named: [(name: String, value: Argument)]

  /// The program that does the same; nil where there is none, or it cannot be told.
  func program(in library: Library) -> String? {
    guard let positional else { return name == "T" || name == "t" ? "\(owner)'" : call([], library) }
    if let symbol = ForeignMethod.symbols[name] {
      guard positional.count == 1, named.isEmpty else { return nil }
      return "\(owner) \(symbol) \(operand(positional[0]))"
    }
    switch name {
    case "unsqueeze", "squeeze": return named.isEmpty ? reshaped(positional) : nil
    case "size": return named.isEmpty ? extent(positional) : nil
    case "swapaxes", "transpose": return transposed(positional)
    case "permute":
      guard named.isEmpty, !positional.isEmpty else { return nil }
      return order(positional).map { "permute(\(bareOwner), \($0.joined(separator: ", ")))" }
    // PyTorch's has the condition in another place.
    case "where": return nil
    case "t": return positional.isEmpty ? "\(owner)'" : nil
    case "repeat", "tile": return repeated(positional)
    case "item": return positional.isEmpty && named.isEmpty ? single : nil
    default: return call(positional, library)
    }
  }

  // MARK: Calls

  /// Ours of another name.
  private static let aliases = [
    "view": "reshape", "ravel": "flatten", "clip": "clamp", "amax": "max", "amin": "min", "absolute": "abs",
    "numel": "count", "nelement": "count",
  ]

  /// The names that positional arguments have in PyTorch, of functions in which ours go by name.
  private static let positions: [String: [String]] = [
    "sum": ["dim", "keepdim"], "mean": ["dim", "keepdim"], "max": ["dim", "keepdim"],
    "min": ["dim", "keepdim"],
    "argmax": ["dim", "keepdim"], "argmin": ["dim", "keepdim"], "std": ["dim"], "var": ["dim"],
    "prod": ["dim", "keepdim"], "median": ["dim", "keepdim"], "all": ["dim", "keepdim"],
    "any": ["dim", "keepdim"],
    "cumsum": ["dim"], "cumprod": ["dim"], "sort": ["dim", "descending"], "argsort": ["dim", "descending"],
    "round": ["decimals"],
    "softmax": ["dim"], "log_softmax": ["dim"], "flip": ["dim"], "flatten": ["start_dim", "end_dim"],
  ]

  /// What works on one tensor's numbers.
  private static let topics: Set<BuiltIn.Topic> = [
    .arithmetic, .reductions, .shapes, .convolution, .losses, .sampling,
  ]

  static let options = ["axis": "dim", "dims": "dim", "axes": "dim", "keepdims": "keepdim"]
  static let dimensions: Set = ["dim", "start_dim", "end_dim"]

  /// Whether a function works on one tensor's numbers, so that its call can be written with a dot elsewhere.
  static func isOfNumbers(_ builtIn: BuiltIn) -> Bool { topics.contains(builtIn.topic) }

  /// The call of our function of that name, whatever the shape; nil where it cannot be told.
  func sameCall(in library: Library) -> String? { positional.flatMap { call($0, library) } }

  private func call(_ positional: [Argument], _ library: Library) -> String? {
    let ours = ForeignMethod.aliases[name] ?? name
    guard let builtIn = library[ours], ForeignMethod.topics.contains(builtIn.topic) else {
      return nil
    }
    var given: [(name: String?, value: Argument)] = positional.map { (nil, $0) }
    // The second tensor of `max` stands without a name here too.
    let takesOther = (ours == "max" || ours == "min") && positional.first.map { Int($0.text) == nil } ?? false
    if !takesOther, let names = ForeignMethod.positions[ours] {
      guard positional.count <= names.count else { return nil }
      given = zip(names, positional).map { ($0, $1) }
    }
    given += named.map { (ForeignMethod.options[$0.name] ?? $0.name, $0.value) }
    var texts = [bareOwner]
    for (name, value) in given {
      guard let name else {
        guard let text = word(value) else { return nil }
        texts.append(text)
        continue
      }
      guard builtIn.parameters.contains(where: { $0.name == name }) else { return nil }
      if value.text == "None" || value.text == "none" { continue }
      guard let text = ForeignMethod.dimensions.contains(name) ? fromOne(value) : word(value) else {
        return nil
      }
      texts.append("\(name)=\(text)")
    }
    let capacity = builtIn.parameters.contains { $0.kind == .variadic } ? Int.max : builtIn.parameters.count
    // One end at least, which has no place of its own.
    if ours == "clamp", texts.count == 1 { return nil }
    let required = builtIn.parameters.count { $0.kind == .required || $0.kind == .variadic }
    return (required...max(capacity, required)).contains(texts.count)
      ? "\(ours)(\(texts.joined(separator: ", ")))" : nil
  }

  private func transposed(_ positional: [Argument]) -> String? {
    guard named.isEmpty, positional.isEmpty || positional.count == 2 else { return nil }
    guard positional.count == 2 else { return shape.count == 2 ? "\(owner)'" : nil }
    let dims = positional.compactMap(fromOne)
    return dims.count == 2 ? "transpose(\(bareOwner), \(dims.joined(separator: ", ")))" : nil
  }

  // MARK: Shapes

  /// A dimension of 1 put in or taken away, as the shape that comes out.
  private func reshaped(_ positional: [Argument]) -> String? {
    var extents = shape
    if name == "unsqueeze" {
      guard positional.count == 1, let place = place(positional[0], count: shape.count + 1) else {
        return nil
      }
      extents.insert(1, at: place)
    } else if let first = positional.first {
      guard positional.count == 1, let place = place(first, count: shape.count) else { return nil }
      if extents[place] == 1 { extents.remove(at: place) }
    } else {
      extents.removeAll { $0 == 1 }
    }
    if extents == shape { return bareOwner }
    guard !extents.isEmpty else { return single }
    return "reshape(\(bareOwner), \(extents.map(String.init).joined(separator: ", ")))"
  }

  private var single: String {
    shape.isEmpty ? bareOwner : "\(owner)[\(shape.map { _ in "1" }.joined(separator: ", "))]"
  }

  /// A vector twice or a few times.
  private func repeated(_ positional: [Argument]) -> String? {
    guard shape.count == 1, positional.count == 1, named.isEmpty, let times = Int(positional[0].text),
      2...5 ~= times
    else { return nil }
    return "cat(\([String](repeating: bareOwner, count: times).joined(separator: ", ")))"
  }

  private func extent(_ positional: [Argument]) -> String? {
    guard let first = positional.first else { return "shape(\(bareOwner))" }
    guard positional.count == 1, let place = place(first, count: shape.count) else { return nil }
    return "shape(\(bareOwner))[\(place + 1)]"
  }

  /// The dimension that a number from 0, or from the last as −1, names; nil for anything else.
  private func place(_ argument: Argument, count: Int) -> Int? {
    guard let number = Int(argument.text), -count..<count ~= number else { return nil }
    return number < 0 ? count + number : number
  }

  // MARK: Arguments

  /// A dimension, or several, counted from 1.
  private func fromOne(_ argument: Argument) -> String? {
    let text = argument.text
    if text.hasPrefix("["), text.hasSuffix("]") {
      let numbers = text.dropFirst().dropLast().split(separator: ",").map { $0.filter { $0 != " " } }
      let dims = numbers.compactMap { Int($0) }.map(fromOne)
      return dims.count == numbers.count && !dims.isEmpty ? "[\(dims.joined(separator: ", "))]" : nil
    }
    guard let number = Int(text) else { return argument.isSimple ? "\(text) + 1" : nil }
    return fromOne(number)
  }

  /// From the end the dimensions have the same numbers, and one beyond the last was counted from 1 already.
  private func fromOne(_ number: Int) -> String {
    number < 0 || number >= max(shape.count, 1) ? String(number) : String(number + 1)
  }

  /// The order of all dimensions: without a 0 among them they were counted from 1.
  private func order(_ positional: [Argument]) -> [String]? {
    let numbers = positional.compactMap { Int($0.text) }
    guard numbers.count == positional.count else { return nil }
    return numbers.map { numbers.contains(0) && $0 >= 0 ? String($0 + 1) : String($0) }
  }

  private func word(_ argument: Argument) -> String? {
    switch argument.text {
    case "True": "true"
    case "False": "false"
    case "None": nil
    default: argument.text
    }
  }

  private func operand(_ argument: Argument) -> String {
    argument.isSimple ? argument.text : "(\(argument.text))"
  }

  private static let symbols = [
    "pow": "^", "add": "+", "sub": "-", "subtract": "-", "mul": "*", "multiply": "*", "div": "/",
    "divide": "/",
    "matmul": "@", "mm": "@", "bmm": "@", "mv": "@", "dot": "@", "eq": "==", "ne": "!=", "lt": "<",
    "le": "<=", "gt": ">", "ge": ">=", "remainder": "%", "fmod": "%",
  ]
}
