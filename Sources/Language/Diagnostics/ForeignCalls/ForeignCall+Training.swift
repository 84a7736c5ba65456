extension ForeignCall {
  /// PyTorch's layers and loops.
  static let training = """
    Conv2d(i, o, k) => Conv($o, $k$...) -- : the channels of the input are inferred
    Conv2d(i, o, k, s) => Conv($o, $k, stride=$s$...) -- : the channels of the input are inferred
    Conv2d(i, o, k, s, r) => Conv($o, $k, stride=$s, padding=$r$...) -- : the channels of the input are inferred
    Conv2d(i, o, kernel_size=k) => Conv($o, $k$...) -- : the channels of the input are inferred
    conv_transpose2d(p, x, _) => conv_transpose($p, $x)
    ConvTranspose2d(i, o, k) => ConvTranspose($o, $k$...) -- : the channels of the input are inferred
    ConvTranspose2d(i, o, k, s) => ConvTranspose($o, $k, stride=$s$...) -- : the channels of the input are inferred
    torch.Linear(i, o) => Dense($o$...) -- : the size of the input is inferred
    Linear(i, o) => Dense($o) -- : the size of the input is inferred
    BatchNorm2d(_) => BatchNorm()
    MaxPool2d(k) => MaxPool($k$...)
    MaxPool2d(k, s) => MaxPool($k, stride=$s$...)
    AvgPool2d(k) => AvgPool($k$...)
    ReLU(_) => Relu()
    torch.Sigmoid() => Sigmoid()
    torch.Tanh() => Tanh()
    GELU(_) => Gelu()
    SiLU(_) => Silu()
    ELU(_) => Elu()
    torch.Flatten(_) => Flatten()
    torch.Dropout(a) => Dropout($a)
    Dropout2d(a) => Dropout($a)
    torch.Softmax(_) => Softmax()
    Sequential(rest) => Chain($rest)
    Unflatten(_) => !a function is a layer: `Chain(Dense(784), x -> reshape(x, -1, 1, 28, 28))`
    Reshape(_) => !a function is a layer: `Chain(Dense(784), x -> reshape(x, -1, 1, 28, 28))`
    View(_) => !a function is a layer: `Chain(Dense(784), x -> reshape(x, -1, 1, 28, 28))`
    ResidualBlock(_) => Residual(Conv(8, 3, padding=1), Relu(), Conv(8, 3, padding=1)) -- : what its layers give is added to the input
    BasicBlock(_) => Residual(Conv(8, 3, padding=1), Relu(), Conv(8, 3, padding=1)) -- : what its layers give is added to the input
    SkipConnection(_) => Residual(Conv(8, 3, padding=1), Relu()) -- : what its layers give is added to the input
    Skip(_) => Residual(Conv(8, 3, padding=1), Relu()) -- : what its layers give is added to the input
    torch.Adam(net, lr=a, _) => state = start(Adam($a), $net) -- ; a step is `state = step(state, grad(n -> cross_entropy(n(b.x), b.y), state.net))` of a batch b; see help step
    torch.SGD(net, lr=a, momentum=b, _) => state = start(SGD($a, momentum=$b), $net) -- ; a step is `state = step(state, grad(n -> cross_entropy(n(b.x), b.y), state.net))` of a batch b; see help step
    torch.SGD(net, lr=a, _) => state = start(SGD($a), $net) -- ; a step is `state = step(state, grad(n -> cross_entropy(n(b.x), b.y), state.net))` of a batch b; see help step
    parameters(net) => $net
    state_dict(net) => $net
    backward(a, _) => !gradients are those of functions: `grad(w -> sum(w^2), v)`; a loop of your own takes steps along them, see help step
    requires_grad_(net, False) => !write freeze($net), which leaves its weights as they are
    requires_grad_(net, _) => !leave it out: `grad(f, v)` asks for the gradient
    zero_grad(_) => !leave it out: grad makes a new gradient each time
    value_and_grad(f, v) => list($f($v), grad($f, $v))
    torch.save(net, _) => write("net.safetensors", $net)
    load_state_dict(net, _) => !write $net = load("net.safetensors")
    MSELoss(_) => !the function is `mse_loss(x, m)`, and training takes it by name: train(net, data, loss="mse")
    CrossEntropyLoss(_) => !the function is `cross_entropy(randn(3, 3), y)`, of scores and classes; training takes it where nothing is said
    BCELoss(_) => !the function is `binary_cross_entropy(a, b)`, and training takes it by name: train(net, data, loss="bce")
    random_split(data, _) => r = split($data, 0.8) -- : r[1] has that share of the data, r[2] the rest
    train_test_split(data, _) => r = split($data, 0.8) -- : r[1] has that share of the data, r[2] the rest
    DataLoader(data, batch_size=n, _) => batches($data, $n, shuffle=true)
    DataLoader(data, n, _) => batches($data, $n, shuffle=true)
    TensorDataset(x, y) => dataset($x, $y)
    clip_grad_norm_(_) => !training has clip=1 for it; in a loop of your own: `g = grad(f, v); g * minimum(1, 1 / norm(g))`
    EarlyStopping(_) => !training stops early with validation= and patience=3
    accuracy_score(y, v) => mean($y == $v)
    accuracy(net, data) => evaluate($net, $data).accuracy
    classification_report(_) => !`evaluate(net, data)` shows the accuracy of each class and what was taken for what
    precision_score(_) => !`evaluate(net, data)` shows the accuracy of each class and what was taken for what
    MNIST(_) => !write mnist("folder"), with the four files of MNIST in the folder
    make_blobs(_) => x = cat(randn(50, 2), randn(50, 2) + 3, dim=1); y = cat(ones(50), 2 * ones(50)); dataset(x, y)
    feature_maps(net, x, _) => features($net, $x, 1) -- : what comes out of its first layer
    tqdm(_) => !leave it out: training shows how far it has come
    """
}
