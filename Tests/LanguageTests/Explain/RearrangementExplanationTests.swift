import Engine
import Language
import Notebook
import Testing

/// Where elements came from, sums and products: explanations of operations that move, reduce and multiply.
@Suite("Explanations of rearrangements, reductions and products") struct RearrangementExplanationTests {
  /// All elements differ, so that a place is known by its number.
  private static let setup = """
    x = reshape(1:12, 3, 4); c = reshape(1:24, 2, 3, 4); y = x + 100; l = list(x, y); r = [20, 5, 11, 5]
    """

  /// For every element of a result, the place that the explanation names holds that very number.
  @Test(arguments: [
    "reshape(x, 2, 6)", "flatten(c, start_dim=2)", "permute(c, 3, 1, 2)", "x'", "transpose(c, 1, 3)",
    "flip(x)",
    "flip(c, dim=[1, 3])", "rot90(x)", "rot90(x, 2)", "rot90(x, 3)", "rot90(c, -1)", "x[:, 2:end]",
    "x[[3, 1], 2]",
    "c[2]", "x[end:-2:1, :]", "cat(x, y)", "cat(x, y, dim=2)", "cat(l, dim=2)", "stack(x, y)",
    "stack(l, dim=3)",
    "f64(x)", "f32(c)", "diag(x)", "diag(x, -1)", "repeat(x, 2, 2)", "tile(c, 2)", "squeeze(c[:, 1:1])",
    "unsqueeze(x, 2)", "tril(x, 9)", "triu(x, -9)", "pad(x, [-1, -1, -1, 0])", "x[1:2, :]'",
  ]) func placesHoldTheNumber(code: String) throws {
    let bench = Workbench()
    bench.run(Self.setup)
    guard case .tensor(let result) = try bench.value(code) else {
      Issue.record("\(code) is no tensor")
      return
    }
    for position in 0..<result.count {
      var (rest, index): (Int, [Int]) = (position, [])
      for extent in result.shape.array.reversed() {
        index.insert(rest % extent + 1, at: 0)
        rest /= extent
      }
      let element = "\(code)[\(index.map(String.init).joined(separator: ", "))]"
      let said = bench.output("explain \(element)").split(separator: "\n").map(String.init)
      let value = result.element(position)
      #expect(said.first == "\(element) = \(Int(value))")
      let place = said.dropFirst().first.map { $0.dropFirst("This is ".count).prefix { $0 != ";" } } ?? ""
      #expect(bench.number(String(place)) == value, "\(element): \(said)")
    }
  }

  @Test func margins() {
    let said = Explained("pad(x, [1, 2, 0, 1], 7)[2, 1]", after: Self.setup)
    #expect(said.first.hasSuffix("= 7") && said.contains("in the padding"))
    let inside = Explained("pad(x, [1, 2, 0, 1], 7)[2, 3]", after: Self.setup)
    #expect(inside.contains("This is x[2, 2]; the whole gradient goes there."))
    #expect(inside.contains("left 1, right 2, top 0, bottom 1"))
    // A margin of 5 is not taken for the fifth element.
    #expect(Explained("pad(x, [1, 0], 5)[1, 1]", after: Self.setup).contains("in the padding"))
  }

  @Test func assignedParts() {
    let setup = Self.setup + "; x[2, :] = r; x[1, 1] = 3"
    let given = Explained("x[1, 1]", after: setup)
    #expect(given.first == "x[1, 1] = 3" && given.contains("This is the number 3"))
    #expect(Explained("x[2, 2]", after: setup).contains("left it as it was"))
    let row = Explained("x[2, 3]", after: Self.setup + "; x[2, :] = r")
    #expect(row.first == "x[2, 3] = 11" && row.contains("This is r[3]") && row.contains("put it there"))
    let bench = Workbench()
    bench.run("x = [1, 2]; x[1] = x[1] + 1")
    #expect(bench.run("explain x[1]") == .failed)
    #expect(bench.transcript.failures.last?.message.contains("which now gives something else") == true)
    bench.run("x[2] = rand(1)[1]")
    #expect(bench.run("explain x[2]") == .failed)
  }

