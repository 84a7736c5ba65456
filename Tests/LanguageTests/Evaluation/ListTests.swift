import Engine
import Language
import Testing

/// Lists that grow and change, with the lists and records in them.
@Suite("Lists") struct ListTests {
  @Test func listsGrow() {
    check([
      "l = list(1); l = append(l, \"a\"); l = append(l, list(2)); l": .list([1, "a", .list([2])]),
      "list(1, 2) + list(\"x\")": .list([1, 2, "x"]), "list() + list()": .list([]),
      "l = list(1, 2); l + l": .list([1, 2, 1, 2]), "cat(list(1), list(2, 3))": .list([1, 2, 3]),
      "cat(list(list(1), list(), list(list(2))))": .list([1, .list([2])]),
      "cat(list([1, 2], [3]))": [1, 2, 3], "list(1) |> append(2)": .list([1, 2]),
    ])
    checkFailures([
      "append(3, 1)": .wrongType, "list(1) + 2": .wrongType, "append(list(1))": .missingArgument,
      "list(1) - list(1)": .wrongType, "cat(list(1), [2])": .wrongType,
    ])
  }

  /// Who keeps a list keeps it as it was, whichever way another goes on from it.
  @Test func aListIsAValue() {
    check([
      "a = list(1); b = append(a, 2); c = append(a, 3); d = append(b, 4); list(a, b, c, d)": .list([
        .list([1]), .list([1, 2]), .list([1, 3]), .list([1, 2, 4]),
      ]),
      "a = append(list(), 1); b = append(a, 2); a[1] = 9; list(a, b)": .list([.list([9]), .list([1, 2])]),
      "a = append(list(), 1); b = append(a, 2); b[1] = 9; list(a, b)": .list([.list([1]), .list([9, 2])]),
      "a = append(list(1), 2); b = a; b[2] = 7; list(a, b)": .list([.list([1, 2]), .list([1, 7])]),
      "f(l) = { l = append(l, 5); l[1] = 0; count(l) }; a = append(list(1), 2); list(f(a), a)": .list([
        3, .list([1, 2]),
      ]),
      "kept = list(); l = list(); for i in 1:4 { l = append(l, i); kept = append(kept, l) }; kept": .list([
        .list([1]), .list([1, 2]), .list([1, 2, 3]), .list([1, 2, 3, 4]),
      ]),
      "l = list(list(1), list(2)); m = l; m[1][1] = 5; list(l[1][1], m[1][1])": .list([1, 5]),
    ])
  }

