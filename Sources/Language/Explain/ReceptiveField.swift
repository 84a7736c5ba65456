import Engine

/// Which elements of an operation's operands some elements of its result are computed from, whatever the numbers are.
///
/// Found by differentiation: where a gradient is not zero, something was looked at. So that it is not zero by accident,
/// the numbers are others than those at hand, and an operation that picks (relu, max_pool) makes way for one that
/// looks at the same places and picks nothing.
struct ReceptiveField {
  /// 1 where the result is asked about, 0 elsewhere; float64.
  let asked: Tensor
  let execution: Execution
  private var generator = RandomGenerator(seed: 0)

  init(asked: Tensor, _ execution: Execution) { (self.asked, self.execution) = (asked, execution) }

  /// The same of the operand at `position`.
  mutating func seen(
    through operation: any Engine.Operation, _ operands: [Tensor], at position: Int
  ) throws(TensorError) -> Tensor {
    if let pool = operation as? MaxPool { return try seen(through: pool, operands[0]) }
    if operation is any UnaryElementwise { return asked }
    var aliases: [Tensor] = []
    for (index, operand) in operands.enumerated() {
      if operation is Where, index == 0 {
        // Whatever is chosen with these numbers, the other side is looked at too.
        aliases.append(try Tensor(filled: position == 1 ? 1 : 0, operand.shape))
        continue
      }
      // Where samples are taken is what the numbers of a theta or a grid say.
      let isKept = !operand.dtype.isFloating || index > 0 && ReceptiveField.takesSamples(operation)
      aliases.append(isKept ? operand : try random(like: operand.shape))
    }
    let seed = try Multiply().apply([asked, random(like: asked.shape)], in: execution)
    let alias: any Engine.Operation =
      switch operation {
      case is any BinaryElementwise, is Compare: Add()
      // Others take only numbers of some range.
      case let loss as any ElementwiseLoss: MSELoss(reduction: loss.reduction)
      case let extremum as any ExtremumReduction:
        Sum(axes: extremum.axes, keepDimensions: extremum.keepDimensions)
      default: operation
      }
    let gradient = try ReceptiveField.gradient(of: alias, aliases, seed: seed, at: position, execution)
    return try ReceptiveField.mask(gradient)
  }

  private static func takesSamples(_ operation: any Engine.Operation) -> Bool {
    operation is Affine || operation is GridSample || operation is Resize
  }

  /// A pooling's windows one by one: nothing differentiable looks at all of a window that may be dilated.
  private func seen(through pool: MaxPool, _ picture: Tensor) throws(TensorError) -> Tensor {
    var seen = try Tensor(zeros: picture.shape, .float64)
    for position in 0..<asked.count where asked.element(position) != 0 {
      let output = ReceptiveField.index(position, in: asked.shape)
      for tap in try pool.window(at: output, picture: picture.shape).inside {
        try seen.setElement(ReceptiveField.position(tap.picture ?? [], in: picture.shape), to: 1)
      }
    }
    return seen
  }

  private mutating func random(like shape: Shape) throws(TensorError) -> Tensor {
    var numbers: [Double] = []
    numbers.reserveCapacity(shape.count)
    for _ in 0..<shape.count { numbers.append(1 + generator.uniform()) }
    return try Tensor(numbers, shape)
  }

  private static func mask(_ gradient: Tensor) throws(TensorError) -> Tensor {
    try Tensor(gradient.elements.map { $0 == 0 ? 0.0 : 1.0 }, gradient.shape)
  }

  /// The gradient of Σ seedᵢ·resultᵢ by one operand, in float64; zero by integers.
  static func gradient(
    of operation: any Engine.Operation, _ operands: [Tensor], seed: Tensor, at position: Int,
    _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let operand = operands[position]
    guard operand.dtype.isFloating else { return try Tensor(zeros: operand.shape, .float64) }
    let tape = Tape()
    defer { tape.close() }
    var aliases: [Tensor] = []
    for other in operands {
      aliases.append(other.dtype.isFloating ? try other.detached.converted(to: .float64) : other)
    }
    aliases[position] = try tape.watch(aliases[position])
    let result = try operation.apply(aliases, in: execution)
    guard result.isTaped, result.shape == seed.shape else {
      return try Tensor(zeros: operand.shape, .float64)
    }
    // A conversion gives another type than float64.
    let seed = try seed.converted(to: result.dtype)
    return try tape.gradients(of: result, seed: seed, by: [aliases[position]], in: execution)[0]
  }

  static func position(_ index: [Int], in shape: Shape) -> Int {
    zip(index, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
  }

  static func index(_ position: Int, in shape: Shape) -> [Int] {
    var rest = position
    return shape.strides.map { stride in
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: max(stride, 1))
      rest = remainder
      return quotient
    }
  }
}
