extension ForeignCall {
  /// Matplotlib and MATLAB's figures.
  static let plots = """
    plt.plot(v, "$s", _) => plot($v)
    plt.plot(v, w, "$s", x, m, _) => plot($v, $w, $x, $m)
    plt.plot(v, w, "$s", _) => plot($v, $w)
    plt.plot(v, label=c) => plot($v, labels=list($c))
    plt.plot(v, w, label=c, _) => plot($v, $w, labels=list($c))
    plt.plot(v, w, _) => plot($v, $w)
    plt.plot(v, _) => plot($v)
    plot(v, w, "$s", x, m, "$r") => plot($v, $w, $x, $m)
    plot(v, w, "$s") => plot($v, $w)
    plot(v, "$s") => plot($v)
    plt.hist(v, n, _) => plot(histogram($v, bins=$n))
    hist(v, bins=n, _) => plot(histogram($v, bins=$n))
    hist(v, n) => plot(histogram($v, $n))
    hist(v, _) => plot(histogram($v))
    imshow("$s") => show picture($s)
    imshow(x, _) => show $x
    imagesc(x, _) => show $x
    heatmap(x, _) => show $x
    plt.contourf(x, m, p, _) => show $p
    contourf(x, m, p, _) => show reshape($p, shape($x))
    surf(x, m, p, _) => show reshape($p, shape($x))
    semilogy(v, w, _) => plot($v, $w, yscale="log")
    semilogy(v, _) => plot($v, yscale="log")
    semilogx(v, w, _) => plot($v, $w, xscale="log")
    loglog(v, w, _) => plot($v, $w, xscale="log", yscale="log")
    scatter(v, w, c=y, _) => plot($v[$y == 1], $w[$y == 1], $v[$y == 2], $w[$y == 2], kind="points") -- : a curve for each class
    scatter(v, w, _) => plot($v, $w, kind="points")
    bar(v, w, _) => plot($v, $w, kind="bars")
    grid(_) => !there is no grid to turn on: `plot(v, w)` draws axes and ticks
    axhline(a, _) => !a line is a curve of its own: `plot(v, w, [v[1], v[end]], [$a, $a])`
    xlim([a, b]) => !it is an option of plot: `plot(v, w, xlim=[$a, $b])`
    ylim([a, b]) => !it is an option of plot: `plot(v, w, ylim=[$a, $b])`
    xlim(a, b) => !it is an option of plot: `plot(v, w, xlim=[$a, $b])`
    ylim(a, b) => !it is an option of plot: `plot(v, w, ylim=[$a, $b])`
    subplots(_) => !pictures are drawn side by side in a list, `show list(x, m)`, and several curves by one plot
    colormap(_) => !`show x` has its own colours: grey from 0 to 1, red and blue around 0
    figure(_) => !each `show x` and `plot(v, w)` is a figure of its own
    """

  /// Pictures and their masks.
  static let pictures = """
    imread("$s") => picture($s)
    imwrite(p, "$s", _) => write($s, $p)
    imsave("$s", p) => write($s, $p)
    padarray(p, [n, h]) => pad($p, [$h, $h, $n, $n])
    padarray(p, n) => pad($p, $n)
    filter2(x, p, _) => conv($p, $x, padding="same")
    imfilter(p, x, _) => conv($p, $x, padding="same") -- : outside the picture are zeros
    conv2(p, x, "same") => conv($p, flip(flip($x, dim=1), dim=2), padding="same") -- : conv does not flip the kernel
    conv2(p, x, "valid") => conv($p, flip(flip($x, dim=1), dim=2)) -- : conv does not flip the kernel
    conv2(p, x, _) => conv($p, flip(flip($x, dim=1), dim=2), padding=[shape($x)[1] - 1, shape($x)[2] - 1]) -- : conv does not flip the kernel
    imrotate(p, a, _) => affine($p, rotation($a, shape($p)))
    imresize(p, [n, h], _) => resize($p, size=[$n, $h])
    imresize(p, a, _) => resize($p, scale=$a)
    imcrop(p, [c, r, j, i]) => $p[$r:$(r+i), $c:$(c+j)]
    imbinarize(p, a) => $p > $a
    imbinarize(p) => $p > 0.5
    imdilate(m, _) => max_pool($m, 3, stride=1, padding=1)
    imerode(m, _) => -max_pool(-$m, 3, stride=1, padding=1)
    imopen(m, _) => max_pool(-max_pool(-$m, 3, stride=1, padding=1), 3, stride=1, padding=1)
    imclose(m, _) => -max_pool(-max_pool($m, 3, stride=1, padding=1), 3, stride=1, padding=1)
    im2double(p) => !`picture("photo.png")` gives numbers from 0 to 1 already; those of bytes are `f32($p) / 255`
    fspecial("gaussian", [n, h], s) => k = exp(-(-$(n/2):$(n/2))^2 / (2 * $(s)^2)); outer(k, k) / sum(k)^2
    fspecial("gaussian", n, s) => k = exp(-(-$(n/2):$(n/2))^2 / (2 * $(s)^2)); outer(k, k) / sum(k)^2
    fspecial("sobel") => [1, 2, 1; 0, 0, 0; -1, -2, -1]
    fspecial("average", n) => full(1 / $(n*n), $n, $n)
    immse(x, m) => mean(($x - $m)^2)
    psnr(x, m) => 10 * log10(1 / mean(($x - $m)^2)) -- , for pictures from 0 to 1
    imabsdiff(x, m) => abs($x - $m)
    graythresh(p) => h = histogram($p, 256, range=[0, 1]).counts / count($p); w = cumsum(h); m = cumsum(h * (1:256)); argmax(((m[end] * w - m)^2 / (w * (1 - w) + 1e-12))[1:255]) / 256
    label(p) => q = $p; l = reshape(1:count(q), shape(q)) * q; k = 0 * l; while any(l != k) { k = l; l = max_pool(k, 3, stride=1, padding=1) * q }
    bwlabel(p, _) => q = $p; l = reshape(1:count(q), shape(q)) * q; k = 0 * l; while any(l != k) { k = l; l = max_pool(k, 3, stride=1, padding=1) * q }
    cvtColor(p, _) => gray($p)
    rgb2gray(p) => gray($p)
    equalizeHist(p) => h = cumsum(histogram($p, 256, range=[0, 1]).counts) / count($p); reshape(h[flatten(minimum(floor($p * 256), 255)) + 1], shape($p))
    histeq(p, _) => h = cumsum(histogram($p, 256, range=[0, 1]).counts) / count($p); reshape(h[flatten(minimum(floor($p * 256), 255)) + 1], shape($p))
    imhist(p, n) => plot(histogram($p, $n))
    imhist(p) => plot(histogram($p, 256, range=[0, 1]))
    """
}
