import Language
import Testing

@Suite("Texts without a statement") struct EmptyTextTests {
  /// Whatever lay in the memory before must not be taken for a statement: many pieces of it are tried, each once.
  @Test(arguments: ["", "\n", "# only a remark"]) func theyHaveNoResultsAndNoNames(_ text: String) throws {
    leaveBehind()
    var programs: [Program] = []
    for _ in 0..<5_000 {
      let program = try Interpreter().compile(SourceText(name: "empty", text))
      try #require(program.statements.isEmpty && program.resultUses.isEmpty && program.allNames.isEmpty)
      programs.append(program)
    }
  }

  /// Small blocks of memory, given back with something in them.
  private func leaveBehind() {
    let blocks = (0..<100_000).map { _ in UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 8)
    }
    for block in blocks { block.initializeMemory(as: UInt8.self, repeating: 0x7f) }
    for block in blocks { block.deallocate() }
  }
}
