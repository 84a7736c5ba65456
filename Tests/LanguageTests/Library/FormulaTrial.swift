/// What a formula in help is tried on: the arguments by their names, and the result `y`.
struct FormulaTrial: Sendable, CustomStringConvertible {
  let function: String
  /// Gives each argument that the formula names, and y.
  let setup: String
  /// How far indices go that are none of the result's: `p` to `3`.
  var counts: [String: String] = [:]
  /// Operands that may be asked for places outside, and what they are there.
  var outside: [String: String] = [:]
  /// Which formulas it is for: those that hold this text, or all.
  var only = ""
  var except: String?

  var description: String { "\(function): \(setup)" }

  func picks(_ formula: String) -> Bool {
    (only.isEmpty || formula.contains(only)) && !(except.map { formula.contains($0) } ?? false)
  }

  static let prelude = """
    within(t, r, c, other) = if r < 1 or c < 1 or r > shape(t)[1] or c > shape(t)[2] { other } else { t[r, c] };

    """

  private static let elementwise: [FormulaTrial] = [
    ("relu", ""), ("sigmoid", ""), ("tanh", ""), ("log", "x = abs(x) + 0.1; "), ("sqrt", "x = abs(x); "),
    ("cos", ""),
    ("abs", ""), ("tan", ""), ("sign", ""), ("expm1", ""), ("silu", ""), ("log2", "x = abs(x) + 0.1; "),
    ("log10", "x = abs(x) + 0.1; "), ("log1p", "x = abs(x); "), ("gelu", ""),
  ].map { FormulaTrial(function: $0.0, setup: "x = 3 * randn(4, 5); \($0.1)y = \($0.0)(x)") }

  private static let pairs: [FormulaTrial] = ["maximum", "minimum", "atan2"].map {
    FormulaTrial(function: $0, setup: "a = randn(3, 4); b = randn(4); y = \($0)(a, b)")
  }

  private static let options: [FormulaTrial] =
    [0.01, 0, -1].map {
      FormulaTrial(
        function: "leaky_relu", setup: "x = randn(9); negative_slope = \($0); y = leaky_relu(x, \($0))")
    }
    + [1, 0, -2].map {
      FormulaTrial(function: "elu", setup: "x = randn(9); alpha = \($0); y = elu(x, \($0))")
    }
    + ["beta = 1; threshold = 20", "beta = 0.5; threshold = 1"].map {
      FormulaTrial(
        function: "softplus", setup: "x = 3 * randn(9); \($0); y = softplus(x, beta, threshold)")
    }
    + ["min = -0.5; max = 0.25", "min = 1; max = -1", "min = nan; max = 1", "min = -inf; max = nan"].map {
      FormulaTrial(function: "clamp", setup: "x = randn(9); \($0); y = clamp(x, min, max)")
    }

  private static let reductions: [FormulaTrial] =
    [FormulaTrial(function: "mean", setup: "x = randn(3, 4); y = mean(x)")]
    + [0, 1, 2, 4, 5, 6].flatMap { correction in
      ["randn(5)", "[2, 2, 2, 2, 2]"].flatMap { x in
        ["var", "std"].map {
          FormulaTrial(
            function: $0, setup: "x = \(x); correction = \(correction); y = \($0)(x, correction=correction)")
        }
      }
    }

  private static let windows: [FormulaTrial] =
    [(1, 0, 1), (2, 1, 1), (1, 2, 2), (3, 1, 2)].flatMap { stride, padding, dilation in
      let options = "stride = \(stride); padding = \(padding); dilation = \(dilation); "
      let given = "stride=stride, padding=padding"
      return [
        FormulaTrial(
          function: "conv",
          setup: options + "x = randn(7, 6); w = randn(3, 2); b = 0.3; "
            + "y = conv(x, w, [b], \(given), dilation=dilation)",
          counts: ["p": "3", "q": "2"], outside: ["x": "0"]),
        FormulaTrial(
          function: "max_pool",
          setup: options + "padding = minimum(padding, 1); x = randn(9, 8); "
            + "y = max_pool(x, [3, 2], \(given), dilation=dilation)",
          counts: ["p": "3", "q": "2"], outside: ["x": "-inf"]),
        FormulaTrial(
          function: "avg_pool",
          setup: options
            + "padding = minimum(padding, 1); x = randn(7, 8); y = avg_pool(x, [3, 2], \(given))",
          counts: ["p": "3", "q": "2"], outside: ["x": "0"]),
      ]
    }
    + [(1, 0, 0, 1), (2, 1, 1, 1), (3, 0, 0, 2)].map { stride, padding, outside, dilation in
      FormulaTrial(
        function: "conv_transpose",
        setup:
          "stride = \(stride); padding = \(padding); output_padding = \(outside); dilation = \(dilation); "
          + "x = randn(4, 5); w = randn(3, 2); b = 0.3; y = conv_transpose(x, w, [b], stride=stride, "
          + "padding=padding, output_padding=output_padding, dilation=dilation)")
    }
    + ["[2, 3]", "[4, 5]", "[6, 1]"].flatMap { size in
      ["adaptive_avg_pool", "adaptive_max_pool"].map {
        FormulaTrial(function: $0, setup: "x = randn(5, 7); size = \(size); y = \($0)(x, size)")
      }
    } + [
      FormulaTrial(
        function: "global_avg_pool", setup: "x = randn(3, 4, 5); y = global_avg_pool(x)"),
      FormulaTrial(
        function: "linear", setup: "x = randn(4); w = randn(3, 4); b = randn(3); y = linear(x, w, b)"),
    ]

