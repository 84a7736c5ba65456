import Engine

/// How well a network did, as a value.
package struct EvaluationObject: ObjectContent {
  package let evaluation: Evaluation
  private let classes: [String]
  private let metric: (any Metric)?

  init(_ evaluation: Evaluation, classes: [String], metric: (any Metric)?) {
    (self.evaluation, self.classes, self.metric) = (evaluation, classes, metric)
  }

  package var kind: String { "evaluation" }
  package var briefly: String { "an evaluation (\(inline))" }

  package var inline: String {
    let loss = "loss \(Formatter.general(evaluation.loss, 4))"
    let measured = words.map { "\($0), " } ?? ""
    guard let answers = evaluation.answers else {
      return "\(measured)\(loss), \(Formatter.grouped(evaluation.count)) in all"
    }
    let others = metric is OwnMetric || metric?.name != NetworkHistory.standardMetric ? measured : ""
    return "accuracy \(Formatter.percent(answers.accuracy)), "
      + "\(Formatter.grouped(answers.correct)) of \(Formatter.grouped(evaluation.count)), \(others)\(loss)"
  }

  /// `iou 93.1 %`.
  private var words: String? {
    guard let metric, let value = evaluation.metric else { return nil }
    return Measured.metric(value, metric.name, isShare: metric.isShare)
  }

  package func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? EvaluationObject else { return false }
    return evaluation.loss == other.evaluation.loss && evaluation.metric == other.evaluation.metric
      && evaluation.answers?.predictions == other.evaluation.answers?.predictions
  }

  package var fieldNames: [String] {
    guard evaluation.answers != nil else { return ["loss", "count"] + (metric.map { [$0.name] } ?? []) }
    let names = ["accuracy", "loss", "confusion", "predictions", "wrong", "count"]
    return names + (metric.map { names.contains($0.name) ? [] : [$0.name] } ?? [])
  }

  package func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    if name == metric?.name, let value = evaluation.metric { return .number(value) }
    switch name {
    case "loss": return .number(evaluation.loss)
    case "count": return .number(Double(evaluation.count))
    default: break
    }
    return try evaluation.answers.flatMap { answers throws(TensorError) in try field(name, of: answers) }
  }

  private func field(_ name: String, of answers: Evaluation.Answers) throws(TensorError) -> Value? {
    switch name {
    case "accuracy": return .number(answers.accuracy)
    case "confusion":
      let size = classes.count
      return .tensor(
        try Tensor(answers.confusion.joined().map(Double.init), [size, size]).converted(to: .float32))
    case "predictions":
      return .tensor(try Tensor(answers.predictions.map { Int64($0 + 1) }, [answers.predictions.count]))
    case "wrong":
      let places = answers.wrong.map { Int64($0 + 1) }
      return .tensor(try Tensor(places, [places.count]))
    default: return nil
    }
  }

  /// The table as a heat map: what was right by rows, what was said by columns.
  package func figure(caption: String, _ answers: RecentAnswers) -> Markup {
    let size = classes.count
    guard size <= 40, let answers = evaluation.answers,
      let counts = try? Tensor(answers.confusion.joined().map(Int64.init), [size, size])
    else { return picture(caption: caption) }
    var picture = Markup.Picture(counts, caption: caption.isEmpty ? inline : caption)
    picture.names = .init(rows: classes, columns: classes, rowTitle: "is", columnTitle: "said")
    return Markup([.picture(picture)])
  }

  /// The table: what was right by rows, what was said by columns.
  package func picture(caption: String) -> Markup {
    var markup = Markup()
    markup.line(inline, .strong)
    guard classes.count <= 20, let rows = evaluation.answers?.confusion else { return markup }
    let names = classes.map { $0.count <= 8 ? $0 : String($0.prefix(7)) + "…" }
    let width = max(names.map(\.count).max() ?? 1, rows.joined().map { "\($0)".count }.max() ?? 1)
    func cell(_ text: String) -> String {
      String(repeating: " ", count: max(0, width + 1 - text.count)) + text
    }
    markup.line(.init(cell("") + "  said", .dim))
    markup.line(.init(cell("is") + names.map(cell).joined(), .dim))
    for (right, row) in rows.enumerated() {
      var line: [Markup.Span] = [.init(cell(names[right]), .dim)]
      for (said, number) in row.enumerated() {
        let style: Markup.Style = right == said ? .success : number > 0 ? .warning : .dim
        line.append(.init(cell(number == 0 ? "·" : "\(number)"), style))
      }
      markup.blocks.append(.line(line))
    }
    return markup
  }
}
