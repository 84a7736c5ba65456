import Engine
import Glibc

/// Values as text.
package enum Formatter {
  /// A double with up to 12 significant digits, without trailing zeros.
  package static func number(_ value: Double, digits: Int = 12) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return value == 0 ? "0" : String(Int(clamping: value)) }
    return general(value, digits)
  }

  /// `1 element`, `2 elements`.
  static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }

  /// `1st`, `2nd`, `3rd`, `4th`.
  static func ordinal(_ number: Int) -> String {
    let endings = [1: "st", 2: "nd", 3: "rd"]
    return "\(number)" + ((11...13).contains(number % 100) ? "th" : endings[number % 10] ?? "th")
  }

  /// `61,706`.
  package static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.insert(",", at: text.startIndex) }
      text.insert(digit, at: text.startIndex)
    }
    return text
  }

  /// `97.5 %`.
  static func percent(_ share: Double) -> String {
    let hundredths = (share * 10_000).rounded()
    return number(hundredths / 100, digits: 5) + " %"
  }

  /// All digits of a whole number from 0 on.
  static func digits(ofWhole value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, "%.0f", $0) }
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// C's `%.*g`.
  static func general(_ value: Double, _ digits: Int) -> String {
    printed("g", digits, value)
  }

  /// The element of a tensor at a flat position, counted from 0: whole numbers of int64 in full, of other types as many
  /// digits as the type carries, at most `digits`.
  package static func element(_ position: Int, of tensor: Tensor, digits: Int? = nil) -> String {
    if let whole = tensor.wholeElement(position) { return String(whole) }
    let value = tensor.element(position)
    guard tensor.dtype == .float32 else { return number(value, digits: digits ?? 12) }
    // Beyond 2^24 the further digits of a whole number are not the type's own.
    return abs(value) > 16_777_216 && value.isFinite
      ? general(value, digits ?? 7) : number(value, digits: digits ?? 7)
  }

  /// A value on one line: as it would be typed, shortened where it is long.
  package static func inline(_ value: Value, depth: Int = 0) -> String {
    switch value {
    case .unset, .none: return "none"
    case .number(let number): return self.number(number)
    case .boolean(let truth): return truth ? "true" : "false"
    case .tensor(let tensor): return inline(tensor)
    case .string(let box): return quoted(box.text)
    case .range(let range):
      let middle = range.step == 1 ? "" : ":" + number(range.step)
      return number(range.first) + middle + ":" + number(range.last)
    case .list(let list):
      return "list(" + items(list.values, depth) { _, text in text } + ")"
    case .record(let record):
      return "record("
        + items(record.values, depth) { index, text in "\(fieldName(record.names[index]))=\(text)" } + ")"
    case .function(let function): return function.signature
    case .builtIn(let builtIn): return "\(builtIn.name)(…)"
    case .object(let box): return box.content.inline
    }
  }

  /// How many bytes `inline` may have to make, about: what is asked for before they are made.
  static func bytesOfInline(_ value: Value, depth: Int = 0) -> Int {
    switch value {
    case .string(let box): 2 * box.text.utf8.count + 2
    case .list(let container as Container), .record(let container as Container):
      depth < 3 ? container.values.prefix(8).reduce(64) { $0 + bytesOfInline($1, depth: depth + 1) } : 1
    default: 1000
    }
  }

  private static func items(
    _ values: [Value], _ depth: Int, _ describe: (Int, String) -> String
  ) -> String {
    guard depth < 3 else { return "…" }
    var texts = values.prefix(8).enumerated().map {
      describe($0.offset, inline($0.element, depth: depth + 1))
    }
    if values.count > 8 { texts.append("… \(values.count) in all") }
    return texts.joined(separator: ", ")
  }

  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "{": result += "\\{"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// `[1, 2; 3, 4]`; more than 24 elements become the shape.
  package static func inline(_ tensor: Tensor) -> String {
    if tensor.rank == 0 { return element(0, of: tensor) }
    guard tensor.count <= 24, tensor.rank <= 2 else { return "tensor \(tensor.shape)" }
    let width = tensor.shape[tensor.rank - 1]
    guard width > 0, tensor.count > 0 else { return tensor.rank == 1 ? "[]" : "tensor \(tensor.shape)" }
    let texts = elements(Array(0..<tensor.count), of: tensor, digits: 6)
    let rows = (0..<(tensor.count / width)).map { row in
      texts[(row * width)..<((row + 1) * width)].joined(separator: ", ")
    }
    return "[" + rows.joined(separator: "; ") + "]"
  }

  /// `tensor [3, 3]`, with the type where it is not float32.
  package static func heading(_ tensor: Tensor) -> String {
    let type = tensor.dtype == .float32 ? "" : " \(tensor.dtype.name)"
    return "tensor \(tensor.shape)\(type)"
  }
}
