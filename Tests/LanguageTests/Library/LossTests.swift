import Engine
import Language
import Testing

@Suite("Softmax, losses, normalisation and dropout") struct LossTests {
  @Test func softmax() {
    check([
      "softmax([0, log(3)])": [0.25, 0.75], "softmax([1, 1; 5, 5], dim=2)": [[0.5, 0.5], [0.5, 0.5]],
      "softmax([0, 9; log(3), 9], dim=1)": [[0.25, 0.5], [0.75, 0.5]],
      "softmax([0, 9; log(3), 9], dim=-2)": [[0.25, 0.5], [0.75, 0.5]],
      "softmax([1000, -1000])": [1, 0], "log_softmax([1000, -1000])": [0, -2000],
      "softmax([7], dim=1)": [1], "softmax(7)": 1, "log_softmax(7)": 0,
      "softmax(1:2)": [0.2689414213699951, 0.7310585786300049],
      "dtype(softmax(f64([1, 2])))": "float64", "[0, log(3)] |> softmax": [0.25, 0.75],
      "sum(softmax(randn(2, 5, 3, 4), dim=2), dim=2)[2, 3, 4]": 1,
    ])
    checkFailures([
      "softmax([1, 2; 3, 4])": .option, "softmax([1, 2; 3, 4], 1)": .extraArgument,
      "softmax(3, dim=2)": .option,
      "softmax([1, 2], dim=0)": .option, "softmax([1, 2], dim=2)": .option,
      "softmax([1, 2; 3, 4], dim=[1, 2])": .option, "log_softmax([1, 2; 3, 4])": .option,
    ])
  }

  /// The first positive dim of a session is remarked on, whatever function it is of.
  @Test(arguments: ["softmax([1, 2], dim=1)", "log_softmax([1, 2; 3, 4], dim=2)"])
  func positiveDimensionsAreRemarkedOn(code: String) {
    let bench = Workbench()
    bench.run(code)
    #expect(bench.transcript.notes.count == 1)
    #expect(bench.transcript.notes.first?.contains("count from 1") == true)
    bench.run(code)
    bench.run("softmax([1, 2], dim=-1)")
    #expect(bench.transcript.notes.count == 1)
  }

  @Test func crossEntropy() {
    // −log of 3/4, 1/4.
    check(
      after: "x = [0, log(3); 0, log(3)]",
      [
        "cross_entropy([0, log(3)], 2)": 0.28768207245178085,
        "cross_entropy(x, [2, 1], reduction=\"none\")": [0.28768207245178085, 1.3862943611198906],
        "cross_entropy(x, [2, 1])": 0.8369882167858358,
        "cross_entropy(x, [2, 1], reduction=\"sum\")": 1.6739764335716716,
        "cross_entropy(x, [2, -100])": 0.28768207245178085,
        "cross_entropy(x, [2, 1], ignore_index=1)": 0.28768207245178085,
        "cross_entropy(x, [2, 0], ignore_index=0)": 0.28768207245178085,
        "cross_entropy(x, [-100, -100])": .init(floatLiteral: .nan),
        // (3·0.2877 + 1·1.3863) / 4
        "cross_entropy(x, [2, 1], [1, 3])": 0.5623351446188083,
        "cross_entropy(x, [2, 1], weight=[1, 3])": 0.5623351446188083,
        "cross_entropy(x, [0, 1; 1, 0])": 0.8369882167858358,
        "cross_entropy(x, one_hot([2, 1], 2))": 0.8369882167858358,
        // 0.9·0.2877 + 0.05·(0.2877 + 1.3863)
        "cross_entropy([0, log(3)], 2, label_smoothing=0.1)": 0.34261268688518646,
        "cross_entropy(x, argmax(x, dim=2))": 0.28768207245178085,
        "cross_entropy(zeros(1, 3, 2, 2), ones(1, 2, 2))": 1.0986122886681098,
        "grad(x -> cross_entropy(x, [2, 1]), x)": [[0.125, -0.125], [-0.375, 0.375]],
        "cross_entropy(zeros(0, 3), zeros(0), reduction=\"sum\")": 0,
        "gradcheck((x, w) -> cross_entropy(x, [2, 1], w, label_smoothing=0.2), x, [1, 2])": true,
        "gradcheck(x -> cross_entropy(x, [2, -100]), x)": true,
        "gradcheck((x, p) -> cross_entropy(x, p), x, [0.5, 0.5; 0.1, 0.9])": true,
      ])
    checkFailures(
      after: "x = [1, 2; 3, 4]",
      [
        "cross_entropy(x, [0, 1])": .index, "cross_entropy(x, [1, 3])": .index,
        "cross_entropy(x, [1.5, 1])": .index, "cross_entropy(x, [1, 2, 1])": .shapes,
        "cross_entropy(x, 1)": .shapes, "cross_entropy(3, 1)": .rank,
        "cross_entropy(x, [1, 2], [1, 2, 3])": .shapes,
        "cross_entropy(x, [1, 2], label_smoothing=2)": .option,
        "cross_entropy(x, [1, 2], reduction=\"average\")": .option,
        "cross_entropy(x, x, ignore_index=1)": .option, "cross_entropy(x)": .missingArgument,
        "cross_entropy(x, [1, 2], ignore_index=1.5)": .option,
      ])
  }

