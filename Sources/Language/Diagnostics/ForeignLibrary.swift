/// A library that people come from, and the names in it that they use most. Each leads to ours, or to the few lines that do
/// the same: help, messages and completion look here.
package enum ForeignLibrary: String, CaseIterable, Sendable {
  case numpy = "NumPy"
  case torch = "PyTorch"
  case matlab = "MATLAB"

  /// What people write before a dot to say that a name is of this library.
  var modules: Set<String> {
    switch self {
    case .numpy: ["np", "numpy", "linalg", "random"]
    case .torch:
      ["torch", "nn", "F", "functional", "optim", "lr_scheduler", "autograd", "utils", "data", "Tensor"]
    case .matlab: []
    }
  }

  /// Modules of further libraries, whose names are looked for in the same tables.
  static let others: Set<String> = [
    "tf", "keras", "jax", "jnp", "torchvision", "transforms", "lr_scheduler", "scipy", "ndimage",
    "statistics", "math",
    "sklearn", "skimage", "cv2", "PIL", "plt", "sns", "pd", "pandas",
  ]

  /// How its own programs write a name.
  package func qualified(_ path: String) -> String {
    switch self {
    case .numpy: "np." + path
    case .torch: path.hasPrefix("F.") || path.hasPrefix("Tensor.") ? path : "torch." + path
    case .matlab: path
    }
  }

  /// As they are written behind the library's own name: `zeros`, `linalg.norm`.
  package var paths: [Substring] {
    switch self {
    case .numpy: ForeignLibrary.numpyPaths
    case .torch: ForeignLibrary.torchPaths
    case .matlab: ForeignLibrary.matlabPaths
    }
  }

  /// The last names of the paths.
  package var names: [String] { paths.map(ForeignLibrary.lastName) }

  /// The library of which a module's name is written before a dot.
  package static func named(_ module: String) -> ForeignLibrary? {
    allCases.first { $0.modules.contains(module) }
  }

  /// Whether it is what people write before a dot, and not a variable of theirs, as `data` or `utils` may be.
  static func isModule(_ name: String) -> Bool {
    !["data", "utils", "Tensor", "transforms", "statistics"].contains(name)
      && (others.contains(name) || named(name) != nil)
  }

  package static func lastName(_ path: some StringProtocol) -> String {
    path.lastIndex(of: ".").map { String(path[path.index(after: $0)...]) } ?? String(path)
  }

  static let allNames = Set(allCases.flatMap(\.names))

  /// Where a name is ours too and means something else, or another order of arguments: what to write instead.
  static let differences: [ForeignLibrary: [String: String]] = [
    .numpy: [
      "arange": "write `arange(0, 9)`, or `0:9`: the last number is included here, NumPy leaves it out",
      "std": "write `std(x, correction=0)`: NumPy divides by n, std by n − 1",
      "var": "write `var(x, correction=0)`: NumPy divides by n, var by n − 1",
      "median":
        "write `quantile(x, 0.5)`: of two numbers in the middle NumPy takes the mean, median the lower",
      "where": "write `where(x > 2, x, 0)`; of a condition alone, `nonzero(x > 2)`",
      "transpose": "write `x'`; of more dimensions, counted from 1, `permute(stack(x, m), 3, 1, 2)`",
      "round": "write `round(x, decimals=2)`",
      "repeat":
        "write `flatten(stack(v, v, dim=2))` for each element twice; repeat puts the whole after itself, as in PyTorch",
      "meshgrid": "write `meshgrid(v, w, indexing=\"xy\")`",
      "full": "write `full(7, 3, 4)`: the number comes first",
      "pad":
        "write `pad(p, 1)`; to repeat the edge, "
        + "`affine(p, [1, 0, -1; 0, 1, -1], size=shape(p) + 2, padding_mode=\"border\")`",
      "cov":
        "write `u = x - mean(x, dim=2, keepdim=true); u @ u' / (shape(x)[2] - 1)`: NumPy's variables are the rows",
      "append": "write `cat(v, [3])`; append is for lists here", "split": "write `x[1, :]` and `x[2, :]`",
      "resize": "write `reshape(x, 4)`; resize changes a picture's size here", "size": "write `count(x)`",
      "load": "write `load(\"x.npy\")`",
    ],
    .torch: [
      "arange": "write `arange(0, 9)`, or `0:9`: the last number is included here, PyTorch leaves it out",
      "where": "write `where(x > 2, x, 0)`; of a condition alone, `nonzero(x > 2)`",
      "full": "write `full(7, 3, 4)`: the number comes first",
      "split": "write `x[1, :]` and `x[2, :]`", "list": "write `list(1, 2)`",
    ],
    .matlab: [
      "append": "write `\"text {a}\"`; append is for lists here",
      "conv": ForeignHabits.convolved,
      "filter": "filter picks elements of a list; " + ForeignHabits.filtered,
      "cat": "write `cat(x, m, dim=1)`", "round": "write `round(x, decimals=2)`",
      "sort": "write `sort(x, dim=1)` for each column, `sort(v, descending=true)` for the largest first",
      "cumsum": "write `cumsum(x, dim=1)` for each column", "prod": "write `prod(x, dim=1)` for each column",
      "any": "write `any(x > 2, dim=1)` for each column", "all": "write `all(x > 2, dim=1)` for each column",
      "median": "write `quantile(x, 0.5, dim=1)` for each column",
      "norm": "of a matrix write `max(svd(x).S)`; norm is the root of the sum of squares",
      "histogram": "write `plot(histogram(v))` to draw it",
      "rand": "write `rand(3, 3)`: one number is a vector here",
      "randn": "write `randn(3, 3)`: one number is a vector here",
      "zeros": "write `zeros(3, 3)`: one number is a vector here",
      "ones": "write `ones(3, 3)`: one number is a vector here",
      "sum": "write `sum(x, dim=1)` for each column", "mean": "write `mean(x, dim=1)` for each column",
      "max": "write `max(x, dim=1)` for each column, `maximum(x, 1)` for two",
      "min": "write `min(x, dim=1)` for each column, `minimum(x, 1)` for two",
      "std": "write `std(x, dim=1)` for each column", "var": "write `var(x, dim=1)` for each column",
      "load": "write `load(\"x.npy\")`",
      "reshape": "write `reshape(x, 4)`: row after row, where MATLAB goes down the columns",
      "transpose": "write `x'`",
    ],
  ]
}

