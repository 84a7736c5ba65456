import Engine

/// A layer of a network as the call of a function that gives the same, so that it can be explained as one.
struct LayerFormula {
  /// How the program writes what comes into the layer, and the layer itself.
  let input: String
  let layer: String

  /// `linear(net[1:3](x), net[4].weight, net[4].bias)`; nil for a layer that is more than one operation.
  func text(of layer: any Layer) -> String? {
    switch layer {
    case let dense as DenseLayer: call("linear", weights(dense.hasBias))
    case let conv as ConvLayer:
      call("conv", weights(conv.hasBias) + options(of: conv, except: ["bias", "rate"], skip: 2))
    case is DropoutLayer: input
    case is BatchNormLayer:
      call(
        "batch_norm",
        ["running_mean", "running_var", "weight", "bias"].map { "\(self.layer).\($0)" }
          + options(of: layer, except: ["momentum", "rate"], skip: 0))
    default: LayerFormula.functions[layer.name].map { call($0, options(of: layer, except: [], skip: 0)) }
    }
  }

  private static let functions = [
    "MaxPool": "max_pool", "AvgPool": "avg_pool", "Flatten": "flatten", "Relu": "relu",
    "LeakyRelu": "leaky_relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softmax": "softmax",
  ]

  private func call(_ function: String, _ arguments: [String]) -> String {
    "\(function)(\(([input] + arguments).joined(separator: ", ")))"
  }

  private func weights(_ hasBias: Bool) -> [String] {
    ["\(layer).weight"] + (hasBias ? ["\(layer).bias"] : [])
  }

  /// The arguments of the call that makes the layer, as they stand in its text.
  private func options(of layer: any Layer, except names: [String], skip: Int) -> [String] {
    var arguments: [String] = []
    var depth = 0
    for character in layer.text.dropFirst(layer.name.count + 1).dropLast() {
      depth += "([".contains(character) ? 1 : ")]".contains(character) ? -1 : 0
      if arguments.isEmpty { arguments.append("") }
      if character == ",", depth == 0 {
        arguments.append("")
      } else {
        arguments[arguments.count - 1].append(character)
      }
    }
    return arguments.dropFirst(skip).map { String($0.drop { $0 == " " }) }.filter { argument in
      !names.contains { argument.hasPrefix($0 + "=") }
    }
  }
}
