/// Layers, losses and tools of deep learning and of machine learning. See `ForeignHabits.names`.
extension ForeignHabits {
  private static let missing =
    "there is no such layer; `Chain(Conv(8, 3), Relu(), Flatten(), Dense(10))` shows what networks are made of, see help networks"
  private static let initial =
    "a layer draws its weights itself, evenly between ±1 / sqrt(inputs), as in PyTorch; `Dense(10, seed=1)` fixes them"
  private static let processor = "everything is on the CPU"
  private static let divergence = "write `sum(b * log(b / a))`, where b is the target"
  private static let instances = "write `GroupNorm(8)`, with as many groups as there are channels"
  private static let schedules = "write `StepLR(2)`, `CosineLR()` or `ExponentialLR(0.9)`"
  private static let changes = "write `augment(data, rotate=15, shift=2)`"
  private static let edges =
    "write `affine(p, [1, 0, -1; 0, 1, -1], size=shape(p) + 2, padding_mode=\"border\")`, to mirror the edge "
    + "padding_mode=\"reflection\""
  private static let zeros = "write `pad(p, 1)`, or `Conv(8, 3, padding=1)`"
  private static let descent = "descend: `for i in 1:50 { v = v - 0.1 * grad(f, v) }`"
  private static let clusters = "there is no clustering"

  static let layers: [String: String] = [
    "accuracy_score": "write `mean(y == [1, 3, 3])`",
    "cdf": "of the normal distribution it is `gelu(a) / a`, except at 0, where it is 0.5",
    "ColorJitter": changes,
    "compile": "leave it out: nothing has to be compiled",
    "Compose": "functions are put together by pipelines: `p |> relu |> sum`",
    "confusion_matrix":
      "write `evaluate(net, data).confusion`; of class numbers, `one_hot(y, 3)' @ one_hot([1, 3, 3], 3)`",
    "ConstantPad2d": zeros,
    "constant_": initial,
    "Conv3d": missing,
    "convolve2d": "a convolution flips the kernel, conv does not: `conv(p, flip(x), padding=1)`",
    "correlate2d": "write `conv(p, x)`",
    "CosineAnnealingWarmRestarts": schedules,
    "curve_fit": descent,
    "device": processor,
    "filter2D": "write `conv(p, x, padding=\"same\")`",
    "FloatTensor": "write `[1, 2, 3]`",
    "GRU": missing,
    "hardsigmoid": "write `clamp(x / 6 + 0.5, 0, 1)`",
    "hardswish": "write `x * clamp(x / 6 + 0.5, 0, 1)`",
    "HuberLoss": "write `huber_loss(x, m)`",
    "instance_norm": instances,
    "InstanceNorm2d": instances,
    "is_available": processor,
    "kaiming_normal_": initial, "kaiming_uniform_": initial,
    "kl_div": divergence,
    "KLDivLoss": divergence,
    "KMeans": clusters, "kmeans": clusters,
    "LambdaLR": schedules,
    "LogisticRegression": "write `train(Chain(Flatten(), Dense(10)), data)`",
    "logsigmoid": "write `-softplus(-x)`",
    "LongTensor": "write `i64([1, 2, 3])`",
    "LSTM": missing,
    "MaxUnpool2d": missing,
    "minimize": descent,
    "mish": "write `x * tanh(softplus(x))`",
    "MultiheadAttention": missing,
    "MultiStepLR": schedules,
    "normal_": initial,
    "Normalize": "write `(p - mean(p)) / std(p)`",
    "OneCycleLR": schedules,
    "pairwise_distance": "write `norm(v - w)`",
    "PixelShuffle": missing,
    "RandomCrop": changes, "RandomHorizontalFlip": changes, "RandomRotation": changes,
    "ReduceLROnPlateau": schedules,
    "ReflectionPad2d": edges, "ReplicationPad2d": edges,
    "RNN": missing,
    "SmoothL1Loss": "write `smooth_l1_loss(x, m)`",
    "softmin": "write `softmax(-v)`",
    "StandardScaler":
      "write `(x - mean(x, dim=1, keepdim=true)) / std(x, dim=1, keepdim=true, correction=0)`",
    "ToTensor": "`picture(\"photo.png\")` gives a tensor already",
    "train_test_split": "write `split(data, 0.8)`",
    "Transformer": missing,
    "TransformerEncoder": missing,
    "uniform_": initial,
    "xavier_normal_": initial, "xavier_uniform_": initial,
    "ZeroPad2d": zeros,
    "zeros_": initial, "ones_": initial,
  ]
}
