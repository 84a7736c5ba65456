/// Whether a transformer that is to learn takes the nearest pixel: then its result does not change with theta but in jumps,
/// and the gradient is exactly 0.
enum RoundingDiagnosis: Diagnosis {
  static func findings(in examination: Examination) -> [Finding] {
    examination.places.compactMap { place in
      guard let layer = place.layer as? AffineLayer, layer.sampling.mode != .bilinear, place.learns else {
        return nil
      }
      return Finding(.rounding, at: place)
    }
  }
}
