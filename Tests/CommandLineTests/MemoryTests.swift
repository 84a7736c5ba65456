import Testing

/// Memory belongs to the process, so these run in one of their own, with a small limit.
@Suite("Memory", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(5)))
struct MemoryTests {
  private static let small = ["FOVEA_MEMORY": "64M"]

  /// What grows without end gets the error, and the variables are there as before.
  @Test(arguments: [
    "l = list(); while true { l = list(l, zeros(1000)) }", "s = \"a\"; while true { s = s + s }",
    "s = \"a\"; while true { s = \"{s}{s}\" }",
    "l = list(); while true { l = list(l, l, \"abc\") }", "x = [1]; while true { x = cat(x, x) }",
    "r = none; while true { r = record(a=r, b=1) }",
    "f = x -> x; mk(g) = x -> g(x); while true { f = mk(f) }", "zeros(1e12)", "[1:1e9]",

    "sum(1:1e9)", "l = list(); while true { l = list(l, 1:3) }",
    "grad(x -> { s = x; while true { s = s + x }; s }, zeros(1000))",
    "x = ones(3000, 1000); y = x + x; z = x + y; u = x + z; v = x + u; w = x + v; p = x + w", "eye(1e5)",
    "rand(1e9)", "one_hot(arange(1, 20000), 20000)", "affine([1, 2; 3, 4], [1, 0, 0; 0, 1, 0], size=20000)",
    "f(n) = [n, f(n + 1)]; f(1)", "s = \"0123456789\"; while true { s = s + s[1:end] }",
    "print(ones(1e12))",
  ])
  func growingWithoutEnd(code: String) {
    let run = Run([], input: "kept = [1, 2, 3];\n\(code)\nsum(kept)\nzeros(3)\n", environment: Self.small)
    #expect(
      run.errors.contains("error[E0801]") || run.errors.contains("error[E0803]"),
      "\(code): \(run.errors.prefix(400))")
    #expect(
      run.output.contains("6\n") && run.output.contains("tensor [3]"), "\(code): \(run.output.prefix(400))")
    #expect(run.status == 1 && run.seconds < 45, "\(code): \(run.status) after \(run.seconds) s")
  }

  /// A limit on addresses holds for the program and its stack too; what is left is shared out before anything is made.
  @Test(arguments: [
    "s = \"a\"; while true { s = s + s }", "s = \"a\"; while true { s = \"{s}{s}\" }",
    "s = \"0123456789\"; while true { s = s + s[1:end] }",
    "l = list(); while true { l = list(l, \"abc {l}\") }",
    "s = \"a\"; for i in 1:20 { s = s + s }; l = list(); while true { l = list(l, \"{s}\") }",
    "l = list(); while true { l = list(l, zeros(1000)) }", "x = [1]; while true { x = cat(x, x) }",
    "s = \"a\"; for i in 1:23 { s = s + s }; print(s); while true { s = s + s }", "zeros(1e12)",
    "plot(rand(10000000))",
  ])
  func underALimitOnAddresses(code: String) {
    for addresses in [700_000, 1_200_000] {
      let run = Run(
        [], input: "kept = [1, 2, 3];\n\(code)\nsum(kept)\nzeros(3)\n", addresses: addresses)
      #expect(run.errors.contains("error[E0801]"), "\(code): \(run.status) \(run.errors.suffix(400))")
      #expect(run.output.contains("6\n"), "\(code): \(run.status)")
      #expect(run.status == 1, "\(code): \(run.status) after \(run.seconds) s")
    }
  }

  @Test func filesUnderALimitOnAddresses() {
    let folder = ScratchFolder()
    // The header of an IDX file of 250 million bytes, and a file of that length without any blocks.
    let header: [UInt8] = [0, 0, 8, 1, 0x0E, 0xE6, 0xB2, 0x80]
    folder.write(header, to: "large.idx")
    folder.stretch("large.idx", to: 250_000_008)
    let run = Run(
      [], input: "x = load(\"large.idx\");\n1 + 1\n", folder: folder.path, addresses: 700_000)
    #expect(run.errors.contains("error[E07") && run.output == "2\n", "\(run.status) \(run.errors)")
  }

  /// Files, pictures and plots of tensors: there is an error where there is not enough memory, and never an abort.
  @Test(arguments: [
    "x = rand(3000, 3000); write(\"one.npy\", x)", "x = rand(3000, 3000); write(\"one.npz\", record(a=x))",
    "n = build(Chain(Flatten(), Dense(3000)), [60, 60]); write(\"n.safetensors\", n)",
    "r = record(); for i in 1:100 { r[\"k{i}\"] = rand(300, 300) }; write(\"r.npz\", r)",
    "write(\"p.png\", rand(3000, 3000))", "x = rand(1000000); y = x[ones(3000000)];",
    "x = load(\"large.gz\");",
  ])
  func tensorsAndFilesUnderALimitOnAddresses(code: String) throws {
    let folder = ScratchFolder()
    // An IDX file of 300 million bytes.
    let making =
      "{ printf '\\000\\000\\010\\001\\021\\341\\243\\000'; head -c 300000000 /dev/zero; } | gzip -1 > large.gz"
    let setUp = code.contains("large.gz") ? making : ":"
    let own = try #require(
      stride(from: 60_000, to: 600_000, by: 20_000).first { Run(["-e", "1"], addresses: $0).status == 0 })
    var statuses: [Int32] = []
    for room in [20_000, 100_000, 220_000, 2_000_000] {
      let run = Run(
        [], input: "\(code)\n1 + 1\n", folder: folder.path, addresses: own + room, setUp: setUp)
      let isRefused = run.errors.contains("error[E0801]") || run.errors.contains("error[E0701]")
      #expect(run.output.hasSuffix("2\n"), "\(room): \(run.status) \(run.errors.suffix(300))")
      #expect(run.status == (isRefused ? 1 : 0), "\(room): \(run.status) \(run.errors.suffix(300))")
      statuses.append(run.status)
    }
    #expect(statuses.first == 1 && statuses.last == 0)
  }

  /// Whatever a built-in does when Ctrl-C comes, the cell ends by it, and no other begins.
  @Test func controlCInALongRead() {
    let folder = ScratchFolder()
    folder.write([0, 0, 8, 1, 0x0B, 0xEB, 0xC2, 0x00], to: "long.idx")
    folder.stretch("long.idx", to: 200_000_008)
    // More of them than any machine reads until then.
    let reads = [[String]](repeating: ["-e", "x = load(\"long.idx\");"], count: 200).joined()
    for delay in [0.2, 0.5, 0.8] {
      let run = Run(
        reads + ["-e", "print(\"went on\")"], environment: ["FOVEA_MEMORY": "4G"], folder: folder.path,
        interruptAfter: delay)
      #expect(run.status == 130 && run.output.isEmpty, "\(delay): \(run.status) \(run.output) \(run.errors)")
    }
  }

  @Test func theLimitHoldsForWhatIsReallyUsed() {
    // The process may take at most 64 MB and what the program itself is; 600 MB would be out of hand.
    let run = Run(["-e", "s = \"a\"; for i in 1:28 { s = s + s }; count(s)"], environment: Self.small)
    #expect(run.status == 1 && run.errors.contains("E0801"))
  }

  /// 36 million pixels take 36 MB as they are decoded and 36 MB as a tensor: more than 64 MB, though neither alone is.
  @Test func picturesCountBeforeTheyAreDecoded() {
    let folder = ScratchFolder()
    let file = folder.path + "/large.png"
    let made = Run(["-e", "write(\"\(file)\", zeros(6000, 6000))"], environment: ["FOVEA_MEMORY": "4G"])
    #expect(made.status == 0, "\(made.errors)")
    for code in ["load(\"\(file)\")", "picture(\"\(file)\")"] {
      let run = Run(["-e", code], environment: Self.small)
      #expect(
        run.status == 1 && run.errors.contains("is too large (6000 rows of 6000 pixels"), "\(run.errors)")
      let enough = Run(["-e", "shape(\(code))"], environment: ["FOVEA_MEMORY": "400M"])
      #expect(enough.status == 0, "\(enough.errors)")
    }
  }

  @Test func deepValuesAreFreed() {
    for code in [
      "r = none; for i in 1:1e6 { r = record(a=r) }; r = none; 7",
      "l = list(); for i in 1:1e6 { l = list(l) }; l = none; 7",
      "f = x -> x; mk(g) = x -> g(x); for i in 1:1e6 { f = mk(f) }; f = none; 7",
      "r = none; for i in 1:1e6 { r = record(a=r, b=list(r)) }; 7",
      "r = none; for i in 1:1e6 { f = () -> r; r = list(f) }; 7",
      "l = list(); for i in 1:1e5 { l = list(l, l) }; 7",
    ] {
      let run = Run(["-e", code], environment: ["FOVEA_MEMORY": "4G"])
      #expect(
        run.status == 0 && run.output.hasSuffix("7\n"), "\(code): \(run.status) \(run.errors.prefix(300))")
    }
  }

  @Test func deepValuesAreShownComparedAndIndexed() {
    let deep = "r = none; for i in 1:1e6 { r = record(a=r) }; s = none; for i in 1:1e6 { s = record(a=s) };"
    let run = Run(
      [
        "-e", deep, "-e", "r == s", "-e", "r", "-e", "\"{r}\"", "-e", "print(r)", "-e", "r.a.a.a == s.a.a.a",
        "-e", "vars_ = r; 1",
      ], environment: ["FOVEA_MEMORY": "4G"])
    #expect(run.status == 0 && run.output.hasPrefix("true\n"), "\(run.status) \(run.errors.prefix(300))")
    let text = Run([], input: deep + "\nvars\nr.b\nr + 1\n", environment: ["FOVEA_MEMORY": "4G"])
    #expect(text.status == 1 && text.errors.contains("E0404") && text.errors.contains("E0401"))
  }

  @Test func textsWithoutEnd() {
    let cases: [(String, String)] = [
      (String(repeating: "[", count: 1_000_000), "E0102"),
      (String(repeating: "(", count: 1_000_000) + String(repeating: ")", count: 1_000_000), "E0108"),
      ("1" + String(repeating: "+1", count: 1_000_000), "E0108"),
      (String(repeating: "-", count: 1_000_000) + "1", "E0108"),
      (String(repeating: "not ", count: 250_000) + "true", "E0108"),
      ("1" + String(repeating: "^1", count: 1_000_000), "E0108"),
      ("1" + String(repeating: "'", count: 1_000_000), "E0108"),
      ("1" + String(repeating: "|>abs", count: 250_000), "E0108"),
      (String(repeating: "x->", count: 300_000) + "1", "E0108"),
      ("if true {1}" + String(repeating: " else if true {1}", count: 60_000), "E0108"),
      (String(repeating: "f(", count: 500_000), "E0102"),
      (String(repeating: "{", count: 1_000_000), "E010"), (String(repeating: "\"{", count: 300_000), "E010"),
      (String(repeating: "a=", count: 500_000) + "1", "E0109"),
      ("x = [" + String(repeating: "1;", count: 300_000) + "[" + "]", "E0102"),
      (String(repeating: "if true {", count: 100_000), "E0102"),
      (String(repeating: "if true {", count: 100_000) + String(repeating: "}", count: 100_000), "E0108"),
      ("1" + String(repeating: "[1]", count: 300_000), "E0108"),
      ("1" + String(repeating: ".a", count: 300_000), "E0108"),
      (String(repeating: "a", count: 5_000_000), "E0301"),
      ("\"" + String(repeating: "a", count: 5_000_000), "E0104"),
      (String(repeating: "\u{0}", count: 100_000), "E0103"),
    ]
    for (text, code) in cases {
      let run = Run([], input: text + "\n1 + 1\n")
      let start = text.prefix(20)
      #expect(run.errors.contains("error[" + code), "\(start): \(run.status) \(run.errors.prefix(200))")
      #expect(run.status == 1 && run.seconds < 5, "\(start): \(run.status) after \(run.seconds) s")
      #expect(run.errors.utf8.count < 20_000, "\(start): a message of \(run.errors.utf8.count) bytes")
    }
  }

  @Test func longTextsThatAreFine() {
    let folder = ScratchFolder()
    let cases: [(String, String)] = [
      ("x = [" + String(repeating: "1,", count: 1_000_000) + "1]; sum(x)", "1000001\n"),
      ("count(\"" + String(repeating: "a", count: 10_000_000) + "\")", "10000000\n"),
      (String(repeating: "a = 1;", count: 100_000) + "a", "1\n"),
      (String(repeating: "a = 1;\n", count: 100_000) + "a", "1\n"),
      ("# " + String(repeating: "x", count: 10_000_000) + "\n5", "5\n"),
      (String(repeating: "f(x) = x + 1\n", count: 20_000) + "f(1)", "2\n"),
      ((1...20_000).map { "f\($0)(x) = x + \($0)\n" }.joined() + "f20000(1)", "20001\n"),
      ("list(" + String(repeating: "1,", count: 200_000) + "1) |> count", "200001\n"),
    ]
    for (text, expected) in cases {
      folder.write(text, to: "long.fov")
      let run = Run(["long.fov"], folder: folder.path)
      #expect(
        run.output == expected && run.status == 0 && run.seconds < 5,
        "\(text.prefix(20)): \(run.status) after \(run.seconds) s, \(run.errors.prefix(200))")
    }
  }

  @Test(arguments: [
    "f(x) = 1 + f(x + 1)", "f = x -> f(x);", "f(x) = \"{f(x)}\"", "f(x) = x |> f", "f(x) = if f(x) { 1 }",
    "f(x) = [f(x)]",
    "f(x) = { for i in f(x) { } }", "f(x) = list(f(x))", "f(x) = record(a=f(x))", "f(x) = numgrad(f, x)",
    "f(x) = f(x)[1]",
    "f(x) = f(x).a", "f(x) = not f(x)", "f(x) = f(x)'", "f(x) = f(x):1", "f(x) = { while f(x) { } }",
    "f(x) = { y = zeros(2); y[f(x)] = 1 }",
    "f(x) = { return f(x) }", "f(x) = (y -> f(y))(x)", "f(x) = sum(f(x))", "f(x, k=f(x)) = k",
  ])
  func recursionWithoutEnd(definition: String) {
    let run = Run([], input: "kept = 6;\n\(definition)\nf(1)\nkept * 7\n")
    #expect(
      run.errors.contains("error[E0803]") || run.errors.contains("error[E0801]"),
      "\(definition): \(run.errors.prefix(300))")
    #expect(
      run.output == "42\n" && run.status == 1 && run.seconds < 2,
      "\(definition): \(run.status), \(run.output)")
  }
}
