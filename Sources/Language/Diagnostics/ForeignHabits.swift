/// Answers to what people type who come from Python, PyTorch, NumPy or MATLAB.
enum ForeignHabits {
  struct Answer {
    let message: String
    let help: String
  }

  /// For a name that does not exist here.
  static func name(_ name: String) -> Answer? {
    if let example = statements[name] {
      return Answer(message: "`\(name)` wants something behind it", help: "for example: \(example)")
    }
    return names[name].map { Answer(message: "there is no `\(name)` here", help: $0) }
  }

  /// For what stands in a module of Python's, such as `F.softmax`: the function that does it here.
  /// - Parameters:
  ///   - name: the module; it need not be one.
  ///   - member: the last name behind it.
  static func member(_ member: String, of name: String, functions: [String]) -> Answer? {
    guard modules.contains(name) else { return nil }
    let help =
      functions.contains(member) ? "write \(member)(…)" : names[member] ?? likeness(member, functions)
    return help.map { Answer(message: "there is no `\(name)` here", help: $0) }
  }

  /// Ours that differs only in capital letters.
  private static func likeness(_ member: String, _ functions: [String]) -> String? {
    functions.first { $0.lowercased() == member.lowercased() }.map { "write \($0)(…)" }
  }

  private static let modules: Set<String> = ["torch", "F", "nn", "np", "numpy", "tf", "optim"]

  /// For a field or method of a value that has none, such as `x.view(3)`.
  static func field(_ name: String, of value: String) -> String? {
    guard let ours = fields[name] else { return nil }
    return ours.map { $0 == "$" ? value : String($0) }.joined()
  }

  /// Words that begin a statement, when they stand alone.
  private static let statements = [
    "show": "show x", "explain": "explain conv(x, k)[1, 1]", "slide": "slide conv(x, k)",
    "time": "time sum(x)", "use": "use \"file.fov\"",
  ]

