/// What stands here for names of NumPy, PyTorch and MATLAB. What is in backticks is a program that works, where x and m
/// are matrices, v and w vectors, y class numbers, a and b numbers, p a picture, f a function and `net`, `data` what
/// they say; a test runs each.
extension ForeignHabits {
  static let names = modulesAndWords.merging(functions) { $1 }

  /// Many of these words are good names for variables, so they are answered where they are called.
  static let functions = arrays.merging(mathematics) { $1 }.merging(networks) { $1 }

  /// More names of theirs, of which nothing is said; but nobody who types one has misspelled ours.
  static let others: Set<String> = [
    "Argument", "anext", "edit", "exist", "flatiter", "info", "pie", "psi", "rsplit",
  ]

  static let modulesAndWords: [String: String] = [
    "nn": "layers have no prefix: `Chain(Conv(8, 3), Relu())`",
    "torch": "functions have no prefix: `zeros(3, 4)`, `relu(x)`", "F": "functions have no prefix: `relu(x)`",
    "np": "functions have no prefix: `zeros(3, 4)`, `sum(x)`",
    "numpy": "functions have no prefix: `zeros(3, 4)`, `sum(x)`",
    "tf": "functions have no prefix: `zeros(3, 4)`, `relu(x)`",
    "plt": "`show x` draws a tensor, `plot(v, w)` a curve",
    "figure": "`show x` draws a tensor, `plot(v, w)` a curve", "imshow": "write `show x`",
    "imagesc": "write `show x`",
    "cls": "Ctrl-L clears the screen", "clc": "Ctrl-L clears the screen",
    "clear": "write `x = none`; undo takes back the last cell", "whos": "the command is vars",
    "who": "the command is vars", "input": "give a variable another value and run the cell again",
    "int": "write `round(x)`, `floor(x)` or `ceil(x)`", "float": "write `f32(x)`", "double": "write `f64(x)`",
    "single": "write `f32(x)`", "str": "`\"{a}\"` puts a value into a string", "num2str": "write `\"{a}\"`",
    "sprintf": "write `\"a is {a}\"`", "str2num": "write `number(\"0.5\")`", "type": "write `dtype(x)`",
    "disp": "write `print(x)`", "printf": "write `print(\"value {a}\")`",
    "fprintf": "write `print(\"value {a}\")`",
    "True": "write `true`", "False": "write `false`", "None": "write `none`", "null": "write `none`",
    "nil": "write `none`", "NaN": "write `nan`", "Inf": "write `inf`", "range": "write `1:10`",
    "map": "write `for e in v { print(e) }`", "enumerate": "write `for i in 1:3 { print(v[i]) }`",
    "zip": "write `for i in 1:3 { print(v[i], w[i]) }`", "tic": "write `time sum(x)`",
    "toc": "write `time sum(x)`",
    "open": "write `load(\"x.npy\")` or `picture(\"photo.png\")`", "imread": "write `picture(\"photo.png\")`",
    "imwrite": "write `write(\"out.png\", p)`", "save": "write `write(\"x.npy\", x)`",
    "from_numpy": "write `load(\"x.npy\")`", "isempty": "write `count(x) == 0`",
    "dict": "write `record(a=1, b=2)`",
    "optim": "write `SGD(0.01)` or `Adam(0.001)`",
    "lr_scheduler": "write `StepLR(2)` or `CosineLR()`",
    "autograd": "write `grad(f, v)`",
    "no_grad": "gradients are recorded only inside grad",
    "tuple": "write `list(1, 2)`", "assert": "write `expect(1 + 1, 2)`", "manual_seed": "write `seed(7)`",
  ]

