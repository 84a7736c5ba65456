/// A call as another library writes it, and the same as it is written here.
///
/// In a table it is a line `searchsorted(v, a) => sum($v < $a) + 1`, of which the left side is compared with what was typed:
///
/// - a name stands for any argument, a number for any number, `"$s"` for any string and `"same"` for this one;
/// - `[a, b]` stands for a list or tuple of two, and `rest`, the last, for all arguments that are left;
/// - an option stands for one that is given, and `_`, the last, for whatever else is given, which is left out;
/// - of a module before the name (`np.`, `torch.`, `py.` for both, `plt.`) it is a call with such a module before it.
///
/// See `ForeignTemplate` for the right side. One that begins with `!` is a sentence, and not a program.
struct ForeignCall {
  let pattern: WrittenCall
  /// What stands before a dot: `np`, `torch`, `py` for each of them, `plt`; nil where none has to.
  let module: Substring?
  let answer: String
  /// Whether arguments and options that the pattern does not name are left out.
  let dropsRest: Bool

  /// What to say of a call, with its own arguments; nil where no line of the tables is of its form.
  static func answer(_ call: WrittenCall, in library: Library) -> String? {
    for line in lines[call.name] ?? [] {
      if let rule = ForeignCall(line), let text = rule.filled(call, in: library) { return text }
    }
    return nil
  }

  /// The program alone, for a call inside another; nil where the answer is more than one.
  static func program(_ call: WrittenCall, in library: Library) -> String? {
    guard let answer = answer(call, in: library) else { return nil }
    let parts = answer.split(separator: "`", omittingEmptySubsequences: false)
    return parts.count >= 3 && parts[0] == "write " && !parts[1].contains(";") ? String(parts[1]) : nil
  }

  init?(_ line: Substring) {
    guard let arrow = line.firstRange(of: " => ") else { return nil }
    var left = String(line[..<arrow.lowerBound])
    dropsRest = left.hasSuffix(", _)") || left.hasSuffix("(_)")
    if dropsRest { left = left.dropLast(left.hasSuffix("(_)") ? 2 : 4) + ")" }
    let name = left.prefix { $0 != "(" }
    module = name.lastIndex(of: ".").map { name[..<$0] }
    if let module { left.removeFirst(module.count + 1) }
    guard let pattern = WrittenCall(left) else { return nil }
    self.pattern = pattern
    answer = String(line[arrow.upperBound...])
  }

  // MARK: Comparing

  private func filled(_ call: WrittenCall, in library: Library) -> String? {
    guard isOfItsModule(call), var values = positional(call) else { return nil }
    var left = call.named
    for (name, value) in pattern.named {
      guard let place = left.firstIndex(where: { $0.name == name }),
        ForeignCall.bind(value, to: left[place].value, &values)
      else { return nil }
      left.remove(at: place)
    }
    let template = ForeignTemplate(answer, values, options: left, in: library)
    guard dropsRest || left.isEmpty || template.takesOptions else { return nil }
    return template.text
  }

  private func isOfItsModule(_ call: WrittenCall) -> Bool {
    guard let module else { return true }
    guard call.path.count > 1, let given = call.path.first else { return false }
    return switch module {
    case "np": ForeignLibrary.numpy.modules.contains(given)
    case "torch": ForeignLibrary.torch.modules.contains(given)
    case "py": ForeignLibrary.isModule(given) && given != "plt"
    default: module == given
    }
  }

  private func positional(_ call: WrittenCall) -> [String: [WrittenCall.Argument]]? {
    var values: [String: [WrittenCall.Argument]] = [:]
    var places = pattern.positional[...]
    var given = call.positional[...]
    if places.last?.text == "rest" {
      places.removeLast()
      guard given.count >= places.count else { return nil }
      values["rest"] = Array(given.dropFirst(places.count))
      given = given.prefix(places.count)
    }
    guard given.count == places.count || dropsRest && given.count > places.count else { return nil }
    for (place, argument) in zip(places, given) {
      guard ForeignCall.bind(place, to: argument, &values) else { return nil }
    }
    return values
  }

  private static func bind(
    _ place: WrittenCall.Argument, to argument: WrittenCall.Argument,
    _ values: inout [String: [WrittenCall.Argument]]
  ) -> Bool {
    switch place.form {
    case .number:
      guard argument.form == .number else { return false }
    case .part where place.isString:
      guard argument.isString else { return false }
      let word = place.text.dropFirst().dropLast()
      if word.first != "$" { return argument.text.dropFirst().dropLast() == word }
      values[String(word.dropFirst())] = [argument]
      return true
    case .tensor(let places):
      guard case .tensor(let elements) = argument.form, elements.count == places.count else { return false }
      for (place, element) in zip(places, elements) { values[place] = [.init(element)] }
      return true
    case .name where ["True", "False", "None"].contains(place.text):
      return argument.text.lowercased() == place.text.lowercased()
    case .other: return argument.text == place.text
    default: break
    }
    values[place.text] = [argument]
    return true
  }
}
