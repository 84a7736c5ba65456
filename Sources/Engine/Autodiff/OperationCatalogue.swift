/// All operations: one line for each file in `Operations`.
public enum OperationCatalogue {
  public struct Entry: Sendable {
    /// The name of the type, which is that of its file.
    public let type: String
    /// What it is called in the language; a symbol for an operator. Several operators may be one operation.
    public let names: [String]
    /// False where the result is a number of a class, a truth or a place, which no small step of the input changes.
    public let isDifferentiable: Bool

    public init(_ type: String, _ names: String..., isDifferentiable: Bool = true) {
      (self.type, self.names, self.isDifferentiable) = (type, names, isDifferentiable)
    }
  }

  public static let entries: [Entry] = [
    .init("Abs", "abs"),
    .init("Add", "+"),
    .init("Affine", "affine"),
    .init("AffineGrid", "affine_grid"),
    .init("ArgMax", "argmax", isDifferentiable: false),
    .init("ArgMin", "argmin", isDifferentiable: false),
    .init("Assign", "[]="),
    .init("AvgPool", "avg_pool"),
    .init("BatchNorm", "batch_norm"),
    .init("Ceil", "ceil"),
    .init("Clamp", "clamp"),
    .init("Compare", "==", "!=", "<", "<=", ">", ">=", isDifferentiable: false),
    .init("Concatenate", "cat"),
    .init("Conv", "conv"),
    .init("Convert", "f32", "f64"),
    .init("Cos", "cos"),
    .init("CrossEntropy", "cross_entropy"),
    .init("Divide", "/"),
    .init("Dropout", "dropout"),
    .init("Exp", "exp"),
    .init("Flatten", "flatten"),
    .init("Flip", "flip"),
    .init("Floor", "floor"),
    .init("GridSample", "grid_sample"),
    .init("LeakyRelu", "leaky_relu"),
    .init("Linear", "linear"),
    .init("Log", "log"),
    .init("LogSoftmax", "log_softmax"),
    .init("MSELoss", "mse_loss"),
    .init("MatMul", "@"),
    .init("MaxPool", "max_pool"),
    .init("MaxReduce", "max"),
    .init("Maximum", "maximum"),
    .init("Mean", "mean"),
    .init("MinReduce", "min"),
    .init("Minimum", "minimum"),
    .init("Multiply", "*"),
    .init("Negate", "-"),
    .init("OneHot", "one_hot", isDifferentiable: false),
    .init("Pad", "pad"),
    .init("Permute", "permute"),
    .init("PixelTheta", "pixel_theta"),
    .init("Power", "^"),
    .init("Relu", "relu"),
    .init("Remainder", "%"),
    .init("Reshape", "reshape"),
    .init("Resize", "resize"),
    .init("Rot90", "rot90"),
    .init("Round", "round"),
    .init("Sigmoid", "sigmoid"),
    .init("Sin", "sin"),
    .init("Slice", "[]"),
    .init("Softmax", "softmax"),
    .init("Sqrt", "sqrt"),
    .init("Stack", "stack"),
    .init("StandardDeviation", "std"),
    .init("Subtract", "-"),
    .init("Sum", "sum"),
    .init("Tanh", "tanh"),
    .init("Transpose", "transpose"),
    .init("UnitTheta", "unit_theta"),
    .init("Variance", "var"),
    .init("Where", "where"),
  ]
}
