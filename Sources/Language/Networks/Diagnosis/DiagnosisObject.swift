import Engine

/// What was found in a network, as a value.
struct DiagnosisObject: ObjectContent {
  let findings: [Finding]
  /// What was looked at, in words.
  private let lookedAt: String
  private let pictures: Int

  /// - Parameter epochs: how many epochs of training were looked at.
  init(_ examination: Examination, of data: DataSet, epochs: Int) {
    findings = examination.findings
    pictures = examination.pictures
    var parts = [
      "\(Formatter.grouped(pictures)) of \(Formatter.grouped(data.count)) picture\(data.count == 1 ? "" : "s")"
    ]
    if examination.transformerCount > 0 {
      parts.append(Formatter.count(examination.transformerCount, "transformer"))
    }
    if examination.reluCount > 0 { parts.append(Formatter.count(examination.reluCount, "Relu layer")) }
    if epochs > 0 { parts.append("\(Formatter.count(epochs, "epoch")) of training") }
    lookedAt = parts.joined(separator: ", ")
  }

  var kind: String { "diagnosis" }
  var briefly: String { "a diagnosis (\(inline))" }

  var inline: String {
    findings.isEmpty
      ? "nothing found (looked at \(lookedAt))"
      : "\(Formatter.count(findings.count, "finding")) (looked at \(lookedAt))"
  }

  var display: [String] { [inline] + findings.map { "  " + FindingSentences($0).note } }

  func picture(caption: String) -> Markup {
    var markup = Markup()
    markup.line(caption.isEmpty ? inline : "\(caption): \(inline)", .strong)
    for finding in findings {
      let sentences = FindingSentences(finding)
      markup.sentence(.init(sentences.message, .warning), .init("; " + sentences.help))
    }
    return markup
  }

  func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? DiagnosisObject else { return false }
    return findings == other.findings && lookedAt == other.lookedAt
  }

  var fieldNames: [String] { ["findings", "pictures"] }

  func field(_ name: String, _ execution: Execution) throws(TensorError) -> Value? {
    switch name {
    case "findings": .list(ListBox(findings.map(\.record)))
    case "pictures": .number(Double(pictures))
    default: nil
    }
  }

  var count: Int? { findings.count }

  func element(_ position: Int, _ execution: Execution) throws(TensorError) -> Value {
    findings[position].record
  }

  func part(_ positions: [Int], _ execution: Execution) throws(TensorError) -> Value {
    .list(ListBox(positions.map { findings[$0].record }))
  }
}

extension Finding {
  /// With its numbers in the order in which they are listed.
  fileprivate var record: Value {
    let sentences = FindingSentences(self)
    var fields: [(name: String, value: Value)] = [
      ("code", .string(StringBox(code.rawValue))),
      ("layer", sentences.path.map { .string(StringBox($0)) } ?? .none),
    ]
    for quantity in Quantity.allCases {
      if let number = numbers[quantity] { fields.append((quantity.rawValue, .number(number))) }
    }
    fields.append(("message", .string(StringBox(sentences.message))))
    fields.append(("help", .string(StringBox(sentences.help))))
    return .record(RecordBox(fields.map(\.name), fields.map(\.value)))
  }
}
