import Engine

/// The file that a training is kept in while it goes on: one that was killed goes on from there.
struct TrainingCheckpoint {
  private let path: String
  private let settings: String
  private let interpreter: Interpreter
  private var next = ContinuousClock.now + .seconds(10)
  /// Why the last try to write failed; nil where it did not.
  private var failure: FileError?
  /// What stands in the file.
  private var kept = ""

  init(_ path: String, settings: String, _ interpreter: Interpreter) {
    (self.path, self.settings, self.interpreter) = (path, settings, interpreter)
  }

  /// Where the training stood, if the file is there.
  /// - Throws: `FileError`; `unsupported` when it belongs to another training.
  func saved() throws(FileError) -> (network: Network, record: TrainingRecord)? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try ByteFile.read(path, in: interpreter.execution)
    } catch {
      // Where the folder is missing, the file that is written next says so, and what to do.
      guard error.code == .missing || error.code == .missingFolder else { throw error }
      return nil
    }
    let held = try HeldMemory(bytes.count, path)
    defer { withExtendedLifetime(held) {} }
    let content = try SafetensorsFile.decode(bytes, path: path, in: interpreter.execution)
    let file = try NetworkFile(
      content, path: path, layers: LayerDescription.readable(by: interpreter), in: interpreter.execution)
    guard let record = file.training else { throw other("it is a network that is not being trained") }
    guard continues(record.settings) else { throw other(difference(record.settings)) }
    return (file.network, record)
  }

  private func other(_ message: String) -> FileError {
    FileError(
      .unsupported, path, "\(path) belongs to another training: \(message)",
      help: "name another file, or remove this one to start again")
  }

  /// Whether all is equal but for epochs that were added.
  private func continues(_ other: String) -> Bool {
    guard let mine = TrainingCheckpoint.epochs(settings), let theirs = TrainingCheckpoint.epochs(other),
      mine >= theirs
    else { return settings == other }
    return lines(settings).dropFirst() == lines(other).dropFirst()
  }

  /// How many epochs a training was to have; nil where its settings do not begin with that.
  static func epochs(_ settings: String) -> Int? {
    let first = settings.prefix { $0 != "\n" }
    return first.hasPrefix("epochs ") ? Int(first.dropFirst("epochs ".count)) : nil
  }

  private func lines(_ settings: String) -> [Substring] { settings.split(separator: "\n") }

  /// The first thing in which two trainings differ.
  private func difference(_ other: String) -> String {
    var (mine, theirs) = (lines(settings), lines(other))
    if let wanted = TrainingCheckpoint.epochs(settings), let had = TrainingCheckpoint.epochs(other),
      wanted >= had
    {
      (mine, theirs) = (Array(mine.dropFirst()), Array(theirs.dropFirst()))
    }
    for (a, b) in zip(mine, theirs) where a != b {
      return "there it is \(FileError.shortened(String(b))), here \(FileError.shortened(String(a)))"
    }
    if let more = theirs.dropFirst(mine.count).first {
      return "there it has \(FileError.shortened(String(more)))"
    }
    if let more = mine.dropFirst(theirs.count).first {
      return "here it has \(FileError.shortened(String(more)))"
    }
    return "its settings are different"
  }

  /// Whether it is time to write, though no epoch has ended.
  var isDue: Bool { ContinuousClock.now >= next }

  mutating func write(_ training: Training, _ course: TrainingCourse) throws(FileError) {
    next = ContinuousClock.now + .seconds(10)
    var record = training.record(settings: settings, epochs: course.history.epochs.map(\.row))
    record.best = course.best?.tensors.map(\.tensor)
    record.isEnded = course.isEnded
    record.epoch = course.sums.row
    let classes = training.data.labels == nil ? nil : training.data.classes
    let content: FileParts
    do throws(TensorError) {
      content = try NetworkFile(training.network, classes: classes, training: record).file().parts()
    } catch {
      throw FileError(error.code == .memory ? .tooLarge : .unsupported, path, error.message, help: error.help)
    }
    // What was learned is to be kept even while somebody stops the training.
    try ByteFile.write(content, to: path, in: interpreter.execution.uninterrupted)
    kept = TrainingCheckpoint.place(training)
  }

  /// Writes the file. Where that fails, the training is worth more than its file: it goes on, and the next time is another
  /// try.
  mutating func keep(_ training: Training, _ course: TrainingCourse) {
    do throws(FileError) {
      try write(training, course)
      if failure != nil { say("checkpoint: \(path) could be written again \(kept)", .note) }
      failure = nil
    } catch {
      if failure == nil {
        say("checkpoint: \(error.message); training continues, and writing will be tried again", .warning)
      }
      failure = error
    }
  }

  /// Says, at the end, that the file is behind.
  func sayWhatIsMissing() {
    guard let failure else { return }
    say(
      "checkpoint: \(failure.message); the file contains the training \(kept); the network itself is the result",
      .warning)
  }

  /// On the screen at once, as the lines of the epochs are: it may be hours until the statement ends.
  private func say(_ text: String, _ style: Markup.Style) {
    interpreter.output(Markup([.sentence([.init(text, style)])]))
  }

  /// `after epoch 3`, `after step 120`.
  private static func place(_ training: Training) -> String {
    let (epochs, steps) = training.stepsDone.quotientAndRemainder(dividingBy: training.stepsPerEpoch)
    if training.stepsDone == 0 { return "as it began" }
    return steps == 0 ? "after epoch \(epochs)" : "after step \(training.stepsDone)"
  }
}

extension FileError {
  fileprivate static func shortened(_ text: String) -> String {
    text.count <= 60 ? text : text.prefix(59) + "…"
  }
}
