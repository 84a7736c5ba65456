import Engine

/// What evaluating needs at hand: plain pointers into a program and into the running function's variables.
///
/// It is the address of its contents, one word that every step of the evaluator passes on; it is valid inside the
/// `Interpreter.withFrame` that made it.
struct Frame {
  private struct Contents {
    let nodes: UnsafePointer<Node>
    let lists: UnsafePointer<Int32>
    let numbers: UnsafePointer<Double>
    let locals: UnsafeMutablePointer<Value>
    // Unretained: whoever made the frame holds the program and the function until its `body` has returned.
    let program: Unmanaged<Program>
    let function: Unmanaged<FunctionValue>?
  }

  private let contents: UnsafePointer<Contents>

  /// Runs `body` with a frame for a function's variables at `locals`, or for the top level.
  @inline(__always)
  fileprivate static func with<R>(
    _ program: Program, locals: UnsafeMutablePointer<Value>, function: FunctionValue? = nil,
    _ body: (Frame) throws(Diagnostic) -> R
  ) throws(Diagnostic) -> R {
    let contents = Contents(
      nodes: program.firstNode, lists: program.firstEntry, numbers: program.firstNumber, locals: locals,
      program: .passUnretained(program), function: function.map { .passUnretained($0) })
    defer {
      // One after the other: a tuple of both would hold each once more.
      withExtendedLifetime(program) {}
      withExtendedLifetime(function) {}
    }
    // The contents outlive the call, and the program owns what the pointers point into.
    return try withUnsafePointer(to: contents) { pointer throws(Diagnostic) in
      try body(Frame(contents: pointer))
    }
  }

  @inline(__always) var nodes: UnsafePointer<Node> { contents.pointee.nodes }
  @inline(__always) var lists: UnsafePointer<Int32> { contents.pointee.lists }
  @inline(__always) var numbers: UnsafePointer<Double> { contents.pointee.numbers }
  @inline(__always) var locals: UnsafeMutablePointer<Value> { contents.pointee.locals }
  var program: Program { contents.pointee.program.takeUnretainedValue() }
  var function: FunctionValue? { contents.pointee.function?.takeUnretainedValue() }
}

extension Interpreter {
  /// Runs `body` with a frame for a function's variables at `locals`, or for the top level. The one way into a program's
  /// code: meanwhile nothing may be done with files that the program may not do, or whoever called it.
  @inline(__always)
  func withFrame<R>(
    of program: Program, locals: UnsafeMutablePointer<Value>, function: FunctionValue? = nil,
    _ body: (Frame) throws(Diagnostic) -> R
  ) throws(Diagnostic) -> R {
    let outer = program.isLimited ? limit(to: program.source.rights) : nil
    defer { if let outer { files.rights = outer } }
    // Used once: a closure that two calls shared would hold what it captures, in every call of a function.
    return try Frame.with(program, locals: locals, function: function, body)
  }

  /// What may be done with files from here on; gives what might be done before.
  @inline(never)
  private func limit(to rights: FileRights) -> FileRights {
    let outer = files.rights
    files.rights = outer.intersected(with: rights)
    return outer
  }
}

/// Why a block ends before its last statement.
enum Jump: UInt8 {
  case none, `break`, `continue`, `return`
}
