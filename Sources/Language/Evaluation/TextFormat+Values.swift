import Engine

extension TextFormat {
  private enum Number {
    case double(Double)
    case whole(Int64)

    var double: Double {
      switch self {
      case .double(let double): double
      case .whole(let whole): Double(whole)
      }
    }
  }

  /// A value as the format writes it. Numbers are as Python writes them, except that a whole one has no `.0` where no type
  /// is given.
  ///
  /// - Throws: that the format is not for such a value.
  func text(of value: Value) throws(Mistake) -> String {
    switch value {
    case .number(let number): return try text(of: .double(number))
    case .tensor(let tensor) where tensor.count == 1: return try text(ofElement: 0, of: tensor)
    case .tensor(let tensor) where kind != nil && kind != .text || precision != nil:
      return try text(ofElementsOf: tensor)
    case .string(let box): return try padded(string: box.text)
    case .boolean(let truth): return try text(of: truth)
    default:
      guard kind == nil || kind == .text, precision == nil else {
        throw Mistake(
          message:
            "the format `\(kind.map { String($0.rawValue) } ?? "")` writes numbers, not \(value.briefly)")
      }
      return try padded(string: Formatter.inline(value))
    }
  }

  private func text(of truth: Bool) throws(Mistake) -> String {
    kind == nil || kind == .text
      ? try padded(string: truth ? "true" : "false") : try text(of: .whole(truth ? 1 : 0))
  }

  private func text(ofElement position: Int, of tensor: Tensor) throws(Mistake) -> String {
    if tensor.dtype.name == "bool" { return try text(of: tensor.element(position) != 0) }
    if let whole = tensor.wholeElement(position) { return try text(of: .whole(whole)) }
    if kind == nil, precision == nil {
      return padded(number: Formatter.element(position, of: tensor))
    }
    return try text(of: .double(tensor.element(position)))
  }

  /// Each element by itself: `[0.25, 0.75]`.
  private func text(ofElementsOf tensor: Tensor) throws(Mistake) -> String {
    guard tensor.count <= 24, tensor.rank <= 2, tensor.count > 0 else {
      throw Mistake(
        message:
          "a format writes up to 24 numbers of a vector or a matrix, not \(Value.tensor(tensor).briefly)",
        help: "pick some with an index, or write them in a loop")
    }
    let width = tensor.shape[tensor.rank - 1]
    var rows: [String] = []
    for row in 0..<(tensor.count / width) {
      var texts: [String] = []
      for column in 0..<width { texts.append(try text(ofElement: row * width + column, of: tensor)) }
      rows.append(texts.joined(separator: ", "))
    }
    return "[" + rows.joined(separator: "; ") + "]"
  }

  // MARK: Numbers

  private func text(of number: Number) throws(Mistake) -> String {
    switch kind {
    case .whole: return padded(number: try digits(of: number))
    case .fixed: return padded(number: Formatter.printed("f", precision ?? 6, number.double))
    case .exponent: return padded(number: Formatter.printed("e", precision ?? 6, number.double))
    case .general: return padded(number: Formatter.printed("g", precision ?? 6, number.double))
    case .percent:
      return padded(number: Formatter.printed("f", precision ?? 6, number.double * 100), unit: "%")
    case .text:
      throw Mistake(
        message: "the format `s` writes a string, not a number", help: "a width alone is for any value: >8")
    case nil:
      if let precision { return padded(number: Formatter.printed("g", precision, number.double)) }
      switch number {
      case .double(let double): return padded(number: Formatter.number(double))
      case .whole(let whole): return padded(number: String(whole))
      }
    }
  }

  private func digits(of number: Number) throws(Mistake) -> String {
    switch number {
    case .whole(let whole): return String(whole)
    case .double(let double):
      guard double == double.rounded(), double.isFinite else {
        throw Mistake(
          message: "the format `d` writes a whole number, not \(Formatter.number(double))",
          help: "round(x) is whole, and f writes decimals: .2f")
      }
      return (double < 0 ? "-" : "") + Formatter.digits(ofWhole: double.magnitude)
    }
  }

  // MARK: Padding

  /// - Parameters:
  ///   - text: the number, with its sign where it is negative.
  ///   - unit: what stands behind it.
  private func padded(number text: String, unit: String = "") -> String {
    let isNegative = text.hasPrefix("-")
    let sign = isNegative ? "-" : sign
    let body = (isNegative ? String(text.dropFirst()) : text) + unit
    let digits = body.prefix { ("0"..."9").contains($0) }
    let rest = String(body[digits.endIndex...])
    let isFilled = isZeroFilled || alignment == .afterSign && fill == "0"
    let room = isFilled && !digits.isEmpty ? width - sign.count - rest.count : 0
    let whole = grouped(String(digits), filling: room) + rest
    let shown = isCapital ? whole.uppercased() : whole
    return padded(sign, shown, isZeroFilled ? .afterSign : alignment ?? .right)
  }

  /// Digits in groups of three, with zeros before them until they take so much room.
  private func grouped(_ digits: String, filling room: Int) -> String {
    var digits = digits
    while true {
      let text = grouping.map { TextFormat.grouped(digits, $0) } ?? digits
      if text.count >= room || digits.isEmpty { return text }
      digits = "0" + digits
    }
  }

  private static func grouped(_ digits: String, _ separator: Character) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(separator) }
      text.append(digit)
    }
    return text
  }

  private func padded(string: String) throws(Mistake) -> String {
    guard kind == nil || kind == .text else {
      throw Mistake(
        message:
          "the format `\(kind.map { String($0.rawValue) } ?? "")` writes a number, not \(Value.string(string).briefly)",
        help: "number(text) makes a number of a string")
    }
    try checkText()
    return padded("", precision.map { String(string.prefix($0)) } ?? string, alignment ?? .left)
  }

  private func padded(_ sign: String, _ text: String, _ alignment: Alignment) -> String {
    let missing = max(0, width - sign.count - text.count)
    func filler(_ count: Int) -> String { String(repeating: fill, count: count) }
    switch alignment {
    case .left: return sign + text + filler(missing)
    case .right: return filler(missing) + sign + text
    case .center: return filler(missing / 2) + sign + text + filler(missing - missing / 2)
    case .afterSign: return sign + filler(missing) + text
    }
  }
}
