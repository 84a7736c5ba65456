import Language
import Notebook
import Testing

/// Part of a data set's pictures costs what so many pictures cost.
@Suite("Parts of a data set") struct DataPartsTests {
  @Test(arguments: [
    "[3]", "[2:4]", "[end]", "[7:-2:1]", "[[5, 1]]", "[2, 1]", "[2:3, 1, 4:6, :]", "[:]", "[:, 1, 2, 3]",
    "[1:0]",
  ])
  func partsAreThoseOfTheWhole(_ index: String) {
    let bench = Workbench()
    bench.run("a = digits(9, seed=1); b = augment(a, rotate=30, seed=2)[2:9];")
    for data in ["a", "b", "b[1:7]"] {
      bench.run("whole = \(data).pictures; expect(\(data).pictures\(index), whole\(index))")
      #expect(bench.transcript.failures.isEmpty, "\(data): \(bench.transcript.lines)")
    }
  }

  @Test func labelsToo() {
    let bench = Workbench()
    bench.run("a = digits(9, seed=1); whole = a.labels; expect(a.labels[2:5], whole[2:5]);")
    bench.run("expect(a.labels[end], whole[end]); expect(dtype(a.labels[3]), \"int64\"); a.pictures[1]")
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    for index in ["[0]", "[10]", "[1, 1, 1, 1, 1]", "[1, 2]", "[1.5]"] {
      #expect(bench.failure("a.pictures\(index)") != nil, "\(index)")
    }
    #expect(bench.failure("a.pictures[1, 1, 1, 1, 1]")?.code == .indexCount)
  }

  @Test func fewCostLess() throws {
    let bench = Workbench()
    bench.run("a = dataset(ones(6000, 28, 28), ones(6000));", seconds: 60)
    let clock = ContinuousClock()
    let whole = try clock.measure { _ = try bench.value("a.pictures", seconds: 60) }
    let part = try clock.measure { for _ in 0..<10 { _ = try bench.value("a.pictures[1:64]") } }
    // A hundredth of the pictures, ten times.
    #expect(part < whole / 2, "\(part) for ten times 64 of 6000, \(whole) for all")
  }
}
