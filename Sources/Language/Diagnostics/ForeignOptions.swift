/// What is said of another library's options and arguments in calls of our functions. What is in backticks is a program, as
/// in `ForeignHabits.names`; a test runs each.
extension ForeignHabits {
  /// For an option that a function does not have.
  static func option(_ name: String, of function: String) -> String? {
    options[function]?[name] ?? anywhere[name]
  }

  /// By function, and by the option's name elsewhere.
  static let options: [String: [String: String]] = [
    "argsort": ["reverse": "write `argsort(v, descending=true)`", "kind": "leave it out: `argsort(v)`"],
    "conv": [
      "mode": "write `conv(p, x, padding=\"same\")`", "boundary": "outside a picture conv takes zeros",
    ],
    "histogram": [
      "normed": "write `histogram(v, density=true)`", "weights": "write `histogram(v, weight=w)`",
      "nbins": "write `histogram(v, bins=3)`",
    ],
    "linspace": [
      "endpoint": "both ends are included; without the last it is `linspace(0, 1, 6)[1:5]`",
      "num": "write `linspace(0, 1, 6)`: the number of points comes third",
    ],
    "load": [
      "delimiter": "commas, semicolons, tabs and blanks are recognized: load(\"table.csv\")",
      "skiprows": "a line of names at the top is left out by itself: load(\"table.csv\")",
      "allow_pickle": "only numbers are read: load(\"x.npy\")",
    ],
    "mean": ["weights": "write `sum(w * v) / sum(w)`"],
    "pad": [
      "mode":
        "pad fills with one number; to repeat the edge, write `affine(p, [1, 0, -1; 0, 1, -1], size=shape(p) + 2, "
        + "padding_mode=\"border\")`, to mirror it padding_mode=\"reflection\"",
      "constant_values": "write `pad(p, 1, value=7)`",
      "pad_width": "write `pad(p, 1)`, or `pad(p, [1, 2, 3, 4])` for left, right, top and bottom",
    ],
    "plot": [
      "label": "write `plot(v, stack(v, w), labels=list(\"one\", \"two\"))`: a name for each curve",
      "legend": "write `plot(v, stack(v, w), labels=list(\"one\", \"two\"))`: a name for each curve",
      "figsize": "write `plot(v, w, size=[640, 360])`", "marker": points, "ls": points, "linestyle": points,
      "fmt": points, "color": colours, "c": colours, "linewidth": colours, "lw": colours, "alpha": colours,
      "bins": "write `plot(histogram(v, bins=3))`",
    ],
    "print": [
      "sep": "a string puts values together as you like: `print(\"{a}, {b}\")`",
      "file": "print writes to the screen; `write(\"x.csv\", x)` writes a file",
      "flush": "leave it out: print shows its line at once",
    ],
    "round": ["ndigits": "write `round(x, decimals=2)`", "n": "write `round(x, decimals=2)`"],
    "show": [
      "title": "write `show x, caption=\"text\"`", "vmin": "write `show x, range=[0, 1]`",
      "vmax": "write `show x, range=[0, 1]`",
      "cmap": "the colours are fixed: grey, or red and blue around 0; `show x, range=[0, 1]` sets the ends",
    ],
    "sort": [
      "reverse": "write `sort(v, descending=true)`", "kind": "leave it out: `sort(v)`",
      "key": "write `x[argsort(x[:, 1]), :]` for rows in the order of their first elements",
      "direction": "write `sort(v, descending=true)`",
    ],
    "std": [
      "ddof": "the option correction is what NumPy calls ddof: `std(v, correction=0)`",
      "unbiased": correction,
    ],
    "svd": [
      "full_matrices": "leave it out: svd is always the short form, as with full_matrices=False",
      "some": "leave it out: svd is always the short form, as with full_matrices=False",
      "compute_uv": "write `svd(x).S` for the singular values alone",
    ],
    "unique": ["return_index": "the first place of a number is `nonzero(v == 2)[1, 1]`"],
    "var": [
      "ddof": "the option correction is what NumPy calls ddof: `var(v, correction=0)`",
      "unbiased": correction,
    ],
  ]

