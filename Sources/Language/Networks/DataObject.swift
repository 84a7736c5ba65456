import Engine

/// A data set as a value of the language.
package struct DataObject: ObjectContent {
  package let data: DataSet
  /// The set that this was taken from by an index, and the places there; nil for any other.
  private let part: (source: Source, places: [Int])?

  package init(_ data: DataSet) { self.init(data, part: nil) }

  private init(_ data: DataSet, part: (source: Source, places: [Int])?) {
    (self.data, self.part) = (data, part)
  }

  /// What tells a data set, without holding on to its pictures.
  struct Source: Equatable {
    private let labels: Tensor
    private let seeds: [UInt64]

    init(_ data: DataSet) { (labels, seeds) = (data.labels, data.distortions.map(\.seed)) }

    static func == (a: Source, b: Source) -> Bool {
      a.labels.sharesElements(with: b.labels) && a.seeds == b.seeds
    }
  }

  package var kind: String { "data set" }
  package var briefly: String { "a data set of \(Formatter.count(data.count, "picture"))" }
  package var inline: String { "\(Formatter.grouped(data.count)) pictures \(data.pictureShape)" }

  package var display: [String] {
    var lines = [
      "data set: \(inline) of \(Formatter.count(data.classes.count, "class", "classes")): \(classes)"
    ]
    for step in data.distortions { lines.append("  \(step.distortion)") }
    return lines
  }

  private var classes: String {
    let names = data.classes.prefix(12).joined(separator: ", ")
    return data.classes.count > 12 ? names + ", …" : names
  }

  package func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? DataObject, data.classes == other.data.classes,
      display == other.display, data.distortions.map(\.seed) == other.data.distortions.map(\.seed)
    else { return false }
    return Value.tensor(data.pictures).isSame(as: .tensor(other.data.pictures))
      && Value.tensor(data.labels).isSame(as: .tensor(other.data.labels))
  }

  package var tensors: [Tensor] { [data.pictures, data.labels] }

  // MARK: Looking

  /// As many as a screen shows well.
  private static let shown = 40

  package func picture(caption: String) -> Markup { picture(caption: caption, RecentAnswers()) }

  package func picture(caption: String, _ answers: RecentAnswers) -> Markup {
    let said = part.flatMap { answers.said(of: $0.places, in: $0.source) }
    var markup = Markup()
    for line in display { markup.line(line, .dim) }
    if said != nil { markup.line("below each picture its class, and what the network said", .dim) }
    let places = Array(0..<min(data.count, DataObject.shown))
    guard let batch = try? data.batch(places) else { return markup }
    let labels = places.map { place in
      let name = data.classes[Int(clamping: batch.labels.element(place))]
      return said.map { "\(name) → \(data.classes[$0[place]])" } ?? name
    }
    markup.blocks.append(.picture(.init(batch.pictures, caption: caption, labels: labels)))
    return markup
  }

  // MARK: Parts

  package var fieldNames: [String] { ["pictures", "labels", "classes", "count"] }

  package func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    switch name {
    case "pictures", "labels": .tensor(try rows(Array(0..<data.count), ofField: name, execution))
    case "classes": .list(data.classes.map { .string($0) })
    case "count": .number(Double(data.count))
    default: nil
    }
  }

  package func shape(ofField name: String) -> [Int]? {
    switch name {
    case "pictures": [data.count] + data.pictureShape.array
    case "labels": [data.count]
    default: nil
    }
  }

  /// Pictures as a network sees them, or labels as the language counts them, from 1: of so many, and no more, bytes are made
  /// numbers.
  package func rows(
    _ places: [Int], ofField name: String, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if name == "pictures" { return try data.batch(places, in: execution).pictures }
    return try Tensor(places.map { Int64(clamping: data.labels.element($0)) + 1 }, [places.count])
  }

  package var count: Int? { data.count }

  package func element(_ position: Int, _ execution: Execution) throws(TensorError) -> Value {
    let batch = try data.batch([position], in: execution)
    let label = Int(clamping: batch.labels.element(0))
    let picture = try Reshape(data.pictureShape.array).apply([batch.pictures], in: execution)
    return .record(
      RecordBox(
        ["picture", "label", "name"],
        [.tensor(picture), .number(Double(label + 1)), .string(data.classes[label])]))
  }

  package func part(_ positions: [Int], _ execution: Execution) throws(TensorError) -> Value {
    .object(DataObject(try data.subset(positions), part: (Source(data), positions)))
  }
}

extension Arguments {
  /// - Throws: how a data set is come by, for anything else.
  func dataSet(_ parameter: some ParameterReference) throws(Diagnostic) -> DataSet {
    if let object = object(parameter, as: DataObject.self) { return object.data }
    throw failure(
      .wrongType, "\(builtIn.name) takes a data set as `\(name(parameter))`, not \(value(parameter).briefly)",
      at: parameter,
      help: "digits(1000) draws one; mnist(\"folder\") reads one; dataset(x, y) joins pictures and labels")
  }
}
