import Engine
import Foundation
import Language
import Notebook
import Testing

/// Every operation of the engine can be explained, and each explanation begins with the value that the program has.
@Suite("Explanations of every operation") struct EveryOperationTests {
  private static let setup = """
    seed(6); x = randn(3, 4); y = randn(3, 4); r = randn(4); k = randn(2, 2); p = rand(3, 4) + 0.5
    t = [1, 0.2, -0.3; 0.1, 0.9, 0.4]; q = randn(3, 3) + 2 * eye(3); c = randn(2, 3, 4); w = randn(2, 2, 2, 2); l = list(x, y)
    """

  /// What to explain, for each operation by the name of its type.
  private static let codes: [String: [String]] = [
    "Abs": ["abs(x)[1, 2]", "abs(c)[2, 3, 1]"],
    "Add": ["(x + y)[2, 3]", "(x + r)[3, 4]", "(2 + x)[1, 1]", "3 + 4"],
    "AllTrue": ["all(x > 0, dim=1)[2]", "all(x > -9, dim=2)[3]"],
    "AnyTrue": ["any(x > 0, dim=1)[2]", "any(x > 9, dim=2)[1]"],
    "Affine": ["affine(x, t)[2, 2]"], "AffineGrid": ["affine_grid(t, [3, 4])[2, 1, 2]"],
    "ArgMax": ["argmax(x)", "argmax(x, dim=2)[3]", "argmax(x, dim=1, keepdim=true)[1, 2]"],
    "ArgMin": ["argmin(x)", "argmin(c, dim=2)[1, 4]"], "Assign": ["z[1, 2]", "z[3, 1]"],
    "AdaptiveAvgPool": ["adaptive_avg_pool(x, 2)[1, 2]", "adaptive_avg_pool(c, [2, 3])[2, 1, 3]"],
    "AdaptiveMaxPool": ["adaptive_max_pool(x, [2, 3])[2, 2]"],
    "AvgPool": ["avg_pool(x, 2)[1, 2]"], "BatchNorm": ["batch_norm(x, training=true)[2, 3]"],
    "BinaryCrossEntropy": [
      "binary_cross_entropy(sigmoid(x), y > 0)",
      "binary_cross_entropy(sigmoid(x), sigmoid(y), reduction=\"none\")[2, 3]",
    ],
    "BinaryCrossEntropyWithLogits": ["binary_cross_entropy_with_logits(x, y > 0)"],
    "Ceil": ["ceil(x)[1, 3]"],
    "Clamp": ["clamp(x, -0.5, 0.5)[2, 4]", "clamp(x, max=0)[1, 1]", "clamp(3, 1, 2)"],
    "Compare": ["(x > y)[1, 1]", "(x <= r)[2, 2]", "(x == x)[3, 3]", "(x != 0)[1, 4]"],
    "Concatenate": ["cat(x, y, dim=2)[2, 7]", "cat(l)[5, 1]"],
    "Conv": ["conv(x, k)[2, 3]", "conv(x, k, mask=[1, 0; 1, 1])[2, 1]", "conv(c, w, r[1:2])[2, 1, 3]"],
    "ConvTranspose": [
      "conv_transpose(x, k)[2, 3]", "conv_transpose(c, w, r[1:2], stride=2)[2, 1, 3]",
      "conv_transpose(x, k, stride=3)[3, 3]",
    ],
    "Convert": ["f64(x)[1, 2]", "f32(x)[3, 3]", "f32(3)"], "Cos": ["cos(x)[2, 2]"],
    "CrossEntropy": ["cross_entropy(x, [1, 4, 2])"],
    "Determinant": ["det(q)", "det(stack(q, 2 * q))[2]"],
    "Diag": ["diag(x)[2]", "diag(r)[3, 3]", "diag(r)[1, 3]", "diag(x, 1)[3]"],
    "Divide": ["(x / p)[1, 1]", "(1 / p)[2, 3]"],
    "Dropout": ["dropout(x, 0.3)[2, 2]"], "Elu": ["elu(x)[1, 1]", "elu(x, 0.3)[2, 1]"],
    "Einsum": [
      "einsum(\"ij,kj->ik\", x, y)[2, 3]", "einsum(\"ij->j\", x)[4]", "einsum(\"...i,i->...\", c, r)[2, 1]",
      "outer(r, r)[2, 3]", "einsum(\"ii\", q)",
    ],
    "Exp": ["exp(x)[1, 2]"],
    "Flatten": ["flatten(x)[7]", "flatten(c, start_dim=2)[2, 9]"],
    "Flip": ["flip(x)[1, 1]", "flip(c, dim=3)[2, 1, 1]"],
    "Floor": ["floor(x)[3, 1]"], "GridSample": ["grid_sample(x, affine_grid(t, [3, 4]))[2, 2]"],
    "GroupNorm": [
      "group_norm(x, 2)[2, 3]", "group_norm(c, 1, r[1:2], r[3:4])[2, 1, 3]",
      "group_norm(w, 2, r[1:2])[2, 1, 1, 2]",
    ],
    "HuberLoss": ["huber_loss(x, y)", "huber_loss(x, y, delta=0.3, reduction=\"none\")[1, 2]"],
    "Inverse": ["inv(q)[2, 1]", "inv(stack(q, q))[2, 3, 1]"],
    "Kron": ["kron(q, t)[4, 5]", "kron(r, k)[2, 7]"],
    "L1Loss": ["l1_loss(x, y)", "l1_loss(x, 0.5, reduction=\"sum\")"],
    "LayerNorm": [
      "layer_norm(x, 4)[2, 3]", "layer_norm(c, [3, 4], x, y)[2, 1, 3]", "layer_norm(r, 4, r)[2]",
    ],
    "LeakyRelu": ["leaky_relu(x)[1, 1]", "leaky_relu(x, 0.3)[2, 1]"],
    "Linear": ["linear(x, y)[2, 3]", "linear(r, y, r[1:3])[3]", "linear(c, y)[2, 1, 3]"],
    "LogicalAnd": ["(x > 0 & y > 0)[1, 1]", "(x > -9 & r < 9)[2, 3]"], "LogicalNot": ["(not x > 0)[2, 1]"],
    "LogicalOr": ["(x > 0 | y > 0)[1, 2]"],
    "Log": ["log(p)[1, 3]"],
    "LogSoftmax": ["log_softmax(x, dim=2)[1, 2]"], "MSELoss": ["mse_loss(x, y)", "mse_loss(2, 3)"],
    "MatMul": ["(x @ y')[3, 2]", "(x @ r)[2]", "(r @ x')[3]", "(c @ c[1]')[2, 3, 1]", "r @ r"],
    "MaskedAssign": ["u[1, 2]", "u[3, 1]"],
    "MaskedSelect": ["x[x > -9][3]", "x[:, r > -9][2, 3]", "c[:, x[:, 1] > -9][2, 3, 1]"],
    "MaxPool": ["max_pool(x, 2)[1, 1]"],
    "MaxReduce": ["max(x)", "max(x, dim=1)[2]", "max(c, dim=[1, 3])[2]"],
    "Maximum": ["maximum(x, y)[3, 2]", "maximum(x, 0)[1, 2]", "max(2, 3)"],
    "Mean": ["mean(3)", "mean(x)", "mean(c, dim=[1, 2])[4]"],
    "MinReduce": ["min(x)", "min(x, dim=2, keepdim=true)[2, 1]"],
    "Minimum": ["minimum(x, r)[3, 2]", "min(x, y)[1, 1]"],
    "Multiply": ["(x * y)[1, 4]", "(x * 3)[2, 2]"], "Negate": ["(-x)[1, 1]"],
    "Norm": [
      "norm(x)", "norm(x, 1, dim=2)[3]", "norm(x, inf)", "norm(x, -inf)", "norm(x, 0)",
      "norm(x, 3, dim=1)[2]",
    ],
    "OneHot": ["one_hot([2, 1], 3)[1, 2]", "one_hot([2, 1], 3)[1, 3]", "one_hot(2, 3)[2]"],
    "Pad": ["pad(x, [1, 0, 2, 0])[4, 3]", "pad(x, 1, 9)[1, 1]", "pad(x, [-1, 0])[2, 1]"],
    "Permute": ["permute(c, 3, 1, 2)[4, 2, 1]"], "PixelTheta": ["pixel_theta(t, [3, 4])[1, 3]"],
    "Power": ["(p ^ 2)[1, 1]", "(p ^ x)[2, 3]", "(2 ^ x)[1, 2]"],
    "Relu": ["relu(x)[1, 1]", "relu(conv(x, k))[2, 3]", "relu(3)"],
    "Remainder": ["(x % p)[2, 1]", "(x % 1)[1, 3]", "7 % 3"],
    "Repeat": ["repeat(x, 2, 2)[5, 6]", "tile(r, 2)[7]"],
    "Reshape": ["reshape(x, 2, 6)[2, 5]", "reshape(3, 1)[1]"],
    "Resize": ["resize(x, scale=2, mode=\"bilinear\")[3, 4]"],
    "Rot90": ["rot90(x)[1, 2]", "rot90(c, 2)[1, 1, 1]", "rot90(x, -1)[4, 1]", "rot90(x, 4)[1, 2]"],
    "Round": ["round(x)[2, 2]", "round(x, decimals=2)[1, 3]"], "Sigmoid": ["sigmoid(x)[1, 4]"],
    "Sin": ["sin(x)[3, 3]"],
    "Slice": ["x[1:2, 3][2]", "x[[3, 1], :][1, 4]", "c[end][2, 1]"], "Softmax": ["softmax(x, dim=1)[2, 2]"],
    "Solve": ["solve(q, y)[3, 4]", "solve(q, y[:, 1])[2]"],
    "Sqrt": ["sqrt(p)[1, 1]"],
    "Stack": ["stack(x, y)[2, 1, 4]", "stack(l, dim=3)[3, 2, 1]", "stack(3, 4)[2]"],
    "StandardDeviation": ["std(x)", "std(x, dim=2)[3]"],
    "SVD": [
      "svd(x).S[2]", "svd(x).U[3, 1]", "svd(x).Vh[2, 4]", "svd(c).S[2, 3]",
    ],
    "Subtract": ["(x - y)[1, 3]", "(r - x)[2, 4]"],
    "Sum": ["sum(3)", "sum(x)", "sum(c, dim=3)[2, 1]", "sum(x, dim=1, keepdim=true)[1, 3]", "sum(1:30)"],
    "Tanh": ["tanh(x)[2, 4]"], "Trace": ["trace(q)", "trace(x)"],
    "Transpose": ["x'[4, 2]", "transpose(c, 1, 3)[4, 2, 2]"],
    "Tril": ["tril(x)[2, 1]", "tril(x)[1, 2]", "tril(c, 1)[2, 1, 2]"],
    "Triu": ["triu(x)[2, 1]", "triu(x)[1, 2]"],
    "UnitTheta": ["unit_theta(t, [3, 4])[2, 3]"], "Variance": ["var(x)", "var(x, dim=1, correction=0)[4]"],
    "ArgSort": ["argsort(x)[2, 3]", "argsort(r)[1]", "argsort(c, dim=1, descending=true)[2, 1, 4]"],
    "Atan2": ["atan2(x, y)[1, 2]", "atan2(1, r)[3]", "atan2(0, 0)"],
    "CumProd": ["cumprod(r)[3]", "cumprod(x, dim=1)[2, 4]"],
    "CumSum": ["cumsum(r)[4]", "cumsum(c, dim=2)[2, 3, 1]", "cumsum(1:40)[20]"],
    "Diff": ["diff(r)[3]", "diff(x, dim=1)[2, 1]", "diff(x, 2)[1, 2]"],
    "Expm1": ["expm1(x)[1, 2]"],
    "Gelu": ["gelu(x)[1, 2]", "gelu(x, approximate=\"tanh\")[2, 2]"],
    "Log10": ["log10(p)[1, 3]"],
    "Log1p": ["log1p(p)[1, 3]"],
    "Log2": ["log2(p)[1, 3]"],
    "Median": ["median(x)", "median(x, dim=2)[2]", "median(c, dim=1, keepdim=true)[1, 2, 3]"],
    "Prod": ["prod(x)", "prod(c, dim=[1, 2])[3]", "prod(3)"],
    "Quantile": [
      "quantile(x, 0.3)", "quantile(c, 0.75, dim=2)[1, 2]", "quantile(x, [0.1, 0.5], dim=1)[2, 3]",
    ],
    "Roll": ["roll(x, 1)[2, 3]", "roll(c, -2, dim=3)[1, 2, 4]", "roll(r, 5)[1]"],
    "Sign": ["sign(x)[1, 2]"],
    "Silu": ["silu(x)[1, 2]"],
    "SmoothL1Loss": ["smooth_l1_loss(x, y)", "smooth_l1_loss(x, y, beta=0)"],
    "Softplus": ["softplus(x)[1, 2]", "softplus(x, 3, 1)[2, 3]"],
    "Sort": ["sort(x)[2, 3]", "sort(c, dim=2, descending=true)[1, 2, 3]", "sort(r)[1]"],
    "TakeAlong": ["take_along_dim(x, argsort(x, dim=1), dim=1)[2, 3]", "take_along_dim(r, [4, 1])[2]"],
    "Tan": ["tan(x)[2, 2]"],
    "Where": [
      "where(x > 0, x, y)[1, 2]", "where(y > 0, r, 0)[3, 1]", "where(true, 3, 5)", "where(r > 9, 3, 5)[1]",
    ],
  ]

