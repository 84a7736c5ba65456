import Engine

/// What is said of findings: what was seen, with its numbers, and what to do.
struct FindingSentences {
  private let finding: Finding

  init(_ finding: Finding) { self.finding = finding }

  /// Both, as one sentence, with the epoch where there is one.
  var note: String {
    let epoch = finding.epoch.map { "epoch \($0): " } ?? ""
    return "\(epoch)\(message); \(help)"
  }

  /// What was seen, and where.
  var message: String { place.map { "\($0): \(sentences.seen)" } ?? sentences.seen }

  /// What to do.
  var help: String { sentences.advice }

  /// The layer as `show net` numbers it; nil for the network as a whole.
  var path: String? {
    finding.layer.flatMap {
      $0.path.isEmpty ? nil : $0.path.replacing("localisation", with: "loc")
    }
  }

  /// `layer 1.loc.2 (Relu)`.
  private var place: String? {
    finding.layer.map { layer in path.map { "layer \($0) (\(layer.name))" } ?? layer.name }
  }

  private var sentences: (seen: String, advice: String) {
    switch finding.code {
    case .thetaNotFinite:
      (
        "theta is not finite for \(number(.affected)) of \(pictures(.pictures))",
        "keep its weights small with a smaller learning rate, or with clip=1"
      )
    case .thetaExploded:
      (
        "theta has numbers as large as \(short(.magnitude)), so that its box is far larger than the picture or far from it",
        FindingSentences.slower
      )
    case .boxOutside:
      (
        "the box has left the picture: for \(number(.affected)) of \(pictures(.pictures)), \(percent(.outside)) of its points lie "
          + "outside, where nothing is seen that could bring it back",
        FindingSentences.slower
      )
    case .thetasAlike where finding[.constantFeatures] == 1:
      (
        "theta is the same for all \(pictures(.pictures)), because its localisation network gives the same for all of them",
        "make the network again and train it with a smaller learning rate, or with LeakyRelu() in the localisation network"
      )
    case .thetasAlike:
      (
        "theta is the same for all \(pictures(.pictures)): the corners of the box move by \(spread) of the picture's side",
        "give it a larger learning rate, for example Affine(…, lr_multiplier=10), and no weight_decay"
      )
    case .meanFarFromZero:
      (
        "the pictures have the mean \(short(.mean)) (at their border \(short(.edge))) with a standard deviation of "
          + "\(short(.deviation)), and outside of them it sees 0: their frame is a stronger edge than all they show",
        "subtract the mean, as in dataset(data.x - mean(data.x), data.y), or choose padding_mode=\"border\""
      )
    case .rounding:
      (
        "the sampling takes the nearest pixel, so that the gradient with respect to theta is exactly 0 and its localisation network learns "
          + "nothing",
        "use mode=\"bilinear\""
      )
    case .deadUnits:
      (
        "\(units) give 0 for all \(pictures(.pictures)): nothing comes through them, and no "
          + "gradient brings them back",
        "make the network again and train it with a smaller learning rate, or with LeakyRelu()"
      )
    case .lossUnchanged:
      (
        "the loss has not changed in \(epochs): it was \(short(.firstLoss)) and is \(short(.lastLoss))",
        "try a learning rate ten times larger, and see whether the layers give different numbers for different pictures: "
          + "features(net, x, 1)"
      )
    case .accuracyAtChance:
      (
        "for \(epochs) the accuracy has been what guessing gives: \(percent(.accuracy)), where always naming the most frequent "
          + "class is right for \(percent(.mostFrequent))",
        "see whether the classes belong to their pictures, show data[1:8], and try a learning rate ten times "
          + (isStanding ? "larger" : "smaller")
      )
    }
  }

  /// Whether the loss is so much the same that the steps must be tiny: large ones would make it jump.
  private var isStanding: Bool {
    abs(finding[.lastLoss] - finding[.firstLoss]) <= 1e-3 * abs(finding[.firstLoss])
  }

  private static let slower =
    "let it learn more slowly, for example Affine(…, lr_multiplier=0.1), or train with clip=1"

  // MARK: Numbers

  private func number(_ quantity: Finding.Quantity) -> String {
    Formatter.grouped(Int(clamping: finding[quantity]))
  }
  private func pictures(_ quantity: Finding.Quantity) -> String {
    Formatter.count(Int(clamping: finding[quantity]), "picture")
  }
  /// `60 of 64 units`, `all 8 units`.
  private var units: String {
    finding[.dead] == finding[.units] && finding[.units] > 1
      ? "all \(number(.units)) units"
      : "\(number(.dead)) of \(Formatter.count(Int(clamping: finding[.units]), "unit"))"
  }
  private var epochs: String { Formatter.count(Int(clamping: finding[.epochs]), "epoch") }
  private func percent(_ quantity: Finding.Quantity) -> String { Formatter.percent(finding[quantity]) }
  private func short(_ quantity: Finding.Quantity) -> String { Formatter.general(finding[quantity], 4) }
  private var spread: String { Formatter.general(100 * finding[.spread], 1) + " %" }
}
