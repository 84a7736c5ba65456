import Language

/// Text as HTML.
enum HTMLText {
  /// Spans in the colours of what they are; what stands between backticks as code, without them.
  static func inline(_ spans: [Markup.Span]) -> String {
    spans.map { span in
      if span.style == .code, span.text.count > 2, span.text.hasPrefix("`"), span.text.hasSuffix("`") {
        return "<code>\(XMLText.escaped(String(span.text.dropFirst().dropLast())))</code>"
      }
      guard let style = className(span.style) else { return XMLText.escaped(span.text) }
      return "<span class=\"\(style)\">\(XMLText.escaped(span.text))</span>"
    }.joined()
  }

  private static func className(_ style: Markup.Style) -> String? {
    switch style {
    case .plain: nil
    case .heading, .strong: "strong"
    case .dim: "dim"
    case .code: "name"
    case .number: "number"
    case .string: "string"
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    case .success: "success"
    case .label(let number): "label\(number % 3)"
    }
  }

  /// Code in its colours.
  static func code(_ lines: [String], functions: Set<String>) -> String {
    let text = lines.joined(separator: "\n")
    return "<pre class=\"code\"><code>"
      + (CodeColors.spans(of: text, functions: functions).map(inline) ?? XMLText.escaped(text))
      + "</code></pre>"
  }

  /// Paragraphs, lists and lines that stay as they are.
  static func prose(_ prose: Prose, _ language: LessonLanguage) -> String {
    var result = ""
    var open: String?
    func close() {
      if let tag = open { result += tag == "pre" ? "</pre>\n" : "</\(tag)>\n" }
      open = nil
    }
    for (index, block) in prose.blocks.enumerated() {
      switch block {
      case .paragraph(let text):
        guard let item = Prose.item(text) else {
          close()
          result += "<p>\(inline(Prose.spans(String(text.drop { $0 == " " }))))</p>\n"
          continue
        }
        let list = item.isNumbered ? "ol" : "ul"
        if open != list {
          close()
          result += "<\(list)>\n"
          open = list
        }
        result += "<li>\(inline(Prose.spans(item.text)))</li>\n"
      case .verbatim(let text):
        if open != "pre" {
          close()
          result += "<pre class=\"formula\">"
          open = "pre"
        }
        result += XMLText.escaped(String(text.dropFirst(2))) + "\n"
      case .gap:
        // Between two items there may be an empty line.
        guard case .paragraph(let next)? = index + 1 < prose.blocks.count ? prose.blocks[index + 1] : nil,
          Prose.item(next) != nil
        else {
          close()
          continue
        }
      }
    }
    close()
    return "<div lang=\"\(language.tag)\">\n\(result)</div>\n"
  }
}

extension LessonLanguage {
  /// As HTML names it (BCP 47).
  var tag: String { self == .english ? "en" : "zh-Hans" }
}
