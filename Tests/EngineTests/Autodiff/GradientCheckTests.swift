import Engine
import Testing

@Suite struct GradientCheckTests {
  @Test func namesTheWorstElement() throws {
    let analytic = try Tensor([1, 2, 3, 4, 5, 6] as [Double], [2, 3])
    let numeric = try Tensor([1, 2, 3, 4.5, 5, 6.25] as [Double], [2, 3])
    let check = try GradientCheck(
      analytic: [analytic, analytic], numeric: [analytic, numeric], tolerance: 0.1)
    #expect(check.passes)
    let worst = try #require(check.worst)
    #expect(worst.argument == 1 && worst.index == [1, 0] && worst.analytic == 4 && worst.numeric == 4.5)
    #expect(worst.relativeError == 0.5 / 6.25)
    #expect(!(try GradientCheck(analytic: [analytic], numeric: [numeric])).passes)
  }

  @Test func tolerancesFollowTheType() throws {
    let x = try Tensor([1] as [Double], [1])
    #expect(try GradientCheck(analytic: [x], numeric: [x]).tolerance == 1e-6)
    #expect(try GradientCheck(analytic: [try x.converted(to: .float32)], numeric: [x]).tolerance == 1e-4)
  }

  /// A trace beside a gradient of zero is a difference until it has been looked into; what is not a number is one.
  @Test func zeroAndNotANumber() throws {
    let zero = try Tensor([0] as [Double], [1])
    let trace = try Tensor([1e-11] as [Double], [1])
    var check = try GradientCheck(analytic: [zero], numeric: [trace])
    #expect(!check.passes)
    check.refine { _, allowance in
      RefinedDerivative(at: 0.0, analytic: 0, allowance: allowance) { (x: Double) in x * x * x }
    }
    #expect(check.passes && check.coarsest == nil)
    let nan = try Tensor([Double.nan], [1])
    let none = try GradientCheck(analytic: [nan], numeric: [nan])
    #expect(!none.passes && none.worst?.relativeError == .infinity)
    let empty = try Tensor(zeros: [0])
    #expect(try GradientCheck(analytic: [empty], numeric: [empty]).passes)
    let shapes = #expect(throws: TensorError.self) { try GradientCheck(analytic: [zero], numeric: [empty]) }
    #expect(shapes?.code == .shapes)
  }

  /// A wrong gradient is wrong however small the function is: here the tape sees x², and the value is x³.
  @Test(arguments: [1, 1e-12, 1e12]) func verdictIsScaleFree(_ size: Double) throws {
    let x = try Tensor([1.5, -0.5] as [Double], [2])
    let right = try GradientCheck.run(at: [x]) { operands throws(TensorError) in
      try Multiply()(try Multiply()(operands[0], operands[0]), try Tensor(size, .float64))
    }
    #expect(right.passes)
    let wrong = try GradientCheck.run(at: [x]) { operands throws(TensorError) in
      let square = try Multiply()(operands[0], operands[0])
      return try Multiply()(try Multiply()(square, operands[0].detached), try Tensor(size, .float64))
    }
    #expect(!wrong.passes)
    // A factor of 1.001: the value is x², the gradient that of 1.001 x².
    let factor = try GradientCheck.run(at: [x]) { operands throws(TensorError) in
      let square = try Multiply()(operands[0], operands[0])
      let unseen = try Subtract()(square, square.detached)
      let sum = try Add()(square, try Multiply()(unseen, try Tensor(1e-3, .float64)))
      return try Multiply()(sum, try Tensor(size, .float64))
    }
    #expect(!factor.passes)
  }

  /// The mean of a normalised batch is 0 whatever comes in: both gradients are rounding, and that is no failure.
  @Test func roundingIsMeasured() throws {
    let x = try Tensor((0..<12).map { Double($0 * 5 % 7) }, [3, 4])
    let zero = try GradientCheck.run(at: [x]) { operands throws(TensorError) in
      let mean = try Mean(axes: [0], keepDimensions: true)(operands[0])
      return try Subtract()(operands[0], mean)
    }
    #expect(zero.passes)
    // float32 inside: what central differences with a short step see is its rounding, and a longer one sees enough.
    let coarse = try GradientCheck.run(at: [x]) { operands throws(TensorError) in
      try Exp()(try Convert(to: .float32)(operands[0]))
    }
    #expect(coarse.passes)
    let wrong = try GradientCheck.run(at: [x]) { operands throws(TensorError) in
      let single = try Convert(to: .float32)(operands[0])
      return try Multiply()(try Exp()(single), try Exp()(single.detached))
    }
    #expect(!wrong.passes)
  }

  @Test func runTakesBothGradients() throws {
    let x = try Tensor((0..<25).map { Double($0 * 7 % 11) / 4 }, [5, 5])
    let w = try Tensor((0..<9).map { Double($0) / 4 - 1 }, [3, 3])
    let good = try GradientCheck.run(at: [x, w]) { operands throws(TensorError) in
      try Exp()(try Multiply()(try Conv(padding: 1).apply(operands), try Tensor(0.1)))
    }
    #expect(good.passes)
    // Through rounding the tape says zero, and the picture's gradient is exact; a jump within a step would show.
    let theta = try Tensor([1, 0, 0.3, 0, 1, 0.2] as [Double], [2, 3])
    let rounded = try GradientCheck.run(at: [x, theta]) { operands throws(TensorError) in
      try Affine(mode: .round).apply(operands)
    }
    #expect(rounded.passes)
    // On a pixel the one-sided derivative is not the central one: the check must say so.
    let kink = try GradientCheck.run(at: [x, try AffineMap.identity.theta()]) {
      operands throws(TensorError) in
      try Affine().apply(operands)
    }
    #expect(!kink.passes && kink.worst?.argument == 1)
  }
}
