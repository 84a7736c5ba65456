@preconcurrency import Glibc

/// C's streams, which its headers declare as variables.
enum Streams {
  static var output: UnsafeMutablePointer<FILE>? { stdout }
  static var error: UnsafeMutablePointer<FILE>? { stderr }
}
