import Engine
import EngineTestSupport
import Testing

/// The convolution's kernels against the plain loops in float64, forward and every gradient, at every CPU level with one
/// and with two threads.
@Suite struct ConvKernelTests {
  struct Example: Sendable, CustomStringConvertible {
    let picture: [Int]
    let weights: [Int]
    var conv = Conv()

    var description: String {
      "\(picture) \(weights) stride=\(conv.stride) padding=\(conv.padding) dilation=\(conv.dilation) "
        + "groups=\(conv.groups)"
    }
  }

  /// Shapes about every edge: tiles of 1 to 14 pixels and of one or two vectors of filters, single pixels, bands, strides
  /// that leave pixels out, dilation that shares a factor with the stride, groups, kernels as large as the picture.
  static let examples: [Example] = {
    var list: [Example] = []
    for width in [1, 2, 3, 7, 13, 14, 15, 16, 17, 29, 33] {
      list.append(Example(picture: [2, 3, 4, width], weights: [5, 3, 3, 1], conv: Conv(padding: 1)))
      list.append(Example(picture: [1, 2, 3, width], weights: [17, 2, 2, min(2, width)]))
    }
    for filters in [1, 2, 3, 4, 6, 8, 9, 15, 16, 17, 31, 32, 33, 48, 65] {
      list.append(Example(picture: [1, 3, 6, 11], weights: [filters, 3, 3, 3], conv: Conv(padding: 1)))
      list.append(Example(picture: [3, 1, 5, 5], weights: [filters, 1, 5, 5], conv: Conv(padding: 2)))
    }
    for channels in [1, 2, 5, 8, 16, 23, 40] {
      list.append(
        Example(
          picture: [2, channels, 7, 9], weights: [18, channels, 3, 3], conv: Conv(stride: 2, padding: 1)))
    }
    for stride in 1...4 {
      for dilation in 1...4 {
        let conv = Conv(
          stride: Pair(stride, 5 - stride), padding: .size(Pair(dilation, 2)),
          dilation: Pair(dilation, stride))
        list.append(Example(picture: [2, 2, 13, 14], weights: [3, 2, 3, 2], conv: conv))
        list.append(Example(picture: [1, 2, 13, 14], weights: [20, 2, 2, 3], conv: conv))
      }
    }
    list += [
      Example(picture: [1, 1, 1, 1], weights: [1, 1, 1, 1]),
      Example(picture: [1, 1, 4, 4], weights: [1, 1, 4, 4]),
      Example(picture: [2, 2, 3, 3], weights: [4, 2, 5, 5], conv: Conv(padding: 1)),
      Example(picture: [1, 2, 9, 9], weights: [3, 2, 2, 2], conv: Conv(stride: 5)),
      Example(picture: [1, 1, 2, 2], weights: [2, 1, 1, 1], conv: Conv(stride: 3, padding: 4)),
      Example(picture: [2, 6, 5, 6], weights: [9, 2, 3, 3], conv: Conv(padding: 1, groups: 3)),
      Example(picture: [2, 17, 8, 8], weights: [17, 1, 3, 3], conv: Conv(padding: 1, groups: 17)),
      Example(
        picture: [1, 4, 8, 8], weights: [64, 2, 3, 3], conv: Conv(stride: 2, padding: .size(1), groups: 2)),
      Example(picture: [3, 5, 6], weights: [2, 3], conv: Conv(groups: 3)),
      Example(picture: [5, 6], weights: [4, 3], conv: Conv(padding: .same)),
      Example(picture: [2, 20, 40, 33], weights: [24, 20, 3, 3], conv: Conv(padding: 1)),
      Example(picture: [1, 3, 130, 140], weights: [4, 3, 3, 3], conv: Conv(padding: 1)),
      Example(picture: [1, 1, 300, 70], weights: [1, 1, 7, 7], conv: Conv(padding: 3)),
      Example(picture: [20, 4, 6, 6], weights: [16, 4, 3, 3], conv: Conv(padding: 1)),
      Example(picture: [0, 2, 4, 4], weights: [3, 2, 3, 3]),
    ]
    return list
  }()

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func kernelsAgreeWithTheReference(_ level: ProcessorLevel, _ dtype: DType) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    for example in Self.examples {
      let all = try operands(example, dtype)
      let wide = try all.map { try $0.converted(to: .float64) }
      let exact = try results(example.conv, wide, Executions.reference)
      let sizes = try results(example.conv, try wide.map { try Abs()($0) }, Executions.reference)
      let ours = try executions.map { try results(example.conv, all, $0) }
      for (part, name) in ["result", "picture", "weights", "bias"].enumerated() {
        let excess = KernelBound.worstExcess(
          ours[0][part], exact: exact[part], sizes: sizes[part], roundings: try roundings(example)[part])
        #expect(excess <= 1, "\(example), \(name): \(excess) of the error allowed")
        #expect(
          ours[1][part].elements.elementsEqual(ours[0][part].elements),
          "\(example), \(name): threads change it")
      }
    }
  }

  /// How many roundings a product goes through: its own and those of the sum of all that make a result, and of the bias;
  /// the same for the gradients.
  private func roundings(_ example: Example) throws -> [Int] {
    let shapes = [example.picture, example.weights]
    let result = try example.conv.resultShape(try shapes.map { try Shape(checking: $0) })
    let taps = example.weights.suffix(2).reduce(1, *)
    let channels = example.weights.count == 4 ? example.weights[1] : 1
    let filters = example.weights.count == 4 ? example.weights[0] / example.conv.groups : 1
    let windows = result.count / max(1, filters * example.conv.groups)
    return [taps * channels + 1, taps * filters + 1, windows + 1, windows + 1]
  }

  /// Picture, weights, bias, and a gradient of the result.
  private func operands(_ example: Example, _ dtype: DType) throws -> [Tensor] {
    let filters = example.weights.count == 4 ? example.weights[0] : example.conv.groups
    let shapes = [example.picture, example.weights, [filters]]
    let result = try example.conv.resultShape(try shapes.map { try Shape(checking: $0) })
    return try (shapes + [result.array]).enumerated().map {
      try Examples.tensor($0.element, seed: UInt64($0.offset + 1), dtype)
    }
  }

  /// The result and the three gradients.
  private func results(_ conv: Conv, _ all: [Tensor], _ execution: Execution) throws -> [Tensor] {
    let operands = Array(all[0..<3])
    let plan = try conv.plan(OperandShapes(of: operands))
    let (result, saved) = try conv.forward(operands, plan, execution)
    let gradients = try conv.pullback(all[3], plan, saved, needs: [true, true, true], execution)
    return try [result] + gradients.map { try #require($0) }
  }

  /// Memory is used again without being cleared: what was left in it may be no number, and may show in no result, nor in
  /// how it is rounded.
  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func whatMemoryHeldBeforeDoesNotMatter(_ level: ProcessorLevel, _ dtype: DType) throws {
    for kernel in 2...6 {
      for (width, stride) in [(21, 1), (27, 1), (30, 2), (26, 5), (25, 24), (64, 3)] {
        let conv = Conv(stride: Pair(stride), padding: .size(Pair(1, 4)), groups: 4)
        let example = Example(picture: [2, 4, 22, width], weights: [4, 1, kernel, kernel], conv: conv)
        let all = try operands(example, dtype)
        var first: [Tensor]?
        for execution in Executions.threads(level) {
          for bytes in [4_000, 20_000, 70_000, 300_000, 1_000_000] {
            _ = try (0..<4).map { _ in try Tensor(filled: .nan, [bytes / 8], .float64) }
          }
          let found = try results(conv, all, execution)
          for (one, other) in zip(first ?? found, found) {
            #expect(one.elements == other.elements, "kernel \(kernel), width \(width), stride \(stride)")
          }
          first = found
        }
      }
    }
  }

  /// Vectors reach beyond what windows see; what lies there may be anything, but no result may show it.
  @Test(arguments: ProcessorLevel.allCases)
  func notANumberStaysWhereItIsSeen(_ level: ProcessorLevel) throws {
    for execution in Executions.threads(level) {
      for (filters, bad) in [(1, Double.nan), (20, .nan), (1, .infinity), (3, -.infinity)] {
        for position in [0, 7, 40, 80] {
          var picture = try Examples.tensor([1, 1, 9, 9], seed: 1, .float32)
          try picture.setElement(position, to: bad)
          let weights = try Examples.tensor([filters, 1, 3, 2], seed: 2, .float32)
          let bias = try Tensor(zeros: [filters], .float32)
          let conv = Conv(padding: .size(Pair(1, 0)))
          let gradient = try Examples.tensor([1, filters, 9, 8], seed: 3, .float32)
          let all = [picture, weights, bias, gradient]
          let ours = try results(conv, all, execution)
          let plain = try results(conv, all, Executions.reference)
          for part in 0..<4 {
            for (ours, plain) in zip(ours[part].elements, plain[part].elements) {
              #expect(
                ours.isFinite == plain.isFinite, "\(filters) filters, \(bad) at \(position), part \(part)")
            }
          }
        }
      }
    }
  }

  /// Raised while the kernel is at work: a convolution of some seconds ends within a tenth of one, if the machine has
  /// nothing else to do.
  @Test(arguments: [DType.float32, .float64], [1, 2])
  func canBeCancelled(_ dtype: DType, _ threads: Int) throws {
    let picture = try Examples.tensor([1, 8, 512, 512], dtype)
    let weights = try Examples.tensor([64, 8, 31, 31], dtype)
    let late = LateCancellation(after: 0.15)
    let execution = Execution(cancellation: late.cancellation, threads: threads)
    #expect(throws: TensorError.self) { try Conv(padding: 15).apply([picture, weights], in: execution) }
    #expect(late.lateness < .milliseconds(250), "it went on for \(late.lateness)")
  }
}
