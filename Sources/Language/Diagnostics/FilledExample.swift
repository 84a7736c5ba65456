/// The answer to another library's name, with the arguments that were typed in place of its examples'.
///
/// An example's own are the variables that the tables of answers use, and in `clamp(x, 0, 1)`, a call with as many arguments
/// as were typed, its numbers too. Where what was typed does not fit, the example stays as it is.
struct FilledExample {
  let call: WrittenCall
  let library: Library

  init(_ call: WrittenCall, in library: Library) { (self.call, self.library) = (call, library) }

  /// An answer with its programs, which stand in backticks, written anew.
  func answer(_ help: String) -> String {
    if let answer = ForeignCall.answer(call, in: library) { return answer }
    var parts = help.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // `zeros_` and its like change what they are given, which is no argument of ours.
    guard !FilledExample.otherwise.contains(call.name), !call.name.hasSuffix("_") else { return help }
    for index in stride(from: 1, to: parts.count, by: 2) {
      parts[index] = program(parts[index]) ?? parts[index]
    }
    return parts.joined(separator: "`")
  }

  /// An example with the typed arguments; nil where they do not fit.
  func program(_ example: String) -> String? {
    guard !call.positional.isEmpty, let tree = try? Parser.parse(SourceText(name: "", example)),
      tree.statements.count == 1
    else { return nil }
    let node = tree.statements[0].node
    if tree.nodes[Int(node)].kind == .tensor { return literal }
    if let extent { return extent }
    if let whole = wholeCall(node, tree) { return whole }
    guard call.named.isEmpty else { return nil }
    var slots = ExampleSlots(tree)
    guard slots.collectProgram(node) else { return nil }
    let arguments = arguments(count: slots.names.count)
    guard !arguments.contains(where: \.isString) else { return nil }
    guard let texts = texts(arguments), texts.count == slots.names.count else { return nil }
    let isMask = arguments.map { $0.form == .comparison || $0.form == .name }
    for (index, name) in slots.names.enumerated() where slots.comparisons.contains(name) {
      guard isMask[index] else { return nil }
    }
    let atoms = arguments.map(\.isAtomic)
    return slots.text { place in
      guard let index = slots.names.firstIndex(of: place) else { return nil }
      return (texts[index], atoms[index])
    }
  }

  /// What our function of the same name is called with; nil where that cannot be told.
  func sameName() -> String? {
    guard let builtIn = library[call.name], !FilledExample.otherwise.contains(call.name) else { return nil }
    // NumPy's divide by n where nothing is said.
    if ["std", "var"].contains(call.name), ["np", "numpy"].contains(call.path.first) { return nil }
    let arguments = variadic(builtIn) ? arguments(count: 0) : call.positional
    guard let texts = texts(arguments),
      variadic(builtIn) || texts.count <= builtIn.parameters.count(where: { !$0.isNamedOnly })
    else { return nil }
    var positional = texts
    if let first = texts.first, ForeignMethod.isOfNumbers(builtIn) {
      guard
        let program = ForeignMethod(
          name: call.name, owner: first, bareOwner: first, shape: FilledExample.anyShape,
          positional: zip(texts, arguments).dropFirst().map { .init(text: $0, isSimple: $1.isAtomic) },
          named: call.named.map { ($0.name, .init(text: $0.value.text, isSimple: $0.value.isAtomic)) }
        ).sameCall(in: library)
      else { return nil }
      return program
    }
    guard let named = named(builtIn) else { return nil }
    positional += named.map { "\($0.name)=\($0.value)" }
    return "\(call.name)(\(positional.joined(separator: ", ")))"
  }

  // MARK: Names

  /// Where the same numbers would mean something else, or come in another order.
  private static let otherwise: Set<String> = [
    "arange", "array_split", "delete", "dropout", "einsum", "extract", "full", "insert", "interp", "isin",
    "integers", "masked_fill", "pad", "randi", "random", "standard_normal", "uniform", "randint", "range",
    "split", "where", "choice", "normal",
    "repeat", "take", "tensor_split", "transpose", "permute", "gather", "squeeze", "unsqueeze",
  ]

  /// A number of dimensions that no number of one reaches.
  static let anyShape = [Int](repeating: 1, count: 9)

  // MARK: Arguments

