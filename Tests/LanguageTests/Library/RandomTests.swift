import Engine
import Language
import Testing

@Suite("Random numbers at the prompt") struct RandomTests {
  /// A seed of the call's own gives the same numbers each time, and the session's draws go on as if it had not been.
  @Test(arguments: [
    "rand(4, seed=5)", "randn(2, 2, seed=5)", "randint(0, 100, 4, seed=5)", "randperm(20, seed=5)",
  ])
  func aSeedOfItsOwn(_ call: String) throws {
    let bench = Workbench()
    #expect(bench.elements(call) == bench.elements(call))
    bench.run("seed(1); a = rand(3); seed(1); b = rand(1); c = \(call); d = cat(b, rand(2))")
    #expect(bench.elements("a") == bench.elements("d"))
    let other = call.replacing("seed=5", with: "seed=6")
    #expect(bench.elements(call) != bench.elements(other))
    // The numbers are those that come first after seed(5).
    let plain = call.replacing(", seed=5", with: "")
    bench.run("seed(5); e = \(plain)")
    #expect(bench.elements("e") == bench.elements(call))
  }

  @Test func wholeNumbersAreWithinTheirBounds() throws {
    let bench = Workbench()
    let drawn = try #require(bench.elements("randint(-2, 3, 3000, seed=3)"))
    for number in -2...2 {
      let count = drawn.count { $0 == Double(number) }
      // 600 on the average, with a standard deviation of 22.
      #expect((500...700).contains(count), "\(number): \(count)")
    }
    #expect(drawn.allSatisfy { (-2...2).contains($0) })
    check([
      "shape(randint(10, [2, 3]))": [2, 3], "shape(randint(10, 3))": [3],
      "shape(randint(10, size=[2, 3]))": [2, 3],
      "shape(randint(5, high=7, size=2))": [2], "randint(7, 8, 2)": [7, 7],
      "shape(randint(0, 2, [0, 3]))": [0, 3],
    ])
    checkFailures([
      "randint(5)": .missingArgument, "randint(5, 5, 1)": .option,
      "randint(0, 2, -1)": .size, "randint(0.5, 2, 1)": .option, "randint(0, 1e300, 1)": .option,
      "randint(0, 2, 3, seed=-1)": .option, "randint(0, 2, \"a\")": .wrongType, "randperm(1.5)": .option,
      "randperm(-1)": .option, "rand(2, seed=1.5)": .option, "rand(2, seed=\"a\")": .wrongType,
    ])
  }

  @Test func permutationsHaveEachNumberOnce() throws {
    let bench = Workbench()
    for n in [0, 1, 2, 50] {
      let drawn = try #require(bench.elements("randperm(\(n), seed=2)"))
      #expect(drawn.sorted() == (0..<n).map { Double($0 + 1) })
    }
    // Each of the six orders of three comes up about 100 times.
    var counts: [[Double]: Int] = [:]
    for seed in 0..<600 { counts[bench.elements("randperm(3, seed=\(seed))") ?? [], default: 0] += 1 }
    #expect(counts.count == 6 && counts.values.allSatisfy { (60...140).contains($0) })
    check(["dtype(randperm(3))": "int64", "dtype(randint(0, 2, 3))": "int64"])
  }

  /// Three does not divide 2⁶⁴: what is left over is drawn again.
  @Test func boundsDoNotFavourSomeNumbers() {
    var generator = RandomGenerator(seed: 9)
    let third = UInt64.max / 3 * 2
    let above = (0..<3000).count { _ in generator.integer(below: third) >= third / 2 }
    #expect((1350...1650).contains(above))
  }

  @Test func likeAnotherTensor() {
    check([
      "zeros_like([1, 2; 3, 4])": [[0, 0], [0, 0]], "ones_like(1:3)": [1, 1, 1], "zeros_like(5)": 0,
      "ones_like(5)": 1, "shape(zeros_like(zeros(0, 3)))": [0, 3],
    ])
  }
}
