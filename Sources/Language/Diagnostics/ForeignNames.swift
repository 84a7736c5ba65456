/// What stands here for names of NumPy, PyTorch and MATLAB. What is in backticks is a program that works, where x and m
/// are matrices, v and w vectors, y class numbers, a and b numbers, p a picture, f a function and `net`, `data` what
/// they say; a test runs each.
extension ForeignHabits {
  static let names = modulesAndWords.merging(functions) { $1 }

  /// Many of these words are good names for variables, so they are answered where they are called.
  static let functions = topics.reduce([:]) { $0.merging($1) { $1 } }
    .merging(
      ForeignCall.examples.filter { Library.standard[$0.key] == nil && modulesAndWords[$0.key] == nil }
    ) { topic, _ in topic }

  /// A name is in one of them.
  static let topics = [arrays, mathematics, statistics, networks, layers, pictures, text]

  /// More names of theirs, of which nothing is said; but nobody who types one has misspelled ours.
  static let others: Set<String> = [
    "Argument", "anext", "edit", "exist", "flatiter", "info", "pie", "psi", "rsplit",
  ]

  static let modulesAndWords: [String: String] = [
    "assert": "write `expect(1 + 1, 2)`, or `expect(a > 0, true)`",
    "autograd": "write `grad(f, v)`",
    "bool": "write `x != 0`",
    "clc": "Ctrl-L clears the screen",
    "clear": "write `x = none`; undo takes back the last cell",
    "cls": "Ctrl-L clears the screen",
    "cv2": "functions have no prefix: `resize(p, scale=2)`",
    "datetime": "there is no clock; `time sum(x)` says how long something takes",
    "dict": "write `record(a=1, b=2)`",
    "disp": "write `print(x)`",
    "double": "write `f64(x)`",
    "enumerate": "write `for i in 1:3 { print(i, v[i]) }`",
    "F": "functions have no prefix: `relu(x)`",
    "False": "write `false`",
    "figure": "`show x` draws a tensor, `plot(v, w)` a curve",
    "float": "write `f32(x)`",
    "fprintf": "write `print(\"value {a:8.3f}\")`",
    "imagesc": "write `show x`",
    "Image": "write `picture(\"photo.png\")`",
    "imread": "write `picture(\"photo.png\")`",
    "imshow": "write `show x`",
    "imwrite": "write `write(\"out.png\", p)`",
    "Inf": "write `inf`",
    "input": "give a variable another value and run the cell again",
    "int": "write `i64(x)`, which drops the fraction, or `round(x)`",
    "isempty": "write `count(x) == 0`",
    "lr_scheduler": "write `StepLR(2)` or `CosineLR()`",
    "manual_seed": "write `seed(7)`",
    "math": "functions have no prefix: `sqrt(x)`, and `pi` is a number",
    "NaN": "write `nan`",
    "newaxis": "write `unsqueeze(v, 2)`",
    "nil": "write `none`",
    "nn": "layers have no prefix: `Chain(Conv(8, 3), Relu())`",
    "no_grad": "gradients are recorded only inside grad",
    "None": "write `none`",
    "np": "functions have no prefix: `zeros(3, 4)`, `sum(x)`",
    "null": "write `none`",
    "num2str": "write `\"{a}\"`, with a format `\"{a:.2f}\"`",
    "numpy": "functions have no prefix: `zeros(3, 4)`, `sum(x)`",
    "open": "write `load(\"x.npy\")` or `picture(\"photo.png\")`",
    "optim": "write `SGD(0.01)` or `Adam(0.001)`",
    "os": "files are read with `load(\"x.npy\")` and written with `write(\"x.npy\", x)`",
    "pandas": "a table is a record of its columns: `t = record(age=v, height=w); t.age`",
    "pd": "a table is a record of its columns: `t = record(age=v, height=w); t.age`",
    "PIL": "write `picture(\"photo.png\")`",
    "plt": "`show x` draws a tensor, `plot(v, w)` a curve",
    "printf": "write `print(\"value {a:8.3f}\")`",
    "range": "write `1:10`",
    "save": "write `write(\"x.npy\", x)`",
    "scipy": "functions have no prefix: `conv(p, x)`, `solve(x, m)`",
    "rng": "write `seed(7)`: what is drawn at random after it repeats",
    "single": "write `f32(x)`",
    "sys": "the arguments of a script are in the list args",
    "transforms":
      "`augment(data, rotate=15)` changes pictures while a network trains, `resize(p, scale=2)` changes one",
    "sns": "`show x` draws a tensor, `plot(v, w)` a curve",
    "skimage": "functions have no prefix: `resize(p, scale=2)`",
    "sklearn": "networks are trained by `train(net, data)`",
    "sprintf": "write `\"a is {a:8.3f}\"`",
    "str": "`\"{a}\"` puts a value into a string",
    "str2num": "write `number(\"0.5\")`",
    "tf": "functions have no prefix: `zeros(3, 4)`, `relu(x)`",
    "tic": "write `time sum(x)`",
    "toc": "write `time sum(x)`",
    "torch": "functions have no prefix: `zeros(3, 4)`, `relu(x)`",
    "True": "write `true`",
    "tuple": "write `list(1, 2)`",
    "type": "write `dtype(x)`",
    "who": "the command is vars",
    "whos": "the command is vars",
    "zip": "write `map(i -> list(v[i], w[i]), 1:3)`",
  ]

