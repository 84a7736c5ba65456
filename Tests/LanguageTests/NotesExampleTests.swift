import Engine
import Language
import Testing

/// The lecture's example (section 5.4.3 and 5.4.4 of the notes): the output (2, 2) asks for (1.6, 2.4). The numbers are
/// worked out by hand there: weights 0.36, 0.24, 0.16, 0.24; derivatives from the neighbours' differences.
@Suite struct NotesExampleTests {
  private func value(_ code: String) throws -> Value {
    let interpreter = Interpreter()
    let program = try interpreter.compile(SourceText(name: "test", NotesExampleTests.setting + code))
    var last = Value.none
    for statement in program.statements { last = try interpreter.run(statement, of: program).value }
    return last
  }

  private static let setting = """
    a = [1, 2, 3; 4, 5, 6; 7, 8, 9]
    theta = [0, 0.5, 0.6; 1, 0, 0.4]
    rounded(t) = affine(a, t, mode="round")[2, 2]
    between(t) = affine(a, t, mode="bilinear")[2, 2]

    """

  @Test func values() throws {
    #expect(try value("rounded(theta)").scalar == 5)
    let between = try #require(try value("between(theta)").scalar)
    #expect(abs(between - 4.2) < 1e-6)
  }

  @Test(arguments: [
    ("grad(rounded, theta)", [0, 0, 0, 0, 0, 0], 0), ("numgrad(rounded, theta)", [0, 0, 0, 0, 0, 0], 0),
    ("grad(between, theta)", [6, 6, 3, 2, 2, 1], 1e-5),
    ("numgrad(between, theta)", [6, 6, 3, 2, 2, 1], 1e-5),
    ("grad(between, f64(theta))", [6, 6, 3, 2, 2, 1], 2e-6),
  ])
  func gradients(_ code: String, _ expected: [Double], _ tolerance: Double) throws {
    guard case .tensor(let gradient) = try value(code) else {
      Issue.record("a gradient is a tensor")
      return
    }
    #expect(gradient.shape == [2, 3])
    for (found, wanted) in zip(gradient.elements, expected) { #expect(abs(found - wanted) <= tolerance) }
  }

  @Test func analyticAndNumericAgreeInFloat64() throws {
    let difference = try value("max(abs(grad(between, f64(theta)) - numgrad(between, f64(theta))))")
    #expect(try #require(difference.scalar) < 1e-9)
  }
}
