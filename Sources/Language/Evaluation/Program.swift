import Engine

/// A resolved tree, ready to run: the arrays lie where plain pointers reach them, and constants are values already.
package final class Program: @unchecked Sendable {
  // Never changed after `init`, so any thread may read it.
  package let source: SourceText
  let nodes: UnsafeMutableBufferPointer<Node>
  let lists: UnsafeMutableBufferPointer<Int32>
  let numbers: UnsafeMutableBufferPointer<Double>
  /// What calling a function needs, for each of `functions`.
  let callShapes: UnsafeMutableBufferPointer<CallShape>
  let wholes: [Int64]
  let strings: [Value]
  let formats: [WrittenFormat]
  let spans: [Span]
  let names: [String]
  let functions: [FunctionSyntax]
  package let statements: [Statement]
  /// Whether its code may not do everything with files.
  let isLimited: Bool

  init(_ tree: SyntaxTree) {
    source = tree.source
    nodes = Program.copy(tree.nodes)
    lists = Program.copy(tree.lists)
    numbers = Program.copy(tree.numbers)
    wholes = tree.wholes
    strings = tree.strings.map { .string($0) }
    formats = tree.formats
    spans = tree.spans
    names = tree.names
    functions = tree.functions
    callShapes = Program.copy(
      tree.functions.map {
        CallShape(parameters: $0.parameters.count, variables: $0.localNames.count, body: $0.body)
      })
    statements = tree.statements
    isLimited = source.rights.areLimited
  }

  deinit {
    nodes.deallocate()
    lists.deallocate()
    numbers.deallocate()
    callShapes.deallocate()
  }

  var firstNode: UnsafePointer<Node> { UnsafePointer(nodes.baseAddress.unsafelyUnwrapped) }
  var firstEntry: UnsafePointer<Int32> { UnsafePointer(lists.baseAddress.unsafelyUnwrapped) }
  var firstNumber: UnsafePointer<Double> { UnsafePointer(numbers.baseAddress.unsafelyUnwrapped) }

  /// The elements in memory of their own, which `deinit` gives back. There is an address even where there are none.
  private static func copy<T: BitwiseCopyable>(_ elements: [T]) -> UnsafeMutableBufferPointer<T> {
    let memory = UnsafeMutableBufferPointer<T>.allocate(capacity: max(elements.count, 1))
    _ = memory.initialize(from: elements)
    // An empty text has no node: the one place that is there for its address is never written, and must not be read.
    return UnsafeMutableBufferPointer(start: memory.baseAddress, count: elements.count)
  }

  func span(_ node: Int32) -> Span { spans[Int(node)] }

  func entries(_ list: Int32) -> UnsafeMutableBufferPointer<Int32>.SubSequence {
    let start = Int(list) + 1
    return lists[start..<(start + Int(lists[Int(list)]))]
  }
}

/// The size of a function's frame, and where its body is.
struct CallShape: BitwiseCopyable {
  let parameters: Int
  /// Parameters, captures and the body's own variables.
  let variables: Int
  let body: Int32
}
