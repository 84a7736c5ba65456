/// Text as XML and HTML take it.
package enum XMLText {
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in PrintableText.make(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Of control characters only line feeds and tabs are left, and neither has these two.
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
