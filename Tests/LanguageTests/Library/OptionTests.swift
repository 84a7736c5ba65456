import Engine
import Language
import Testing

/// Options have PyTorch's names and forms, and what would be a false friend is refused.
@Suite("Options of the functions") struct OptionTests {
  @Test func numbersOrPairs() {
    check(
      after: "x = ones(5, 6)",
      [
        "shape(conv(x, ones(2, 2), stride=2))": [2, 3], "shape(conv(x, ones(2, 2), stride=[1, 2]))": [4, 3],
        "shape(conv(x, ones(2, 3), padding=[0, 1]))": [4, 6],
        "shape(conv(x, ones(2, 2), dilation=[2, 3]))": [3, 3],
        "shape(conv(x, ones(2, 3), padding=\"same\"))": [5, 6],
        "shape(conv(x, ones(2, 3), padding=\"valid\"))": [4, 4],
        "shape(max_pool(x, [2, 3]))": [2, 2], "shape(max_pool(x, 2, stride=[1, 2], padding=[1, 0]))": [6, 3],
        "shape(max_pool(x, 2, dilation=[2, 1]))": [2, 3], "shape(avg_pool(x, [3, 2], 1, [1, 1]))": [5, 7],
        "shape(affine(x, shift(0, 0), size=3))": [3, 3],
        "shape(affine(x, shift(0, 0), size=[3, 4]))": [3, 4],
        "shape(affine(x, shift(0, 0), size=shape(zeros(9, 2, 7))))": [2, 7],
        "shape(affine_grid([1, 0, 0; 0, 1, 0], 3))": [3, 3, 2],
        "shape(affine_grid([1, 0, 0; 0, 1, 0], [3, 4]))": [3, 4, 2],
        "shape(resize(x, scale=[2, 1]))": [10, 6], "shape(resize(x, size=4))": [4, 4],
        "scaling(2, 5)[1, 1]": 0.5, "scaling([2, 4], [5, 6])[2, 2]": 0.25,
        "pad([1, 2], [2, 1])": [0, 0, 1, 2, 0], "shape(pad(x, [1, 2, 3, 4]))": [12, 9],
      ])
    checkFailures(
      after: "x = ones(5, 6)",
      [
        "conv(x, ones(2, 2), stride=[1, 2, 3])": .wrongType, "conv(x, ones(2, 2), padding=\"full\")": .option,
        "affine(x, shift(0, 0), size=[1, 2, 3, 4, 5])": .wrongType, "pad(x, [1, 2, 3])": .option,
      ])
  }

  /// The picture alone and the same picture as a batch of one give the same numbers.
  @Test(arguments: [
    "max_pool(X, 2)", "avg_pool(X, 2, padding=1)", "conv(X, w, padding=1)",
    "affine(X, [1, 0.2, 0; 0, 1, 0.1])",
    "grid_sample(X, affine_grid([1, 0.2, 0; 0, 1, 0.1], [4, 4]))", "resize(X, scale=1.5, mode=\"bilinear\")",
    "rot90(X)", "pad(X, [1, 0, 2, 1])", "gray(X)", "batch_norm(X, zeros(3), ones(3))",
  ])
  func unbatchedAndBatched(code: String) throws {
    for type in ["f32", "f64"] {
      let bench = Workbench()
      bench.run("seed(3); x = \(type)(randn(3, 4, 4)); w = \(type)(randn(2, 3, 2, 2))")
      let alone = bench.elements(code.replacing("X", with: "x"))
      let batch = bench.elements(code.replacing("X", with: "stack(x, 2 * x)[1:1, :]"))
      #expect(alone == batch && alone?.isEmpty == false, "\(code)")
    }
  }

  /// What is given in float64 stays in float64, in values and gradients.
  @Test(arguments: [
    "conv(x, k)", "conv(x, k, mask=[1, 0; 1, 1])", "max_pool(x, 2)", "avg_pool(x, 2)", "linear(x, x)",
    "x @ x'",
    "affine(x, shift(0.5, 0))", "affine_grid(x[1:2, 1:3], 4)",
    "grid_sample(x, affine_grid([1, 0, 0; 0, 1, 0], 4))",
    "resize(x, scale=2)", "softmax(x, dim=1)", "log_softmax(x, dim=2)", "cross_entropy(x, [1, 2, 3, 1])",
    "mse_loss(x, 1)", "batch_norm(x, training=true)", "dropout(x, 0.5)", "sum(x, dim=1)", "mean(x)", "max(x)",
    "min(x, dim=2)", "var(x)", "std(x, dim=1, correction=0)", "relu(x)", "leaky_relu(x)", "elu(x)",
    "clamp(x, 0)", "softplus(x)", "gelu(x)", "silu(x)", "tan(x)", "log1p(x^2)", "log2(x^2)", "log10(x^2)",
    "expm1(x)",
    "atan2(x, 2)", "sign(x)", "round(x, decimals=1)", "sort(x)", "topk(x, 2).values", "unique(x)",
    "cumsum(x, dim=1)",
    "cumprod(x, dim=2)", "prod(x)", "median(x)", "quantile(x, 0.3)", "diff(x)", "roll(x, 1)",
    "take_along_dim(x, argsort(x), dim=2)",
    "exp(x)",
    "maximum(x, 0)", "where(x > 0, x, 0)", "round(x)", "x ^ 2", "x % 2", "flatten(x)", "reshape(x, 2, 8)",
    "permute(x, 2, 1)", "x'", "pad(x, 1)", "flip(x)", "rot90(x)", "cat(x, x)", "stack(x, x)", "x[1, :]",
    "pixel_theta(x[1:2, 1:3], 4)", "unit_theta(x[1:2, 1:3], 4)",
  ])
  func float64Stays(code: String) throws {
    let bench = Workbench()
    bench.run("seed(5); x = f64(randn(4, 4)); k = f64([1, 2; 3, 4])")
    #expect(Expected.string("float64").matches(try bench.value("dtype(\(code))"), tolerance: 0), "\(code)")
    let type = try bench.value("f(x) = sum(\(code)); dtype(grad(f, x))")
    #expect(Expected.string("float64").matches(type, tolerance: 0), "the gradient of \(code)")
  }

