/// The prompt with its ANSI control sequences (ESC [ … letter) put between the marks that tell readline that
/// they take no room on the screen.
func markingEscapes(in prompt: String) -> String {
  let escape: Unicode.Scalar = "\u{1B}"
  var marked = String.UnicodeScalarView()
  var rest = prompt.unicodeScalars[...]
  while let scalar = rest.first {
    guard scalar == escape, rest.dropFirst().first == "[" else {
      marked.append(scalar)
      rest.removeFirst()
      continue
    }
    let parameters = rest.dropFirst(2)
    let final = parameters.firstIndex { ("\u{40}"..."\u{7E}").contains($0) }
    let end = final.map { rest.index(after: $0) } ?? rest.endIndex
    marked.append("\u{01}")
    marked.append(contentsOf: rest[..<end])
    marked.append("\u{02}")
    rest = rest[end...]
  }
  return String(marked)
}
