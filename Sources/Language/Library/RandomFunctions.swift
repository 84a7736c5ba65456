import Engine

/// Functions that draw random numbers.
enum RandomFunctions {
  static let all: [BuiltIn] = [
    random(
      "rand", "Random numbers, uniform on 0…1.", "shape(rand(2, 3))", "[2, 3]", "torch.rand(2, 3)"
    ) { $0.uniform() },
    random(
      "randn", "Random numbers from the normal distribution: mean 0, standard deviation 1.",
      "shape(randn(2, 3))",
      "[2, 3]", "torch.randn(2, 3)"
    ) { $0.normal() },
    randint, randperm, seed,
  ]

  private static let ownSeed = OptionKey<Int?>(
    "seed", default: nil, style: .seed,
    "makes the numbers of this call repeat, and leaves all other draws alone; without it they continue the session's"
  )
  private static let repeating =
    "seed(n) makes the draws repeat; with seed=n a call gives the same numbers each time: those that come first after seed(n)"

  /// Draws from a generator of the call's own, if it has a seed, else from the session's.
  private static func drawing<R>(
    _ arguments: Arguments, _ draw: (inout RandomGenerator) throws(TensorError) -> R
  ) throws(Diagnostic) -> R {
    guard arguments.optional(ownSeed) != nil else {
      return try arguments.engine { () throws(TensorError) in try draw(&arguments.interpreter.generator) }
    }
    var generator = RandomGenerator(seed: try arguments.seed(ownSeed))
    return try arguments.engine { () throws(TensorError) in try draw(&generator) }
  }

  private static func random(
    _ name: String, _ summary: String, _ code: String, _ result: String, _ torch: String,
    _ draw: @escaping @Sendable (inout RandomGenerator) -> Double
  ) -> BuiltIn {
    BuiltIn(
      name, .making, summary, [MakingFunctions.extents, .option(ownSeed.option)],
      details: repeating,
      examples: [
        .init(code: code, result: result),
        .init(code: "\(name)(3, seed=7) == \(name)(3, seed=7)", result: "[1, 1, 1] == 1"),
        .init(code: "\(name)(-1)", fails: .size),
      ], torch: torch
    ) { arguments throws(Diagnostic) in
      let shape = try MakingFunctions.shape(arguments)
      return .tensor(
        try drawing(arguments) { generator throws(TensorError) in
          try tensor(shape, arguments, &generator, draw)
        })
    }
  }

  private static func tensor(
    _ shape: Shape, _ arguments: Arguments, _ generator: inout RandomGenerator,
    _ draw: (inout RandomGenerator) -> Double
  ) throws(TensorError) -> Tensor {
    var result = try Tensor(zeros: shape)
    for index in 0..<shape.count {
      if index & 0xFFFF == 0 { try arguments.interpreter.execution.checkCancelled() }
      try result.setElement(index, to: draw(&generator))
    }
    return result
  }

  private static let low = BuiltIn.Parameter.required("low", "the smallest number that may be drawn")
  private static let high = BuiltIn.Parameter.optional("high", "the end of the range, which is never drawn")
  private static let size = BuiltIn.Parameter.optional("size", "how many numbers, or their shape: [h, w]")
  /// So large a number is exact as a double.
  private static let largest = 1 << 53

  private static let randint = BuiltIn(
    "randint", .making, "Random whole numbers from `low` to below `high`, each equally likely.",
    [low, high, size, .option(ownSeed.option)],
    details: """
      `high` itself is never drawn, as in PyTorch: randint(1, 7, 10) rolls a die ten times. The numbers are int64.
      With two arguments, `low` is 0: randint(10, [2, 2]).
      \(repeating).
      """,
    examples: [
      .init(code: "shape(randint(1, 7, 10))", result: "[10]"),
      .init(code: "max(randint(1, 7, 1000, seed=1))", result: "6"),
      .init(code: "min(randint(2, [100, 2], seed=1))", result: "0"),
      .init(code: "randint(3, 3, 2)", fails: .option),
    ], torch: "torch.randint(1, 7, (10,))"
  ) { arguments throws(Diagnostic) in
    let whole = -largest...largest
    var (bounds, extents) = ((low, high), size)
    var least = 0
    if arguments.optional(size) == nil {
      guard arguments.optional(high) != nil else {
        throw arguments.failure(
          .missingArgument, "randint needs to know how many numbers: randint(low, high, size)",
          help: "randint(1, 7, 10) rolls a die ten times")
      }
      (bounds, extents) = ((low, low), high)
    } else if arguments.optional(high) == nil {
      bounds = (low, low)
    } else {
      least = try arguments.integer(low, whole)
    }
    let most = try arguments.integer(bounds.1, whole)
    guard least < most else {
      throw arguments.failure(
        .option, "there is no whole number from \(least) to below \(most)", at: bounds.1,
        help: "`high` itself is not drawn: randint(1, 7, 10) gives 1 to 6")
    }
    arguments.interpreter.noteOnce(
      "randint",
      "randint never draws `high` itself, as in PyTorch: here the numbers are \(least) to \(most - 1)")
    let counts = try arguments.integers(extents)
    let shape = try arguments.engine { () throws(TensorError) in try Shape(checking: counts) }
    return .tensor(
      try drawing(arguments) { generator throws(TensorError) in
        try integers(shape, arguments.interpreter.execution) {
          Int64(least) + Int64(generator.integer(below: UInt64(most - least)))
        }
      })
  }

  private static func integers(
    _ shape: Shape, _ execution: Execution, _ draw: () -> Int64
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(zeros: shape, .int64)
    try result.write(as: Int64.self) { target throws(TensorError) in
      for index in 0..<target.count {
        if index & 0xFFFF == 0 { try execution.checkCancelled() }
        target[index] = draw()
      }
    }
    return result
  }

  private static let randperm = BuiltIn(
    "randperm", .making, "The whole numbers from 1 to n in random order.",
    [.required("n", "how many"), .option(ownSeed.option)],
    details: """
      They are int64, and indices: x[randperm(shape(x)[1])] shuffles rows. PyTorch's count from 0.
      \(repeating).
      """,
    examples: [
      .init(code: "sum(randperm(10))", result: "55"),
      .init(code: "x = [5, 6, 7]; sum(x[randperm(3)])", result: "18"),
      .init(code: "randperm(-1)", fails: .option),
    ], torch: "torch.randperm(10), which counts from 0"
  ) { arguments throws(Diagnostic) in
    let count = try arguments.integer(0)
    return .tensor(
      try drawing(arguments) { generator throws(TensorError) in
        var next: Int64 = 0
        let shape = try Shape(checking: [count])
        let result = try integers(shape, arguments.interpreter.execution) {
          next += 1
          return next
        }
        result.write(as: Int64.self) { target in
          // Each place in turn gets one of those that are left (Fisher and Yates).
          for place in stride(from: count - 1, to: 0, by: -1) {
            target.swapAt(place, Int(generator.integer(below: UInt64(place + 1))))
          }
        }
        return result
      })
  }

  private static let seed = BuiltIn(
    "seed", .making, "Restarts the random numbers, so that they can be reproduced.",
    [.required("n", "a whole number; the same one gives the same draws")],
    examples: [
      .init(code: "seed(7); a = rand(2); seed(7); allclose(a, rand(2))", result: "true"),
      .init(code: "seed(\"text\")", fails: .wrongType),
    ],
    torch: "torch.manual_seed(7)"
  ) { arguments throws(Diagnostic) in
    arguments.interpreter.generator = RandomGenerator(seed: UInt64(try arguments.integer(0)))
    return .none
  }
}
