extension ErrorCode {
  /// A text that fails with this code, as short as can be; nil where no text alone does.
  package var example: String? {
    switch self {
    case .unexpectedToken: "sum(1 2)"
    case .unclosed: "f = (1 + 2]"
    case .invalidCharacter: "sum（1）"
    case .unterminatedString: "\"text"
    case .invalidNumber: "2x"
    case .foreignOperator: "x = 1; x += 1"
    case .missingComma: "[1 2]"
    case .tooDeep: String(repeating: "(", count: 250) + "1" + String(repeating: ")", count: 250)
    case .invalidAssignment: "1 = x"
    case .format: "x = 0.5; \"{x:d}\""
    case .shapes: "[1, 2, 3] + [1, 2]"
    case .rank: "conv([1, 2, 3], ones(2, 2))"
    case .channels: "conv(zeros(1, 8, 8), ones(4, 3, 3, 3))"
    case .size: "max(zeros(0))"
    case .ragged: "[1, 2; 3]"
    case .undefinedName: "nothing + 1"
    case .missingArgument: "conv([1, 2; 3, 4])"
    case .extraArgument: "relu(1, 2)"
    case .unknownArgument: "sum([1, 2], axis=1)"
    case .notCallable: "x = 3; x(1)"
    case .foreignHabit: "x = [1, 2]; x.view(2, 1)"
    case .repeatedArgument: "f(x) = x; f(1, x=2)"
    case .misplacedStatement: "break"
    case .wrongType: "relu(\"text\")"
    case .option: "affine(eye(2), [1, 0, 0; 0, 1, 0], mode=\"cubic\")"
    case .condition: "if [1, 2] { 1 }"
    case .unknownField: "record(a=1).b"
    case .dtype: "x = shape([1, 2]); x[1] = 0.5"
    case .expectation: "expect(1 + 1, 3)"
    case .overflow: "shape(zeros(2))^64"
    case .index: "x = [1, 2]; x[3]"
    case .indexZero: "x = [1, 2]; x[0]"
    case .indexNegative: "x = [1, 2]; x[-1]"
    case .indexCount: "x = [1, 2]; x[1, 1]"
    case .indexWhole: "x = [1, 2]; x[1.5]"
    case .tooManyNumbers: "1:1e16"
    case .gradient: "grad(x -> x * 2, [1, 2])"
    case .gradientCheck: "gradcheck(x -> where(x > 0, 1, 0) + 0 * x, 0)"
    case .divergence:
      "train(Chain(Flatten(), Dense(2)), dataset(rand(9, 4, 4), [1, 2, 1, 2, 1, 2, 1, 2, 1]), optimizer=SGD(1e9), epochs=9)"
    case .file: "load(\"missing.npy\")"
    case .memory: "zeros(1e6, 1e6)"
    case .recursion: "f(n) = f(n + 1); f(1)"
    case .explain: "explain 3"
    case .command, .lesson, .interrupted, .tooLong, .fileContents, .invalidText: nil
    }
  }
}
