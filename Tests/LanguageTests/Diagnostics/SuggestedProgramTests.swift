import Notebook
import Testing

@testable import Language

/// Where the program that is suggested is built from what was typed: it stands in the help, and run in its place it gives
/// what NumPy, PyTorch or the other language gives for what was typed.
@Suite("Suggested programs") struct SuggestedProgramTests {
  private static let setup = """
    v = [5, 6, 7, 8, 9]; m = [1, 2, 3; 4, 5, 6]; w = [1, 2]; n = 2; d = 0; k = [1, 0; 0, 1]; r = ones(1, 3, 1)
    twice(t, s=2) = t * s; p = rand(4, 4); write("f.png", p); write("x.npy", v)

    """

  /// - Parameter value: nil where it is enough that the suggestion runs.
  private func check(_ program: String, _ suggestion: String, _ value: String?) throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      try #require(bench.failure(Self.setup) == nil)
      let error = try #require(bench.failure(program), "\(program) works")
      #expect(error.help?.contains(suggestion) == true, "\(program)\n\(error.text)")
      guard let value else {
        let failure = bench.failure(suggestion)
        #expect(failure == nil, "\(suggestion)\n\(failure?.text ?? "")")
        return
      }
      let (found, expected) = (try bench.value(suggestion), try bench.value(value))
      #expect(
        Comparison(relative: 1e-6, absolute: 0).difference(found, expected) == nil,
        "\(program): \(suggestion) is \(Formatter.inline(found))")
    }
  }

  @Test(
    arguments: [
      ("w.reshape(2, 1)", "reshape(w, 2, 1)", "[1; 2]"), ("w.view(2, 1)", "reshape(w, 2, 1)", "[1; 2]"),
      ("m.view(-1)", "reshape(m, -1)", "[1, 2, 3, 4, 5, 6]"),
      ("w.unsqueeze(1)", "reshape(w, 2, 1)", "[1; 2]"),
      ("w.unsqueeze(0)", "reshape(w, 1, 2)", "[[1, 2]]"), ("w.unsqueeze(-1)", "reshape(w, 2, 1)", "[1; 2]"),
      ("r.squeeze()", "reshape(r, 3)", "[1, 1, 1]"), ("r.squeeze(0)", "reshape(r, 3, 1)", "[1; 1; 1]"),
      ("m.permute(1, 0)", "permute(m, 2, 1)", "[1, 4; 2, 5; 3, 6]"),
      ("w.permute(1)", "permute(w, 1)", "[1, 2]"),
      ("m.transpose(0, 1)", "transpose(m, 1, 2)", "[1, 4; 2, 5; 3, 6]"), ("m.T", "m'", "[1, 4; 2, 5; 3, 6]"),
      ("m.t()", "m'", "[1, 4; 2, 5; 3, 6]"), ("m.transpose()", "m'", "[1, 4; 2, 5; 3, 6]"),
      ("m.mean(dim=0)", "mean(m, dim=1)", "[2.5, 3.5, 4.5]"), ("m.sum(axis=0)", "sum(m, dim=1)", "[5, 7, 9]"),
      ("m.sum(0)", "sum(m, dim=1)", "[5, 7, 9]"), ("m.sum(-1)", "sum(m, dim=-1)", "[6, 15]"),
      ("m.sum(axis=1, keepdims=True)", "sum(m, dim=2, keepdim=true)", "[6; 15]"), ("m.sum()", "sum(m)", "21"),
      ("m.sum(dim=[0, 1])", "sum(m, dim=[1, 2])", "21"), ("m.sum(dim=d)", "sum(m, dim=d + 1)", "[5, 7, 9]"),
      ("m.max(dim=0)", "max(m, dim=1)", "[4, 5, 6]"), ("m.argmax(1)", "argmax(m, dim=2)", "[3, 3]"),
      ("m.amax(0)", "max(m, dim=1)", "[4, 5, 6]"), ("m.flatten()", "flatten(m)", "[1, 2, 3, 4, 5, 6]"),
      ("m.flatten(0)", "flatten(m, start_dim=1)", "[1, 2, 3, 4, 5, 6]"),
      ("v.clamp(6, 8)", "clamp(v, 6, 8)", "[6, 6, 7, 8, 8]"),
      ("v.clip(min=7)", "clamp(v, min=7)", "[7, 7, 7, 8, 9]"),
      ("m.conv(k)", "conv(m, k)", "[[6, 8]]"), ("w.one_hot(3)", "one_hot(w, 3)", "[1, 0, 0; 0, 1, 0]"),
      ("m.max_pool(2)", "max_pool(m, 2)", "[[5]]"), ("m.softmax(dim=0)", "softmax(m, dim=1)", nil),
      ("v.flip(0)", "flip(v, dim=1)", "[9, 8, 7, 6, 5]"), ("w.repeat(2)", "cat(w, w)", "[1, 2, 1, 2]"),
      ("w.pow(2)", "w ^ 2", "[1, 4]"), ("w.mul(n + 1)", "w * (n + 1)", "[3, 6]"), ("w.dot(w)", "w @ w", "5"),
      ("w.add(1).mul(2)", "w + 1", "[2, 3]"), ("(w + 1).sum()", "sum(w + 1)", "5"),
      ("(w + 1).pow(2)", "(w + 1) ^ 2", "[4, 9]"), ("w.ge(2)", "w >= 2", "[0, 1]"),
      ("m.size(0)", "shape(m)[1]", "2"), ("m.size(-1)", "shape(m)[2]", "3"),
      ("m.shape", "shape(m)", "[2, 3]"),
      ("w.twice(3)", "twice(w, 3)", "[3, 6]"), ("w.twice(s=3)", "twice(w, s=3)", "[3, 6]"),
    ] as [(String, String, String?)]) func methods(program: String, suggestion: String, value: String?) throws
  {
    try check(program, suggestion, value)
  }

  @Test(
    arguments: [
      ("v[None]", "reshape(v, 1, 5)", "[[5, 6, 7, 8, 9]]"),
      ("v[none]", "reshape(v, 1, 5)", "[[5, 6, 7, 8, 9]]"),
      ("w[:, None]", "reshape(w, 2, 1)", "[1; 2]"), ("m[:, None, :]", "reshape(m, 2, 1, 3)", nil),
      ("n > 1 ? 1 : 0", "if n > 1 { 1 } else { 0 }", "1"),
      ("v > 6 ? 1 : 0", "where(v > 6, 1, 0)", "[0, 0, 1, 1, 1]"),
      ("y = n == 3 ? 4 : n + 1", "if n == 3 { 4 } else { n + 1 }", "3"),
      ("\"{w!r}\"", "\"{w}\"", "\"[1, 2]\""), ("\"{n=}\"", "\"n = {n}\"", "\"n = 2\""),
      ("write \"y.npy\" v", "write(\"y.npy\", v)", nil), ("write y.npy v", "write(\"y.npy\", v)", nil),
      ("conv m k", "conv(m, k)", "[[6, 8]]"), ("sum v + 1", "sum(v + 1)", "40"),
      ("picture f.png", "picture(\"f.png\")", nil), ("load x.npy", "load(\"x.npy\")", nil),
      ("print \"a\"", "print(\"a\")", nil),
      ("(v > 6) and true", "all(v > 6)", "false"),
      ("(v > 6) and (v < 9)", "(v > 6) & (v < 9)", "[0, 0, 1, 1, 0]"),
    ] as [(String, String, String?)]) func syntax(program: String, suggestion: String, value: String?) throws
  {
    try check(program, suggestion, value)
  }

  /// What is said of a function that does not exist comes for a method too.
  @Test(arguments: [
    ("len", "`count(m)`"), ("ptp", "`max(m) - min(m)`"), ("expand", "`m + zeros(3, 1, 1)`"),
    ("tolist", "`map(i -> flatten(m)[i], 1:count(m))`"), ("masked_fill", "`where(x > 2, 0, x)`"),
    ("logsumexp", "`log(sum(exp(m)))`"),
  ]) func methodsOfOtherNames(name: String, advice: String) {
    let help = Workbench().failure("m = [1, 2; 3, 4]; m.\(name)()")?.help
    #expect(help?.contains(advice) == true, "\(name): \(help ?? "")")
  }

  @Test(arguments: [
    ("print(a > 1 ? 1 : 0)", "`if a > 0 { 1 } else { 0 }`"), ("q(t) = t + 1; q 3", "q(3)"),
  ]) func whereNothingCanBeBuilt(program: String, advice: String) {
    let error = Workbench().failure("a = 1; " + program)
    #expect(error?.help?.contains(advice) == true, "\(error?.text ?? "works")")
  }

  /// No call is shown that would have lost an argument, no function that does not exist, no call of what is none.
  @Test(arguments: [
    ("m.view(n, 3)[1].foo", "foo("), ("m.repeat(2, 2)", "cat(m"), ("m.sum(dtype=1)", "sum(m)"),
    ("m.expand(2, 2, 3)", "expand("),
    ("m.foo(1)", "foo("), ("\"a\".upper()", "upper("), ("v.clamp()", "clamp(v)"), ("v.split(2)", "split("),
    ("raise 1", "raise("), ("helpp conv", "helpp("), ("assert true", "assert("), ("foo bar", "foo("),
    ("v[::0]", "1:0"), ("v[-6]", "end - 5"), ("v[-2^63]", "end -"), ("v[-inf]", "end -"),
    ("v[:-1:-1]", "end:-1:"),
    ("x.relu 3", "relu("),
  ]) func nothingThatDoesNotWork(program: String, wrong: String) throws {
    let error = try #require(
      Workbench().failure("v = [1, 2, 3]; m = [1, 2; 3, 4]; n = 2; " + program), "\(program)")
    #expect(error.help?.contains(wrong) != true, "\(program)\n\(error.text)")
  }
}
