/// Whether most units of a Relu give 0 for all pictures: nothing comes through them, and no gradient brings them back.
enum DeadUnitsDiagnosis: Diagnosis {
  /// Networks that learn well have dead units, at times half of a layer or more; of one that keeps less than a tenth, next to
  /// nothing comes through.
  static let share = 0.9
  /// A unit that is active for one picture in twenty gives 0 for so many in a row once in 27 times.
  static let fewestPictures = 64

  static func findings(in examination: Examination) -> [Finding] {
    guard examination.pictures >= min(fewestPictures, examination.data.count),
      examination.pictures >= Examination.fewestPictures, examination.input.varies
    else { return [] }
    return examination.places.compactMap { place in
      guard let active = examination.active[place.path], place.seesLearned, !active.isEmpty else {
        return nil
      }
      let dead = active.count { !$0 }
      guard Double(dead) >= share * Double(active.count) else { return nil }
      return Finding(
        .deadUnits, at: place,
        [
          .dead: Double(dead), .units: Double(active.count), .pictures: Double(examination.pictures),
        ])
    }
  }
}
