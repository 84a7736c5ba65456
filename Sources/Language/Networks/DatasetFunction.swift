import Engine

/// `dataset(x, y)`: inputs with their classes, or with numbers to be learned.
enum DatasetFunction {
  /// What y is.
  private enum TargetKind: String, ArgumentWord {
    case automatic = "auto"
    case classes, numbers

    static let option = OptionKey(
      "targets", default: TargetKind.automatic,
      "whether y is classes or numbers; auto takes a vector of whole numbers for classes")
  }

  private static let classNames = BuiltIn.Parameter.named(
    "classes", "a list of what the classes are called; their numbers without it")

  static let dataset = BuiltIn(
    "dataset", .data, "Combines pictures, or rows of numbers, with what is to be learned of each.",
    [
      .required(
        "x",
        "pictures [N, H, W] or [N, C, H, W], from 0 to 1, or uint8 from 0 to 255; or rows [N, F], of which [N] "
          + "has one number each"),
      .required("y", "the class of each, counted from 1: [N]; or numbers for each: [N, …]"),
      classNames, .option(TargetKind.option.option),
    ],
    details: """
      A vector y of whole numbers is classes, unless targets="numbers"; anything else is numbers: for regression, \
      autoencoders (dataset(x, x)) and segmentation. Numbers [N] become [N, 1], pictures [N, H, W] get a channel, and 255 of \
      uint8 is 1.
      Labels count from 1, as argmax gives them; files usually count from 0: then it is labels + 1.
      data[5] is the fifth picture, data[1:100] a part; data.x and data.y are its contents, of classes data.pictures, \
      data.labels and data.classes too.
      distort and augment change x alone; targets that are pictures of the same size are moved along.
      float64 stays float64; a network gets batches of the type of its weights.
      """,
    examples: [
      .init(code: "dataset(zeros(3, 4, 4), [1, 2, 1])[2].label", result: "2"),
      .init(code: "shape(dataset(zeros(3, 4, 4), [0.5, 1, 2]).y)", result: "[3, 1]"),
      .init(code: "x = zeros(3, 4, 4); shape(dataset(x, x)[2].y)", result: "[1, 4, 4]"),
      .init(code: "dataset(zeros(3, 4), [0, 1, 2], targets=\"numbers\").y[3]", result: "[2]"),
      .init(code: "dataset(zeros(3, 4, 4), [1, 2])", fails: .shapes),
      .init(code: "dataset(zeros(3, 4, 4), [0, 1, 2])", fails: .index),
      .init(code: "dataset(zeros(0, 4, 4), zeros(0))", fails: .size),
    ],
    torch: "TensorDataset(x, y), with labels - 1"
  ) { arguments throws(Diagnostic) in
    let (given, y) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    let x = try arguments.engine([0]) { () throws(TensorError) in
      given.rank == 1 ? try Reshape([given.count, 1]).apply([given]) : given
    }
    guard try hasClasses(y, arguments) else {
      return .object(
        DataObject(
          try arguments.engine([0, 1]) { () throws(TensorError) in try DataSet(pictures: x, numbers: y) }))
    }
    return try classified(x, y, arguments)
  }

  /// What decides: what is asked for, names of classes, or else whether y is a vector of whole numbers.
  private static func hasClasses(_ y: Tensor, _ arguments: Arguments) throws(Diagnostic) -> Bool {
    let isNamed = arguments.optional(classNames) != nil
    switch try arguments[TargetKind.option] {
    case .classes: return true
    case .numbers:
      guard !isNamed else {
        throw arguments.failure(
          .option, "numbers have no classes: leave out one of `classes` and `targets`", at: classNames)
      }
      return false
    case .automatic: break
    }
    if isNamed || y.rank == 0 || !y.dtype.isFloating && y.rank == 1 { return true }
    return y.rank == 1 && (0..<y.count).allSatisfy { y.element($0) == y.element($0).rounded() }
  }

  private static func classified(
    _ x: Tensor, _ labels: Tensor, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    let names = try names(arguments)
    let numbers = try arguments.engine([1]) { () throws(TensorError) in try labels.allElements() }
    let largest = numbers.max() ?? 0
    try check(numbers, classes: names?.count, arguments)
    let classes = names ?? (largest >= 1 ? (1...Int(clamping: largest)).map(String.init) : ["1"])
    let data = try arguments.engine([0, 1]) { () throws(TensorError) in
      let fromZero = try Tensor(numbers.map { Int64(clamping: $0) - 1 }, labels.shape)
      return try DataSet(pictures: x, labels: fromZero, classes: classes)
    }
    return .object(DataObject(data))
  }

  private static func names(_ arguments: Arguments) throws(Diagnostic) -> [String]? {
    guard let value = arguments.optional(classNames) else { return nil }
    guard case .list(let list) = value, !list.values.isEmpty else {
      throw arguments.wrongType(classNames, "a list of strings")
    }
    return list.values.map { value in
      if case .string(let box) = value { box.text } else { Formatter.inline(value) }
    }
  }

  private static let maxClasses = 100_000

  private static func check(
    _ labels: [Double], classes: Int?, _ arguments: Arguments
  ) throws(Diagnostic) {
    let asNumbers = "numbers that are to be learned as they are: targets=\"numbers\""
    for (position, label) in labels.enumerated() {
      guard label == label.rounded(), abs(label) < 1e15 else {
        throw arguments.failure(
          .index, "label \(position + 1) is \(Formatter.number(label)), and classes are whole numbers", at: 1,
          help: classes == nil ? asNumbers : nil)
      }
      if label < 1 {
        throw arguments.failure(
          .index, "label \(position + 1) is \(Formatter.number(label)), and classes count from 1", at: 1,
          help: (label == 0 ? "files count from 0: labels + 1; " : "") + asNumbers)
      }
      guard label <= Double(classes ?? maxClasses) else {
        throw arguments.failure(
          .index,
          "label \(position + 1) is class \(Formatter.number(label)), but there are \(classes ?? maxClasses)",
          at: 1, help: classes == nil ? asNumbers : nil)
      }
    }
  }
}
