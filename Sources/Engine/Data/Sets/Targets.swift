/// What a network is to say of each picture of a data set.
public enum Targets: Sendable {
  /// The class of each, `[N]`, int64, from 0; and what each class is called.
  case classes(Tensor, names: [String])
  /// Numbers for each, `[N, …]`, float32 or float64, or uint8 where 255 is 1: to be predicted as they are.
  case numbers(Tensor)

  /// The class numbers, or the numbers; the first dimension goes over the pictures.
  public var tensor: Tensor {
    switch self {
    case .classes(let labels, _): labels
    case .numbers(let numbers): numbers
    }
  }

  /// What the classes are called; none where the targets are numbers.
  public var names: [String] {
    switch self {
    case .classes(_, let names): names
    case .numbers: []
    }
  }

  /// The shape of the target of one picture: `[]` for a class.
  public var shape: Shape { PictureBatch.sample(tensor.shape) }

  /// The targets of some of the pictures.
  func chosen(_ indices: [Int]) throws(TensorError) -> Targets {
    let part = try Slice([.list(indices)]).apply([tensor])
    return switch self {
    case .classes(_, let names): .classes(part, names: names)
    case .numbers: .numbers(part)
    }
  }
}

extension Targets {
  /// Labels as a data set keeps them.
  /// - Throws: `shapes` unless there is one for each picture, `index` for one outside the classes.
  static func classes(
    checking labels: Tensor, names: [String], pictures count: Int
  ) throws(TensorError) -> Targets {
    guard labels.rank == 1, labels.count == count else {
      throw TensorError(
        .shapes, "\(count) pictures need \(count) labels, [\(count)], not \(labels.shape)",
        operands: [.init(0, "\(count) pictures"), .init(1, "labels \(labels.shape)")])
    }
    for position in 0..<labels.count {
      let label = labels.element(position)
      guard label == label.rounded(), label >= 0, label < Double(names.count) else {
        throw TensorError(
          .index,
          "label \(position + 1) is \(DoubleText.shortest(label)); with \(names.count) classes labels are 0 to \(names.count - 1)",
          operands: [.init(1, "labels")])
      }
    }
    return .classes(try labels.converted(to: .int64), names: names)
  }

  /// Numbers as a data set keeps them: a number for each is `[N, 1]`, and a picture for each has its channels.
  /// - Throws: `shapes` unless there is one for each picture, `size` for targets without elements, `memory`.
  static func numbers(checking numbers: Tensor, pictures count: Int) throws(TensorError) -> Targets {
    guard numbers.rank > 0, numbers.shape[0] == count else {
      throw TensorError(
        .shapes, "\(count) pictures need \(count) targets, [\(count), …], not \(numbers.shape)",
        operands: [.init(0, "\(count) pictures"), .init(1, "targets \(numbers.shape)")])
    }
    guard numbers.count > 0 else {
      throw TensorError(
        .size, "the targets \(numbers.shape) have no elements",
        operands: [.init(1, "targets \(numbers.shape)")])
    }
    let isKept = numbers.dtype.isFloating || numbers.dtype == .uint8
    let kept = isKept ? numbers.detached : try numbers.converted(to: .float32)
    let shape = numbers.shape.array
    let full = shape.count == 1 ? [count, 1] : shape.count == 3 ? [count, 1] + shape.dropFirst() : shape
    return .numbers(kept.viewed(as: Shape(trusted: full)))
  }
}
