import Engine
import Language
import Testing

@Suite("What help says of each function") struct LibraryTests {
  @Test func everyFunctionIsDescribed() {
    #expect(Library.standard.builtIns.count >= 60)
    for builtIn in Library.standard.builtIns {
      #expect(builtIn.summary.hasSuffix("."), "\(builtIn.name)")
      #expect(builtIn.summary.count > 10 && builtIn.summary.count <= 110, "\(builtIn.name)")
      // Those of these two would need folders that nobody brings along.
      let needsFolder = ["mnist", "picture_folder"].contains(builtIn.name)
      #expect(!builtIn.examples.isEmpty || needsFolder, "\(builtIn.name)")
      for parameter in builtIn.parameters {
        #expect(parameter.help.count >= 4, "\(builtIn.name): \(parameter.name)")
        if case .optional(let initial) = parameter.kind { #expect(!initial.isEmpty) }
      }
      #expect(Set(builtIn.parameters.map(\.name)).count == builtIn.parameters.count, "\(builtIn.name)")
    }
  }

  @Test(arguments: Library.standard.builtIns.map(\.name)) func examplesAreTrue(name: String) throws {
    let builtIn = try #require(Library.standard.builtIns.first { $0.name == name })
    for example in builtIn.examples {
      try inTemporaryFolder { folder in
        let bench = Workbench()
        bench.interpreter.folder = folder
        let value: Value
        do throws(Diagnostic) { value = try bench.value(example.code) } catch {
          Issue.record("\(example.code)\n\(error.text)")
          return
        }
        #expect(example.code.contains(name), "\(example.code) does not use \(name)")
        if example.result == "none" {
          guard case .none = value else {
            Issue.record("\(example.code) gives \(Formatter.inline(value)), not none")
            return
          }
          return
        }
        let expected: Value
        do throws(Diagnostic) { expected = try Workbench().value(example.result) } catch {
          Issue.record("\(example.result)\n\(error.text)")
          return
        }
        if let difference = Comparison(relative: 1e-4, absolute: 1e-6).difference(value, expected) {
          Issue.record("\(example.code): \(difference)")
        }
      }
    }
  }

  @Test(arguments: Library.standard.builtIns.map(\.name)) func errorExamplesAreTrue(name: String) throws {
    let builtIn = try #require(Library.standard.builtIns.first { $0.name == name })
    #expect(!builtIn.errorExamples.isEmpty)
    for example in builtIn.errorExamples {
      try inTemporaryFolder { folder in
        let bench = Workbench()
        bench.interpreter.folder = folder
        #expect(example.code.contains(name + "("), "\(example.code) does not use \(name)")
        do throws(Diagnostic) {
          let value = try bench.value(example.code)
          Issue.record("\(example.code) gives \(Formatter.inline(value))")
        } catch {
          #expect(error.code == example.error, "\(example.code)\n\(error.text)")
        }
      }
    }
  }

  /// The names and the option names that the language promises, in the order that it promises.
  @Test(arguments: [
    ("conv", "x w b stride padding dilation groups mask"),
    ("conv_transpose", "x w b stride padding output_padding groups dilation"),
    ("max_pool", "x kernel_size stride padding dilation ceil_mode"),
    ("avg_pool", "x kernel_size stride padding ceil_mode count_include_pad"), ("linear", "x w b"),
    ("relu", "x"), ("leaky_relu", "x negative_slope"), ("elu", "x alpha"),
    ("sigmoid", "x"), ("tanh", "x"), ("flatten", "x start_dim end_dim"), ("reshape", "x shape"),
    ("transpose", "x dim0 dim1"), ("permute", "x dims"),
    ("flip", "x dim"), ("rot90", "x k"), ("cat", "tensors dim"), ("stack", "tensors dim"),
    ("affine_grid", "theta size align_corners"),
    ("grid_sample", "x grid mode padding_mode align_corners"), ("affine", "x theta size mode padding_mode"),
    ("resize", "x size scale mode align_corners"),
    ("sum", "x dim keepdim"), ("mean", "x dim keepdim"),
    ("argmax", "x dim keepdim"), ("argmin", "x dim keepdim"), ("var", "x dim keepdim correction"),
    ("std", "x dim keepdim correction"), ("zeros", "shape"), ("ones", "shape"),
    ("full", "value shape"), ("eye", "n"), ("rand", "shape seed"), ("randn", "shape seed"),
    ("zeros_like", "x"), ("ones_like", "x"), ("randint", "low high size seed"), ("randperm", "n seed"),
    ("outer", "a b"), ("kron", "a b"), ("einsum", "equation operands"), ("diag", "x diagonal"),
    ("tril", "x diagonal"), ("triu", "x diagonal"), ("trace", "x"), ("repeat", "x counts"),
    ("tile", "x counts"),
    ("squeeze", "x dim"), ("unsqueeze", "x dim"), ("meshgrid", "vectors indexing"),
    ("norm", "x p dim keepdim"),
    ("solve", "a b"), ("inv", "x"), ("det", "x"), ("svd", "x"),
    ("linspace", "first last count"), ("shape", "x"), ("print", "values"),
    ("pixel_theta", "theta size align_corners"), ("unit_theta", "theta size align_corners"),
    ("rotation", "degrees size"), ("scaling", "factor size"),
    ("shift", "rows columns"), ("load", "path"), ("write", "path x"), ("picture", "path"), ("gray", "x"),
    ("grad", "f x"), ("numgrad", "f x step"),
    ("allclose", "a b rtol atol"), ("list", "values"), ("record", "name"), ("f32", "x"), ("f64", "x"),
    ("one_hot", "classes count"), ("softmax", "x dim"), ("log_softmax", "x dim"),
    ("cross_entropy", "x target weight ignore_index reduction label_smoothing"),
    ("mse_loss", "x target reduction"), ("l1_loss", "x target reduction"),
    ("huber_loss", "x target reduction delta"), ("smooth_l1_loss", "x target reduction beta"),
    ("binary_cross_entropy", "x target reduction"),
    ("binary_cross_entropy_with_logits", "x target reduction"),
    ("group_norm", "x num_groups weight bias eps"), ("layer_norm", "x normalized_shape weight bias eps"),
    ("adaptive_avg_pool", "x size"), ("adaptive_max_pool", "x size"), ("global_avg_pool", "x"),
    ("dropout", "x p training"),
    ("sort", "x dim descending stable"), ("argsort", "x dim descending stable"),
    ("topk", "x k dim largest sorted"), ("unique", "x sorted return_inverse return_counts"),
    ("take_along_dim", "x indices dim"), ("cumsum", "x dim"), ("cumprod", "x dim"), ("prod", "x dim keepdim"),
    ("median", "x dim keepdim"), ("quantile", "x q dim keepdim interpolation"),
    ("histogram", "x bins range weight density"), ("bincount", "x weights minlength"),
    ("diff", "x n dim prepend append"), ("roll", "x shifts dim"), ("atan2", "a b"),
    ("softplus", "x beta threshold"), ("gelu", "x approximate"), ("silu", "x"), ("round", "x decimals"),
    ("batch_norm", "x running_mean running_var weight bias training momentum eps"),
  ])
  func promisedNames(name: String, parameters: String) throws {
    let builtIn = try #require(Library.standard.builtIns.first { $0.name == name }, "there is no \(name)")
    #expect(builtIn.parameters.map(\.name).joined(separator: " ") == parameters)
  }

  @Test func padTakesItsSidesInPyTorchsOrder() {
    check([
      "pad([1, 2; 3, 4], [1, 0, 0, 0])": [[0, 1, 2], [0, 3, 4]],
      "pad([1, 2; 3, 4], [0, 1, 0, 0])": [[1, 2, 0], [3, 4, 0]],
      "pad([1, 2; 3, 4], [0, 0, 1, 0])": [[0, 0], [1, 2], [3, 4]],
      "pad([1, 2; 3, 4], [0, 0, 0, 1])": [[1, 2], [3, 4], [0, 0]],
      "pad([1], [1, 2], 7)": [7, 1, 7, 7], "shape(pad(zeros(2, 3), 1))": [4, 5],
    ])
  }

  @Test func resizing() {
    check(
      after: "x = [1, 2; 3, 4]",
      [
        "resize(x, size=[1, 4])": [[1, 1, 2, 2]], "resize(x, size=3)": [[1, 1, 2], [1, 1, 2], [3, 3, 4]],
        "resize(x, scale=[1, 1.5])": [[1, 1, 2], [3, 3, 4]], "resize(x, scale=0.5)": [[1]],
        "resize(x, scale=1)": [[1, 2], [3, 4]], "resize(x, size=shape(zeros(7, 1, 3)))": [[1, 1, 2]],
        "resize([[0, 1, 2, 3]], size=[1, 2])": [[0, 2]],
        "resize([[0, 1, 2, 3]], size=[1, 2], mode=\"round\")": [[1, 3]],
        "resize([[0, 1, 2, 3]], size=[1, 2], mode=\"bilinear\")": [[0.5, 2.5]],
        "resize([[0, 1, 2, 3]], size=[1, 2], mode=\"bilinear\", align_corners=true)": [[0, 3]],
        "shape(resize(zeros(2, 3, 4, 5), scale=2.5))": [2, 3, 10, 12],
        "grad(x -> sum(resize(x, size=[2, 6])), x)": [[3, 3], [3, 3]],
      ])
    checkFailures(
      after: "x = [1, 2; 3, 4]",
      [
        "resize(x)": .option, "resize(x, size=2, scale=2)": .option, "resize(x, 2)": .extraArgument,
        "resize(x, scale=0)": .option, "resize(x, scale=nan)": .option, "resize(x, scale=0.1)": .option,
        "resize(x, scale=[1, 2, 3])": .wrongType, "resize(x, scale=\"2\")": .wrongType,
        "resize(x, size=0)": .option, "resize(x, size=1.5)": .option, "resize(x, size=[1, 2, nan])": .option,
        "resize(x, scale=2, mode=\"bicubic\")": .option, "resize(x, scale=2, align_corners=true)": .option,
        "resize(x, scale_factor=2)": .unknownArgument, "resize([1, 2], scale=2)": .rank,
        "resize(x, scale=1e300)": .option, "grad(s -> sum(resize(x, scale=s)), 2)": .gradient,
      ])
  }

  /// Dimensions count from 1, and a negative one from the last.
  @Test func dimensions() {
    check(
      after: "x = [1, 2, 3; 4, 5, 6]",
      [
        "sum(x, dim=1)": [5, 7, 9], "sum(x, dim=2)": [6, 15], "sum(x, dim=-1)": [6, 15],
        "sum(x, dim=-2)": [5, 7, 9], "sum(x, dim=[1, 2])": 21,
        "sum(x, dim=1, keepdim=true)": [[5, 7, 9]], "mean(x, dim=2, keepdim=true)": [[2], [5]],
        "max(x, dim=1)": [4, 5, 6], "min(x, dim=2)": [1, 4],
        "argmax(x, dim=2)": [3, 3], "argmin(x, dim=1)": [1, 1, 1], "argmax(x)": 6,
        "max([1, 5], [3, 2])": [3, 5], "cat(x, x, dim=2)[1]": [1, 2, 3, 1, 2, 3],
        "shape(cat(x, x, dim=-1))": [2, 6], "shape(stack(x, x, dim=3))": [2, 3, 2],
        "shape(stack(x, x, dim=-1))": [2, 3, 2], "flip(x, dim=2)": [[3, 2, 1], [6, 5, 4]],
        "permute(x, 2, 1)": [[1, 4], [2, 5], [3, 6]], "permute(x, -1, 1)": [[1, 4], [2, 5], [3, 6]],
        "permute(x, [2, 1])": [[1, 4], [2, 5], [3, 6]],
        "transpose(x, 1, 2)": [[1, 4], [2, 5], [3, 6]], "transpose(x, -1, -2)": [[1, 4], [2, 5], [3, 6]],
        "shape(flatten(zeros(2, 3, 4), start_dim=2))": [2, 12],
        "shape(transpose(zeros(2, 3, 4), 1, 3))": [4, 3, 2], "var(x, dim=2)": [1, 1],
        "std(x, dim=1)": [2.1213203435596424, 2.1213203435596424, 2.1213203435596424],
      ])
    checkFailures(
      after: "x = [1, 2, 3; 4, 5, 6]",
      [
        "sum(x, dim=0)": .option, "sum(x, dim=3)": .option, "sum(x, dim=-3)": .option,
        "sum(x, 1)": .extraArgument, "argmax(x, dim=0)": .option,
        "flip(x, dim=0)": .option, "permute(x, 0, 1)": .option, "permute(x, 1, 1)": .option,
        "transpose(x, 0, 1)": .option, "cat(x, x, dim=0)": .option,
        "sum(x, dim=1.5)": .option, "sum(x, dim=\"a\")": .wrongType, "stack(x, x, dim=0)": .option,
        "sum(x, dim=[1, 1])": .option,
      ])
  }

  /// What counts from 1 is never explained as counted from 0.
  @Test(arguments: [
    "permute([1, 2; 3, 4], 1, 1)", "permute([1, 2; 3, 4], 1, 2, 3)", "permute([1, 2; 3, 4], 3, 1)",
    "rot90([1, 2])", "one_hot([4], 3)", "one_hot([0], 3)", "one_hot([1.5], 3)",
    "transpose([1, 2; 3, 4], 1, 3)", "flatten([1, 2; 3, 4], start_dim=2, end_dim=1)",
    "cat([1, 2], [1, 2; 3, 4])", "cat([1, 2; 3, 4], [1, 2, 3; 4, 5, 6])",
    "stack([1], [1, 2])", "flip([1, 2], dim=2)", "argmax(zeros(0))", "max(zeros(0))", "sum([1], dim=2)",
    "argmax(zeros(2, 0), dim=2)", "transpose([1, 2; 3, 4], 1, 1)",
    "affine_grid([1, 0, 0; 0, 1, 0], [0, 2])", "pad([1], [1, 1, 1, 1])",
    "conv(ones(2, 2, 2), ones(3, 3, 1, 1))", "x = [1, 2]; x[3]", "linear([1, 2], [1, 2, 3])",
    "softmax([1, 2; 3, 4])", "softmax([1, 2], dim=2)", "softmax([1, 2], dim=0)",
    "cross_entropy([1, 2; 3, 4], [3, 1])",
  ])
  func messagesCountFromOne(code: String) throws {
    let bench = Workbench()
    guard let error = bench.failure(code) else { return }
    let text = error.message + " " + (error.help ?? "")
    #expect(!text.contains("from 0") && !text.contains("axis"), "\(code): \(text)")
  }
}
