import Terminal

/// Where words go that no console stands before. They are written to the descriptor itself: C libraries differ in
/// whether their headers let a stream be null.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  func write(_ text: String) { Console.writeAll(Array(text.utf8), to: rawValue) }
}