  /// Of a value, which stands for `$`; x is one in the test. What has the same arguments here is `ForeignMethod`'s.
  static let fields: [String: String] = [
    "all": "`all($ > 0)` tests all elements together",
    "any": "`any($ > 0)` tests all elements together",
    "append": "append gives the longer list: l = append(l, x)",
    "astype": "write `f32($)`, `f64($)` or `i64($)`; for a picture of bytes, `clamp(round($), 0, 255)`",
    "bool": "write `$ != 0`",
    "clone": "assigning copies already",
    "contiguous": "every tensor is in order already",
    "copy": "assigning copies already",
    "cpu": "everything is on the CPU",
    "cuda": "everything is on the CPU",
    "split": "parts are taken by their indices: `$[1:1]`",
    "summary": "`show $` lists the layers of a network, with shapes and parameters",
    "std": "write `std($, correction=0)`, where correction is what NumPy calls ddof",
    "var": "write `var($, correction=0)`, where correction is what NumPy calls ddof",
    "detach": "gradients are recorded only inside grad",
    "dim": "write `count(shape($))`",
    "double": "write `f64($)`",
    "eval": "net(x) evaluates; inside grad and train it is in training mode",
    "extend": "lists are joined by +: l = l + m",
    "fit": "write net = train($, data)",
    "float": "write `f32($)`",
    "format": "`\"{a:.2f}\"` writes a number in a string",
    "forward": "write $(x)",
    "grad": "write `grad(f, $)`",
    "half": "everything is float32 or float64",
    "int": "write `i64($)`",
    "item": "an element is taken by its index",
    "items": "for name in names(r) { print(name, r[name]) } goes over a record",
    "keys": "names(r) lists the names of a record",
    "long": "write `i64($)`",
    "ndim": "write `count(shape($))`",
    "numpy": "`write(\"x.npy\", $)` writes a NumPy file",
    "parameters": "`net.parameters` is their number, net[1].weight are those of the first layer",
    "predict": "write classify($, x)",
    "requires_grad_": "write `grad(f, $)`",
    "reshape": "reshape changes the shape, whose sizes are numbers",
    "size": "`count($)` is the number of elements, `shape($)` says how many there are along each dimension",
    "state_dict": "write(\"net.safetensors\", $) saves it",
    "swapaxes": "transpose swaps two dimensions, counted from 1",
    "to": "write `f32($)` or `f64($)`",
    "tolist": "`map(i -> flatten($)[i], 1:count($))` makes a list of the elements",
    "train": "write net = train($, data)",
    "transpose": "permute puts all dimensions in another order",
    "view": "reshape changes the shape, whose sizes are numbers",
    "zero_grad": "a gradient is a value: nothing to clear",
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
