/// Whether a transformer looks at the picture at all.
enum BoxDiagnosis: Diagnosis {
  /// A box is beside the picture when three quarters of its points are outside: one that is twice as wide and high as the
  /// picture, and so still shows all of it, is just that far.
  static let outsideShare = 0.75
  /// A few pictures may mislead a transformer that learns; a quarter of them is no accident.
  static let pictureShare = 0.25
  /// With a number of ten in theta the box is ten times as wide as the picture, or five pictures away from it.
  static let explosion = 10.0

  static func findings(in examination: Examination) -> [Finding] {
    examination.transformers.compactMap { place, _, record in finding(at: place, record) }
  }

  private static func finding(at place: LayerPlace, _ record: ThetaRecord) -> Finding? {
    let count = record.thetas.count
    let numbers: [Finding.Quantity: Double] = [.pictures: Double(count)]
    // One is enough: no number that a network gives is to be NaN.
    if record.notFinite > 0 {
      let affected = [Finding.Quantity.affected: Double(record.notFinite)]
      return Finding(.thetaNotFinite, at: place, numbers.merging(affected) { $1 })
    }
    guard count >= Examination.fewestPictures else { return nil }
    if record.magnitude >= explosion {
      return Finding(.thetaExploded, at: place, numbers.merging([.magnitude: record.magnitude]) { $1 })
    }
    let outside = record.outside.filter { $0 >= outsideShare }
    guard Double(outside.count) >= pictureShare * Double(count) else { return nil }
    let share = outside.reduce(0, +) / Double(outside.count)
    return Finding(
      .boxOutside, at: place,
      numbers.merging([.affected: Double(outside.count), .outside: share]) { $1 })
  }
}