  @Test func reductionsKeepDimensions() {
    check(
      after: "x = [1, 2, 3; 4, 5, 9]",
      [
        "sum(x, keepdim=true)": [[24]], "max(x, dim=2, keepdim=true)": [[3], [9]],
        "argmax(x, dim=1, keepdim=true)": [[2, 2, 2]], "var(x, dim=2, keepdim=true)": [[1], [7]],
        "var(x, dim=2, correction=0)": [0.6666666666666666, 4.666666666666667],
        "std([1, 3], correction=0)": 1, "maximum(x, 4)": [[4, 4, 4], [4, 5, 9]],
        "min(x, [2, 2, 2])": [[1, 2, 2], [2, 2, 2]], "max(2, 3)": 3,
      ])
    checkFailures(
      after: "x = [1, 2, 3; 4, 5, 9]",
      [
        "max(x, x, dim=1)": .option, "min(x, 2, keepdim=true)": .option, "var(x, correction=-1)": .option,
        "var(x, unbiased=false)": .unknownArgument, "max(x, axis=1)": .unknownArgument,
      ])
  }

  /// `dim` goes by name, and the first positive one of a session is remarked on, once.
  @Test func dimensionsGoByName() {
    let bench = Workbench()
    bench.run("x = [1, 2; 3, 4]")
    bench.run("sum(x, dim=-1)")
    #expect(bench.transcript.notes == [])
    bench.run("softmax(x, dim=1)")
    #expect(bench.transcript.notes == ["dimensions count from 1; PyTorch would write 0"])
    bench.run("mean(x, dim=2)")
    #expect(bench.transcript.notes.count == 1)
    checkFailures(
      after: "x = [1, 2; 3, 4]",
      [
        "sum(x, 1)": .extraArgument, "softmax(x, 1)": .extraArgument, "argmax(x, 1)": .extraArgument,
        "flip(x, 1)": .extraArgument, "cat(x, x, 2)": .wrongType, "stack(x, x, 2)": .wrongType,
        "transpose(x, 1)": .option, "transpose(x, dim1=2)": .option,
      ])
    #expect(Workbench().failure("cat([1], [2], 2)")?.help?.contains("dim=2") == true)
  }

  /// PyTorch's names of what is given one by one here.
  @Test func shapesByName() {
    check([
      "reshape([1, 2, 3, 4], shape=[2, 2])": [[1, 2], [3, 4]], "permute([[1, 2]], dims=[2, 1])": [[1], [2]],
      "shape(zeros(shape=[2, 3]))": [2, 3], "cat(tensors=list([1], [2]))": [1, 2],
    ])
    checkFailures([
      "reshape([1, 2], 2, shape=[2])": .repeatedArgument, "reshape([1, 2], shapes=[2])": .unknownArgument,
    ])
  }

  @Test func masks() {
    check(
      after: "x = [1, 2, 3; 4, 5, 6; 7, 8, 9]; k = [1, 2; 3, 4]",
      [
        "conv(x, k, mask=[1, 0; 0, 1])": [[21, 26], [36, 41]],
        "conv(x, [1, nan; inf, 4], mask=[1, 0; 0, 1])": [[21, 26], [36, 41]],
        "conv(x, k, mask=k > 2)": [[32, 39], [53, 60]],
        "grad(w -> sum(conv(x, w, mask=[1, 0; 0, 1])), k)": [[12, 0], [0, 28]],
        "grad(x -> sum(conv(x, k, mask=[1, 0; 0, 1])), x)": [[1, 1, 0], [1, 5, 4], [0, 4, 4]],
        "gradcheck(w -> sum(conv(x, w, mask=[1, 0; 0, 1])^2), k)": true,
        "shape(conv(ones(2, 4, 4), ones(3, 2, 2, 2), mask=ones(3, 2, 2, 2)))": [3, 3, 3],
      ])
    checkFailures(
      after: "x = ones(3, 3); k = ones(2, 2)",
      [
        "conv(x, k, mask=[1, 0])": .shapes, "conv(x, k, mask=[1, 2; 0, 1])": .option,
        "conv(x, k, mask=\"a\")": .wrongType,
      ])
  }
}
