/// A way of finding something that keeps a network from learning.
protocol Diagnosis: Sendable {
  /// - Parameter examination: a network, and what it made of some pictures.
  /// - Returns: what is wrong, and nothing where that is in doubt.
  static func findings(in examination: Examination) -> [Finding]
}

/// All diagnoses: those of layers first, whose consequences the others may be. One more has its line here.
enum Diagnoses {
  static let all: [any Diagnosis.Type] = [
    RoundingDiagnosis.self, BorderDiagnosis.self, BoxDiagnosis.self, AlikeThetaDiagnosis.self,
    DeadUnitsDiagnosis.self, CourseDiagnosis.self,
  ]
}
