extension ForeignCall {
  /// MATLAB's functions of numbers.
  static let matlab = """
    accumarray(v, w) => bincount($v, $w)
    cell(_) => !lists grow: `l = list(); l = append(l, 3)`
    normalize(v) => ($v - mean($v)) / std($v)
    movmean(v, n) => conv([$v], [ones($n)], padding=[0, $(n/2)])[1, :] / conv([ones(count($v))], [ones($n)], padding=[0, $(n/2)])[1, :]
    movsum(v, n) => conv([$v], [ones($n)], padding=[0, $(n/2)])[1, :]
    movmax(v, n) => max_pool([$v], [1, $n], stride=1, padding=[0, $(n/2)])[1, :]
    movmin(v, n) => -max_pool([-$v], [1, $n], stride=1, padding=[0, $(n/2)])[1, :]
    sortrows(x, -1) => $x[argsort($x[:, 1], descending=true), :]
    sortrows(x, -2) => $x[argsort($x[:, 2], descending=true), :]
    sortrows(x, k) => $x[argsort($x[:, $k]), :]
    sortrows(x) => $x[argsort($x[:, 1]), :]
    find(x, n, _) => nonzero($x)[1:$n, :]
    find(x) => nonzero($x)
    histcounts(v, w) => histogram($v, $w).counts
    histcounts(v) => histogram($v).counts
    repmat(x, [n, h]) => tile($x, [$n, $h])
    repmat(x, n, h) => tile($x, [$n, $h])
    repmat(x, n) => tile($x, [$n, $n])
    randi([a, b], n, h) => randint($a, $(b+1), [$n, $h])
    randi([a, b], n) => randint($a, $(b+1), [$n, $n])
    randi(n, h, r) => randint(1, $(n+1), [$h, $r])
    randi(n, h) => randint(1, $(n+1), [$h, $h])
    randi(n) => randint(1, $(n+1))
    randsample(8, n) => randperm($8)[1:$n]
    randsample(v, n) => $v[randperm(count($v))[1:$n]]
    pca(x) => u = $x - mean($x, dim=1, keepdim=true); svd(u).Vh' -- : its columns are the directions; `u @ svd(u).Vh'` are the scores
    fieldnames(a) => names($a)
    fprintf(rest) => print($format)
    sprintf(rest) => $format
    printf(rest) => print($format)
    disp(x) => print($x)
    display(x) => print($x)
    println(x) => print($x)
    polyval(v, a) => sum($v * $(a)^((count($v) - 1):-1:0))
    setdiff(v, w) => u = unique($v); u[not stack(map(e -> any($w == e), u))]
    setdiff1d(v, w) => u = unique($v); u[not stack(map(e -> any($w == e), u))]
    intersect(v, w) => u = unique($v); u[stack(map(e -> any($w == e), u))]
    intersect1d(v, w) => u = unique($v); u[stack(map(e -> any($w == e), u))]
    union(v, w) => unique(cat($v, $w))
    union1d(v, w) => unique(cat($v, $w))
    ismember(v, w) => stack(map(e -> any($w == e), $v))
    nchoosek(n, k) => prod(($n - $k + 1):$n) / prod(1:$k)
    cummax(v) => stack(map(i -> max($v[1:i]), 1:count($v)))
    cummin(v) => stack(map(i -> min($v[1:i]), 1:count($v)))
    assert(x) => expect($x, true)
    xor(a, b) => $a != $b
    logical_xor(a, b) => $a != $b
    fliplr(x) => flip($x, dim=-1)
    flipud(x) => flip($x, dim=1)
    circshift(v, n) => roll($v, $n)
    NaN(rest) => full(nan, $rest)
    Inf(rest) => full(inf, $rest)
    predict(net, x) => softmax($net($x), dim=2) -- ; the classes alone are `argmax($net($x), dim=2)`
    ind2sub([n, h], a) => list(floor(($a - 1) / $h) + 1, ($a - 1) % $h + 1) -- : row and column, counted along the rows
    issorted(v) => all(diff($v) >= 0)
    tabulate(v) => unique($v, return_counts=true)
    groupcounts(v) => unique($v, return_counts=true)
    csvwrite("$s", x) => write($s, $x)
    writematrix(x, "$s") => write($s, $x)
    primes(n) => v = 2:$n; v[stack(map(i -> all(i % (2:max(2, floor(sqrt(i)))) != 0) or i < 4, v))]
    eye(n, h) => zeros($n, $h) + pad(eye(minimum($n, $h)), [0, $h - minimum($n, $h), 0, $n - minimum($n, $h)])
    """

