import Engine

/// What `show` draws of a value.
package enum Display {
  /// - Parameter answers: what networks said of data sets.
  package static func picture(
    of value: Value, caption: String, _ answers: RecentAnswers = RecentAnswers()
  ) -> Markup {
    switch value {
    case .tensor(let tensor) where tensor.rank > 0 && tensor.count > 0:
      return Markup([.picture(.init(tensor.detached, caption: caption))])
    case .object(let box): return box.content.picture(caption: caption, answers)
    case .record(let record):
      if let picture = picture(of: record, caption) { return Markup([.picture(picture)]) }
      if let plot = histogram(record, title: caption) { return Markup([.plot(plot)]) }
      return Markup(Formatter.display(value).map { .line([.init($0)]) })
    case .list(let list):
      if let pictures = pictures(list.values, caption) { return Markup(pictures.map { .picture($0) }) }
      return Markup(Formatter.display(value).map { .line([.init($0)]) })
    default:
      return Markup(Formatter.display(value).map { .line([.init($0)]) })
    }
  }

  /// The same as a figure in a file.
  static func figure(of value: Value, caption: String, _ answers: RecentAnswers) -> Markup {
    if case .object(let box) = value { return box.content.figure(caption: caption, answers) }
    return picture(of: value, caption: caption)
  }

  /// An element of a data set: its picture, with its class behind the caption; nil for another record.
  private static func picture(of record: RecordBox, _ caption: String) -> Markup.Picture? {
    guard case .tensor(let tensor)? = record["picture"], 2...3 ~= tensor.rank, tensor.count > 0 else {
      return nil
    }
    var words = caption
    if case .string(let name)? = record["name"] {
      words += (words.isEmpty ? "" : ", ") + "class \"\(name.text)\""
    }
    return .init(tensor.detached, caption: words)
  }

  /// Counts between edges as bars; nil for another record.
  private static func histogram(_ record: RecordBox, title: String) -> Plot? {
    guard record.names.sorted() == ["counts", "edges"], let series = Plot.Series(histogram: record) else {
      return nil
    }
    var plot = Plot(title: title, series: [series])
    plot.kind = .bars
    return plot
  }

  /// What is drawn below the value of a statement that somebody typed, where its numbers alone say little; nil for most.
  package static func drawing(below value: Value) -> Markup? {
    guard case .record(let record) = value else { return nil }
    return histogram(record, title: "").map { Markup([.plot($0)]) }
  }

  /// A list of pictures: side by side where they are of one shape, else one below the other; nil for another list.
  private static func pictures(_ values: [Value], _ caption: String) -> [Markup.Picture]? {
    let tensors = values.compactMap { value -> Tensor? in
      guard case .tensor(let tensor) = value, 2...3 ~= tensor.rank, tensor.count > 0 else { return nil }
      return tensor.detached
    }
    guard !tensors.isEmpty, tensors.count == values.count else { return nil }
    if let sheet = sheet(of: tensors) {
      var picture = Markup.Picture(sheet, caption: caption)
      picture.hasOwnScales = true
      return [picture]
    }
    return tensors.enumerated().map { .init($1, caption: "\(caption)[\($0 + 1)]") }
  }

  /// `[N, C, H, W]`; nil for pictures of several shapes or types.
  private static func sheet(of pictures: [Tensor]) -> Tensor? {
    let first = pictures[0]
    guard pictures.allSatisfy({ $0.shape == first.shape && $0.dtype == first.dtype }),
      let stacked = try? Stack(axis: 0).apply(pictures, in: Execution())
    else { return nil }
    guard first.rank == 2 else { return stacked }
    return try? Reshape([pictures.count, 1, first.shape[0], first.shape[1]])(stacked)
  }
}

extension Formatter {
  /// A time as a person reads it: `12.3 ms`.
  package static func duration(_ duration: Duration) -> String {
    let value = duration.inSeconds
    let units: [(limit: Double, factor: Double, name: String)] = [
      (1e-6, 1e9, "ns"), (1e-3, 1e6, "µs"), (1, 1e3, "ms"), (.infinity, 1, "s"),
    ]
    let unit = units.first { value < $0.limit } ?? units[3]
    return general(value * unit.factor, 3) + " " + unit.name
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
