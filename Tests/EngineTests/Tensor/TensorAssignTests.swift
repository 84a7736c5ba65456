import Engine
import EngineTestSupport
import Testing

@Suite struct TensorAssignTests {
  @Test func writesElementsRowsAndColumns() throws {
    var x = try Tensor(zeros: [2, 3])
    try x.assign(try Tensor(5), to: Slice([.index(1), .index(0)]))
    try x.assign(try Tensor([Float(1), 2, 3], [3]), to: Slice([.index(0)]))
    try x.assign(try Tensor(7), to: Slice([.all, .index(2)]))
    #expect(x.elements == [1, 2, 7, 5, 0, 7])
  }

  @Test func leavesOtherValuesAsTheyWere() throws {
    var x = try Tensor([Float(1), 2], [2])
    let before = x
    let view = try Reshape([2, 1])(x)
    try x.assign(try Tensor(9), to: Slice([.index(0)]))
    #expect(x.elements == [9, 2])
    #expect(before.elements == [1, 2])
    #expect(view.elements == [1, 2])
  }

  /// Part of a tensor written into another, overlapping part of it.
  @Test func readsBeforeItWrites() throws {
    var x = try Tensor([Float(1), 2, 3, 4], [4])
    let part = try Slice([.range(start: 0, count: 3)])(x)
    try x.assign(part, to: Slice([.range(start: 1, count: 3)]))
    #expect(x.elements == [1, 1, 2, 3])
  }

  @Test func convertsToTheTensorsType() throws {
    var x = try Tensor([UInt8(0), 0], [2])
    try x.assign(try Tensor([2.5, -4], [2]), to: Slice([]))
    #expect(x.dtype == .uint8)
    #expect(x.elements == [2, 0])
    var large = try Tensor([Int64(0)], [1])
    try large.assign(try Tensor([Int64.max], [1]), to: Slice([.index(0)]))
    #expect(try Compare(.equal)(large, try Tensor([Int64.max], [1])).element(0) == 1)
  }

  @Test func aGradientFlowsThrough() throws {
    let value = try Tensor([3.0], [1])
    let base = try Tensor([1.0, 2], [2])
    let worst = try GradientCase.worstDifference([base, value]) {
      var x = try Multiply()($0[0], $0[0])
      try x.assign($0[1], to: Slice([.range(start: 1, count: 1)]))
      return try Multiply()(x, x)
    }
    #expect(worst < 1e-6)
    // A plain tensor into which something taped is written is taped from then on.
    let gradients = try GradientCase.analyticGradients([value]) {
      var x = try Tensor(zeros: [2], .float64)
      try x.assign($0[0], to: Slice([.range(start: 0, count: 1)]))
      return x
    }
    #expect(gradients[0].elements == [0.5])
  }

  @Test func errorsLeaveItUnchanged() throws {
    var x = try Tensor([Float(1), 2], [2])
    let error = #expect(throws: TensorError.self) {
      try x.assign(try Tensor(zeros: [3]), to: Slice([.all]))
    }
    #expect(error?.message == "a value of shape [3] does not fill the part of shape [2]")
    #expect(error?.operation == "assign")
    #expect(throws: TensorError.self) { try x.assign(try Tensor(0), to: Slice([.index(2)])) }
    #expect(x.elements == [1, 2])
  }

  @Test func oneElementOfManyIsWrittenInPlace() throws {
    var x = try Tensor(zeros: [1000, 1000])
    let value = try Tensor(1)
    let clock = ContinuousClock()
    let time = try clock.measure {
      for i in 0..<100_000 {
        try x.assign(value, to: Slice([.index(i % 1000), .index(i / 1000)]))
      }
    }
    // Copying would take minutes; the bound leaves room for a busy machine.
    #expect(time < .milliseconds(500))
    #expect(try Sum()(x).element(0) == 100_000)
  }
}
