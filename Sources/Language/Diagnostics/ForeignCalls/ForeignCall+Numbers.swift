extension ForeignCall {
  /// Arrays, their elements and the algebra of matrices.
  static let numbers = """
    py.arange(n) => 0:$(n-1)
    py.arange(a, b) => $a:$(b-1)
    py.arange(a, b, s) => $a:$s:$(b<s) -- : the last number is included here
    range(8) => 0:$(8-1) -- ; for indices, which count from 1, `1:$8`
    range(8, n) => $8:$(n-1)
    range(8, n, s) => $8:$s:$(n<s)
    py.where(x, a, b) => where($x, $a, $b)
    py.where(x) => nonzero($x)
    py.full(n, a) => full($a, $n*)
    py.round(x, n) => round($x, decimals=$n)
    around(x, n) => round($x, decimals=$n)
    np.repeat(v, n) => flatten(unsqueeze($v, 2) * ones(1, $n))
    repeat_interleave(v, n) => flatten(unsqueeze($v, 2) * ones(1, $n))
    np.transpose(x, n) => permute($x, $n^*)
    py.expand_dims(x, k) => unsqueeze($x, $k^)
    expand_dims(x, axis=k) => unsqueeze($x, $k^)
    py.concatenate(n, axis=k) => cat($n*, dim=$k^)
    py.concatenate(n) => cat($n*)
    py.concat(n, axis=k) => cat($n*, dim=$k^)
    torch.cat(n, dim=k) => cat($n*, dim=$k^)
    torch.cat(n, k) => cat($n*, dim=$k^)
    torch.cat(n) => cat($n*, dim=1)
    py.stack(n, axis=k) => stack($n*, dim=$k^)
    py.stack(n, dim=k) => stack($n*, dim=$k^)
    py.stack(n) => stack($n*)
    np.split(v, n) => reshape($v, $n, -1) -- : of a vector, its rows are the parts
    py.gradient(v) => cat(diff($v)[1:1], ($v[3:end] - $v[1:end - 2]) / 2, diff($v)[end:end])
    unravel_index(a, w) => list(floor(($a - 1) / $w[2]) + 1, ($a - 1) % $w[2] + 1) -- : row and column, counted from 1
    searchsorted(v, a) => sum($v < $a) + 1 -- : the place in ascending order, counted from 1
    digitize(v, w) => stack(map(e -> sum($w <= e), $v))
    isin(v, w) => stack(map(e -> any($w == e), $v))
    in1d(v, w) => stack(map(e -> any($w == e), $v))
    trapz(v, w) => sum(diff($w) * ($v[1:end - 1] + $v[2:end]) / 2)
    trapezoid(v, w) => sum(diff($w) * ($v[1:end - 1] + $v[2:end]) / 2)
    polyfit(v, w, n) => t = unsqueeze($v, 2)^(0:$n); solve(t' @ t, t' @ $w) -- : the coefficients, the constant first
    lstsq(x, v, _) => solve($x' @ $x, $x' @ $v)
    matrix_rank(x, _) => sum(svd($x).S > 1e-5)
    rank(x) => sum(svd($x).S > 1e-5)
    eig(x) => r = svd($x); r.S * sign(sum(r.U * r.Vh', dim=1)) -- : of a symmetric matrix, with eigenvectors in the columns of r.U
    eigh(x) => r = svd($x); r.S * sign(sum(r.U * r.Vh', dim=1)) -- : of a symmetric matrix, with eigenvectors in the columns of r.U
    eigvalsh(x) => r = svd($x); r.S * sign(sum(r.U * r.Vh', dim=1)) -- : of a symmetric matrix
    rem(a, b) => $a - $b * sign($a / $b) * floor(abs($a / $b))
    isclose(a, b, _) => abs($a - $b) < 1e-6
    float("$s") => inf -- , -inf or nan
    from_numpy(x) => $x
    set(v) => unique($v)
    Counter(v) => unique($v, return_counts=true)
    len(x) => count($x) -- ; of a matrix, the rows are `shape($x)[1]`
    divmod(a, b) => list(floor($a / $b), $a % $b)
    """

  /// Draws, order and moments.
  static let statistics = """
    np.std(x) => std($x, correction=0) -- : NumPy divides by n, std by n − 1
    np.std(x, ddof=n) => std($x, correction=$n)
    np.std(x, axis=k) => std($x, dim=$k^, correction=0) -- : NumPy divides by n, std by n − 1
    np.std(x, axis=k, ddof=n) => std($x, dim=$k^, correction=$n)
    np.var(x) => var($x, correction=0) -- : NumPy divides by n, var by n − 1
    np.var(x, ddof=n) => var($x, correction=$n)
    np.var(x, axis=k) => var($x, dim=$k^, correction=0) -- : NumPy divides by n, var by n − 1
    std(x, ddof=n) => std($x, correction=$n)
    var(x, ddof=n) => var($x, correction=$n)
    std(x, unbiased=False) => std($x, correction=0)
    std(x, unbiased=True) => std($x)
    var(x, unbiased=False) => var($x, correction=0)
    py.uniform(a, b, n) => rand($n*) * $(b-a) + $a
    py.normal(a, b, n) => randn($n*) * $b + $a
    py.randint(a, b, size=n) => randint($a, $b, $n)
    np.randint(a, size=n) => randint(0, $a, $n)
    py.choice(8, n, replace=False) => randperm($8)[1:$n]
    py.choice(8, n) => randint(1, $(8+1), $n)
    py.choice(v, n, replace=False) => $v[randperm(count($v))[1:$n]]
    py.choice(v, n) => $v[randint(1, count($v) + 1, $n)]
    py.choice(v) => $v[randint(1, count($v) + 1, 1)]
    permutation(8) => randperm($8)
    permutation(v) => $v[randperm(count($v))]
    shuffle(v) => $v = $v[randperm(count($v))]
    sorted(v, reverse=True) => sort($v, descending=true)
    sorted(v) => sort($v)
    gaussian_filter(p, s) => k = exp(-(-$(3*s):$(3*s))^2 / (2 * $(s)^2)); conv($p, outer(k, k) / sum(k)^2, padding="same")
    gaussian_filter(p, sigma=s) => k = exp(-(-$(3*s):$(3*s))^2 / (2 * $(s)^2)); conv($p, outer(k, k) / sum(k)^2, padding="same")
    gaussian(p, s) => k = exp(-(-$(3*s):$(3*s))^2 / (2 * $(s)^2)); conv($p, outer(k, k) / sum(k)^2, padding="same")
    gaussian(p, sigma=s) => k = exp(-(-$(3*s):$(3*s))^2 / (2 * $(s)^2)); conv($p, outer(k, k) / sum(k)^2, padding="same")
    imgaussfilt(p, s) => k = exp(-(-$(3*s):$(3*s))^2 / (2 * $(s)^2)); conv($p, outer(k, k) / sum(k)^2, padding="same")
    GaussianBlur(p, [n, h], s) => k = exp(-(-$(n/2):$(n/2))^2 / (2 * $(s)^2)); conv($p, outer(k, k) / sum(k)^2, padding="same")
    uniform_filter(p, n) => conv($p, full(1 / $(n*n), $n, $n), padding="same")
    blur(p, [n, h]) => conv($p, full(1 / $(n*h), $n, $h), padding="same")
    confusion_matrix(y, v) => one_hot($y, max($y))' @ one_hot($v, max($y)) -- : rows are the true classes, counted from 1
    mse(x, m) => mse_loss($x, $m)
    mean_squared_error(x, m) => mse_loss($x, $m)
    bce(a, b) => binary_cross_entropy($a, $b)
    """
}
