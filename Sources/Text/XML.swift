/// Text in XML (1.0) and HTML.
public enum XML {
  /// Text as it may stand between tags, and in an attribute between double quotes. A character that XML does not allow
  /// (XML 1.0, section 2.2) becomes U+FFFD.
  /// - Parameter text: what is to be read there, unescaped.
  /// - Returns: the text with `&`, `<`, `>` and `"` as entities.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar == "\u{FFFE}" || scalar == "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
