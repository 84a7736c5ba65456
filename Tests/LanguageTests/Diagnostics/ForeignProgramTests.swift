import Testing

@testable import Language

/// What answers to other libraries' names suggest gives what these give: the values are NumPy's, SciPy's or MATLAB's for
/// v = [3, 1, 2], w = [1, 0, 2], x = [1, 2; 3, 4], m = [5, 6; 7, 8], p = the numbers 1 to 16 in four rows.
@Suite struct ForeignProgramTests {
  private static let setup =
    "x = [1, 2; 3, 4]; m = [5, 6; 7, 8]; v = [3, 1, 2]; w = [1, 0, 2]; a = 0.5; y = [1, 3, 2]; p = reshape(1:16, 4, 4); "

  private static func program(_ answer: String?, _ number: Int) throws -> String {
    let parts = try #require(answer).split(separator: "`", omittingEmptySubsequences: false)
    return String(try #require(parts.count > 2 * number + 1 ? parts[2 * number + 1] : nil))
  }

  /// - Parameter number: which of the answer's programs, from 0.
  private func check(_ answer: String?, _ number: Int, is expected: String, _ name: String) throws {
    let program = try Self.program(answer, number)
    let found = try Workbench().value(Self.setup + program)
    let difference = Comparison(relative: 1e-4, absolute: 1e-5).difference(
      found, try Workbench().value(expected))
    #expect(difference == nil, "\(name): \(program): \(Formatter.inline(found))")
  }

  @Test(arguments: [
    ("convolve", 0, "[3, 1, 8, 2, 4]"), ("lfilter", 0, "[3, 1, 8]"), ("cov", 0, "0.5"),
    ("cov", 1, "[2, 2; 2, 2]"), ("mode", 0, "1"), ("argpartition", 0, "[2, 3]"), ("rankdata", 0, "[3, 1, 2]"),
    ("rankdata", 1, "[3, 1, 2]"), ("erf", 0, "0.5204998778"), ("normcdf", 0, "0.6914624613"),
    ("comb", 0, "6"),
    ("intersect1d", 0, "[1, 2]"), ("setdiff1d", 0, "[3]"), ("union1d", 0, "[0, 1, 2, 3]"),
    ("pdist2", 0, "[5.656854, 8.485281; 2.828427, 5.656854]"), ("zscore", 0, "[1, -1, 0]"),
    ("kurtosis", 0, "1.5"), ("skewness", 0, "0"), ("sorted", 1, "[3, 2, 1]"), ("isprime", 0, "true"),
    ("fft", 0, "list([6, 1.5, 1.5], [0, 0.866025, -0.866025])"), ("cummax", 0, "[3, 3, 3]"),
    ("isin", 0, "[0, 1, 1] != 0"), ("hstack", 0, "[3, 1, 2, 1, 0, 2]"),
    ("hstack", 1, "[1, 2, 5, 6; 3, 4, 7, 8]"),
    ("vstack", 0, "[3, 1, 2; 1, 0, 2]"),
    ("medfilt2", 0, "[0, 2, 3, 0; 2, 6, 7, 4; 6, 10, 11, 8; 0, 10, 11, 0]"),
    ("unfold", 0, "[1, 2, 3, 5, 6, 7, 9, 10, 11; 2:4, 6:8, 10:12; 5:7, 9:11, 13:15; 6:8, 10:12, 14:16]"),
    (
      "gaussian_filter", 0,
      "[1.73027, 2.73836, 3.2486, 2.71041; 3.95512, 5.87915, 6.56706, 5.27655; 5.9961, 8.6308, 9.31871, 7.31752; "
        + "5.6508, 8.02404, 8.53428, 6.63093]"
    ),
    ("imerode", 0, "[1, 1, 2, 3; 1, 1, 2, 3; 5, 5, 6, 7; 9, 9, 10, 11]"),
    ("interp1", 0, "0.5"),
    ("hardsigmoid", 0, "[0.666667, 0.833333; 1, 1]"),
    ("pairwise_distance", 0, "2.236068"), ("accuracy_score", 0, "2 / 3"),
    ("StandardScaler", 0, "[-1, -1; 1, 1]"),
    (
      "convolve2d", 0,
      "[1, 4, 7, 10, 8; 8, 26, 36, 46, 32; 24, 66, 76, 86, 56; 40, 106, 116, 126, 80; 39, 94, 101, 108, 64]"
    ), ("factorial", 0, "120"),
    ("trapz", 0, "3.5"), ("cumtrapz", 0, "[2, 3.5]"),
  ]) func namesGiveTheSame(name: String, number: Int, value: String) throws {
    try check(ForeignHabits.names[name], number, is: value, name)
  }

  @Test(arguments: [
    ("std", 0, "1.118034"), ("var", 0, "1.25"), ("median", 0, "2.5"), ("cov", 0, "[0.5, 0.5; 0.5, 0.5]"),
    ("repeat", 0, "[3, 3, 1, 1, 2, 2]"), ("where", 1, "[2, 1; 2, 2]"), ("append", 0, "[3, 1, 2, 3]"),
    ("meshgrid", 0, "list([3, 1, 2; 3, 1, 2; 3, 1, 2], [1, 1, 1; 0, 0, 0; 2, 2, 2])"),
    ("full", 0, "full(7, 3, 4)"),
    (
      "pad", 1,
      "[1, 1, 2, 3, 4, 4; 1, 1, 2, 3, 4, 4; 5, 5, 6, 7, 8, 8; 9, 9, 10, 11, 12, 12; 13, 13, 14, 15, 16, 16; "
        + "13, 13, 14, 15, 16, 16]"
    ),
  ]) func namesThatMeanSomethingElseInNumPy(name: String, number: Int, value: String) throws {
    try check(ForeignLibrary.differences[.numpy]?[name], number, is: value, name)
  }

  /// Three components by eight neighbours, as scipy.ndimage.label with ones(3, 3) finds.
  @Test func componentsGetNumbersOfTheirOwn() throws {
    let program = try Self.program(ForeignHabits.names["bwlabel"], 0)
    let setup = "p = [1, 1, 0, 0; 1, 0, 0, 1; 0, 0, 0, 1; 1, 0, 0, 0]; "
    let bench = Workbench()
    _ = try bench.value(setup + program + "; 0")
    let found = try bench.value(
      "list(l > 0, count(unique(l)), l[1, 1] == l[1, 2], l[1, 1] == l[2, 1], l[2, 4] == l[3, 4])")
    let expected = try bench.value("list(p > 0.5, 4, true, true, true)")
    #expect(
      Comparison(relative: 0, absolute: 0).difference(found, expected) == nil, "\(Formatter.inline(found))")
  }

