/// Text as XML and HTML take it.
package enum XMLText {
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      // There are no other control characters in either, nor these two.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      case _ where DisplayWidth.isUnprintable(scalar): result += PrintableText.symbol(for: scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
