/// Goes through a parameter, its gradient and what is remembered of it in step, once.
struct ParameterUpdate {
  private let parameter: Tensor
  private let gradient: Tensor

  init(_ parameter: Tensor, _ gradient: Tensor) {
    precondition(
      parameter.shape == gradient.shape && parameter.dtype == gradient.dtype,
      "a gradient is like its parameter")
    (self.parameter, self.gradient) = (parameter, gradient)
  }

  /// - Throws: `TensorError.memory`.
  @inline(__always)
  func run<T: FloatingScalar>(
    as type: T.Type, _ rule: (_ parameter: T, _ gradient: T) -> T
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: parameter.shape, T.dtype)
    parameter.read(as: T.self) { parameter in
      gradient.read(as: T.self) { gradient in
        result.write(as: T.self) { result in
          for i in result.indices { result[i] = rule(parameter[i], gradient[i]) }
        }
      }
    }
    return result
  }

  /// What is remembered changes in place.
  @inline(__always)
  func run<T: FloatingScalar>(
    as type: T.Type, _ state: inout Tensor, _ rule: (_ parameter: T, _ gradient: T, _ state: inout T) -> T
  ) throws(TensorError) -> Tensor {
    try state.makeUnique()
    let result = try Tensor(uninitialized: parameter.shape, T.dtype)
    parameter.read(as: T.self) { parameter in
      gradient.read(as: T.self) { gradient in
        state.write(as: T.self) { state in
          result.write(as: T.self) { result in
            for i in result.indices { result[i] = rule(parameter[i], gradient[i], &state[i]) }
          }
        }
      }
    }
    return result
  }

  @inline(__always)
  func run<T: FloatingScalar>(
    as type: T.Type, _ first: inout Tensor, _ second: inout Tensor,
    _ rule: (_ parameter: T, _ gradient: T, _ first: inout T, _ second: inout T) -> T
  ) throws(TensorError) -> Tensor {
    try second.makeUnique()
    return try second.write(as: T.self) { second throws(TensorError) in
      var i = 0
      return try run(as: T.self, &first) { parameter, gradient, first in
        defer { i += 1 }
        return rule(parameter, gradient, &first, &second[i])
      }
    }
  }

  @inline(__always)
  func run<T: FloatingScalar>(
    as type: T.Type, _ first: inout Tensor, _ second: inout Tensor, _ third: inout Tensor,
    _ rule: (_ parameter: T, _ gradient: T, _ first: inout T, _ second: inout T, _ third: inout T) -> T
  ) throws(TensorError) -> Tensor {
    try third.makeUnique()
    return try third.write(as: T.self) { third throws(TensorError) in
      var i = 0
      return try run(as: T.self, &first, &second) { parameter, gradient, first, second in
        defer { i += 1 }
        return rule(parameter, gradient, &first, &second, &third[i])
      }
    }
  }
}
