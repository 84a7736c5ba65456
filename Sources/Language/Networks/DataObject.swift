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
    private let targets: Tensor
    private let seeds: [UInt64]

    init(_ data: DataSet) { (targets, seeds) = (data.targets.tensor, data.distortions.map(\.seed)) }

    static func == (a: Source, b: Source) -> Bool {
      a.targets.sharesElements(with: b.targets) && a.seeds == b.seeds
    }
  }

  package var kind: String { "data set" }
  package var briefly: String { "a data set of \(Formatter.count(data.count, unit))" }
  package var inline: String { "\(Formatter.grouped(data.count)) \(unit)s \(data.pictureShape)" }
  private var unit: String { data.hasPictures ? "picture" : "row" }

  package var display: [String] {
    let targets =
      data.labels == nil
      ? "with targets \(data.targetShape)"
      : "of \(Formatter.count(data.classes.count, "class", "classes")): \(classes)"
    var lines = ["data set: \(inline) \(targets)"]
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
      && (data.labels == nil) == (other.data.labels == nil)
      && Value.tensor(data.targets.tensor).isSame(as: .tensor(other.data.targets.tensor))
  }

  package var tensors: [Tensor] { [data.pictures, data.targets.tensor] }

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
    guard data.hasPictures, let batch = try? data.batch(places) else { return markup }
    guard data.labels != nil else {
      show(batch, caption, &markup)
      return markup
    }
    let labels = places.map { place in
      let name = data.classes[Int(clamping: batch.targets.element(place))]
      return said.map { "\(name) → \(data.classes[$0[place]])" } ?? name
    }
    markup.blocks.append(.picture(.init(batch.pictures, caption: caption, labels: labels)))
    return markup
  }

  /// Pictures with their targets: numbers below each, or pictures of their own.
  private func show(_ batch: DataSet.Batch, _ caption: String, _ markup: inout Markup) {
    let width = batch.targets.count / max(batch.targets.shape[0], 1)
    let labels =
      width <= DataObject.writtenNumbers
      ? batch.places.indices.map { row in
        (0..<width).map { Formatter.general(batch.targets.element(row * width + $0), 3) }.joined(
          separator: " ")
      } : []
    markup.blocks.append(.picture(.init(batch.pictures, caption: caption, labels: labels)))
    guard data.targetShape.rank == 3 else { return }
    markup.line("their targets", .dim)
    markup.blocks.append(.picture(.init(batch.targets, caption: "", labels: [])))
  }

  /// So many numbers of a target stand below its picture.
  private static let writtenNumbers = 4

  // MARK: Parts

  package var fieldNames: [String] {
    data.labels == nil
      ? ["x", "y", "pictures", "targets", "count"]
      : ["pictures", "labels", "classes", "count", "x", "y", "targets"]
  }

  /// What the fields hold that have a row for each picture.
  private enum Rows { case pictures, targets }

  private func rows(of field: String) -> Rows? {
    switch field {
    case "pictures", "x": .pictures
    case "labels": data.labels == nil ? nil : .targets
    case "targets", "y": .targets
    default: nil
    }
  }

  package func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    if rows(of: name) != nil { return .tensor(try rows(Array(0..<data.count), ofField: name, execution)) }
    switch name {
    case "classes": return data.labels == nil ? nil : .list(data.classes.map { .string($0) })
    case "count": return .number(Double(data.count))
    default: return nil
    }
  }

  package func help(forField name: String) -> String? {
    guard data.labels == nil, name == "labels" || name == "classes" else { return nil }
    return "its targets are numbers: data.y"
  }

  package func shape(ofField name: String) -> [Int]? {
    switch rows(of: name) {
    case .pictures: [data.count] + data.pictureShape.array
    case .targets: [data.count] + data.targetShape.array
    case nil: nil
    }
  }

  /// Pictures as a network sees them, numbers as a loss sees them, or labels as the language counts them, from 1: of so many,
  /// and no more, bytes are made numbers.
  package func rows(
    _ places: [Int], ofField name: String, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if rows(of: name) == .pictures { return try data.batch(places, in: execution).pictures }
    return try DataObject.counted(
      data.labels == nil && !data.distortions.isEmpty
        ? data.batch(places, in: execution).targets
        : data.chosenTargets(places, data.dtype, execution))
  }

  /// Class numbers from 1.
  static func counted(_ targets: Tensor) throws(TensorError) -> Tensor {
    targets.dtype == .int64 ? try Add()(targets, try Tensor(1, .int64)) : targets
  }

  package var count: Int? { data.count }

  package func element(_ position: Int, _ execution: Execution) throws(TensorError) -> Value {
    let batch = try data.batch([position], in: execution)
    let picture = try Reshape(data.pictureShape.array).apply([batch.pictures], in: execution)
    guard data.labels != nil else {
      let target = try Reshape(data.targetShape.array).apply([batch.targets], in: execution)
      return .record(RecordBox(["x", "y"], [.tensor(picture), .tensor(target)]))
    }
    let label = Int(clamping: batch.targets.element(0))
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
      help:
        "digits(1000) draws one; mnist(\"folder\") reads one; dataset(x, y) joins pictures and their classes or targets"
    )
  }
}