  private static let names: [String: String] = [
    "nn": "layers stand alone: Conv(8, 3), Relu(), Chain(…)",
    "torch": "functions stand alone: zeros(3, 4), relu(x)",
    "F": "functions stand alone: relu(x)", "np": "functions stand alone: zeros(3, 4), sum(x)",
    "numpy": "functions stand alone: zeros(3, 4), sum(x)",
    "tf": "functions stand alone: zeros(3, 4), relu(x)", "plt": "show x draws a tensor",
    "len": "write shape(x)", "size": "write shape(x)", "dim": "write shape(x)", "numel": "write count(x)",
    "length": "write count(x), or shape(x)", "squareroot": "write sqrt(x)", "average": "write mean(x)",
    "ln": "write log(x)", "log10": "write log(x) / log(10)", "abs_": "write abs(x)",
    "norm": "write sqrt(sum(x^2))",
    "pow": "write a ^ b", "arctan": "there is tanh, sin and cos", "cls": "Ctrl-L clears the screen",
    "clear": "write x = none; undo takes back the last cell",
    "figure": "show x draws a tensor, plot(x, y) a curve",
    "range": "write 1:10", "input": "write x = … and run the cell again",
    "int": "write round(x), floor(x) or ceil(x)",
    "str": "\"{x}\" puts a value into a string", "type": "write dtype(x)", "map": "write for e in x { … }",
    "repmat": "shapes are broadcast: x + zeros(3, 1)", "magic": "write reshape(arange(1, 9), 3, 3)",
    "disp": "write print(x)", "printf": "write print(\"value {x}\")", "fprintf": "write print(\"value {x}\")",
    "imshow": "write show x", "imread": "write picture(\"photo.png\")",
    "imwrite": "write write(\"out.png\", x)",
    "open": "write load(\"x.npy\") or picture(\"photo.png\")", "array": "write [1, 2, 3]",
    "tensor": "write [1, 2, 3]", "Tensor": "write [1, 2, 3]", "concatenate": "write cat(a, b, dim=1)",
    "concat": "write cat(a, b, dim=1)", "view": "write reshape(x, 2, 3)", "float": "write f32(x)",
    "double": "write f64(x)", "True": "write true", "False": "write false", "None": "write none",
    "null": "write none", "nil": "write none", "conv2d": "write conv(x, w)",
    "max_pool2d": "write max_pool(x, 2)",
    "avg_pool2d": "write avg_pool(x, 2)",
    "Conv2d": "write Conv(8, 3): the channels are found out by themselves",
    "MaxPool2d": "write MaxPool(2)", "AvgPool2d": "write AvgPool(2)",
    "ReLU": "write Relu()", "Sequential": "write Chain(Conv(8, 3), Relu(), Flatten(), Dense(10))",
    "LeakyReLU": "write LeakyRelu(0.01)",
    "BatchNorm2d": "write BatchNorm()", "BatchNorm1d": "write BatchNorm()", "Dropout2d": "write Dropout(0.5)",
    "manual_seed": "write seed(7)", "DataLoader": "write train(net, data, batch=64)",
    "optim": "write SGD(0.01), Adam(0.001)", "lr_scheduler": "write StepLR(2) or CosineLR()",
    "CosineAnnealingLR": "write CosineLR()", "MNIST": "write mnist(\"folder\")",
    "TensorDataset": "write dataset(x, labels)", "random_split": "write split(data, 0.8)",
    "no_grad": "gradients are recorded only inside grad",
    "from_numpy": "write load(\"x.npy\")", "randint": "write floor(rand(3) * 10)",
    "mod": "write a % b", "power": "write a ^ b", "matmul": "write a @ b", "dot": "write a @ b",
    "interpolate": "write resize(x, scale=2)", "backward": "write grad(f, x)", "gradient": "write grad(f, x)",
    "save": "write write(\"x.npy\", x)", "whos": "write vars", "who": "write vars",
    "clc": "Ctrl-L clears the screen",
    "ndim": "write count(shape(x))",
    "fit": "write train(net, data)", "predict": "write classify(net, x)",
    "CrossEntropyLoss": "write cross_entropy(x, target)", "MSELoss": "write mse_loss(x, target)",
    "nll_loss": "write cross_entropy(x, target): log_softmax is inside",
  ]

  private static let fields: [String: String] = [
    "view": "write reshape($, …)", "reshape": "write reshape($, …)", "shape": "write shape($)",
    "size": "write shape($)", "T": "write $'", "t": "write $'", "sum": "write sum($)",
    "mean": "write mean($)",
    "max": "write max($)", "min": "write min($)", "relu": "write relu($)", "flatten": "write flatten($)",
    "item": "a tensor without dimensions is a number already",
    "numpy": "write(\"x.npy\", x) writes a NumPy file",
    "detach": "gradients are recorded only inside grad", "backward": "write grad(f, $)",
    "grad": "write grad(f, $)", "dtype": "write dtype($)", "permute": "write permute($, …)",
    "transpose": "write $' or permute($, …)", "squeeze": "write reshape($, …)",
    "unsqueeze": "write reshape($, …)",
    "float": "write f32($)", "double": "write f64($)", "cpu": "everything is on the CPU",
    "cuda": "everything is on the CPU", "to": "write f32($) or f64($)", "abs": "write abs($)",
    "exp": "write exp($)",
    "parameters": "net.parameters is their number, net[1].weight are those of the first layer",
    "train": "write net = train($, data)", "eval": "net(x) evaluates; inside grad and train it trains",
    "fit": "write net = train($, data)", "predict": "write classify($, x)", "forward": "write $(x)",
    "state_dict": "write(\"net.safetensors\", $) keeps it",
    "zero_grad": "a gradient is a value: nothing to clear",
    "append": "a list does not change: list(a, b)", "copy": "assigning copies already",
    "clone": "assigning copies already",
    "requires_grad_": "write grad(f, $)", "argmax": "write argmax($)", "std": "write std($)",
  ]
}
