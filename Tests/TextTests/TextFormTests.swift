import Foundation
import FoundationXML
import Testing
import Text

@Suite struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func vectorsOfTheStandard(_ text: String, _ encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
  }

  @Test func allBytesAgreeWithFoundation() {
    for count in [1, 2, 3, 255, 256, 1000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 167 + 13) }
      let encoded = Data(bytes).base64EncodedString()
      #expect(Base64.encode(bytes) == encoded)
      #expect(Base64.decode(encoded) == bytes)
    }
  }

  @Test func linesAreJoined() { #expect(Base64.decode(" Zm9v\r\nYmFy\n") == Array("foobar".utf8)) }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "Z===", "Zm8", "=", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v!", "Zm-_", "Zé==",
  ])
  func whatIsNotBase64IsRefused(_ text: String) { #expect(Base64.decode(text) == nil) }
}

@Suite struct XMLTests {
  @Test func whatHasAMeaningIsEscaped() {
    #expect(
      XML.escaped("<a href=\"x\">R&D 'it'</a>") == "&lt;a href=&quot;x&quot;&gt;R&amp;D 'it'&lt;/a&gt;")
  }

  @Test func whatXMLDoesNotAllowIsReplaced() {
    #expect(
      XML.escaped("a\u{0}b\u{1B}c\u{FFFF}\u{FFFE}\t\r\n中😀") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}\t\r\n中😀")
  }

  /// An independent reader gives the text back.
  @Test func aReaderGivesTheTextBack() throws {
    final class Reader: NSObject, XMLParserDelegate {
      var text = ""
      func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }
    let text = "1 < 2 && \"3\" > '2' ]]> &amp; 中😀"
    let reader = Reader()
    let parser = XMLParser(data: Data("<t>\(XML.escaped(text))</t>".utf8))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.text == text)
  }
}
