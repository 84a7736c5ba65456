/// What is done with pictures, and what plots are told. See `ForeignHabits.names`.
extension ForeignHabits {
  private static let gaussian =
    "convolve with a Gaussian kernel, here of standard deviation 1: "
    + "`k = exp(-(-2:2)^2 / 2); conv(p, outer(k, k) / sum(k)^2, padding=\"same\")`"
  private static let median =
    "one-hot kernels gather the nine pixels around each: "
    + "`median(conv(p, reshape(eye(9), 9, 1, 3, 3), padding=1), dim=1)`"
  private static let patches =
    "one-hot kernels gather the patches, one in each column: "
    + "`reshape(conv(p, reshape(eye(4), 4, 1, 2, 2)), 4, -1)`"
  private static let mean = "a mean over nine is `conv(p, full(1 / 9, 3, 3), padding=\"same\")`"
  private static let dilation = "write `max_pool(p, 3, stride=1, padding=1)`"
  private static let erosion = "write `-max_pool(-p, 3, stride=1, padding=1)`"
  private static let components =
    "nothing labels connected components by itself; this gives each of them a number of its own: "
    + "`q = p > 0.5; l = reshape(1:count(p), shape(p)) * q; k = 0 * l; "
    + "while any(l != k) { k = l; l = max_pool(k, 3, stride=1, padding=1) * q }`"
  private static let padding =
    "write `pad(p, 1)`; to repeat the edge, "
    + "`affine(p, [1, 0, -1; 0, 1, -1], size=shape(p) + 2, padding_mode=\"border\")`"
  private static let saved =
    "a plot or a picture is written as it is drawn: `plot(v, w, file=\"curve.png\")`, `show x, file=\"x.png\"`"
  private static let bounds = "draw the bounds as curves: `plot(v, stack(w - 1, w, w + 1))`"
  private static let sideBySide = "pictures are drawn side by side in a list: `show list(x, m)`"
  private static let curves =
    "several curves are drawn by one call: `plot(v, stack(v, w), labels=list(\"one\", \"two\"))`"

  static let pictures: [String: String] = [
    "affine_transform": "write `affine(p, [1, 0, 2; 0, 1, 1])`",
    "annotate": "a plot has no remarks inside; its title is `plot(v, w, title=\"loss\")`",
    "binary_dilation": dilation,
    "binary_erosion": erosion,
    "axis": "write `plot(v, w, ylim=[0, 4])` for the ends of the y axis",
    "blur": mean,
    "boxFilter": mean,
    "boxplot": "write `quantile(v, [0.25, 0.5, 0.75])` for the box's lines",
    "bwareaopen": components,
    "bwconncomp": components,
    "bwlabel": components,
    "calcHist": "write `histogram(p, 16).counts`",
    "canny": "there is none; Sobel's edges are `conv(p, [-1, 0, 1; -2, 0, 2; -1, 0, 1])`",
    "Canny": "there is none; Sobel's edges are `conv(p, [-1, 0, 1; -2, 0, 2; -1, 0, 1])`",
    "center_crop": "write `p[2:3, 2:3]`",
    "connected_components": components,
    "connectedComponents": components,
    "contourf": "write `show x`",
    "copyMakeBorder": padding,
    "cvtColor": "write `gray(ones(3, 4, 4))`",
    "del2": "write `conv(p, [0, 1, 0; 1, -4, 1; 0, 1, 0])`",
    "dilate": dilation,
    "erode": erosion,
    "errorbar": bounds,
    "exportgraphics": saved,
    "extract_patches_2d": patches,
    "fill_between": bounds,
    "fplot": "write `t = linspace(-1, 1, 50); plot(t, t^2)`",
    "gaussian": gaussian,
    "gaussian_blur": gaussian,
    "gaussian_filter": gaussian,
    "GaussianBlur": gaussian,
    "heatmap": "write `show x`",
    "histcounts": "write `histogram(v, bins=3).counts`",
    "hold": curves,
    "im2col": patches,
    "imadjust": "write `(p - min(p)) / (max(p) - min(p))`",
    "imboxfilt": mean,
    "imcomplement": "write `1 - p`",
    "imcrop": "write `p[1:2, 1:3]`",
    "imdilate": dilation,
    "imerode": erosion,
    "imgaussfilt": gaussian,
    "imhist": "write `plot(histogram(p, 16))`",
    "imnoise": "write `p + 0.1 * randn(shape(p))`",
    "imtranslate": "write `affine(p, shift(1, 2))`",
    "label": components,
    "Laplacian": "write `conv(p, [0, 1, 0; 1, -4, 1; 0, 1, 0])`",
    "laplace": "write `conv(p, [0, 1, 0; 1, -4, 1; 0, 1, 0])`",
    "legend": curves,
    "line": "write `plot(v, w)`",
    "make_grid": sideBySide,
    "matshow": "write `show x`",
    "maximum_filter": dilation,
    "medfilt2": median,
    "median_filter": median,
    "medianBlur": median,
    "minimum_filter": erosion,
    "montage": sideBySide,
    "padarray": padding,
    "pcolormesh": "write `show x`",
    "regionprops":
      "there is none; the box around the true elements of a mask is `r = nonzero(p > 0.5); list(min(r, dim=1), max(r, dim=1))`",
    "rgb2grey": "write `gray(ones(3, 4, 4))`",
    "rotate": "write `affine(p, rotation(30, shape(p)))`",
    "saveas": saved,
    "savefig": saved,
    "sliding_window_view": patches,
    "sobel": "write `conv(p, [-1, 0, 1; -2, 0, 2; -1, 0, 1])`",
    "Sobel": "write `conv(p, [-1, 0, 1; -2, 0, 2; -1, 0, 1])`",
    "stairs": "write `plot(v, w, kind=\"steps\")`",
    "stem": "write `plot(v, w, kind=\"bars\")`",
    "subplot": sideBySide,
    "subplots": sideBySide,
    "threshold": "write `p > 0.5`",
    "threshold_otsu": "there is no automatic threshold; a first one is the mean: `p > mean(p)`",
    "tight_layout": "the layout of a plot is fixed; `plot(v, w, size=[640, 360])` sets its size",
    "title": "write `plot(v, w, title=\"loss\")`",
    "uniform_filter": mean,
    "unfold": patches,
    "warpAffine": "write `affine(p, [1, 0, 2; 0, 1, 1])`",
    "xlabel": "write `plot(v, w, xlabel=\"step\")`",
    "xlim": "write `plot(v, w, xlim=[0, 3])`",
    "ylabel": "write `plot(v, w, ylabel=\"loss\")`",
    "ylim": "write `plot(v, w, ylim=[0, 4])`",
    "zoom": "write `resize(p, scale=2)`",
  ]
}
