import Engine
import EngineTestSupport
import Testing

@Suite struct CompareTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Compare") {
      Compare(try #require(Compare.Kind(rawValue: $0.text("kind") ?? "")))
    }
    #expect(differences == [])
  }

  @Test func isPlainInAGradient() throws {
    let x = try Examples.tensor([4])
    let gradients = try GradientCase.analyticGradients([x]) {
      try Multiply()($0[0], try Compare(.greater)($0[0], try Tensor(0, .float64)))
    }
    let weights = try GradientCase.analyticGradients([x]) { $0[0] }
    for index in 0..<4 {
      #expect(gradients[0].element(index) == (x.element(index) > 0 ? weights[0].element(index) : 0))
    }
  }

  @Test func integersAreComparedAsTheyAre() throws {
    let a = try Tensor([Int64(16_777_217)], [1])
    let b = try Tensor([UInt8(200)], [1])
    #expect(try Compare(.greater)(a, b).dtype == .bool)
    #expect(try Compare(.equal)(a, try Tensor([Int64(16_777_216)], [1])).element(0) == 0)
  }

  @Test func namesBothShapes() {
    let error = Examples.error(Compare(.less), on: [2, 3], [2])
    #expect(error?.message == "shapes [2, 3] and [2] cannot be combined element by element: 3 and 2")
    #expect(error?.operation == "<")
  }
}
