import Engine

/// What `train` says of a network that does not learn as it should.
extension TrainingRun {
  /// What is found while the training goes on. Where nothing is to be said, only a transformer is looked at, whose theta
  /// must be finite in any case.
  func findings(_ training: Training) -> TrainingFindings? {
    guard !isQuiet || training.network.hasTransformer else { return nil }
    return TrainingFindings(data, batchSize: training.plan.batchSize, epochs: training.plan.epochs)
  }

  /// Looks at the network after an epoch, and says what is new.
  /// - Throws: `diverged` for a theta that is not finite.
  func noteFindings(
    _ training: Training, _ course: inout TrainingCourse
  ) throws(TrainingError) {
    let epoch = training.stepsDone / training.stepsPerEpoch
    guard let isDue = course.findings?.isDue(after: epoch), isDue else { return }
    // A layer may be a function that draws random numbers: those to come must not depend on whether anybody looked.
    let before = interpreter.generator
    defer { interpreter.generator = before }
    let curve = course.history.curve(steps: training.losses, continues: object.history != nil)
    let new: [Finding]
    do throws(TensorError) {
      new =
        try course.findings?.next(training.network, after: epoch, curve, in: interpreter.execution) ?? []
    } catch { throw .tensor(error) }
    for finding in new {
      if finding.code == .thetaNotFinite { throw .diverged(Divergence(finding, after: training)) }
      guard !isQuiet else { continue }
      // On the screen at once, below the epoch's line: it may be hours until the statement ends.
      interpreter.output(
        Markup([.sentence([.init("note: ", .note), .init(FindingSentences(finding).note, .dim)])]))
    }
  }
}
