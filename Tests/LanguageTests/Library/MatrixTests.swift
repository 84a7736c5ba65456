import Language
import Testing

/// What the functions of matrices and of repetition make of values at the prompt; expected values are worked out by hand.
@Suite("Matrices at the prompt") struct MatrixTests {
  @Test func products() {
    check([
      "outer([1, 2], 1:3)": [[1, 2, 3], [2, 4, 6]], "kron(2, 3)": 6, "kron(1:2, [1; 1])": [[1, 2], [1, 2]],
      "einsum(\"i,i\", [1, 2], [3, 4])": 11, "einsum(\"i,i\", list([1, 2], [3, 4]))": 11,
      "einsum(\"i,i->i\", 1:2, [3, 4])": [3, 8], "einsum(\",\", 2, 3)": 6,
      "einsum(\"i,->i\", [1, 2], 3)": [3, 6], "trace([1, 2; 3, 4; 5, 6])": 5,
    ])
    checkFailures([
      "outer(1, [2])": .rank, "outer([1; 2], [1])": .rank, "einsum(\"i,j\", [1])": .missingArgument,
      "einsum(\"i\", [1], [2])": .missingArgument, "einsum(5, [1])": .wrongType,
      "einsum(\"i\")": .missingArgument,
      "einsum(\"i1\", [1])": .option, "einsum(\"ij\", [1])": .rank,
      "einsum(\"i,i\", [1, 2], [1, 2, 3])": .shapes,
      "diag(zeros(1, 1, 1))": .rank, "diag([1], 1.5)": .option, "tril([1])": .rank, "trace(3)": .rank,
    ])
  }

  @Test func shapes() {
    check(
      after: "x = [1, 2; 3, 4]",
      [
        "shape(squeeze(zeros(1, 2, 1, 3)))": [2, 3], "shape(squeeze(zeros(1, 2, 1), -1))": [1, 2],
        "shape(squeeze(zeros(1, 2, 1), dim=[1, 3]))": [2],
        "shape(squeeze(zeros(1, 2, 1), dim=2))": [1, 2, 1],
        "squeeze([5])": 5, "shape(unsqueeze(x, 3))": [2, 2, 1], "shape(unsqueeze(x, -1))": [2, 2, 1],
        "unsqueeze(5, 1)": [5], "repeat([1, 2], [2])": [1, 2, 1, 2], "repeat(5, 3)": [5, 5, 5],
        "tile(x, 2)": [[1, 2, 1, 2], [3, 4, 3, 4]], "tile(x, 1, 1)": [[1, 2], [3, 4]],
        "shape(repeat([1], 0))": [0],
        "meshgrid(1:2, 1:3)[1]": [[1, 1, 1], [2, 2, 2]], "meshgrid(1:2, 1:3)[2]": [[1, 2, 3], [1, 2, 3]],
        "meshgrid(1:2, 1:3, indexing=\"xy\")[1]": [[1, 2], [1, 2], [1, 2]],
        "meshgrid(1:2, 1:3, indexing=\"xy\")[2]": [[1, 1], [2, 2], [3, 3]],
        "shape(meshgrid(1:2, 1:3, 1:4, indexing=\"xy\")[3])": [3, 2, 4], "meshgrid(list(1:2))[1]": [1, 2],
        "shape(meshgrid(1:2, 5)[2])": [2, 1], "grad(v -> sum(meshgrid(v, 1:3)[1] * 2), [1, 1])": [6, 6],
        "grad(v -> sum(tile(v, 3)), [1, 1])": [3, 3],
      ])
    checkFailures(
      after: "x = [1, 2; 3, 4]",
      [
        "unsqueeze(x)": .missingArgument, "unsqueeze(x, 0)": .option, "unsqueeze(x, 4)": .option,
        "unsqueeze(x, [1, 2])": .option, "squeeze(x, 3)": .option, "repeat(x)": .missingArgument,
        "tile(x)": .missingArgument, "repeat(x, 2)": .option, "repeat(x, -1, 1)": .option,
        "repeat(x, 1.5, 1)": .option, "repeat(x, 1e18, 1e18)": .memory, "meshgrid(x)": .rank,
        "meshgrid()": .missingArgument, "meshgrid(1:2, indexing=\"yx\")": .option,
        "meshgrid(\"a\")": .wrongType,
        "unsqueeze(zeros(1, 1, 1, 1, 1, 1), 1)": .rank,
      ])
  }

  @Test func equations() {
    check(
      after: "a = f64([4, 1; 2, 3])",
      [
        "solve(a, [1, 2])": [0.1, 0.6], "inv(a) @ a": [[1, 0], [0, 1]], "det(a)": 10, "det(zeros(0, 0))": 1,
        "norm([3, 4])": 5, "norm(a, \"fro\")": 5.477225575051661, "norm([1, -7, 2], inf)": 7,
        "norm([1, -7, 2], -inf)": 1, "norm([1, 0, 2], 0)": 2, "norm(-3)": 3,
        "norm(a, dim=1, keepdim=true)":
          [[4.47213595499958, 3.1622776601683795]],
        "norm(diag([3, 4]), \"nuc\")": 7, "norm(stack(eye(2), 2 * eye(2)), \"nuc\", dim=[2, 3])": [2, 4],
        "shape(norm(stack(eye(2), eye(2)), \"nuc\", dim=[2, 3], keepdim=true))": [2, 1, 1],
        "svd(diag([3, -4])).S": [4, 3], "shape(svd(zeros(2, 3, 4)).Vh)": [2, 3, 4],
        "grad(x -> sum(svd(x).S), eye(2))": [[1, 0], [0, 1]],
      ])
    checkFailures([
      "inv([1, 2; 2, 4])": .option, "inv([1, 2])": .rank, "inv(4)": .rank, "inv(ones(2, 3))": .shapes,
      "solve([1, 2; 2, 4], [1, 2])": .option, "solve(eye(2), 3)": .shapes, "det(\"a\")": .wrongType,
      "norm([1], \"two\")": .option, "norm([1], nan)": .option, "norm(zeros(0), inf)": .size,
      "norm([1], \"nuc\")": .option, "svd(5)": .rank, "svd([1, inf; 2, 3])": .option,
    ])
  }

  @Test func nearlySingularMatricesGetANote() {
    let bench = Workbench()
    // Float32 has no number between 1 and the last of these, about 1 + 2^-23.
    bench.run("inv([1, 1; 1, 1.0000001])")
    #expect(bench.transcript.notes.contains { $0.contains("singular up to rounding") })
    let other = Workbench()
    other.run("inv([1, 2, 3; 4, 5, 6; 7, 8, 10])")
    #expect(other.transcript.notes.isEmpty)
  }

  @Test func aMatrixNormGetsANote() {
    let bench = Workbench()
    bench.run("norm([1, 2; 3, 4], 1)")
    #expect(bench.transcript.notes.contains { $0.contains("as one vector") })
    let other = Workbench()
    other.run("norm([1, 2; 3, 4]); norm([1, 2; 3, 4], 1, dim=1); norm([1, 2], 1)")
    #expect(!other.transcript.notes.contains { $0.contains("as one vector") })
  }
}