  /// `np.array([1, 2])` for an example that is a tensor.
  private var literal: String? {
    guard call.positional.count == 1, call.named.isEmpty, call.positional[0].isTensor else { return nil }
    return call.positional[0].plain.map { $0.hasPrefix("(") ? "[\($0.dropFirst().dropLast())]" : $0 }
  }

  /// The arguments as typed, or the elements of the only one: `np.hstack([a, b])`.
  private func arguments(count: Int) -> [WrittenCall.Argument] {
    guard call.positional.count == 1, count != 1, case .tensor(let elements) = call.positional[0].form else {
      return call.positional
    }
    return elements.map { WrittenCall.Argument($0) }
  }

  private func texts(_ arguments: [WrittenCall.Argument]) -> [String]? {
    let texts = arguments.compactMap(\.plain)
    return texts.count == arguments.count ? texts : nil
  }

  private func variadic(_ builtIn: BuiltIn) -> Bool {
    builtIn.parameters.contains { $0.kind == .variadic }
  }

  /// The named arguments as ours; nil where one is unknown here.
  private func named(_ builtIn: BuiltIn) -> [(name: String, value: String)]? {
    var result: [(name: String, value: String)] = []
    for (name, value) in call.named {
      if value.text == "None" || value.text == "none" { continue }
      let ours = ForeignMethod.options[name] ?? name
      guard builtIn.parameters.contains(where: { $0.name == ours }), let text = value.plain else {
        return nil
      }
      guard ForeignMethod.dimensions.contains(ours) else {
        result.append((ours, text))
        continue
      }
      guard let dim = Int(text) else { return nil }
      result.append((ours, String(dim < 0 ? dim : dim + 1)))
    }
    return result
  }

  /// Percent as parts of 1.
  private func inParts(_ texts: [String]) -> [String] {
    guard ["percentile", "prctile"].contains(call.name), texts.count == 2 else { return texts }
    return [texts[0], Double(texts[1]).map { Formatter.number($0 / 100) } ?? "(\(texts[1])) / 100"]
  }

  /// MATLAB's `size(x, 2)`, which counts from 1; NumPy's counts from 0.
  private var extent: String? {
    guard call.name == "size", call.positional.count == 2, call.path.count == 1, !call.isMethod,
      let texts = texts(call.positional)
    else { return nil }
    return "shape(\(texts[0]))[\(texts[1])]"
  }

  // MARK: Calls

  /// An example that is one call, each of whose arguments stands for one that was typed.
  private func wholeCall(_ node: Int32, _ tree: SyntaxTree) -> String? {
    guard let example = WrittenCall(node, in: tree), example.path.count == 1, !example.isMethod,
      let builtIn = library[example.name]
    else { return nil }
    let entries = Array(tree.entries(tree.nodes[Int(node)].b))
    let places = entries[2..<(2 + Int(entries[0]))].map { ExampleSlots.sort($0, tree) }
    guard !places.isEmpty, !places.contains(nil), let named = named(builtIn) else { return nil }
    // `cat(v, w)` stands for any number of them; `plot(v, w, kind="points")` for two.
    let isAlike = places.allSatisfy { $0 == places[0] } && variadic(builtIn) && example.named.isEmpty
    let arguments = arguments(count: places.count)
    guard arguments.count == places.count || isAlike, let texts = texts(arguments),
      zip(arguments, places).allSatisfy({ !$0.isString || $1 == .text })
    else { return nil }
    var options = example.named.map { (name: $0.name, value: $0.value.text) }
    for option in named {
      if let place = options.firstIndex(where: { $0.name == option.name }) {
        options[place] = option
      } else {
        options.append(option)
      }
    }
    let all = inParts(texts) + options.map { "\($0.name)=\($0.value)" }
    return "\(example.name)(\(all.joined(separator: ", ")))"
  }
}

extension WrittenCall.Argument {
  var isString: Bool { text.first == "\"" || text.first == "'" }

  /// The text where it is short and means the same here; nil for any other.
  var plain: String? {
    guard text.utf8.count <= 60, let tree = try? Parser.parseTuples(SourceText(name: "", text)),
      let only = tree.statements.first, tree.statements.count == 1
    else { return nil }
    return PlainText(tree).text(only.node)
  }
}
