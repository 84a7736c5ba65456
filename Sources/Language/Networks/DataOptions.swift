import Datasets
import Engine

/// Options that several functions of data sets have.
enum DataOptions {
  static let seed = OptionKey<Int?>(
    "seed", default: nil, style: .seed, "fixes the random numbers; drawn without it")
}

/// The distortions of the Spatial Transformer paper, by its names.
enum DistortionKind: String, ArgumentWord {
  case rotated = "R"
  case rotatedTranslatedScaled = "RTS"
  case projective = "P"
  case elastic = "E"
  case cluttered = "TC"

  static let option = OptionKey<DistortionKind>.required("kind", "which distortion")

  var distortion: any Distortion {
    switch self {
    case .rotated: AffineDistortion.rotated
    case .rotatedTranslatedScaled: AffineDistortion.rotatedTranslatedScaled
    case .projective: ProjectiveDistortion()
    case .elastic: ElasticDistortion()
    case .cluttered: ClutteredDistortion()
    }
  }
}

/// A number, or `[from, to]`.
enum NumberRange: ArgumentValue {
  case single(Double)
  case between(Double, Double)

  init?(_ setting: SettingValue) {
    if let number = Double(setting) {
      self = .single(number)
      return
    }
    guard let ends = [Double](setting), ends.count == 2, ends[0] <= ends[1] else { return nil }
    self = .between(ends[0], ends[1])
  }

  var setting: SettingValue {
    switch self {
    case .single(let number): number.setting
    case .between(let from, let to): [from, to].setting
    }
  }

  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> NumberRange {
    if let number = arguments.value(parameter).scalar {
      guard number.isFinite else {
        throw arguments.failure(
          .option, "`\(arguments.name(parameter))` cannot be \(Formatter.number(number))", at: parameter)
      }
      return .single(number)
    }
    let pair = try arguments.tensor(parameter)
    guard pair.shape == [2], pair.element(0) <= pair.element(1) else {
      throw arguments.wrongType(parameter, "a number, or [from, to],")
    }
    return .between(pair.element(0), pair.element(1))
  }

  /// Both ends.
  /// - Parameter meaning: what a single number stands for.
  func bounds(_ meaning: (Double) -> ClosedRange<Double>) -> ClosedRange<Double> {
    switch self {
    case .single(let number): meaning(number)
    case .between(let from, let to): from...to
    }
  }
}