extension ForeignLibrary {
  private static func list(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }

  fileprivate static let numpyPaths = list(
    """
    array asarray zeros ones empty full eye identity arange linspace logspace zeros_like ones_like full_like
    empty_like meshgrid diag tri tril triu fromfunction copy reshape ravel transpose swapaxes moveaxis expand_dims squeeze
    concatenate stack vstack hstack dstack column_stack split array_split tile repeat flip fliplr flipud rot90 roll
    pad broadcast_to append insert delete resize shape size ndim abs absolute sign sqrt square power exp expm1
    log log2 log10 log1p sin cos tan arcsin arccos arctan arctan2 sinh cosh tanh deg2rad hypot floor ceil round around
    trunc mod remainder add subtract multiply divide floor_divide negative reciprocal maximum minimum clip heaviside
    cbrt interp nan_to_num sum prod mean average std var median percentile quantile min max amin amax ptp
    argmin argmax cumsum cumprod diff gradient all any count_nonzero nansum nanmean nanmax corrcoef cov histogram
    bincount digitize trapezoid sort argsort unique where nonzero argwhere flatnonzero searchsorted isin allclose
    isclose array_equal isnan isinf isfinite take logical_and logical_or logical_not greater less equal dot vdot inner
    outer matmul einsum kron trace cross convolve polyfit polyval linalg.norm linalg.inv linalg.det linalg.solve
    linalg.svd linalg.eig linalg.pinv linalg.lstsq linalg.matrix_rank random.rand random.randn random.randint
    random.normal random.uniform random.choice random.shuffle random.permutation random.seed random.default_rng load
    save savez loadtxt float32 float64 int64 vectorize set_printoptions nan inf pi
    """)

