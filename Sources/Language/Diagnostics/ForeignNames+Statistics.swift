/// Random draws, order, statistics, signals. See `ForeignHabits.names`.
extension ForeignHabits {
  private static let fourier =
    "there is no Fourier transform; of three numbers it is, by its definition, `k = 0:2; t = 2 * pi * outer(k, k) / 3; "
    + "list(cos(t) @ v, -(sin(t) @ v))`, real and imaginary part"
  private static let drawn =
    "write `v[randint(1, count(v) + 1, 2)]`; without repetition, `v[randperm(count(v))[1:2]]`"
  private static let shuffled =
    "write `v[randperm(count(v))]`; the numbers 1 to 10 in random order are `randperm(10)`"
  private static let interpolated =
    "between the points (t, w), with t in ascending order, at 1.5: `t = [1, 2, 3]; i = sum(t <= 1.5); "
    + "w[i] + (1.5 - t[i]) / (t[i + 1] - t[i]) * (w[i + 1] - w[i])`"
  private static let ranks =
    "write `argsort(argsort(v))`; with equal ranks for equal elements, `sum(unsqueeze(v, 1) < unsqueeze(v, 2), dim=2) "
    + "+ (sum(unsqueeze(v, 1) == unsqueeze(v, 2), dim=2) + 1) / 2`"
  static let convolved =
    "a convolution flips the kernel, conv does not: `conv([v], [flip(w)], padding=[0, count(w) - 1])[1, :]` "
    + "is the whole of it; padding=\"same\" keeps the length of v"
  static let filtered =
    "write `conv([v], [flip(w)], padding=[0, count(w) - 1])[1, 1:count(v)]`, where w holds the weights of an element "
    + "and of those before it"
  private static let window = "a mean over three neighbours is `conv([v], [ones(3) / 3])[1, :]`"
  private static let directions =
    "its directions are the rows of Vh: `u = x - mean(x, dim=1, keepdim=true); svd(u).Vh`"
  private static let seeding =
    "write `seed(7)`: what is drawn at random after it repeats"
  private static let common = "write `u = unique(v); u[stack(map(e -> any(w == e), u))]`"
  private static let onlyHere = "write `u = unique(v); u[not stack(map(e -> any(w == e), u))]`"
  private static let either = "write `unique(cat(v, w))`"

  static let statistics: [String: String] = [
    "argpartition": "write `topk(v, 2, largest=false).indices`",
    "binomial": "write `sum(rand(10) < 0.3)`: ten tries",
    "choice": drawn,
    "choices": drawn,
    "comb": "of 2 out of 4 it is `prod(3:4) / prod(1:2)`",
    "convolve": convolved,
    "corr": "write `mean((v - mean(v)) * (w - mean(w))) / (std(v, correction=0) * std(w, correction=0))`",
    "cov":
      "of two vectors it is `sum((v - mean(v)) * (w - mean(w))) / (count(v) - 1)`; of a matrix's columns, "
      + "`u = x - mean(x, dim=1, keepdim=true); u' @ u / (shape(x)[1] - 1)`",
    "cummax": "write `stack(map(i -> max(v[1:i]), 1:3))`",
    "cummin": "write `stack(map(i -> min(v[1:i]), 1:3))`",
    "cumtrapz": "write `cumsum((v[1:end - 1] + v[2:end]) / 2)`",
    "dct": fourier,
    "default_rng": seeding,
    "erf": "write `sqrt(2) * gelu(sqrt(2) * a) / a - 1`, except at 0, where it is 0",
    "exponential": "write `-log(rand(3))`",
    "fft": fourier, "fft2": fourier, "fftfreq": fourier, "fftshift": fourier,
    "gcd": "Euclid's method: `g = 12; h = 18; while h > 0 { t = g % h; g = h; h = t }`",
    "ifft": fourier, "ifft2": fourier,
    "integers": "write `randint(1, 7, 10)`",
    "integral": "write `sum((v[1:end - 1] + v[2:end]) / 2)`",
    "interp": interpolated, "interp1": interpolated,
    "intersect": common, "intersect1d": common,
    "iqr": "write `quantile(v, 0.75) - quantile(v, 0.25)`",
    "irfft": fourier,
    "isprime": "write `all(7 % (2:6) != 0)`",
    "kurtosis": "write `mean((v - mean(v))^4) / var(v, correction=0)^2`",
    "lfilter": filtered,
    "maxk": "write `topk(v, 2).values`",
    "mink": "write `topk(v, 2, largest=false).values`",
    "mode": "write `u = unique(v, return_counts=true); u.values[argmax(u.counts)]`",
    "movmean": window, "moving_average": window,
    "nanmedian": "write `median(v[not isnan(v)])`",
    "nanstd": "write `std(v[not isnan(v)])`",
    "nchoosek": "of 2 out of 4 it is `prod(3:4) / prod(1:2)`",
    "nlargest": "write `topk(v, 2).values`",
    "normal": "write `randn(3)`; with another mean and deviation, `2 + 0.5 * randn(3)`",
    "normcdf": "write `gelu(a) / a`, except at 0, where it is 0.5",
    "normpdf": "write `exp(-a^2 / 2) / sqrt(2 * pi)`",
    "normrnd": "write `2 + 0.5 * randn(3)`",
    "nsmallest": "write `topk(v, 2, largest=false).values`",
    "ode45": "Euler's steps: `for i in 1:9 { a = a + 0.1 * (1 - a) }`",
    "odeint": "Euler's steps: `for i in 1:9 { a = a + 0.1 * (1 - a) }`",
    "partition": "write `topk(v, 2, largest=false).values`",
    "PCA": directions, "pca": directions, "princomp": directions,
    "pdist": "write `sqrt(sum((unsqueeze(x, 2) - unsqueeze(x, 1))^2, dim=3))`",
    "pdist2": "write `sqrt(sum((unsqueeze(x, 2) - unsqueeze(m, 1))^2, dim=3))`",
    "pearsonr": "write `mean((v - mean(v)) * (w - mean(w))) / (std(v, correction=0) * std(w, correction=0))`",
    "permutation": shuffled,
    "quad": "write `sum((v[1:end - 1] + v[2:end]) / 2)`",
    "randi": "write `randint(1, 11, [3, 3])` for 3 × 3 numbers from 1 to 10: the upper end is not drawn",
    "random": "write `rand(3, 3)`",
    "random_sample": "write `rand(3, 3)`",
    "RandomState": seeding,
    "rank":
      "of a matrix it is `sum(svd(x).S > 1e-5)`; the rank of each element of a vector is `argsort(argsort(v))`",
    "rankdata": ranks,
    "rescale": "write `(v - min(v)) / (max(v) - min(v))`",
    "reverse": "write `flip(v)`",
    "reversed": "write `flip(v)`",
    "rfft": fourier,
    "rms": "write `sqrt(mean(v^2))`",
    "rng": seeding,
    "rolling": window,
    "sample": drawn,
    "setdiff": onlyHere, "setdiff1d": onlyHere,
    "shuffle": shuffled,
    "skewness": "write `mean((v - mean(v))^3) / std(v, correction=0)^3`",
    "sorted": "write `sort(v)`; the largest first, `sort(v, descending=true)`",
    "standard_normal": "write `randn(3)`",
    "tiedrank": ranks,
    "union": either, "union1d": either,
    "unifrnd": "write `rand(3) * 2 - 1`",
    "zscore": "write `(v - mean(v)) / std(v)`",
  ]
}