  private static let arrays: [String: String] = [
    "array": "write `[1, 2, 3]`", "tensor": "write `[1, 2, 3]`", "Tensor": "write `[1, 2, 3]`",
    "asarray": "write `[1, 2, 3]`", "empty": "write `zeros(3, 4)`", "zeros_like": "write `zeros(shape(x))`",
    "ones_like": "write `ones(shape(x))`", "full_like": "write `full(7, shape(x))`",
    "rand_like": "write `rand(shape(x))`", "randn_like": "write `randn(shape(x))`",
    "randint": "write `floor(rand(3) * 10)`", "randi": "write `ceil(rand(3) * 10)`",
    "uniform": "write `rand(3) * 2 - 1`",
    "normal": "write `randn(3)`", "magic": "write `reshape(arange(1, 9), 3, 3)`",
    "meshgrid": "a column and a row are broadcast: `reshape(arange(1, 3), 3, 1) + arange(1, 4)`",
    "len": "write `count(v)`, or `shape(x)`", "length": "write `count(v)`, or `shape(x)`",
    "size": "write `shape(x)`",
    "dim": "write `count(shape(x))`", "ndim": "write `count(shape(x))`", "ndims": "write `count(shape(x))`",
    "numel": "write `count(x)`", "view": "write `reshape(x, 4)`", "ravel": "write `flatten(x)`",
    "squeeze": "write `reshape(x, 4)`", "unsqueeze": "write `reshape(x, 1, 2, 2)`",
    "expand_dims": "write `reshape(x, 1, 2, 2)`", "repeat": "write `cat(x, x, dim=1)`",
    "tile": "write `cat(x, x, dim=1)`",
    "repmat": "write `cat(x, x, dim=1)`; in arithmetic shapes are broadcast automatically",
    "expand": "shapes are broadcast by themselves: `x + zeros(3, 1, 1)`",
    "broadcast_to": "shapes are broadcast by themselves: `x + zeros(3, 1, 1)`",
    "concatenate": "write `cat(x, m, dim=1)`", "concat": "write `cat(x, m, dim=1)`",
    "vstack": "write `cat(x, m, dim=1)`",
    "vertcat": "write `cat(x, m, dim=1)`", "hstack": "write `cat(x, m, dim=2)`",
    "horzcat": "write `cat(x, m, dim=2)`",
    "dstack": "write `stack(x, m, dim=3)`", "chunk": halves,
    "vsplit": halves, "hsplit": "write `x[:, 1]` and `x[:, 2]`", "dsplit": halves,
    "fill": "write `full(7, shape(x))`", "logspace": "write `10^linspace(0, 2, 5)`",
    "geomspace": "write `10^linspace(0, 2, 5)`", "ranf": "write `rand(3)`",
    "cast": "write `f32(x)` or `f64(x)`",
    "ipermute": "write `permute(x, 2, 1)`", "isin": "write `maximum(v == 1, v == 2)`",
    "tolist": "write `for e in v { print(e) }`", "cell": "write `list(1, 2)`",
    "savez": "write `write(\"x.npz\", record(x=x, m=m))`", "plot3": "`plot(v, w)` draws a curve",
    "grid": "`plot(v, w)` draws a curve with its axes",
    "swapaxes": "write `permute(x, 2, 1)`", "moveaxis": "write `permute(x, 2, 1)`",
    "fliplr": "write `flip(x, dim=2)`",
    "flipud": "write `flip(x, dim=1)`",
    "circshift": "write `cat(v[end:end], v[1:end - 1])`",
    "diag": "write `sum(x * eye(2), dim=2)`",
    "tril": "write `where(reshape(arange(1, 2), 2, 1) >= arange(1, 2), x, 0)`",
    "triu": "write `where(reshape(arange(1, 2), 2, 1) <= arange(1, 2), x, 0)`", "nonzero": selecting,
    "find": selecting,
    "argwhere": selecting, "masked_fill": "write `where(x > 2, 0, x)`", "masked_select": selecting,
    "percentile": describing, "hist": describing, "array_equal": "write `all(x == m)`",
    "isequal": "write `all(x == m)`", "isclose": "write `abs(x - m) < 1e-6`", "equal": "write `x == m`",
    "copy": "assigning copies: `z = x`", "clone": "assigning copies: `z = x`", "item": "write `x[1, 1]`",
    "imresize": "write `resize(p, scale=2)`", "imrotate": "write `affine(p, rotation(30, shape(p)))`",
    "rgb2gray": "write `gray(ones(3, 4, 4))`",
  ]