  fileprivate static let torchPaths = list(
    """
    tensor as_tensor from_numpy zeros ones empty full eye arange linspace zeros_like ones_like full_like empty_like rand
    randn randint randperm rand_like randn_like normal bernoulli multinomial manual_seed cat stack split chunk unbind
    hstack vstack reshape Tensor.view flatten squeeze unsqueeze transpose permute t movedim Tensor.expand Tensor.repeat tile
    flip roll rot90 gather index_select masked_select Tensor.masked_fill where nonzero take numel abs sign sqrt square
    pow exp expm1 log log2 log10 log1p sin cos tan asin acos atan atan2 tanh sigmoid floor ceil round trunc clamp clip
    maximum minimum remainder fmod add sub mul div neg reciprocal sum prod mean std var median mode min max amin amax
    argmin argmax cumsum cumprod diff all any logsumexp topk sort argsort unique bincount histc quantile kthvalue
    searchsorted matmul mm bmm mv dot outer einsum kron trace diag tril triu inverse det cdist cross eq ne lt gt le ge
    allclose isclose equal isnan isinf isfinite logical_and logical_or logical_not linalg.norm linalg.inv linalg.solve
    linalg.svd linalg.eigh nn.Linear nn.Conv1d nn.Conv2d nn.ConvTranspose2d nn.MaxPool2d nn.AvgPool2d
    nn.AdaptiveAvgPool2d nn.BatchNorm1d nn.BatchNorm2d nn.LayerNorm nn.Dropout nn.Dropout2d nn.ReLU nn.LeakyReLU nn.ELU
    nn.GELU nn.SiLU nn.Sigmoid nn.Tanh nn.Softmax nn.LogSoftmax nn.Flatten nn.Sequential nn.Module nn.ModuleList
    nn.Embedding nn.Upsample nn.Parameter nn.CrossEntropyLoss nn.MSELoss nn.L1Loss nn.BCELoss nn.BCEWithLogitsLoss
    nn.NLLLoss F.relu F.leaky_relu F.elu F.gelu F.silu F.softplus F.softmax F.log_softmax F.cross_entropy F.mse_loss F.l1_loss
    F.nll_loss F.binary_cross_entropy F.binary_cross_entropy_with_logits F.conv2d F.max_pool2d F.avg_pool2d
    F.adaptive_avg_pool2d F.linear F.dropout F.batch_norm F.layer_norm F.interpolate F.grid_sample F.affine_grid F.pad
    F.one_hot F.normalize F.cosine_similarity optim.SGD optim.Adam optim.AdamW optim.RMSprop optim.Adagrad
    optim.lr_scheduler.StepLR optim.lr_scheduler.ExponentialLR optim.lr_scheduler.CosineAnnealingLR
    utils.data.DataLoader utils.data.TensorDataset utils.data.random_split autograd.grad no_grad Tensor.backward
    Tensor.item Tensor.numpy Tensor.detach Tensor.to Tensor.cpu Tensor.cuda Tensor.float Tensor.double Tensor.size
    Tensor.tolist Tensor.clone Tensor.contiguous set_printoptions save load
    """)

  fileprivate static let matlabPaths = list(
    """
    zeros ones eye rand randn randi randperm linspace logspace colon repmat reshape size length numel ndims isempty cat
    horzcat vertcat squeeze permute transpose ctranspose fliplr flipud flip rot90 circshift kron diag tril triu meshgrid
    ndgrid magic sum prod cumsum cumprod mean median mode std var min max sort sortrows unique find any all nnz trapz diff
    hist histogram accumarray quantile prctile corrcoef cov abs sign sqrt nthroot exp log log2 log10 power mod rem floor
    ceil round fix sin cos tan asin acos atan atan2 sinh cosh tanh hypot deg2rad plus minus times rdivide mtimes mldivide
    dot cross norm inv pinv det rank trace eig svd isnan isinf isfinite isequal ismember xor num2str sprintf fprintf disp
    strcat str2num str2double int2str mat2str string cell struct fieldnames isfield cellfun arrayfun save load imread
    imwrite imshow imagesc imresize imrotate rgb2gray imfilter conv conv2 filter2 fspecial edge imbinarize mat2gray
    im2double plot figure subplot xlabel ylabel title legend axis surf contour bar scatter semilogy loglog colorbar
    colormap tic toc clc clear whos lookfor input error assert interp1 interp2 polyfit polyval fminsearch fminunc fzero
    bsxfun double single uint8 logical class csvread readmatrix writematrix factorial sub2ind feval isnumeric
    """)
}
