import Engine

/// Where a gradient is taken, in float64: the numbers of tensors, and of the trainable parameters of networks.
struct GradientPoints {
  let points: [Value]
  /// One tensor for each tensor, and one for each parameter of a network.
  let tensors: [Tensor]
  /// What a message calls each of them.
  let names: [String]

  /// - Throws: `TensorError` for a network without weights or a tensor through which a gradient is being recorded.
  init(_ given: [Value]) throws(TensorError) {
    var points: [Value] = []
    var (tensors, names) = ([Tensor](), [String]())
    for (index, point) in given.enumerated() {
      let argument = given.count > 1 ? "argument \(index + 1)" : ""
      guard var object = point.network else {
        let tensor = try GradientPoints.double(point)
        points.append(.tensor(tensor))
        tensors.append(tensor)
        names.append(argument)
        continue
      }
      guard object.network.isBuilt else {
        throw TensorError(
          .size, "the network has no weights yet", help: "build(net, [28, 28]) gives it weights")
      }
      guard object.watched == nil, !object.network.isTaped else { throw GradientPoints.ofGradient }
      object.network = try object.network.converted(to: .float64)
      object.trains = true
      points.append(.object(object))
      for (path, parameter) in object.network.parameters where parameter.isTrainable {
        tensors.append(parameter.tensor)
        names.append(argument.isEmpty ? path : "\(path) of \(argument)")
      }
    }
    (self.points, self.tensors, self.names) = (points, tensors, names)
  }

  private static func double(_ point: Value) throws(TensorError) -> Tensor {
    guard case .tensor(let tensor) = point else { return try Tensor(point.scalar ?? .nan, .float64) }
    guard !tensor.isTaped else { throw ofGradient }
    return try tensor.converted(to: .float64)
  }

  private static let ofGradient = TensorError(
    .gradient, "the gradient of a numeric gradient is not available")

  /// ` element [1, 2] of w`, as far as there is something to say.
  /// - Parameter index: counted from 1: `1, 2`.
  func place(_ index: String, ofArgument argument: Int) -> String {
    let name = names[argument]
    return (index.isEmpty ? "" : " element [\(index)]") + (name.isEmpty ? "" : " of \(name)")
  }

  /// The points with other tensors in place of these.
  func replacing(_ tensors: [Tensor], asGradient: Bool = false) -> [Value] {
    var rest = tensors[...]
    return points.map { point in
      guard var object = point.network else { return .tensor(rest.removeFirst()) }
      object.network = object.network.changingTrainable { rest.removeFirst() }
      if asGradient { (object.network.isGradient, object.trains) = (true, false) }
      return .object(object)
    }
  }
}

extension Value {
  /// The network, for one.
  var network: NetworkObject? {
    guard case .object(let box) = self else { return nil }
    return box.content as? NetworkObject
  }
}