  /// What is typed by habit, and what the message must hold.
  @Test(arguments: [
    ("P = rand(3, 3); P.round(2)", "`round(P, decimals=2)`"),
    ("round([1.234], 2)", "`round([1.234], decimals=2)`"),
    ("v = [1, 2]; v.std()", "correction=0"), ("std([1, 2], ddof=1)", "`std([1, 2], correction=1)`"),
    ("np.std([1, 2])", "`std([1, 2], correction=0)`"),
    ("np.arange(0, 10, 0.1)", "`0:0.1:9.95`: the last number is included"),
    ("where([1, 2] > 1)", "`nonzero(x > 2)`"), ("plot([1, 2], [3, 4], \"r--\")", "`plot([1, 2], [3, 4])`"),
    ("plot([1, 2], [3, 4], label=\"a\")", "labels=list(\"one\", \"two\")"),
    ("svd(eye(2), full_matrices=false)", "leave it out"), ("r = svd(eye(2)); r.V", "`r.Vh'`"),
    ("r = svd(eye(2)); r.Vt", "`r.Vh`"), ("linspace(0, 1, 5, endpoint=false)", "`linspace(0, 1, 6)[1:5]`"),
    ("pad(eye(2), 1, mode=\"edge\")", "padding_mode=\"border\""),
    ("show eye(2), title=\"a\"", "caption=\"text\""),
    ("scipy.ndimage.gaussian_filter(eye(3), 1)", "exp(-(-3:3)^2 / (2 * 1^2))"),
    ("cv2.resize(eye(3), 2)", "resize(x, size="),
    ("math.sqrt(2)", "`sqrt(2)`"), ("plt.savefig(\"a.png\")", "file=\"curve.png\""),
    ("zeros(3, dtype=1)", "`i64(x)`"),
    ("sort([1, 2], \"descend\")", "`sort([1, 2], descending=true)`"), ("v = [1.5]; v.astype(1)", "`i64(v)`"),
    ("cat(1, eye(2), eye(2))", "cat(x, y, dim=1)"),
    ("mean([1, 2; 3, 4], 2)", "`mean([1, 2; 3, 4], dim=2)`"),
    ("std([1, 2; 3, 4], 0, 1)", "`std([1, 2; 3, 4], dim=1)`"),
    ("nn.Transformer()", "there is no such layer"), ("transforms.ToTensor()", "`picture("),
    ("nn.LSTM(3, 4)", "help networks"),
    ("torch.nn.init.zeros_(1)", "`Dense(10, seed=1)`"),
    ("conv([1, 2, 3], [1, 1])", "[x] is a picture of one row"),
  ]) func theMessageLeadsOn(program: String, help: String) throws {
    let error = try #require(Workbench().failure(program), "\(program) works")
    #expect(error.help?.contains(help) == true, "\(program)\n\(error.text)")
  }
}