  private static let halves = "write `x[1, :]` and `x[2, :]`"
  private static let selecting =
    "`sum(x > 2)` counts the elements for which it is true, `where(x > 2, x, 0)` keeps them"
  private static let describing =
    "`mean(x)`, `std(x)`, `min(x)` and `max(x)` describe how the numbers are distributed"
  private static let matrices = "for matrices there are the product, `x @ m`, and the transpose, `x'`"

  private static let mathematics: [String: String] = [
    "rint": "write `round(x)`", "around": "write `round(x)`", "long": "write `round(x)`",
    "uint": "write `round(x)`", "rsqrt": "write `1 / sqrt(x)`", "fmax": "write `maximum(x, m)`",
    "fmin": "write `minimum(x, m)`", "atanh": "write `0.5 * log((1 + a) / (1 - a))`",
    "asinh": "write `log(a + sqrt(a^2 + 1))`", "acosh": "write `log(a + sqrt(a^2 - 1))`",
    "arctanh": "write `0.5 * log((1 + a) / (1 - a))`", "arcsinh": "write `log(a + sqrt(a^2 + 1))`",
    "sinc": "write `sin(pi * a) / (pi * a)`", "sind": "write `sin(a * pi / 180)`",
    "cosd": "write `cos(a * pi / 180)`", "tand": "write `sin(a * pi / 180) / cos(a * pi / 180)`",
    "cot": "write `cos(a) / sin(a)`", "expit": "write `sigmoid(x)`", "logit": "write `log(a / (1 - a))`",
    "cov": "write `mean((v - mean(v)) * (w - mean(w)))`", "dist": "write `sqrt(sum((x - m)^2))`",
    "rank": matrices, "matrix_rank": matrices, "cond": matrices, "expm": matrices, "logm": matrices,
    "sqrtm": matrices, "conj": "there are only real numbers", "real": "there are only real numbers",
    "squareroot": "write `sqrt(a)`", "average": "write `mean(x)`", "ln": "write `log(a)`",
    "exp2": "write `2^a`", "abs_": "write `abs(x)`",
    "absolute": "write `abs(x)`",
    "fabs": "write `abs(x)`", "sinh": "write `(exp(a) - exp(-a)) / 2`",
    "cosh": "write `(exp(a) + exp(-a)) / 2`", "arctan": "there are `tanh(a)`, `sin(a)` and `cos(a)`",
    "atan": "there are `tanh(a)`, `sin(a)` and `cos(a)`",
    "asin": "there are `tanh(a)`, `sin(a)` and `cos(a)`",
    "acos": "there are `tanh(a)`, `sin(a)` and `cos(a)`",
    "norm": "write `sqrt(sum(x^2))`", "pow": "write `a ^ b`", "power": "write `a ^ b`",
    "square": "write `x^2`",
    "reciprocal": "write `1 / x`", "hypot": "write `sqrt(a^2 + b^2)`", "mod": "write `a % b`",
    "rem": "write `a % b`",
    "fmod": "write `a % b`", "floor_divide": "write `floor(a / b)`", "idivide": "write `floor(a / b)`",
    "add": "write `x + m`", "sub": "write `x - m`", "subtract": "write `x - m`", "mul": "write `x * m`",
    "multiply": "write `x * m`", "times": "write `x * m`", "div": "write `x / m`", "divide": "write `x / m`",
    "neg": "write `-x`", "negative": "write `-x`",
    "fix": "write `where(x > 0, floor(x), ceil(x))`", "trunc": "write `where(x > 0, floor(x), ceil(x))`",
    "clip": "write `clamp(x, 0, 1)`", "amax": "write `max(x, dim=1)`", "amin": "write `min(x, dim=1)`",
    "eq": "write `x == m`", "ne": "write `x != m`", "lt": "write `x < m`", "le": "write `x <= m`",
    "gt": "write `x > m`",
    "ge": "write `x >= m`", "logical_and": "write `(x > 1) * (x < 4)`",
    "logical_or": "write `maximum(x < 2, x > 3)`",
    "logical_not": "write `1 - (x > 2)`", "matmul": "write `x @ m`", "mtimes": "write `x @ m`",
    "mm": "write `x @ m`", "bmm": "write `x @ m`", "mv": "write `x @ [1, 2]`", "einsum": "write `x @ m`",
    "dot": "write `v @ w`, or `sum(v * w)`", "inner": "write `sum(v * w)`",
    "outer": "write `reshape(v, 3, 1) * w`",
    "trace": "write `sum(x * eye(2))`", "inv": matrices, "pinv": matrices, "det": matrices, "solve": matrices,
    "lstsq": matrices, "svd": matrices, "eig": matrices, "eigh": matrices, "qr": matrices,
    "cholesky": matrices,
    "kron": matrices, "gradient": "write `grad(f, v)`", "jacobian": "write `grad(f, v)`",
    "backward": "write `grad(f, v)`",

  ]