  @Test(arguments: codes.keys.sorted()) func begins(_ type: String) throws {
    for code in try #require(Self.codes[type]) {
      let setup = Self.setup + "; z = zeros(3, 4); z[1, :] = r; u = x; u[x > 0] = 7"
      let bench = Workbench()
      bench.run(setup)
      let asked = try bench.value(code)
      let truth: Double? = if case .boolean(let truth) = asked { truth ? 1 : 0 } else { nil }
      let value = try #require(truth ?? asked.scalar, "\(code) is one number")
      // Another session, so that draws begin anew.
      let other = Workbench()
      other.run(setup)
      let start = other.transcript.lines.count
      #expect(
        other.run("explain " + code) == .succeeded, "\(code): \(other.transcript.failures.last?.text ?? "")")
      let said = other.transcript.lines[start...].flatMap { $0.split(separator: "\n").map(String.init) }
      let first = said.first ?? ""
      #expect(first.hasPrefix(code + " = "), "\(code): \(first)")
      let word = String(first.dropFirst(code.count + 3))
      let shown = Double(word) ?? ["true": 1, "false": 0][word] ?? .nan
      #expect(abs(shown - value) <= 2e-6 * max(1, abs(value)), "\(code): \(shown), \(value)")
      #expect(said.count > 1, "\(code) says nothing")
      #expect(!said.contains { $0.contains("{") }, "\(code): a letter is left in braces")
      #expect(
        !said.contains { $0.contains("derivative .") || $0.contains(" 0 elements") }, "\(code): \(said)")
    }
  }

  /// Each operation of the engine is listed here, and nothing else: one file each.
  @Test func hereAreAllOperations() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("Sources/Engine/Operations").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    #expect(Set(Self.codes.keys) == Set(files.map { String($0.dropLast(".swift".count)) }))
  }
}
