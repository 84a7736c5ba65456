import Engine

/// Data sets.
enum DataFunctions {
  static let all: [BuiltIn] = [dataset, split]

  private static let dataset = BuiltIn(
    "dataset", .data, "Joins pictures and their classes to a data set.",
    [
      .required("pictures", "[N, H, W] or [N, C, H, W], from 0 to 1, or uint8 from 0 to 255"),
      .required("labels", "the class of each, counted from 1: [N]"),
      .named("classes", "none", "a list of what the classes are called; their numbers without it"),
    ],
    details: """
      Labels count from 1, as argmax gives them; files usually count from 0: then it is labels + 1.
      data[5] is the fifth picture, data[1:100] a part; data.pictures, data.labels, data.classes are what it holds.
      """,
    examples: [
      .init(code: "dataset(zeros(3, 4, 4), [1, 2, 1])[2].label", result: "2"),
      .init(code: "dataset(zeros(3, 4, 4), [1, 2])", refused: .shapes),
      .init(code: "dataset(zeros(3, 4, 4), [0, 1, 2])", refused: .index),
      .init(code: "dataset(zeros(0, 4, 4), zeros(0))", refused: .size),
    ],
    torch: "TensorDataset(pictures, labels - 1)"
  ) { arguments throws(Diagnostic) in
    let (pictures, labels) = (try arguments.tensor(0).detached, try arguments.tensor(1).detached)
    let names = try names(arguments)
    let numbers = labels.elements
    let largest = numbers.max() ?? 0
    try check(numbers, classes: names?.count, arguments)
    let classes = names ?? (largest >= 1 ? (1...Int(largest)).map(String.init) : ["1"])
    let data = try arguments.engine([0, 1]) { () throws(TensorError) in
      let fromZero = try Tensor(numbers.map { Int64($0) - 1 }, labels.shape)
      return try DataSet(pictures: pictures, labels: fromZero, classes: classes)
    }
    return .object(DataObject(data))
  }

  private static func names(_ arguments: Arguments) throws(Diagnostic) -> [String]? {
    guard let value = arguments.optional(2) else { return nil }
    guard case .list(let list) = value, !list.values.isEmpty else {
      throw arguments.wrongType(2, "a list of strings")
    }
    return list.values.map { value in
      if case .string(let box) = value { box.text } else { Formatter.inline(value) }
    }
  }

  private static let mostClasses = 100_000

  private static func check(
    _ labels: [Double], classes: Int?, _ arguments: Arguments
  ) throws(Diagnostic) {
    for (position, label) in labels.enumerated() {
      guard label == label.rounded(), abs(label) < 1e15 else {
        throw arguments.failure(
          .index, "label \(position + 1) is \(Formatter.number(label)), and classes are whole numbers", at: 1)
      }
      if label < 1 {
        throw arguments.failure(
          .index, "label \(position + 1) is \(Formatter.number(label)), and classes count from 1", at: 1,
          help: label == 0 ? "files count from 0: labels + 1" : nil)
      }
      guard label <= Double(classes ?? mostClasses) else {
        throw arguments.failure(
          .index,
          "label \(position + 1) is class \(Formatter.number(label)), and there are \(classes ?? mostClasses)",
          at: 1)
      }
    }
  }

  private static let split = BuiltIn(
    "split", .data, "Parts a data set in two, at random.",
    [
      .required("data", "a data set"), .optional("share", "0.8", "the share of the pictures in the first"),
      .named("seed", "none", "fixes which; drawn without it"),
    ],
    examples: [
      .init(code: "split(dataset(zeros(10, 4, 4), ones(10)), 0.7)[1].count", result: "7"),
      .init(code: "split(dataset(zeros(10, 4, 4), ones(10)), 1)", refused: .option),
    ],
    torch: "torch.utils.data.random_split(data, [0.8, 0.2])"
  ) { arguments throws(Diagnostic) in
    let data = try arguments.dataSet(0)
    let share = try arguments.number(1, default: 0.8)
    let first = (share * Double(data.count)).rounded()
    guard first >= 1, first < Double(data.count) else {
      throw arguments.failure(
        .option,
        "a share of \(Formatter.number(share)) of \(Formatter.count(data.count, "picture")) leaves one part empty",
        at: arguments.optional(1) == nil ? 0 : 1)
    }
    let seed = try LayerFunctions.seed(arguments, 2)
    var generator = RandomGenerator(seed: seed)
    let places = Array(0..<data.count).shuffled(using: &generator)
    let parts = [places.prefix(Int(first)), places.dropFirst(Int(first))]
    return .list(
      try parts.map { part throws(Diagnostic) in
        .object(DataObject(try arguments.engine { () throws(TensorError) in try data.subset(Array(part)) }))
      })
  }
}
