import Testing

@testable import Language

/// What is said of calls of other libraries gives what these give.
@Suite("Foreign calls") struct ForeignCallTests {
  /// A call and its value, as `Tests/cases/foreign_calls/make_foreign_calls.py` writes them.
  struct Line: Sendable, CustomStringConvertible {
    let call: String
    let value: String

    var description: String { call }
  }

  private static let lines: [Line] = {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = TemporaryFolder.read("/\(folder)/cases/foreign_calls/foreign_calls.tsv") ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      return parts.count == 2 ? Line(call: parts[0], value: parts[1]) : nil
    }
  }()

  private static let setup = """
    x = [1, 2; 3, 4]; m = [5, 6; 7, 8]; v = [3, 1, 2, 5]; w = [1, 0, 2, 2]; p = reshape(1:16, 4, 4) / 16; mask = x > 2

    """

  @Test func thereAreLines() { #expect(Self.lines.count > 70) }

  /// The call fails, and the program that is suggested in its place has the other library's value.
  @Test(arguments: lines) func givesTheSame(_ line: Line) throws {
    let bench = Workbench()
    try #require(bench.failure(Self.setup) == nil)
    let error = try #require(bench.failure(line.call), "\(line.call) works")
    let parts = (error.help ?? "").split(separator: "`", omittingEmptySubsequences: false)
    let program = String(try #require(parts.count > 1 ? parts[1] : nil, "\(line.call)\n\(error.text)"))
    var found = try bench.value(program)
    if case .range = found { found = try bench.value("0 + (\(program))") }
    let expected = try bench.value(line.value)
    #expect(
      Comparison(relative: 1e-5, absolute: 1e-6).difference(found, expected) == nil,
      "\(line.call): \(program) is \(Formatter.inline(found))")
  }

  /// Each line of the tables is of a form that can be read, and answers the call on its left side.
  @Test func everyLineAnswersItsOwnForm() throws {
    for (name, lines) in ForeignCall.lines {
      for line in lines {
        let rule = try #require(ForeignCall(line), "\(line)")
        #expect(rule.pattern.name == name)
        #expect(!rule.answer.isEmpty)
      }
      #expect(ForeignHabits.names[name] != nil || Library.standard[name] != nil, "\(name) has no example")
    }
  }

  /// What was typed stands in the answer, whatever its form.
  @Test(arguments: [
    ("nn.Conv2d(8, 16, 3, stride=2, padding=1, bias=False)", "Conv(16, 3, stride=2, padding=1, bias=false)"),
    ("nn.ConvTranspose2d(8, 1, 2, stride=2)", "ConvTranspose(1, 2, stride=2)"),
    (
      "nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1568, 10))",
      "Chain(Conv(8, 3, padding=1), Relu(), MaxPool(2), Flatten(), Dense(10))"
    ),
    ("np.random.uniform(-1, 1, (100, 2))", "rand(100, 2) * 2 - 1"),
    ("np.random.permutation(200)", "randperm(200)"),
    ("np.random.choice(10, 5, replace=False)", "randperm(10)[1:5]"),
    (
      "gaussian_filter(img, sigma=3)",
      "k = exp(-(-9:9)^2 / (2 * 3^2)); conv(img, outer(k, k) / sum(k)^2, padding=\"same\")"
    ),
    ("plt.plot(t, u, \"k--\")", "plot(t, u)"), ("plt.semilogy(u)", "plot(u, yscale=\"log\")"),
    ("plt.hist(u, bins=64)", "plot(histogram(u, bins=64))"),
    ("plt.imshow(img, cmap=\"gray\")", "show img"),
    ("torch.save(net, \"m.pt\")", "write(\"net.safetensors\", net)"),
    ("fprintf('mean %.2f\\n', mean(u))", "print(\"mean {mean(u):.2f}\")"),
    ("disp('hello')", "print(\"hello\")"), ("imrotate(img, 45)", "affine(img, rotation(45, shape(img)))"),
    ("imresize(img, 0.5)", "resize(img, scale=0.5)"), ("randi(6, 10, 1)", "randint(1, 7, [10, 1])"),
    ("imshow('file.png')", "show picture(\"file.png\")"),
    ("convolution2dLayer(3, 8, 'Padding', 'same')", "Conv(8, 3, padding=\"same\")"),
    ("fullyConnectedLayer(10)", "Dense(10)"), ("plt.scatter(t, u, s=3)", "plot(t, u, kind=\"points\")"),
  ]) func whatWasTypedStandsInTheAnswer(call: String, program: String) throws {
    let bench = Workbench()
    try #require(bench.failure("img = rand(8, 8); t = 1:9; u = rand(9); net = Chain(Dense(2))") == nil)
    let error = try #require(bench.failure(call), "\(call) works")
    #expect(error.help?.contains("`\(program)`") == true, "\(call)\n\(error.text)")
  }

  /// Habits that no call tells.
  @Test(arguments: [
    ("v = 1:9; v[1:]", "1:end; what Python means by 1: is 2:end"),
    ("v = 1:9; v[1:-1]", "what NumPy means by 1:-1 is `2:end - 1`"),
    ("[i^2 for i in range(10)]", "`map(i -> i^2, 0:9)`"), ("v = [1, 2]; v(end)", "`v[end]`"),
    ("[1 2; 3 4]", "`[1, 2; 3, 4]`"), ("x = 3 % a comment", "comments start with #"),
    ("for i in 1:3 { i }\nend", "a block ends with `}`"), ("ones((9,9)) / 81", "`ones(9, 9)`"),
    ("l = list(1, 2); mean(l)", "`stack(l)` makes a tensor"),
    ("I = rand(3, 8, 8); [h, w, c] = size(I)", "h = shape(I)[2]; w = shape(I)[3]; c = shape(I)[1]"),
  ]) func habitsAreAnswered(program: String, help: String) throws {
    let error = try #require(Workbench().failure(program), "\(program) works")
    #expect(error.help?.contains(help) == true, "\(program)\n\(error.text)")
  }
}
