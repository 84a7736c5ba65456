/// The right side of a line of `ForeignCall`, in which places begin with `$`:
///
/// - `$v` is what was typed for `v`, in parentheses where it would else be torn apart;
/// - `$v*` are the elements of a list or tuple, `$rest` all arguments that were left;
/// - `$k^` is an index or dimension that was counted from 0;
/// - `$(b-1)`, also with `+`, `*` and `/`, is computed where both are numbers; `$(b<s)` is the last number before `b` in steps
///   of `s`;
/// - `$...` are the other options, as ours are called;
/// - `$format` is a format of C with its values, as a string of ours.
struct ForeignTemplate {
  private let template: String
  private let values: [String: [WrittenCall.Argument]]
  private let options: [(name: String, value: WrittenCall.Argument)]
  private let library: Library

  init(
    _ template: String, _ values: [String: [WrittenCall.Argument]],
    options: [(name: String, value: WrittenCall.Argument)], in library: Library
  ) {
    (self.template, self.values, self.options, self.library) = (template, values, options, library)
  }

  var takesOptions: Bool { template.contains("$...") }

  /// The whole answer; nil where an argument does not mean the same here.
  var text: String? {
    if template.first == "!" { return filled(template.dropFirst()) }
    let end = template.firstRange(of: " -- ")
    guard let program = filled(template[..<(end?.lowerBound ?? template.endIndex)]) else { return nil }
    guard let end else { return "write `\(program)`" }
    return filled(template[end.upperBound...]).map { "write `\(program)`\($0)" }
  }