  private static let activations =
    "the layers for it are `Relu()`, `LeakyRelu(0.01)`, `Elu()`, `Sigmoid()` and `Tanh()`"
  private static let pictures = "layers and functions work on pictures: `MaxPool(2)`, `max_pool(x, 2)`"

  private static let networks: [String: String] = [
    "ELU": "write `Elu()`", "CELU": activations, "SELU": activations, "GELU": activations,
    "SiLU": activations,
    "PReLU": activations, "RReLU": activations, "ReLU6": activations, "Mish": activations,
    "Softplus": activations, "Hardtanh": activations, "celu": "write `elu(x)`",
    "selu": "write `1.0507 * elu(x, 1.67326)`",
    "prelu": "write `leaky_relu(x, 0.25)`",
    "rrelu": "write `leaky_relu(x, 0.25)`", "MaxPool1d": pictures, "MaxPool3d": pictures,
    "AvgPool1d": pictures, "AvgPool3d": pictures, "max_pool1d": pictures, "max_pool3d": pictures,
    "avg_pool1d": pictures, "avg_pool3d": pictures, "BatchNorm3d": "write `BatchNorm()`",
    "Dropout1d": "write `Dropout(0.5)`", "Dropout3d": "write `Dropout(0.5)`",
    "dropout1d": "write `dropout(x, 0.5)`", "dropout2d": "write `dropout(x, 0.5)`",
    "dropout3d": "write `dropout(x, 0.5)`", "LogSoftmax": "write `log_softmax(x, dim=2)`",
    "Softmax2d": "write `Softmax()`", "Bilinear": "write `Dense(10)`",
    "bilinear": "write `resize(p, scale=2, mode=\"bilinear\")`",
    "grid_sampler": "the function is grid_sample: type help grid_sample",
    "Unflatten": "write `reshape(x, 1, 2, 2)`", "unflatten": "write `reshape(x, 1, 2, 2)`",
    "NAdam": "write `Adam(0.001)`", "RAdam": "write `Adam(0.001)`", "ASGD": "write `SGD(0.01)`",
    "LinearLR": "write `StepLR(2)` or `CosineLR()`",
    "conv2d": "write `conv(p, x)`", "conv2": "write `conv(p, x)`",
    "imfilter": "write `conv(p, x, padding=\"same\")`", "max_pool2d": "write `max_pool(x, 2)`",
    "avg_pool2d": "write `avg_pool(x, 2)`", "interpolate": "write `resize(p, scale=2)`",
    "upsample": "write `resize(p, scale=2)`",
    "swish": "write `x * sigmoid(x)`",
    "relu6": "write `clamp(x, 0, 6)`",
    "hardtanh": "write `clamp(x, -1, 1)`",
    "l1_loss": "write `mean(abs(x - m))`",
    "binary_cross_entropy": "write `mean(-(b * log(a) + (1 - b) * log(1 - a)))`",
    "nll_loss": "write `cross_entropy(randn(3, 3), y)`: log_softmax is inside",
    "cosine_similarity": "write `sum(v * w) / sqrt(sum(v^2) * sum(w^2))`",
    "CrossEntropyLoss": "write `cross_entropy(randn(3, 3), y)`", "MSELoss": "write `mse_loss(x, m)`",
    "L1Loss": "write `mean(abs(x - m))`",
    "Conv2d": "write `Conv(8, 3)`: the number of channels is inferred", "Conv2D": "write `Conv(8, 3)`",
    "MaxPool2d": "write `MaxPool(2)`", "MaxPooling2D": "write `MaxPool(2)`",
    "AvgPool2d": "write `AvgPool(2)`",
    "ReLU": "write `Relu()`", "Sequential": "write `Chain(Conv(8, 3), Relu(), Flatten(), Dense(10))`",
    "LeakyReLU": "write `LeakyRelu(0.01)`", "BatchNorm2d": "write `BatchNorm()`",
    "BatchNorm1d": "write `BatchNorm()`",
    "Dropout2d": "write `Dropout(0.5)`", "DataLoader": "write `train(net, data, batch_size=16)`",
    "Adagrad": "write `Adam(0.001)`",
    "CosineAnnealingLR": "write `CosineLR()`",
    "MNIST": "write mnist(\"folder\")", "TensorDataset": "write `dataset(ones(3, 4, 4), y)`",
    "random_split": "write `split(data, 0.8)`", "fit": "write `train(net, data)`",
    "predict": "write `classify(net, data[1].picture)`",
  ]