  private static let losses: [FormulaTrial] = [
    FormulaTrial(function: "softmax", setup: "x = randn(5); y = softmax(x)", only: "y[i] = exp"),
    FormulaTrial(
      function: "softmax", setup: "x = randn(5); y = softmax(x); i = 2", only: "grad", except: "y[i] = exp"),
    FormulaTrial(function: "log_softmax", setup: "x = randn(5); y = log_softmax(x)"),
    FormulaTrial(
      function: "cross_entropy",
      setup: "x = randn(4); target = 3; weight = ones(4); label_smoothing = 0; y = cross_entropy(x, target)"),
    FormulaTrial(
      function: "cross_entropy",
      setup: "x = randn(4); target = 2; weight = rand(4); label_smoothing = 0.3; "
        + "y = cross_entropy(x, target, weight, label_smoothing=0.3, reduction=\"none\")",
      only: "label_smoothing"),
    FormulaTrial(
      function: "mse_loss", setup: "x = randn(3, 4); target = randn(3, 4); y = mse_loss(x, target)"),
    FormulaTrial(
      function: "group_norm",
      setup: "x = randn(5, 6); num_groups = 2; weight = randn(6); bias = randn(6); eps = 0.1; "
        + "y = group_norm(x, num_groups, weight, bias, eps=eps)"),
    FormulaTrial(
      function: "layer_norm",
      setup: "x = randn(5, 6); weight = randn(6); bias = randn(6); eps = 0.1; "
        + "y = layer_norm(x, 6, weight, bias, eps=eps)"),
    FormulaTrial(
      function: "l1_loss", setup: "x = randn(3, 4); target = randn(3, 4); y = l1_loss(x, target)"),
    FormulaTrial(
      function: "huber_loss",
      setup: "x = randn(3, 4); target = randn(3, 4); delta = 0.7; y = huber_loss(x, target, delta=delta)"),
    FormulaTrial(
      function: "smooth_l1_loss",
      setup: "x = randn(3, 4); target = randn(3, 4); beta = 0.7; y = smooth_l1_loss(x, target, beta=beta)"),
    FormulaTrial(
      function: "binary_cross_entropy",
      setup: "x = rand(3, 4); target = rand(3, 4); y = binary_cross_entropy(x, target)"),
    FormulaTrial(
      function: "binary_cross_entropy_with_logits",
      setup: "x = randn(3, 4); target = rand(3, 4); y = binary_cross_entropy_with_logits(x, target)"),
    FormulaTrial(
      function: "batch_norm",
      setup: "x = randn(6, 3); weight = randn(3); bias = randn(3); eps = 0.1; momentum = 0.25; "
        + "running_mean = randn(3); running_var = rand(3); "
        + "r = batch_norm(x, running_mean, running_var, weight, bias, training=true, momentum=momentum, eps=eps); "
        + "y = r[1]"),
    FormulaTrial(function: "dropout", setup: "x = randn(40) + 5; p = 0.25; y = dropout(x, p)"),
  ]