  @Test func classesCountFromOne() throws {
    let error = try #require(Workbench().failure("cross_entropy([1, 2; 3, 4], [0, 1])"))
    #expect(error.message == "there is no class 0: the 2 classes are 1 to 2")
    #expect(error.help?.contains("count from 1") == true && error.help?.contains("add 1") == true)
  }

  @Test func meanSquare() {
    check([
      "mse_loss([1, 2, 3], [1, 4, 5])": 2.6666666666666665, "mse_loss([1, 2, 3], 2)": 0.6666666666666666,
      "mse_loss(5, 2)": 9, "mse_loss([1, 2], [1, 4], reduction=\"none\")": [0, 4],
      "mse_loss([1, 2], [1, 4], reduction=\"sum\")": 4,
      "grad(x -> mse_loss(x, [1, 4]), [1, 2])": [0, -2],
    ])
    checkFailures(["mse_loss([1, 2], [1; 2])": .shapes, "mse_loss([1, 2], [1, 2, 3])": .shapes])
  }

  @Test func batchNorm() {
    check([
      "batch_norm([1, 10; 3, 10], training=true, eps=0.5)": [
        [-0.816496580927726, 0], [0.816496580927726, 0],
      ],
      "batch_norm([[5, 7]], [1, 1], [4, 9], eps=0)": [[2, 2]],
      "batch_norm([[5, 7]], [1, 1], [4, 9], [2, 3], [1, 0], eps=0)": [[5, 6]],
      "batch_norm([[5, 7]], [1, 1], [4, 9], bias=[1, 0], eps=0)": [[3, 2]],
      "batch_norm([[5, 7]], [1, 1], [4, 9], weight=[2, 3], eps=0)": [[4, 6]],
      "batch_norm([1, 3; 3, 7], [0, 0], [1, 1], training=true, momentum=0.1)[2]": [0.2, 0.5],
      // 0.9·1 + 0.1·2 and 0.9·1 + 0.1·8: the variances over n − 1.
      "batch_norm([1, 3; 3, 7], [0, 0], [1, 1], training=true, momentum=0.1)[3]": [1.1, 1.7],
      "shape(batch_norm(randn(3, 4, 5), training=true))": [3, 4, 5],
      "allclose(mean(batch_norm(randn(3, 4, 5), training=true), dim=[2, 3]), zeros(3), atol=1e-6)": true,
      "gradcheck((x, w, b) -> sum(batch_norm(x, none, none, w, b, training=true)^3), [1, 2; 3, 5; 4, 4], [1, 2], [0, 1])":
        true,
      "gradcheck((x, m, v) -> sum(batch_norm(x, m, v)^3), [1, 2; 3, 5], [1, 2], [0.5, 1])": true,
      "gradcheck(x -> sum(batch_norm(x, [0, 0], [1, 1], training=true, momentum=0.1)[1]^3), [1, 2; 3, 5; 4, 4])":
        true,
    ])
    checkFailures([
      "batch_norm([1, 2; 3, 4])": .missingArgument, "batch_norm([[1, 2]], training=true)": .size,
      "batch_norm([1, 2; 3, 4], training=true, momentum=0.1)": .missingArgument,
      "batch_norm([1, 2; 3, 4], [0, 0], [1, 1], momentum=0.1)": .option,
      "batch_norm([1, 2; 3, 4], [0, 0], [1, 1], training=true, momentum=2)": .option,
      "batch_norm([1, 2; 3, 4], [0, 0, 0], [1, 1])": .channels, "batch_norm(3, training=true)": .rank,
      "batch_norm([1, 2; 3, 4], training=true, eps=-1)": .option,
    ])
  }

  @Test func dropout() {
    check([
      "dropout([1, 2, 3], training=false)": [1, 2, 3], "dropout([1, 2, 3], 0)": [1, 2, 3],
      "dropout([1, 2, 3], 1)": [0, 0, 0],
      "seed(3); a = dropout(ones(50)); seed(3); allclose(a, dropout(ones(50)))": true,
      "allclose(dropout(ones(50)), dropout(ones(50)))": false,
      "y = dropout(ones(50), 0.75); sum(y == 0) + sum(y == 4)": 50,
      "f(x) = sum(dropout(x)^2); seed(2); g = grad(f, [1, 2, 3, 4]); seed(2); allclose(g, numgrad(f, [1, 2, 3, 4]))":
        true,
      "gradcheck(x -> sum(dropout(x, 0.3)^3), [1, 2, 3; 4, 5, 6])": true,
    ])
    checkFailures(["dropout([1], 1.5)": .option, "dropout([1], -0.1)": .option, "dropout([1], nan)": .option])
  }

  /// A cell that fails takes its draws back.
  @Test func drawsAreTakenBack() throws {
    let (bench, other) = (Workbench(), Workbench())
    bench.run("seed(5)")
    other.run("seed(5)")
    bench.run("dropout(ones(9)); missing")
    #expect(bench.elements("dropout(ones(99))") == other.elements("dropout(ones(99))"))
  }
}
