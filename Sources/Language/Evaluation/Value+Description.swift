import Engine

extension Value {
  /// Whether arithmetic works on it: true counts as 1, and a range as a tensor of its numbers.
  package var isNumeric: Bool {
    switch self {
    case .number, .tensor, .boolean, .range: true
    default: false
    }
  }

  /// The number, for a number and for a tensor without dimensions.
  package var scalar: Double? {
    switch self {
    case .number(let number): number
    case .tensor(let tensor) where tensor.rank == 0: tensor.element(0)
    default: nil
    }
  }

  /// A tensor as a value: a truth without dimensions is true or false.
  package static func of(_ tensor: Tensor) -> Value {
    tensor.rank == 0 && tensor.dtype == .bool ? .boolean(tensor.element(0) != 0) : .tensor(tensor)
  }

  /// A number, and 1 and 0 for true and false.
  var numberOrTruth: Double? {
    switch self {
    case .number(let number): number
    case .boolean(let truth): truth ? 1 : 0
    default: nil
    }
  }

  /// Itself; of true and false, 1 and 0.
  var asNumber: Value { if case .boolean(let truth) = self { .number(truth ? 1 : 0) } else { self } }

  /// Whether it is a tensor of int64, which a double does not hold exactly.
  var isWhole: Bool { if case .tensor(let tensor) = self { tensor.dtype == .int64 } else { false } }

  /// Whether it is an int64 that `scalar` rounds.
  var isRoundedAsDouble: Bool {
    if case .tensor(let tensor) = self, tensor.rank == 0 { !tensor.isExact(in: .float64) } else { false }
  }

  /// What kind of value it is, in one word.
  package var kind: String {
    switch self {
    case .unset, .none: "none"
    case .number: "number"
    case .boolean: "boolean"
    case .tensor: "tensor"
    case .string: "string"
    case .range: "range"
    case .list: "list"
    case .record: "record"
    case .function, .builtIn: "function"
    case .object(let box): box.content.kind
    }
  }

  /// What it is as a message says it: `the number 3`, `a tensor [2, 3]`.
  package var briefly: String {
    switch self {
    case .unset, .none: "none"
    case .number(let number): "the number \(Formatter.number(number))"
    case .boolean(let truth): truth ? "true" : "false"
    case .tensor(let tensor):
      tensor.rank == 0
        ? "the number \(Formatter.inline(self))"
        : "a \(tensor.dtype == .bool ? "mask" : "tensor") \(tensor.shape)"
    case .string(let box): box.text.count <= 24 ? "the string \"\(box.text)\"" : "a string"
    case .range: "the range \(Formatter.inline(self))"
    case .list(let list): "a list of \(list.values.count)"
    case .record(let record): "a record (\(Formatter.fieldNames(record.names)))"
    case .function(let function): "the function \(function.name ?? function.signature)"
    case .builtIn(let builtIn): "the function \(builtIn.name)"
    case .object(let box): box.content.briefly
    }
  }

  /// Equality of any two values: the same kind with the same contents. Tensors are the same when shape and all
  /// elements are; functions only when they are one.
  package func isSame(as other: Value) -> Bool {
    var pairs = PairsToCompare(self, other)
    while let (a, b) = pairs.next() {
      switch (a, b) {
      case (.none, .none), (.unset, .unset): continue
      case (.boolean(let x), .boolean(let y)): if x != y { return false }
      case (.string(let x), .string(let y)): if x.text != y.text { return false }
      case (.range(let x), .range(let y)):
        if x.first != y.first || x.step != y.step || x.count != y.count { return false }
      case (.list(let x), .list(let y)):
        guard x.values.count == y.values.count else { return false }
        if x !== y { pairs.enter(x, y) }
      case (.record(let x), .record(let y)):
        guard x.names == y.names else { return false }
        if x !== y { pairs.enter(x, y) }
      case (.function(let x), .function(let y)): if x !== y { return false }
      case (.builtIn(let x), .builtIn(let y)): if x !== y { return false }
      case (.object(let x), .object(let y)): if x !== y, !x.content.isSame(as: y.content) { return false }
      case (.tensor(let x), .tensor(let y)) where x.rank > 0 || y.rank > 0:
        guard x.shape == y.shape else { return false }
        for position in 0..<x.count where !Value.isSame(x, y, position) { return false }
      case (.tensor(let x), .tensor(let y)): if !Value.isSame(x, y, 0) { return false }
      default:
        guard let x = ComparedNumber(a), let y = ComparedNumber(b), x == y else { return false }
      }
    }
    return true
  }

  private static func isSame(_ x: Tensor, _ y: Tensor, _ position: Int) -> Bool {
    ComparedNumber(x, position) == ComparedNumber(y, position)
  }
}
