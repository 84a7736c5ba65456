import Engine

/// A function of one tensor as a layer without parameters: `Chain(Conv(8, 3), x -> x * 2, Flatten())`.
///
/// It gets the batch as the layers around it do, `[N, C, H, W]` or `[N, F]`.
struct FunctionLayer: Layer {
  private static let text = OptionKey<String>.required("text", style: .code, "the function as it is written")

  /// As files of networks hold it: its text, which is read as a script that may do nothing with files.
  static func description(_ interpreter: Interpreter) -> LayerDescription {
    // A description of values of the language is used by the thread that runs the interpreter.
    let reader = FunctionReader(interpreter)
    return LayerDescription(
      "Function", [text.option], help: HelpText("A function of one tensor as a layer.")
    ) { settings, _ throws(TensorError) in try reader.layer(try settings.value(text)) }
  }

  var givenName: String?
  private let function: EngineFunction
  private let code: String
  /// What the function makes of batches of one, by the shape that it was asked for.
  private var known: (input: Shape, result: Shape)?

  init(_ function: EngineFunction, code: String) { (self.function, self.code) = (function, code) }

  var settings: Settings { Settings("Function").with(FunctionLayer.text, code) }

  mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    if let known, known.input == input { return known.result }
    let result = try result(of: try Tensor(zeros: input)).shape
    known = (input, result)
    return result
  }

  mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try result(of: x)
  }

  private func result(of x: Tensor) throws(TensorError) -> Tensor {
    let value = try function.call([.tensor(x)])
    guard case .tensor(let result) = value, result.dtype.isFloating else {
      throw function.failure(
        .wrongType,
        "a layer must give a tensor of floating-point numbers, but this one gives \(value.briefly)")
    }
    guard result.rank >= 2, result.shape[0] == x.shape[0] else {
      throw function.failure(
        .shapes,
        "a layer must give one result for each input of a batch \(x.shape), but this one gives \(result.shape)",
        help: "the first dimension counts the pictures of the batch: x[:, 1] takes the first channel of each")
    }
    return result
  }

  func checkWritable() throws(TensorError) {
    guard let name = function.outsideName else { return }
    throw function.failure(
      .option, "the layer `\(code)` uses `\(name)`, which the file does not keep",
      help: "a layer that is written uses its own parameter and built-in functions alone")
  }
}

extension LayerDescription {
  /// The layers that files of networks may have.
  static func readable(by interpreter: Interpreter) -> [LayerDescription] {
    standard + [FunctionLayer.description(interpreter)]
  }
}

/// Makes functions of the texts in files of networks.
///
/// `@unchecked Sendable` is safe because only the thread that runs the interpreter reads files for it.
private final class FunctionReader: @unchecked Sendable {
  private weak var interpreter: Interpreter?

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  func layer(_ code: String) throws(TensorError) -> FunctionLayer {
    func refused(_ reason: String) -> TensorError {
      TensorError(.option, "the text `\(code.prefix(60))` is not a layer: \(reason)")
    }
    guard let interpreter else { throw refused("the session has ended") }
    let rights = FileRights(.nothing, denial: "a function in the file of a network reads and writes no files")
    let source = SourceText(name: "a layer", bytes: Array(code.utf8), rights: rights)
    guard let program = try? interpreter.compile(source), program.statements.count == 1,
      program.nodes[Int(program.statements[0].node)].kind == .function
    else { throw refused("it is not one function") }
    let index = Int(program.nodes[Int(program.statements[0].node)].a)
    let function = EngineFunction(.function(FunctionValue(program, index, captures: [])), interpreter)
    if let name = function.outsideName { throw refused("it uses `\(name)`") }
    return FunctionLayer(function, code: code)
  }
}

extension EngineFunction {
  /// A variable that the function finds outside of itself; nil where it uses its parameter and built-ins alone.
  fileprivate var outsideName: String? {
    guard case .function(let own) = function else { return nil }
    let (program, syntax) = (own.program, own.syntax)
    if !syntax.captures.isEmpty { return program.names[Int(syntax.localNames[syntax.parameters.count])] }
    for index in program.nodes.indices where syntax.span.encloses(program.spans[index]) {
      let node = program.nodes[index]
      switch node.kind {
      case .thisFunction: return program.names[Int(node.c)]
      case .global where node.b < 0 || isAssigned(node.a):
        let name = program.names[Int(node.c)]
        if Library.constants[name] == nil { return name }
      default: break
      }
    }
    return nil
  }
}

extension FunctionValue {
  /// As a layer is written: `x -> x * 2`, also where the function has a name; nil where it takes another number of arguments.
  fileprivate var layerText: String? {
    guard syntax.parameters.count == 1, let parameter = parameters.first, parameter.initial == nil else {
      return nil
    }
    return "\(parameter.name) -> \(program.source.text(program.span(syntax.body)))"
  }
}

extension NetworkObject {
  /// A function of one's own as a layer.
  /// - Throws: `wrongType` for a function that takes another number of arguments.
  init(_ function: FunctionValue, _ interpreter: Interpreter) throws(Diagnostic) {
    guard let text = function.layerText else {
      throw Diagnostic(
        .wrongType,
        "a function that is a layer takes one tensor, and `\(function.signature)` takes another number of arguments",
        help: "for example x -> x * 2")
    }
    self.init(Network(FunctionLayer(EngineFunction(.function(function), interpreter), code: text)))
  }
}
