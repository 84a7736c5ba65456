import Engine

/// How well a network did, as a value.
package struct EvaluationObject: ObjectContent {
  package let evaluation: Evaluation
  private let classes: [String]

  init(_ evaluation: Evaluation, classes: [String]) {
    (self.evaluation, self.classes) = (evaluation, classes)
  }

  package var kind: String { "evaluation" }
  package var briefly: String { "an evaluation (\(inline))" }

  package var inline: String {
    "accuracy \(Formatter.percent(evaluation.accuracy)), "
      + "\(Formatter.grouped(evaluation.correct)) of \(Formatter.grouped(evaluation.count)), "
      + "loss \(Formatter.general(evaluation.loss, 4))"
  }

  package func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? EvaluationObject else { return false }
    return evaluation.loss == other.evaluation.loss && evaluation.predictions == other.evaluation.predictions
  }

  package var fieldNames: [String] { ["accuracy", "loss", "confusion", "predictions", "wrong", "count"] }

  package func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    switch name {
    case "accuracy": return .number(evaluation.accuracy)
    case "loss": return .number(evaluation.loss)
    case "count": return .number(Double(evaluation.count))
    case "confusion":
      let size = classes.count
      return .tensor(
        try Tensor(evaluation.confusion.joined().map(Double.init), [size, size]).converted(to: .float32))
    case "predictions":
      return .tensor(try Tensor(evaluation.predictions.map { Int64($0 + 1) }, [evaluation.count]))
    case "wrong":
      let places = evaluation.wrong.map { Int64($0 + 1) }
      return .tensor(try Tensor(places, [places.count]))
    default: return nil
    }
  }

  /// The table as a heat map: what was right by rows, what was said by columns.
  package func figure(caption: String, _ answers: RecentAnswers) -> Markup {
    let size = classes.count
    guard size <= 40,
      let counts = try? Tensor(evaluation.confusion.joined().map(Int64.init), [size, size])
    else { return picture(caption: caption) }
    var picture = Markup.Picture(counts, caption: caption.isEmpty ? inline : caption)
    picture.names = .init(rows: classes, columns: classes, rowTitle: "is", columnTitle: "said")
    return Markup([.picture(picture)])
  }

  /// The table: what was right by rows, what was said by columns.
  package func picture(caption: String) -> Markup {
    var markup = Markup()
    markup.line(inline, .strong)
    guard classes.count <= 20 else { return markup }
    let rows = evaluation.confusion
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