  private static let points = "the form of a curve is its kind: `plot(v, w, kind=\"points\")`; see help plot"
  private static let colours =
    "the colours and lines of curves are fixed; the option labels names them: see help plot"
  private static let correction = "write correction=1 for the estimate from a sample, correction=0 without it"

  /// Options that many functions have elsewhere, and none here.
  static let anywhere: [String: String] = [
    "dtype": "numbers are float32; `f64(x)` and `i64(x)` convert, and a comparison gives booleans: `x != 0`",
    "device": "everything is on the CPU: leave it out",
    "requires_grad": "gradients are recorded only inside grad: leave it out, and write `grad(f, v)`",
    "inplace": "a function changes nothing, it gives a new value: `z = relu(x)`",
    "out": "a function gives a new value: `z = exp(x)`",
    "order": "elements are ordered row after row, as in NumPy and PyTorch: leave it out",
  ]

  /// What to write for more arguments by position than a function takes, where another library takes them so.
  static let extra = [
    "sum", "mean", "prod", "median", "all", "any", "argmax", "argmin", "cumsum", "cumprod", "max", "min",
  ].reduce(into: particular) { advice, name in
    advice[name] = "the dimension is an option, counted from 1: `\(name)(x, dim=1)`"
  }

  private static let particular: [String: String] = [
    "argsort": "the order is an option: `argsort(v, descending=true)`",
    "filter": "filter picks elements of a list; " + filtered,
    "histogram": "write `histogram(v, bins=3, range=[0, 4])`",
    "plot":
      "a form such as \"r--\" is an option: `plot(v, w, kind=\"points\")`; several curves are "
      + "`plot(v, stack(v, w), labels=list(\"one\", \"two\"))`",
    "round": "the number of decimals is an option: `round(x, decimals=2)`",
    "shape": "write `shape(x)[1]` for the first dimension",
    "sort": "the order is an option: `sort(v, descending=true)`; so is the dimension: `sort(x, dim=1)`",
    "std": "both are options: `std(x, dim=1)`, and correction=1 is MATLAB's 0",
    "svd": "leave it out: svd is always the short form, with min(m, n) singular values",
    "unique": "unique looks at elements, not at rows: `unique(x)`",
    "var": "both are options: `var(x, dim=1)`, and correction=1 is MATLAB's 0",
  ]

  /// What is said of a method beside the call that does it here, because libraries differ.
  static let remarks: [String: String] = [
    "std": "it divides by n − 1, as in PyTorch, unless correction=0 is given, NumPy's default",
    "var": "it divides by n − 1, as in PyTorch, unless correction=0 is given, NumPy's default",
  ]

  /// What to write for fewer arguments than a function needs, where another library takes them so.
  static let incomplete: [String: String] = [
    "where": "the indices of what is true are `nonzero(x > 2)`"
  ]

  /// Fields that records of other libraries have: what to write for `$`, a record with the field `having`.
  static let recordFields: [String: (having: String, help: String)] = [
    "V": ("Vh", "Vh is V transposed: write `$.Vh'`"),
    "Vt": ("Vh", "it is called Vh, as in PyTorch: write `$.Vh`"),
    "VT": ("Vh", "it is called Vh, as in PyTorch: write `$.Vh`"),
    "Sigma": ("Vh", "the singular values are `$.S`"),
    "singular_values": ("Vh", "the singular values are `$.S`"),
    "hist": ("edges", "write `$.counts`"),
    "bin_edges": ("edges", "write `$.edges`"),
    "BinEdges": ("edges", "write `$.edges`"),
    "Values": ("edges", "write `$.counts`"),
    "index": ("indices", "write `$.indices`"),
  ]

  /// - Parameter record: the record as it is written.
  static func recordField(_ name: String, of record: String, having names: [String]) -> String? {
    guard let (having, help) = recordFields[name], names.contains(having) else { return nil }
    return help.map { $0 == "$" ? record : String($0) }.joined()
  }
}