  @Test func classesAndTypes() {
    let hot = Explained("one_hot([3, 1], 4)[1, 3]", after: "1")
    #expect(hot.first.hasSuffix("= 1") && hot.contains("classes[1] is class 3"))
    #expect(Explained("one_hot([3, 1], 4)[2, 3]", after: "1").contains("classes[2] is class 1"))
    #expect(
      Explained("f32(f64(1) / 3)", after: "1").contains("0.3333333333333333 becomes 0.3333333432674408"))
  }

  // MARK: Reductions

  @Test func sums() {
    let sum = Explained("sum(x, dim=1)[2]", after: Self.setup)
    #expect(sum.first == "sum(x, dim=1)[2] = 18" && sum.contains("sum  2 + 6 + 10 = 18"))
    #expect(sum.row("x[2, 2]", is: [6, 1, 1]) && sum.contains("the 3 elements along dimension 1"))
    #expect(sum.row("x[2, 1]").isEmpty)
    let mean = Explained("mean(c, dim=[1, 3], keepdim=true)[1, 2, 1]", after: Self.setup)
    // (5 + 6 + 7 + 8 + 17 + 18 + 19 + 20) / 8
    #expect(mean.first.hasSuffix("= 12.5") && mean.contains("= 100, divided by 8 = 12.5"))
    #expect(mean.row("c[2, 2, 3]", is: [19, 0.125, 0.125]))
    #expect(Explained("sum(x)", after: Self.setup).contains("Of all 12 elements"))
    let long = Explained("sum(1:40)", after: "1")
    #expect(long.contains("… and 28 more elements") && long.contains("7 + 8 + … = 820"))
  }

  @Test func spreads() {
    // 5, 6, 7, 8: mean 6.5, squares 2.25 + 0.25 + 0.25 + 2.25 = 5.
    let variance = Explained("var(x, dim=2)[2]", after: Self.setup)
    #expect(variance.first.hasSuffix("= 1.666667") && variance.contains("= 5, divided by 4 − 1 = 1.66667"))
    #expect(variance.row("x[2, 4]", is: [8, 1.5, 1, 1]))
    let whole = Explained("var(x, dim=2, correction=0)[2]", after: Self.setup)
    #expect(whole.first.hasSuffix("= 1.25") && whole.row("x[2, 1]", is: [5, -1.5, -0.75, -0.75]))
    let deviation = Explained("std(x, dim=2)[2]", after: Self.setup)
    let derivative = 1.5 / (3 * (5.0 / 3).squareRoot())
    #expect(
      deviation.row("x[2, 4]", is: [8, 1.5, derivative, derivative]) && deviation.contains("square root"))
  }

  @Test func extremes() {
    let along = Explained("min(r, dim=1)", after: Self.setup)
    #expect(along.first.hasSuffix("= 5") && along.contains("r[2], the first of 2 that tie"))
    #expect(along.row("r[2]", is: [5, 1, 0.5]) && along.row("r[4]", is: [5, 0, 0.5]))
    let shared = Explained("min(r)", after: Self.setup)
    #expect(shared.contains("each gets 1/2 of the gradient") && shared.row("r[4]", is: [5, 0.5, 0.5]))
    let largest = Explained("max(c, dim=2)[2, 3]", after: Self.setup)
    #expect(largest.first.hasSuffix("= 23") && largest.contains("The largest is c[2, 3, 3]"))
    let place = Explained("argmax(c, dim=2)[2, 3]", after: Self.setup)
    #expect(place.first.hasSuffix("= 3") && place.contains("c[2, 3, 3]: index 3 along dimension 2"))
    #expect(place.contains("no gradient") && !place.contains("numeric"))
    #expect(
      Explained("argmin(r)", after: Self.setup).contains("r[2], the first of 2 that tie: number 2 in order"))
  }

  // MARK: Products

  @Test func matrixProducts() {
    let said = Explained("(x @ y')[2, 3]", after: Self.setup)
    // 5·109 + 6·110 + 7·111 + 8·112 = 2878
    #expect(said.first == "(x @ y')[2, 3] = 2878" && said.contains("Row 2 of x times column 3 of y'"))
    #expect(said.contains("sum  545 + 660 + 777 + 896 = 2878"))
    #expect(said.contains("[2, 3] · [3, 3]     7 · 111"))
    let vector = Explained("(x @ r)[3]", after: Self.setup)
    // 9·20 + 10·5 + 11·11 + 12·5 = 411
    #expect(vector.first.hasSuffix("= 411") && vector.contains("Row 3 of x times r"))
    #expect(Explained("r @ r", after: Self.setup).first == "r @ r = 571")
    let batch = Explained("(c @ x')[2, 1, 3]", after: Self.setup)
    // 13·9 + 14·10 + 15·11 + 16·12 = 614
    #expect(batch.first.hasSuffix("= 614") && batch.contains("[2, 1, 4] · [4, 3]     16 · 12"))
    let long = Explained("ones(1, 30) @ ones(30, 1)", after: "1")
    #expect(long.contains("… and 18 more products") && long.contains("1 + 1 + … = 30"))
  }

  @Test func layers() {
    let said = Explained("linear(x, y, [1, 2, 3])[2, 3]", after: Self.setup)
    #expect(said.first.hasSuffix("= 2881") && said.contains("sum  545 + 660 + 777 + 896 + bias 3 = 2881"))
    #expect(Explained("linear(r, x)[3]", after: Self.setup).contains("r times row 3 of x"))
  }

  // MARK: Thetas

  @Test func thetas() {
    let setup = "t = [1, 0.5, 0.2; -0.25, 2, -0.1]"
    // Along 4 rows index = y·2 + 2.5, along 6 columns index = x·3 + 3.5.
    let byColumn = Explained("pixel_theta(t, [4, 6])[1, 2]", after: setup)
    #expect(byColumn.first.hasSuffix("= -0.1666667") && byColumn.contains("(-0.25) · 2 / 3 = -0.1666667"))
    #expect(
      byColumn.row("t[2, 1]", is: [-0.25, 2.0 / 3, 2.0 / 3]) && byColumn.row("t[1, 1]", is: [1, 0, 0]))
    // −0.1·2 + 2.5 − 2·2.5 + (1/6)·3.5 = −2.116667
    let offset = Explained("pixel_theta(t, [4, 6])[1, 3]", after: setup)
    #expect(offset.first.hasSuffix("= -2.116667") && offset.row("t[2, 2]", is: [2, -2.5, -2.5]))
    #expect(offset.contains("row    = y · 2 + 2.5") && offset.contains("column = x · 3 + 3.5"))
    // Back: (1·2.5 + 0.5·3.5 + 0.2 − 2.5) / 2 = 0.975, between centres / 1.5 = 1.3.
    let back = Explained("unit_theta(t, [4, 6])[2, 3]", after: setup)
    #expect(back.first.hasSuffix("= 0.975") && back.row("t[1, 2]", is: [0.5, 1.75, 1.75]))
    let aligned = Explained("unit_theta(t, [4, 6], align_corners=true)[2, 3]", after: setup)
    #expect(aligned.first.hasSuffix("= 1.3") && aligned.contains("row    = y · 1.5 + 2.5"))
    let second = Explained("pixel_theta(stack(t, 2 * t), [4, 6])[2, 2, 2]", after: setup)
    // x by x is 2·1.
    #expect(second.first.hasSuffix("= 2"))
  }
}
