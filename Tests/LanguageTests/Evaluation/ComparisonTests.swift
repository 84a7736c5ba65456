import Language
import Testing

@Suite("Comparing values") struct ComparisonTests {
  @Test func listsAndRecordsAreComparedInside() {
    check([
      "list(1, record(a=[1, 2])) == list(1, record(a=[1, 2]))": true,
      "list(1, record(a=[1, 2])) == list(1, record(a=[1, 3]))": false,
      "record(a=1, b=2) == record(a=1, b=3)": false, "record(a=1) == record(b=1)": false,
      "list(1, 2) == list(1)": false, "expect(record(a=0.1 + 0.2), record(a=0.3))": nil,
      "expect(list(record(a=0.1 + 0.2)), list(record(a=0.3)))": nil,
    ])
    checkFailures([
      "expect(record(a=1), record(a=2))": .expectation, "expect(record(a=1), record(b=1))": .expectation,
      "expect(list(1, 2), list(1))": .expectation,
    ])
  }

  @Test func theFirstDifferenceIsNamed() {
    let bench = Workbench()
    let failure = bench.failure("expect(list(1, record(a=2, b=3), 4), list(1, record(a=2, b=5), 9))")
    #expect(failure?.message.contains("3, but 5 is expected") == true, "\(failure?.message ?? "")")
  }

  /// Lists of the same list twice, forty deep: 2⁴⁰ numbers at two places each.
  @Test func whatStandsAtManyPlacesIsComparedOnce() {
    let lists = "a = list(1); b = list(1); for i in 1:40 { a = list(a, a); b = list(b, b) }"
    check(after: lists, ["a == b": true, "expect(a, b)": nil])
    let records = "a = 1; b = 1; for i in 1:40 { a = record(x=a, y=a); b = record(x=b, y=b) }"
    check(after: records, ["a == b": true, "expect(a, b)": nil])
  }
}