  @Test func partsOfPartsAreAssigned() {
    check([
      "l = list(1, 2, 3); l[2] = \"two\"; l[end] = none; l": .list([1, "two", .none]),
      "l = list(list(1, 2), 3); l[1][2] = 9; l[1][1] = list(4); l": .list([.list([.list([4]), 9]), 3]),
      "r = record(a=1); r.b = record(c=[1, 2; 3, 4]); r.b.c[2, :] = 0; r.b.c": [[1, 2], [0, 0]],
      "r = record(l=list(1)); r.l = append(r.l, 2); r[\"l\"][1] = 7; r.l": .list([7, 2]),
      "r = record(); r[\"x.y\"] = list(record(a=1)); r[\"x.y\"][1].a = 3; r[\"x.y\"][1].b = 4; r[\"x.y\"][1].b":
        4,
      "l = list([1, 2; 3, 4]); l[1][2][1] = 9; l[1]": [[1, 2], [9, 4]],
      "f(n) = { l = list(0, 0); for i in 1:n { l[i] = i * 2 }; l }; f(2)": .list([2, 4]),
      "l = list(1); g() = { l[1] = 5; l }; list(g(), l)": .list([.list([5]), .list([1])]),
      "l = list(1, 2); l[l[1]] = l[2]; l": .list([2, 2]),
      "l = list(1, 2); h() = { 2 }; l[h()] = 5; l": .list([1, 5]),
      "x = [1, 2]; x[2] = 5; x": [1, 5],
    ])
    checkFailures([
      "l = list(1); l[2] = 3": .index, "l = list(1); l[0] = 3": .indexZero,
      "l = list(1, 2); l[1:2] = 3": .wrongType,
      "l = list(1); l.a = 3": .unknownField, "r = record(); r.a.b = 3": .unknownField,
      "l = list(1); l[1][1] = 3": .wrongType,
      "y.a = 3": .undefinedName, "y[1].b = 2": .undefinedName, "l = list([1]); l[1][1] = \"a\"": .wrongType,
      "net = Dense(2); net.x = 1": .unknownField, "s = \"abc\"; s[1] = \"x\"": .wrongType,
    ])
    #expect(
      Workbench().failure("l = list(1); l[end + 1] = 3")?.help
        == "assigning makes nothing longer: write `l = append(l, 3)`")
    #expect(Workbench().failure("y.a = 3")?.help == "create it first: y = record()")
    let deep = String(repeating: "[1]", count: 5000)
    #expect(Workbench().failure("l = list(1); l\(deep) = 3")?.code == .tooDeep)
  }

  /// A part that cannot be assigned leaves everything as it was.
  @Test func errorsLeaveTheVariableAsItWas() {
    let bench = Workbench()
    bench.run("r = record(l=list([1, 2], 3))")
    for cell in ["r.l[1][3] = 5", "r.l[1][1] = \"a\"", "r.l[9] = 1", "r.l[1][1, 1] = 2", "r.x.y = 1"] {
      bench.run(cell)
    }
    #expect(bench.transcript.failures.count == 5)
    #expect(bench.output("r").hasSuffix("record(l=list([1, 2], 3))"))
  }

  @Test func functionsOverLists() {
    check([
      "map(x -> x + 1, list(1, 2))": .list([2, 3]), "map(i -> i^2, 1:3)": .list([1, 4, 9]),
      "stack(map(r -> r * 2, [1, 2; 3, 4]))": [[2, 4], [6, 8]],
      "map(count, list(\"ab\", [1]))": .list([2, 1]),
      "k = 3; map(x -> k * x, [1, 2])": [3, 6], "map(x -> x, list())": .list([]),
      "filter(x -> x > 1, list(1, 2, 3))": .list([2, 3]), "filter(i -> i % 2 == 0, 1:6)": .list([2, 4, 6]),
      "list(1, 2) |> (l -> map(x -> -x, l))": .list([-1, -2]),
      "count(map(p -> p.label, digits(4, seed=1)))": 4,
    ])
    checkFailures([
      "map(list(1), x -> x)": .wrongType, "map(x -> x, 3)": .wrongType, "filter(x -> 1, list(1))": .condition,
      "map(x -> y_missing, list(1))": .undefinedName, "map((x, y) -> x, list(1))": .missingArgument,
    ])
  }

  /// Of a tensor it makes a tensor where the results fit together, of anything else a list.
  @Test func mapOfATensor() {
    check([
      "map(x -> x^2, [1, 2, 3])": [1, 4, 9], "map(x -> 1, [1, 2])": [1, 1], "map(sum, [1, 2; 3, 4])": [3, 7],
      "map(r -> r / sum(r), [1, 3; 2, 2])": [[0.25, 0.75], [0.5, 0.5]], "sum(map(x -> x > 1, [1, 2, 3]))": 2,
      "dtype(map(x -> x > 1, [1, 2]))": "bool", "dtype(map(x -> x, f64([1, 2])))": "float64",
      "dtype(map(x -> 2, [1, 2]))": "float32", "map(x -> \"{x}\", [1, 2])": .list(["1", "2"]),
      "count(map(x -> zeros(x), [1, 2]))": 2, "count(map(x -> zeros(x), [1, 2])[2])": 2,
      "stack(map(x -> 2 * x, [1, 2]))": [2, 4], "map(x -> 2 * x, list(1, 2))": .list([2, 4]),
      "shape(stack([1, 2; 3, 4], dim=2))": [2, 2], "stack([1, 2; 3, 4], dim=2)": [[1, 3], [2, 4]],
      "grad(x -> sum(map(e -> e^3, x)), [1, 2])": [3, 12],
      "grad(x -> sum(map(r -> sum(r)^2, x)), [1, 2; 3, 4])": [[6, 6], [14, 14]],
    ])
  }

  @Test func gradientsFlowThroughListsAndRecords() {
    check([
      "grad(x -> { l = list(); for i in 1:3 { l = append(l, x[i]^i) }; sum(stack(l)) }, [2, 3, 4])": [
        1, 6, 48,
      ],
      "grad(x -> { r = record(a=x); r.b = r.a * 2; r[\"a\"] = r.b^2; sum(r.a) }, [1, 2])": [8, 16],
      "grad(x -> { l = list(x, x); l[1][2] = 5; sum(l[1] * l[2]) }, [1, 2])": [2, 5],
      "grad(x -> sum(map(r -> r^2, x)), [1, 2; 3, 4])": [[2, 4], [6, 8]],
      "grad(x -> sum(stack(filter(e -> e > 1, x))), [1, 2, 3])": [0, 1, 1],
      "g = grad(p -> sum(p.w * p.b[2]), record(w=[1, 2], b=list(0, [3, 4]))); list(g.w, g.b[2], g.b[1])":
        .list([
          [3, 4], [1, 2], 0,
        ]),
      "g = numgrad(l -> l[1]^2 * l[2], list(3, 2)); round(g[1])": 12,
      "gradcheck(p -> sum(exp(p.w)), record(w=[0.5, 1]))": true,
    ])
    checkFailures(["grad(p -> 1, record(a=\"x\"))": .wrongType, "grad(p -> p, list(1))": .gradient])
  }

  /// A loop that appends takes time in proportion to its length, and so does one that changes each value: for squares of
  /// these numbers nobody would wait.
  @Test(.timeLimit(.minutes(2))) func longListsAreMadeQuickly() {
    check(
      after:
        "n = 100000; l = list(); for i in 1:n { l = append(l, i); s = i }; for i in 1:n { l[i] = 0; l[1] = 1 }",
      ["count(l)": 100000, "l[1]": 1, "l[end]": 0])
    check(
      after: "r = record(l=list()); for i in 1:50000 { r.l = append(r.l, i); r.l[1] = 0 }",
      ["r.l[50000]": 50000])
    check(after: "l = list(); for i in 1:50000 { l = l + list(i) }", ["count(l)": 50000])
  }

  /// What is nested as deep as there is memory is let go of without a stack as deep.
  @Test func deepListsAreReleased() {
    check(["l = list(); for i in 1:200000 { l = append(list(), l) }; l = 3; l": 3])
  }

  @Test func whatIsWrittenComesBack() throws {
    for ending in ["npz", "safetensors"] {
      try inTemporaryFolder { folder in
        let bench = Workbench()
        bench.interpreter.folder = folder
        for value in [
          "record(a=[1, 2], b=3)", "list([1, 2], 3, [4; 5])",
          "record(loss=list(3, 2, 1), best=record(w=[1, 2; 3, 4], n=list(list(1))))",
          "list(list(1, 2), record(a=5))",
          "{ r = record(); r[\"conv1.weight\"] = [1]; r[\"x[1]\"] = 2; r[\"say \\\"hi\\\" \\\\ [\"] = list(4); r }",
          "map(i -> f32(i), 1:12)",
        ] {
          let code = "f() = \(value); write(\"x.\(ending)\", f()); load(\"x.\(ending)\") == f()"
          let isBack = try bench.value(code)
          #expect(isBack.isSame(as: .boolean(true)), "\(value)")
        }
        for (value, part) in [
          ("record(a=list())", "a is a list of 0 without values"),
          ("list(1, \"a\")", "[2] is the string \"a\""),
          ("record(a=record(b=none))", "a[\"b\"] is none"),
        ] {
          let error = bench.failure("write(\"x.\(ending)\", \(value))")
          #expect(
            error?.code == .wrongType && error?.message.contains(part) == true, "\(error?.text ?? value)")
        }
      }
    }
  }
}