  /// Of a value, which stands for `$`; x is one in the test. What has the same arguments here is `ForeignMethod`'s.
  static let fields: [String: String] = [
    "view": "reshape changes the shape, whose sizes are numbers",
    "reshape": "reshape changes the shape, whose sizes are numbers",
    "size": "write `shape($)`", "ndim": "write `count(shape($))`", "dim": "write `count(shape($))`",
    "item": "an element is taken by its index",
    "numpy": "`write(\"x.npy\", $)` writes a NumPy file",
    "tolist": "a loop goes over the elements: `for e in flatten($) { print(e) }`",
    "detach": "gradients are recorded only inside grad", "backward": "write `grad(f, $)`",
    "grad": "write `grad(f, $)`",
    "requires_grad_": "write `grad(f, $)`",
    "squeeze": "reshape removes and inserts dimensions of size 1",
    "unsqueeze": "reshape removes and inserts dimensions of size 1",
    "repeat": "cat and stack put tensors together; in arithmetic shapes are broadcast automatically",
    "tile": "cat and stack put tensors together; in arithmetic shapes are broadcast automatically",
    "transpose": "permute puts all dimensions in another order",
    "swapaxes": "transpose swaps two dimensions, counted from 1",
    "float": "write `f32($)`",
    "double": "write `f64($)`", "astype": "write `f32($)` or `f64($)`", "to": "write `f32($)` or `f64($)`",
    "cpu": "everything is on the CPU", "cuda": "everything is on the CPU",
    "parameters": "`net.parameters` is their number, net[1].weight are those of the first layer",
    "train": "write net = train($, data)",
    "eval": "net(x) evaluates; inside grad and train it is in training mode",
    "fit": "write net = train($, data)", "predict": "write classify($, x)", "forward": "write $(x)",
    "state_dict": "write(\"net.safetensors\", $) saves it",
    "zero_grad": "a gradient is a value: nothing to clear",
    "append": "a list does not change: `list(a, b)`", "copy": "assigning copies already",
    "clone": "assigning copies already", "format": "`\"{a}\"` puts a value into a string",
    "any": "`any($ > 0)` tests all elements together", "all": "`all($ > 0)` tests all elements together",
  ]

  /// A choice of another library, and what it is called here; `remark` says where the two differ.
  static func choice(_ text: String, among choices: [String]) -> (ours: String, remark: String)? {
    guard let (ours, remark) = self.choices[text]?.first(where: { choices.contains($0.ours) }) else {
      return nil
    }
    return (ours, remark)
  }

  private static let choices: [String: [(ours: String, remark: String)]] = [
    "nearest": [
      (
        "round",
        ": the nearest pixel, and the next one at a half; PyTorch's \"nearest\" of grid_sample goes to the even one"
      )
    ],
    "nearest-exact": [("round", "")], "linear": [("bilinear", "")], "zero": [("zeros", "")],
    "constant": [("zeros", "")], "edge": [("border", "")], "replicate": [("border", "")],
    "reflect": [("reflection", "")],
    "mirror": [("reflection", "")], "average": [("mean", "")], "elementwise_mean": [("mean", "")],
    "batchmean": [("mean", "")],
  ]
}
