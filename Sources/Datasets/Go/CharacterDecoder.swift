import Glibc

/// The thin door to the C library's `iconv`: texts in any character set that it knows.
enum CharacterDecoder {
  /// The text; nil for a name that the library does not know, and for bytes that are none of its characters.
  static func decode(_ bytes: [UInt8], from name: String) -> String? {
    guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !name.isEmpty else { return nil }
    let converter = iconv_open("UTF-8", name)
    // The C library marks failure by the pointer −1.
    guard let converter, Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // No character of these sets takes more than four bytes in UTF-8.
    var output = [CChar](repeating: 0, count: 4 * bytes.count + 16)
    let written: Int? = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (from, to) = (input.baseAddress, output.baseAddress)
        var (left, room) = (input.count, output.count)
        // Safe: both pointers stay within their buffers, of which `left` and `room` say how much is there.
        guard iconv(converter, &from, &left, &to, &room) != -1, left == 0 else { return nil }
        guard iconv(converter, nil, nil, &to, &room) != -1 else { return nil }
        return output.count - room
      }
    }
    return written.map { count in
      String(decoding: output.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