  private func filled(_ template: Substring) -> String? {
    var result = ""
    var rest = template
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      guard let (text, isAtomic) = place(&rest) else { return nil }
      if text.first == "-", result.hasSuffix(" + ") {
        result = result.dropLast(2) + "- " + text.dropFirst()
      } else {
        result += isAtomic || isAlone(result, rest) ? text : "(\(text))"
      }
    }
    return result + rest
  }

  /// Whether what comes next is all of an argument, an index or an element.
  private func isAlone(_ before: String, _ after: Substring) -> Bool {
    let (last, next) = (before.last { $0 != " " }, after.first { $0 != " " })
    return last.map { "([,=`;{".contains($0) } ?? true && next.map { ")],`;}".contains($0) } ?? true
  }

  // MARK: Places

  private func place(_ rest: inout Substring) -> (text: String, isAtomic: Bool)? {
    if rest.hasPrefix("...") {
      rest = rest.dropFirst(3)
      return named.map { ($0, true) }
    }
    if rest.first == "(" {
      let inside = rest.dropFirst().prefix { $0 != ")" }
      rest = rest.dropFirst(inside.count + 2)
      return computed(inside)
    }
    let name = String(rest.prefix { $0.isLetter || $0.isNumber })
    rest = rest.dropFirst(name.count)
    if name == "format" { return format.map { ($0, true) } }
    if name == "rest" { return joined(values["rest"] ?? []).map { ($0, true) } }
    guard let argument = values[name]?.first else { return nil }
    if rest.hasPrefix("^*") || rest.first == "*" && !rest.hasPrefix("* ") {
      let shifts = rest.first == "^"
      rest = rest.dropFirst(shifts ? 2 : 1)
      return elements(argument, fromOne: shifts).map { ($0, true) }
    }
    if rest.first == "^", rest.dropFirst().first?.isNumber != true {
      rest = rest.dropFirst()
      return fromOne(argument)
    }
    return argument.written.map { ($0, argument.isAtomic) }
  }

  private func joined(_ arguments: [WrittenCall.Argument]) -> String? {
    let texts = arguments.compactMap(\.written)
    return texts.count == arguments.count ? texts.joined(separator: ", ") : nil
  }

  private func elements(_ argument: WrittenCall.Argument, fromOne: Bool) -> String? {
    guard case .tensor(let elements) = argument.form else {
      return fromOne ? self.fromOne(argument)?.text : argument.written
    }
    let arguments = elements.map { WrittenCall.Argument($0) }
    if !fromOne { return joined(arguments) }
    let texts = arguments.compactMap { self.fromOne($0)?.text }
    return texts.count == arguments.count ? texts.joined(separator: ", ") : nil
  }

  /// From the end they have the same numbers.
  private func fromOne(_ argument: WrittenCall.Argument) -> (text: String, isAtomic: Bool)? {
    if let number = Int(argument.text) { return (String(number < 0 ? number : number + 1), true) }
    return argument.written.map { ("\($0) + 1", false) }
  }

  private func computed(_ expression: Substring) -> (text: String, isAtomic: Bool)? {
    guard let place = expression.firstIndex(where: { "+-*/<".contains($0) }) else {
      return operand(expression)
    }
    let sign = expression[place]
    guard let left = operand(expression[..<place]),
      let right = operand(expression[expression.index(after: place)...])
    else { return nil }
    if let a = Double(left.text), let b = Double(right.text) {
      return (Formatter.number(ForeignTemplate.value(a, sign, b)), true)
    }
    let texts = [left, right].map { $0.isAtomic ? $0.text : "(\($0.text))" }
    switch sign {
    case "/": return ("floor(\(left.text) / \(texts[1]))", true)
    case "<": return ("\(texts[0]) - \(texts[1]) / 2", false)
    default: return ("\(texts[0]) \(sign) \(texts[1])", false)
    }
  }

  private func operand(_ text: Substring) -> (text: String, isAtomic: Bool)? {
    guard let argument = values[String(text)]?.first else { return (String(text), true) }
    return argument.written.map { ($0, argument.isAtomic) }
  }

  private static func value(_ a: Double, _ sign: Character, _ b: Double) -> Double {
    switch sign {
    case "+": a + b
    case "-": a - b
    case "*": a * b
    case "/": (a / b).rounded(.down)
    // Whole numbers have whole neighbours; else half a step is left for rounding.
    default: a == a.rounded() && b == b.rounded() ? a - (b < 0 ? -1 : 1) : a - b / 2
    }
  }

  // MARK: Options

  /// The other options, as the function takes them whose call is being written; nil where it has no such one.
  private var named: String? {
    guard let builtIn = library[String(template.prefix { $0.isLetter || $0.isNumber || $0 == "_" })] else {
      return nil
    }
    var text = ""
    for (name, value) in options where value.text.lowercased() != "none" {
      let ours = ForeignMethod.options[name] ?? name
      guard builtIn.parameters.contains(where: { $0.name == ours }),
        let written = ForeignMethod.dimensions.contains(ours) ? fromOne(value)?.text : value.written
      else { return nil }
      text += ", \(ours)=\(written)"
    }
    return text
  }

  /// `"mean {mean(x):.2f}"` for `'mean %.2f\n', mean(x)`.
  private var format: String? {
    guard let all = values["rest"], let first = all.first, first.isString else { return nil }
    var arguments = all.dropFirst()
    var result = ""
    var rest = first.text.dropFirst().dropLast()
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      if rest.first == "%" {
        result += "%"
        rest = rest.dropFirst()
        continue
      }
      let width = rest.prefix { $0.isNumber || ".-+".contains($0) }
      guard let kind = rest.dropFirst(width.count).first, let value = arguments.popFirst()?.written,
        !value.contains("\"")
      else { return nil }
      rest = rest.dropFirst(width.count + 1)
      let isNumber = "feg".contains(kind)
      result += isNumber ? "{\(value):\(width.filter { $0 != "-" })\(kind)}" : "{\(value)}"
    }
    result += rest
    if result.hasSuffix("\\n") { result.removeLast(2) }
    return arguments.isEmpty ? "\"\(result)\"" : nil
  }
}

extension WrittenCall.Argument {
  /// As it is written here; nil for what does not mean the same.
  var written: String? {
    guard isString else { return plain }
    return text.first == "'" ? "\"\(text.dropFirst().dropLast())\"" : text
  }
}