  private static let sampling: [FormulaTrial] =
    ["rotation(30, [5, 6])", "scaling(0.7, [5, 6])", "shift(0.25, -1.5)", "[1, 0.3, -1; 0.2, 0.8, 1]"].map {
      FormulaTrial(
        function: "affine", setup: "x = randn(5, 6); theta = \($0); y = affine(x, theta)",
        counts: ["p": "5", "q": "6"], outside: ["x": "0"])
    } + [
      FormulaTrial(
        function: "affine_grid",
        setup: "theta = randn(2, 3); size = [3, 4]; y = affine_grid(theta, size)"),
      FormulaTrial(
        function: "grid_sample",
        setup: "x = randn(5, 6); grid = 2.4 * rand(3, 4, 2) - 1.2; y = grid_sample(x, grid)",
        counts: ["p": "5", "q": "6"], outside: ["x": "0"]),
      // Halfway between pixels.
      FormulaTrial(
        function: "grid_sample",
        setup:
          "x = randn(4, 4); grid = reshape([-1, -0.5; 0, 0.5; 1, 0; -0.5, 0], 2, 2, 2); y = grid_sample(x, grid)",
        counts: ["p": "4", "q": "4"], outside: ["x": "0"]),
    ]
    + ["[7, 9]", "[3, 2]", "[8, 12]"].map {
      FormulaTrial(
        function: "resize",
        setup: "x = randn(4, 6); size = \($0); scale = 1.6; y = resize(x, size=size, mode=\"bilinear\")",
        counts: ["p": "4", "q": "6"])
    }
    + [30, 90, -200].map {
      FormulaTrial(function: "rotation", setup: "degrees = \($0); size = [5, 8]; y = rotation(degrees, size)")
    } + [
      FormulaTrial(function: "scaling", setup: "factor = 0.7; size = [5, 8]; y = scaling(factor, size)"),
      FormulaTrial(function: "shift", setup: "rows = 2; columns = -0.5; y = shift(rows, columns)"),
      FormulaTrial(
        function: "pixel_theta",
        setup:
          "x = randn(5, 6); size = [5, 6]; theta = [0.8, 0.1, 0.2; -0.3, 1.1, 0]; y = pixel_theta(theta, size)"
      ),
      FormulaTrial(
        function: "unit_theta",
        setup: "size = [5, 6]; theta = [0.8, 0.1, 0.2; -0.3, 1.1, 0.4]; y = unit_theta(theta, size)"),
    ]

  private static let matrices: [FormulaTrial] =
    [
      FormulaTrial(function: "outer", setup: "a = randn(3); b = randn(4); y = outer(a, b)"),
      FormulaTrial(function: "trace", setup: "x = randn(4, 4); y = trace(x)", counts: ["i": "4"]),
    ]
    + ["1", "2", "3", "0.5"].map {
      FormulaTrial(function: "norm", setup: "x = randn(3, 4); p = \($0); y = norm(x, p)")
    }

  private static let running: [FormulaTrial] =
    ["cumsum", "cumprod"].map { FormulaTrial(function: $0, setup: "x = randn(7); y = \($0)(x)") }
    + [FormulaTrial(function: "diff", setup: "x = randn(7); y = diff(x)")]

  private static let others: [FormulaTrial] = [
    FormulaTrial(
      function: "linspace", setup: "first = -2; last = 5; count = 6; y = linspace(first, last, count)"),
    FormulaTrial(
      function: "numgrad",
      setup: "f(x) = x^3 + sin(x); x = f64(2.5); step = 0.01; y = numgrad(f, x, step=step)"),
    FormulaTrial(function: "gray", setup: "x = rand(3, 4, 5); y = gray(x)"),
    FormulaTrial(
      function: "allclose",
      setup:
        "a = [1, 2]; b = [1, 2.1]; rtol = 0.04; atol = 0; y = where(allclose(a, b, rtol=rtol, atol=atol), 1, 0)"
    ),
    FormulaTrial(
      function: "overlay",
      setup: "x = [0, 1; 0.25, 0.5]; mask = [-4, 1; 0, 2]; y = overlay(x, mask)"),
    FormulaTrial(
      function: "overlay",
      setup: "x = [0, 1; 0.25, 0.5]; mask = [nan, 1; -inf, 2]; y = overlay(x, mask)"),
    FormulaTrial(
      function: "saliency",
      setup: "net = build(Chain(Flatten(), Dense(3)), [2, 4, 5]); x = randn(2, 4, 5); k = 2; "
        + "y = saliency(net, x, class=k)"),
    FormulaTrial(
      function: "Dense",
      setup:
        "net = build(Dense(3), [4]); x = randn(4); units = 3; weight = net[1].weight; bias = net[1].bias; "
        + "y = net(x)"),
  ]

  static let all =
    elementwise + pairs + options + reductions + windows + losses + sampling + matrices + running
    + others
}
