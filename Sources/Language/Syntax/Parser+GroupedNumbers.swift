/// Numbers whose digits stand in groups, where a number ends with the first of them.
extension Parser {
  /// The error for the comma or the number at hand, where it goes on a number as people write it: `1,792`, `17 210 368`,
  /// `3,14`. Nil for anything else.
  func groupedNumber() -> Diagnostic? {
    let start = currentIndex
    guard start > 0, tokens[start - 1].kind == .number, !isInTuple(start - 1) else { return nil }
    let isComma = tokens[start].kind == .comma
    var next = start
    while next + (isComma ? 1 : 0) < tokens.count, let end = groupEnd(next, isComma) { next = end }
    guard next > start else { return nil }
    let span = tokens[start - 1].span.joined(tokens[next - 1].span)
    let text = tree.source.text(span)
    let parts = text.split(separator: ",")
    let fraction = isComma && parts.count == 2 ? "\(parts[0]).\(parts[1])" : nil
    if let number = GroupedNumber(text) {
      return Diagnostic(
        .invalidNumber, "a number has no \(isComma ? "commas" : "spaces") between its digits", at: span,
        in: tree.source,
        help: "write `\(number.plain)`"
          + (fraction.map { ", or `\($0)` if the comma is a decimal point" } ?? ""))
    }
    guard let fraction else { return nil }
    return Diagnostic(
      .invalidNumber, "a number is written with a point, not with a comma", at: span, in: tree.source,
      help: "write `\(fraction)`; two numbers have no parentheses of their own: zeros(3, 4)")
  }

  /// Whether a number is the first in a pair of parentheses that is an argument of its own: `pad(x, (1,1))`.
  private func isInTuple(_ number: Int) -> Bool {
    guard number > 1, tokens[number - 1].kind == .leftParenthesis else { return false }
    let before = tokens[number - 2].kind
    return before == .leftParenthesis || before == .comma || before == .assign
  }

  /// Behind a group of digits that follows the comma or the blank at a place; nil where none does.
  private func groupEnd(_ index: Int, _ isComma: Bool) -> Int? {
    guard isComma else {
      guard tokens[index].kind == .number, tokens[index].spaceBefore, digits(tokens[index]) == 3 else {
        return nil
      }
      return index + 1
    }
    guard tokens[index].kind == .comma, !tokens[index].spaceBefore, tokens[index + 1].kind == .number,
      !tokens[index + 1].spaceBefore, digits(tokens[index + 1]) != nil
    else { return nil }
    return index + 2
  }

  /// How many digits a number has before its point; nil where it has an exponent or begins with the point.
  private func digits(_ token: Token) -> Int? {
    let text = tree.source.text(token.span)
    guard text.allSatisfy({ ("0"..."9").contains($0) || $0 == "." }) else { return nil }
    let digits = text.prefix { $0 != "." }.count
    return digits > 0 ? digits : nil
  }
}
