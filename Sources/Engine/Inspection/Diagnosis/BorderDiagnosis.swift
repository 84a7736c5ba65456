/// Whether the frame of the pictures is an edge: a transformer that pads with zeros sees zeros outside of pictures whose
/// pixels are far from 0, and that jump is larger than anything in the pictures.
enum BorderDiagnosis: Diagnosis {
  /// From one standard deviation on, the frame is a stronger edge than what is drawn in the pictures. Digits on 0 have an
  /// edge of 0; normalised ones (mean 0.1307, deviation 0.3081 taken out) one of 0.42 deviations.
  static let deviations = 1.0

  static func findings(in examination: Examination) -> [Finding] {
    let input = examination.input
    guard examination.pictures >= Examination.fewestPictures, input.deviation > 0,
      abs(input.mean) > deviations * input.deviation, abs(input.edge) > deviations * input.deviation
    else { return [] }
    return examination.transformers.compactMap { place, layer, _ in
      // Deeper in a network it is feature maps that come in, whose mean is the network's own affair.
      guard place.seesInput, layer.sampling.paddingMode == .zeros else { return nil }
      return Finding(
        .meanFarFromZero, at: place,
        [
          .pictures: Double(examination.pictures), .mean: input.mean, .deviation: input.deviation,
          .edge: input.edge,
        ])
    }
  }
}
