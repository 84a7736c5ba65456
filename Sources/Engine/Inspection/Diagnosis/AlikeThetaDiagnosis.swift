/// Whether a transformer does the same to all pictures: then its localisation network sees nothing of them.
///
/// One that has not learned yet gives the identity for all, because its last layer begins with zeros. That is no fault: so
/// either its features must be alike too, or it must have had time to learn.
enum AlikeThetaDiagnosis: Diagnosis {
  /// Corners that are less than a ten thousandth of the picture's side apart are less than a hundredth of a pixel apart in a
  /// picture of 100 pixels: no result of the sampling shows that.
  static let spread = 1e-4
  /// After so many epochs, and steps, a localisation network with a gradient has moved theta.
  static let epochs = 5
  static let steps = 100

  static func findings(in examination: Examination) -> [Finding] {
    guard examination.input.varies else { return [] }
    return examination.transformers.compactMap { place, layer, record in
      // Where rounding stops the gradient, that is what there is to say.
      guard layer.sampling.mode == .bilinear, record.thetas.count >= Examination.fewestPictures,
        record.notFinite == 0
      else { return nil }
      let isConstant = record.hasConstantFeatures
      guard record.spread < spread, isConstant || hasHadTime(examination.curve) else { return nil }
      return Finding(
        .thetasAlike, at: place,
        [
          .pictures: Double(record.thetas.count), .spread: record.spread,
          .constantFeatures: isConstant ? 1 : 0,
        ])
    }
  }

  private static func hasHadTime(_ curve: LearningCurve?) -> Bool {
    curve.map { $0.losses.count >= epochs && $0.steps.count >= steps } ?? false
  }
}
