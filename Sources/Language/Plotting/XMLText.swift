import Text

/// Text as XML and HTML take it.
package enum XMLText {
  /// Text as it may stand between tags, and in an attribute between double quotes. What nobody would see is shown as a sign.
  package static func escaped(_ text: String) -> String { XML.escaped(PrintableText.make(text)) }
}
