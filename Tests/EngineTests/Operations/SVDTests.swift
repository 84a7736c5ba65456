import Engine
import EngineTestSupport
import Testing

@Suite struct SVDTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("SVD", in: "matrix_cases", slack: 50) { _ in SVD() } == [])
  }

  @Test(arguments: [[3, 3], [4, 2], [2, 4], [2, 3, 2], [3, 1]])
  func gradientAgreesWithDifferences(_ shape: [Int]) throws {
    let x = try SquareMatrices.tall(shape)
    #expect(try GradientCase.worstDifference([x]) { try SVD()($0[0]) } < 1e-6)
  }

  /// Singular values alone have a gradient where two are equal, and where one is 0.
  @Test(arguments: [[2.0, 0, 0, 2], [3, 0, 0, 0], [0, 0, 0, 0]])
  func gradientOfValuesIsFinite(_ elements: [Double]) throws {
    let gradient = try GradientCase.analyticGradients([try Tensor(elements, [2, 2])]) {
      try Sum()(try SVD.decomposition(of: $0[0]).s)
    }[0]
    #expect(gradient.elements.allSatisfy { $0.isFinite })
  }

  @Test func refusesWhatIsNotFinite() throws {
    for number in [Double.nan, .infinity] {
      let error = #expect(throws: TensorError.self) { try SVD()(try Tensor([1, number, 2, 3], [2, 2])) }
      #expect(error?.message == "svd needs finite numbers, and the matrix contains inf or nan")
    }
    #expect(Examples.error(SVD(), on: [3])?.message == "svd takes a matrix, and this has the shape [3]")
  }
}
