import Testing

@testable import Language

/// What other languages write fails with a line in the help that is made of what was typed. Run in its place, the line gives
/// what the other language gives.
@Suite("Suggestions of typed names") struct TypedNamesTests {
  private static let setup = """
    vec = [3, 1, 2]; mat = [1, 2; 3, 4]; names = list("a", "b"); items = list(1, 2); k = 2; other = [5, 6; 7, 8]
    pair(t) = list(t, 2 * t); both(t) = { s = 2 * t; record(once=t, twice=s) }; x = 2.5; img = [0, 0.5; 1, 2]

    """

  private func check(_ program: String, _ suggestion: String, _ value: String, ends: String = "") throws {
    let bench = Workbench()
    try #require(bench.failure(Self.setup) == nil)
    let error = try #require(bench.failure(program), "\(program) works")
    #expect(error.help?.contains("`\(suggestion)`") == true, "\(program)\n\(error.text)")
    let (found, expected) = (try bench.value(suggestion + ends), try bench.value(value))
    #expect(
      Comparison(relative: 1e-6, absolute: 0).difference(found, expected) == nil,
      "\(program): \(suggestion) is \(Formatter.inline(found))")
  }

  @Test(
    arguments: [
      ("U, S, Vt = svd(mat)", "r = svd(mat); U = r.U; S = r.S; Vt = r.Vh", "; U @ diag(S) @ Vt", "mat"),
      ("[U, S, V] = svd(mat)", "r = svd(mat); U = r.U; S = r.S; V = r.Vh'", "; U @ diag(S) @ V'", "mat"),
      ("U, S, Vt = np.linalg.svd(mat)", "r = svd(mat); U = r.U; S = r.S; Vt = r.Vh", "; count(S)", "2"),
      ("[m, i] = max(vec)", "m = max(vec); i = argmax(vec)", "; [m, i]", "[3, 1]"),
      ("[~, i] = min(vec)", "i = argmin(vec)", "; i", "2"),
      ("_, i = torch.max(mat, dim=0)", "i = argmax(mat, dim=1)", "; i", "[2, 2]"),
      (
        "values, i = mat.max(dim=1)", "values = max(mat, dim=2); i = argmax(mat, dim=2)", "; values + i",
        "[4, 6]"
      ),
      ("s, i = sort(vec)", "s = sort(vec); i = argsort(vec)", "; stack(s, i)", "[1, 2, 3; 2, 3, 1]"),
      (
        "[s, i] = sort(vec, 'descend')", "s = sort(vec, descending=true); i = argsort(vec, descending=true)",
        "; i",
        "[1, 3, 2]"
      ),
      (
        "[r, c] = find(mat > 2)", "t = nonzero(mat > 2); r = t[:, 1]; c = t[:, 2]", "; stack(r, c)",
        "[2, 2; 1, 2]"
      ),
      ("r, c = np.where(mat > 2)", "t = nonzero(mat > 2); r = t[:, 1]; c = t[:, 2]", "; c", "[1, 2]"),
      ("[h, w] = size(img)", "h = shape(img)[1]; w = shape(img)[2]", "; h * w", "4"),
      ("h, w = img.shape", "h = shape(img)[1]; w = shape(img)[2]", "; h * w", "4"),
      (
        "[u, ~, ic] = unique(vec)",
        "r = unique(vec, return_inverse=true); u = r.values; ic = r.inverse_indices",
        "; ic", "[3, 1, 2]"
      ),
      (
        "u, c = np.unique(vec, return_counts=True)",
        "r = unique(vec, return_counts=true); u = r.values; c = r.counts",
        "; c", "[1, 1, 1]"
      ),
      ("top, i = torch.topk(vec, 2)", "r = topk(vec, 2); top = r.values; i = r.indices", "; i", "[1, 3]"),
      (
        "n, edges = np.histogram(vec, 2)", "r = histogram(vec, 2); n = r.counts; edges = r.edges", "; edges",
        "[1, 2, 3]"
      ),
      (
        "[X, Y] = meshgrid(vec, vec)", "r = meshgrid(vec, vec, indexing=\"xy\"); X = r[1]; Y = r[2]",
        "; X[1, :]", "vec"
      ),
      ("a, b = pair(3)", "r = pair(3); a = r[1]; b = r[2]", "; a + b", "9"),
      ("(a, b) = pair(3)", "r = pair(3); a = r[1]; b = r[2]", "; b", "6"),
      ("g(t) = record(low=t, high=t + 1); a, b = g(3)", "r = g(3); a = r.low; b = r.high", "", "4"),
      ("a, b = 1, 2", "a = 1; b = 2", "; a + b", "3"), ("a, b = [7, 8]", "a = 7; b = 8", "; b", "8"),
      ("a, b = items", "a = items[1]; b = items[2]", "; b", "2"),
      ("k, x = x, k", "r = list(x, k); k = r[1]; x = r[2]", "; [k, x]", "[2.5, 2]"),
      ("a, b = qr(mat)", "svd(mat)", "; 1", "1"),
    ] as [(String, String, String, String)]) func severalResults(
      program: String, suggestion: String, ends: String, value: String
    ) throws
  {
    if suggestion == "svd(mat)" || program.hasPrefix("g(t)") {
      let error = try #require(Workbench().failure(Self.setup + program))
      #expect(error.help?.contains(suggestion) == true, "\(error.text)")
    } else {
      try check(program, suggestion, value, ends: ends)
    }
  }

  @Test(
    arguments: [
      ("items[end+1] = 3", "items = append(items, 3)", "; items", "list(1, 2, 3)"),
      ("items[3] = x", "items = append(items, x)", "; items", "list(1, 2, 2.5)"),
      ("items(end+1) = 3", "items = append(items, 3)", "; items", "list(1, 2, 3)"),
      ("vec(end + 1) = 4", "vec = cat(vec, [4])", "; vec", "[3, 1, 2, 4]"),
      ("vec[end+1] = 4", "vec = cat(vec, [4])", "; vec", "[3, 1, 2, 4]"),
      ("vec[4] = x", "vec = cat(vec, [x])", "; vec", "[3, 1, 2, 2.5]"),
      ("mat[end+1, :] = [5, 6]", "mat = cat(mat, [[5, 6]])", "; mat", "[1, 2; 3, 4; 5, 6]"),
      ("mat[:, 3] = [5, 6]", "mat = cat(mat, unsqueeze([5, 6], 2), dim=2)", "; mat", "[1, 2, 5; 3, 4, 6]"),
      ("[items, 3]", "append(items, 3)", "", "list(1, 2, 3)"),
      (
        "[items, names]", "items + names", "",
        "list(1, 2, \"a\", \"b\")"
      ),
      ("[items, 3, 4]", "items + list(3) + list(4)", "", "list(1, 2, 3, 4)"),
      ("[0, items]", "list(0) + items", "", "list(0, 1, 2)"),
      ("items + 3", "append(items, 3)", "", "list(1, 2, 3)"),
      ("cat(items, 3)", "append(items, 3)", "", "list(1, 2, 3)"),
      ("cat(vec, 4)", "cat(vec, [4])", "", "[3, 1, 2, 4]"),
      ("append(vec, 4)", "cat(vec, [4])", "", "[3, 1, 2, 4]"),
      ("[vec, 4]", "cat(vec, [4])", "", "[3, 1, 2, 4]"),
      ("[8, 9, vec]", "cat([8, 9], vec)", "", "[8, 9, 3, 1, 2]"),
      (
        "[mat; 5, 6]", "cat(mat, [[5, 6]])", "",
        "[1, 2; 3, 4; 5, 6]"
      ),
      ("[mat; vec[1:2]]", "cat(mat, [vec[1:2]])", "", "[1, 2; 3, 4; 3, 1]"),
      ("items[1] = []", "items = items[2:end]", "; items", "list(2)"),
      ("items[k] = []", "items = items[1:k - 1] + items[k + 1:end]", "; items", "list(1)"),
      ("vec[2] = []", "vec = cat(vec[1:1], vec[3:end])", "; vec", "[3, 2]"),
      ("vec[end] = []", "vec = vec[1:end - 1]", "; vec", "[3, 1]"),
      ("vec[1:2] = []", "vec = vec[3:end]", "; vec", "[2]"),
      ("vec[k] = []", "vec = cat(vec[1:k - 1], vec[k + 1:end])", "; vec", "[3, 2]"),
      ("vec[vec > 2] = []", "vec = vec[not (vec > 2)]", "; vec", "[1, 2]"),
      ("mask = vec > 2; vec[mask] = []", "vec = vec[not (mask)]", "; 1", "1"),
      ("vec(2) = []", "vec = cat(vec[1:1], vec[3:end])", "; vec", "[3, 2]"),
      ("items(2) = []", "items = items[1:1] + items[3:end]", "; items", "list(1)"),
      ("mat[1, :] = []", "mat = mat[2:end, :]", "; mat", "[[3, 4]]"),
      ("mat(:, 1) = []", "mat = mat[:, 2:end]", "; mat", "[2; 4]"),
      ("wide = zeros(2, 3); wide[:, 2] = []", "wide = cat(wide[:, 1:1], wide[:, 3:end], dim=2)", "; 1", "1"),
    ] as [(String, String, String, String)]) func growingAndDeleting(
      program: String, suggestion: String, ends: String, value: String
    ) throws
  {
    if ends == "; 1" {
      let error = try #require(Workbench().failure(Self.setup + program))
      #expect(error.help?.contains("`\(suggestion)`") == true, "\(error.text)")
    } else {
      try check(program, suggestion, value, ends: ends)
    }
  }

  /// An empty tensor is a value like any other where nothing is taken out.
  @Test func whatDeletesNothing() throws {
    #expect(try Workbench().value("r = record(); r.loss = []; count(r.loss)").scalar == 0)
    #expect(try Workbench().value("l = list(1); none_left = []; l[1] = none_left; count(l[1])").scalar == 0)
  }

  @Test(arguments: [
    ("np.clip(img, 0, 1)", "clamp(img, 0, 1)", "[0, 0.5; 1, 1]"),
    (
      "clip(img, 0.2, x)", "clamp(img, 0.2, x)",
      "[0.2, 0.5; 1, 2]"
    ),
    ("np.mean(mat, axis=0)", "mean(mat, dim=1)", "[2, 3]"),
    ("torch.max(mat, dim=1)", "max(mat, dim=2)", "[2, 4]"),
    ("np.sum(mat.T, axis=1)", "sum(mat', dim=2)", "[4, 6]"), ("np.sqrt(mat)", "sqrt(mat)", "mat^0.5"),
    ("np.matmul(mat, other)", "mat @ other", "[19, 22; 43, 50]"), ("pow(mat, 2)", "mat ^ 2", "[1, 4; 9, 16]"),
    ("np.hstack([mat, other])", "cat(mat, other, dim=2)", "[1, 2, 5, 6; 3, 4, 7, 8]"),
    ("np.hstack((mat, other))", "cat(mat, other, dim=2)", "[1, 2, 5, 6; 3, 4, 7, 8]"),
    ("np.concatenate((mat, other), axis=1)", "cat(mat, other, dim=2)", "[1, 2, 5, 6; 3, 4, 7, 8]"),
    ("torch.cat((mat, other), dim=0)", "cat(mat, other, dim=1)", "[1, 2; 3, 4; 5, 6; 7, 8]"),
    ("np.zeros((2, 3))", "zeros(2, 3)", "[0, 0, 0; 0, 0, 0]"), ("ones((2, 2))", "ones(2, 2)", "[1, 1; 1, 1]"),
    ("reshape(mat, (4, 1))", "reshape(mat, 4, 1)", "[1; 2; 3; 4]"),
    (
      "mat.reshape((4, 1))", "reshape(mat, 4, 1)",
      "[1; 2; 3; 4]"
    ),
    ("reshape(mat, [], 1)", "reshape(mat, -1, 1)", "[1; 2; 3; 4]"),
    ("np.array([0.5, 2])", "[0.5, 2]", "[0.5, 2]"),
    ("np.logical_and(vec > 1, vec < 3)", "(vec > 1) & (vec < 3)", "vec == 2"),
    ("np.logical_not(vec > 1)", "not (vec > 1)", "vec <= 1"), ("np.count_nonzero(vec)", "sum(vec != 0)", "3"),
    ("np.argwhere(vec > 1)", "nonzero(vec > 1)", "[1; 3]"), ("hypot(3, k)", "sqrt(3^2 + k^2)", "13^0.5"),
    ("np.square(vec + 1)", "(vec + 1)^2", "[16, 4, 9]"), ("percentile(vec, 50)", "quantile(vec, 0.5)", "2"),
    ("np.sort(np.abs(vec))", "sort(abs(vec))", "[1, 2, 3]"), ("len(names)", "count(names)", "2"),
    ("size(img, 1)", "shape(img)[1]", "2"), ("shape(img, 2)", "shape(img)[2]", "2"),
    (
      "img(:)", "flatten(img)",
      "[0, 0.5, 1, 2]"
    ),
    ("img(:, 2)", "img[:, 2]", "[0.5, 2]"), ("names(1)", "names[1]", "\"a\""),
    ("x if k > 1 else 0", "if k > 1 { x } else { 0 }", "2.5"),
    ("[t*2 for t in vec]", "map(t -> t*2, vec)", "[6, 2, 4]"),
    ("[t*2 for t in vec if t > 1]", "map(t -> t*2, filter(t -> t > 1, vec))", "list(6, 4)"),
    ("{\"a\": 1, \"b\": k}", "record(a=1, b=k)", "record(a=1, b=2)"), ("{1, k}", "list(1, k)", "list(1, 2)"),
    ("1..3", "1:3", "1:3"), ("0...k", "0:k", "0:2"), ("x is None", "x == none", "false"),
    ("x is not None", "x != none", "true"), ("map(lambda t: t + 1, vec)", "t -> t + 1", "(t -> t + 1)"),
    ("arrayfun(@(t) t + 1, vec)", "t -> t + 1", "(t -> t + 1)"),
    ("print(f'is {x}')", "\"is {x}\"", "\"is 2.5\""),
    ("\"%.3f\" % x", "\"{x:.3f}\"", "\"2.500\""),
    ("\"%d of %s\" % (k, x)", "\"{k:d} of {x}\"", "\"2 of 2.5\""),
    ("\"{:.2f} {}\".format(x, k)", "\"{x:.2f} {k}\"", "\"2.50 2\""),
    ("\"-\" * 5", "\"{'':->5}\"", "\"-----\""),
    ("\"a \" + x", "\"a {x}\"", "\"a 2.5\""), ("4!", "prod(1:4)", "24"), ("k · x", "k * x", "5"),
    ("k·x", "k * x", "5"), ("mat \\ other", "solve(mat, other)", "solve(mat, other)"),
    ("k ** 3", "k ^ 3", "8"),
    ("x += 2", "x = x + 2", "2.5 + 2"), ("k > 1 && x > 1", "k > 1 and x > 1", "true"),
  ]) func forms(program: String, suggestion: String, value: String) throws {
    if value.hasPrefix("(t ->") {
      let error = try #require(Workbench().failure(Self.setup + program))
      #expect(error.help?.contains("`\(suggestion)`") == true, "\(error.text)")
    } else {
      try check(program, suggestion, value)
    }
  }

  /// What does not fit leaves the answer's own example.
  @Test(arguments: [
    ("np.arange(0, 10)", "arange(0, 10)"), ("int(\"3\")", "round(\"3\")"), ("clip(np.None, 0, 1)", "np.None"),
    ("np.mean(mat, dtype=3)", "mean(mat)"), ("imbinarize(img)", "`img`"),
    ("masked_fill(mat, mat > 2, 0)", "where(mat"),
  ]) func whatDoesNotFit(program: String, wrong: String) throws {
    let error = try #require(Workbench().failure(Self.setup + program))
    #expect(error.help?.contains(wrong) != true, "\(error.text)")
  }

  @Test(arguments: [
    ("\"{255:x}\"", "there is no hexadecimal format `x`"),
    ("\"{x:8.q}\"", "a format needs a number after its point"),
  ]) func aFormatIsNoRange(program: String, message: String) throws {
    let error = try #require(Workbench().failure("x = 2.5; " + program))
    #expect(error.message == message && error.help?.contains("for the range") != true, "\(error.text)")
  }
}