  /// MATLAB's Deep Learning and Statistics Toolboxes.
  static let toolbox = """
    imageInputLayer(_) => !leave it out: a network takes what it is given
    featureInputLayer(_) => !leave it out: a network takes what it is given
    convolution2dLayer(k, o, _) => Conv($o, $k, padding="same") -- : the number of kernels comes first
    batchNormalizationLayer(_) => BatchNorm()
    reluLayer(_) => Relu()
    leakyReluLayer(_) => LeakyRelu(0.01)
    tanhLayer(_) => Tanh()
    sigmoidLayer(_) => Sigmoid()
    maxPooling2dLayer(k, _) => MaxPool($k)
    averagePooling2dLayer(k, _) => AvgPool($k)
    globalAveragePooling2dLayer(_) => GlobalAvgPool()
    fullyConnectedLayer(n, _) => Dense($n) -- , after Flatten()
    dropoutLayer(a, _) => Dropout($a)
    flattenLayer(_) => Flatten()
    additionLayer(_) => Residual(Conv(8, 3, padding=1), Relu()) -- : what its layers give is added to the input
    softmaxLayer(_) => !leave it out: the loss takes scores, and `softmax(x, dim=2)` makes probabilities of them
    classificationLayer(_) => !leave it out: training takes cross-entropy where nothing is said
    regressionLayer(_) => !leave it out, and train with loss="mse"
    layerGraph(_) => Chain(Conv(8, 3), Relu(), Flatten(), Dense(10)) -- : a network is a call with its layers
    dlnetwork(_) => Chain(Conv(8, 3), Relu(), Flatten(), Dense(10)) -- : a network is a call with its layers
    trainNetwork(data, net, _) => train($net, $data)
    trainnet(data, net, _) => train($net, $data)
    trainingOptions(_) => !they are options of train: train(net, data, epochs=2, batch_size=64, optimizer=SGD(0.01, momentum=0.9), validation=other)
    dlarray(x, _) => $x
    dlgradient(a, v) => !gradients are those of functions: `grad(f, $v)`
    dlfeval(f, v) => $f($v)
    adamupdate(_) => !`state = start(Adam(0.001), net)`, and a step is state = step(state, gradient); see help step
    sgdmupdate(_) => !`state = start(SGD(0.01, momentum=0.9), net)`, and a step is state = step(state, gradient); see help step
    imageDatastore(_) => !write picture_folder("folder"): each folder in it is a class
    augmentedImageDatastore(_) => augment(data, rotate=15, shift=2)
    imageDataAugmenter(_) => augment(data, rotate=15, shift=2)
    splitEachLabel(data, a, _) => split($data, $a)
    cvpartition(_) => split(data, 0.8)
    onehotencode(y, _) => one_hot($y, max($y))
    categorical(y, _) => $y -- : classes are numbers from 1
    minibatchqueue(data, _) => batches($data, 64, shuffle=true)
    confusionchart(_) => !it is a field: evaluate(net, data).confusion
    confusionmat(y, v) => one_hot($y, max($y))' @ one_hot($v, max($y)) -- : rows are the true classes
    plotconfusion(_) => !it is drawn by show: show evaluate(net, data)
    activations(net, x, _) => features($net, $x, 1) -- : what comes out of its first layer
    analyzeNetwork(net) => show $net
    deepDreamImage(_) => !climb: `for i in 1:3 { v = v + 0.1 * grad(f, v) }`, where f gives the score of a class
    digitTrain4DArrayData(_) => digits(100)
    fitcsvm(t, y, _) => train(Chain(Dense(3)), dataset($t, $y), quiet=true)
    fitcknn(t, y, _) => train(Chain(Dense(8), Tanh(), Dense(3)), dataset($t, $y), quiet=true)
    fitctree(t, y, _) => train(Chain(Dense(8), Tanh(), Dense(3)), dataset($t, $y), quiet=true)
    fitclinear(t, y, _) => train(Chain(Dense(3)), dataset($t, $y), quiet=true)
    patternnet(_) => Chain(Dense(8), Tanh(), Dense(2))
    gscatter(v, w, y, _) => plot($v[$y == 1], $w[$y == 1], $v[$y == 2], $w[$y == 2], kind="points") -- : a curve for each class
    """

  /// R, Julia and plain Python.
  static let others = """
    c(rest) => [$rest]
    seq(a, b, by=s) => $a:$s:$b
    seq(a, b) => $a:$b
    rep(a, n) => full($a, $n)
    rev(v) => flip($v)
    order(v) => argsort($v)
    which(x) => nonzero($x)
    nrow(x) => shape($x)[1]
    ncol(x) => shape($x)[2]
    collect(v) => $v
    paste(_) => !values are put into a string by braces: `"a = {a}"`
    str(a) => "{$a}"
    """

  /// Dimensions and orders given by position, where ours go by name; MATLAB's count from 1, NumPy's and PyTorch's from 0.
  static let dimensions: String = {
    var lines: [String] = []
    for name in ["sum", "mean", "prod", "median", "any", "all", "cumsum", "cumprod"] {
      lines += [
        "py.\(name)(x, k) => \(name)($x, dim=$k^)", "\(name)(x, \"all\") => \(name)($x)",
        "\(name)(x, k) => \(name)($x, dim=$k)",
      ]
    }
    for name in ["max", "min"] {
      lines += ["\(name)(x, [], \"all\") => \(name)($x)", "\(name)(x, [], k) => \(name)($x, dim=$k)"]
    }
    for name in ["std", "var"] {
      lines += [
        "\(name)(x, 0, k) => \(name)($x, dim=$k)",
        "\(name)(x, 1) => \(name)($x, correction=0)",
      ]
    }
    lines += [
      "py.sort(x, k) => sort($x, dim=$k^)", "sort(x, \"descend\") => sort($x, descending=true)",
      "sort(x, k) => sort($x, dim=$k)", "round(x, n) => round($x, decimals=$n)",
    ]
    return lines.joined(separator: "\n")
  }()
}
