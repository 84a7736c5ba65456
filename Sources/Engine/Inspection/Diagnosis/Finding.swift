/// What was found in a network that keeps it from learning: what it is, where, and the numbers that say so.
public struct Finding: Sendable, Equatable {
  /// What it is.
  public let code: Code
  /// The layer; nil for the network as a whole.
  public let layer: Layer?
  /// The numbers that say so, by what they are.
  public let numbers: [Quantity: Double]
  /// After which epoch of a training it was found, from 1; nil for a network that was looked at by itself.
  public internal(set) var epoch: Int?

  /// What can be found.
  public enum Code: String, Sendable, CaseIterable {
    /// Theta of a transformer is NaN or infinite.
    case thetaNotFinite = "theta_not_finite"
    /// The numbers of theta are so large that next to nothing of the picture is seen.
    case thetaExploded = "theta_exploded"
    /// The transformer looks beside the picture.
    case boxOutside = "box_outside"
    /// The transformer does the same to all pictures.
    case thetasAlike = "thetas_alike"
    /// The pictures' edges jump to the zeros that are seen outside of them.
    case meanFarFromZero = "mean_far_from_zero"
    /// The sampling rounds, so that theta has no gradient.
    case rounding = "rounding"
    /// Most units of a Relu give 0 for all pictures.
    case deadUnits = "dead_relu"
    /// The loss is what it was at the beginning.
    case lossUnchanged = "loss_unchanged"
    /// No more pictures are classified right than by always giving the most frequent class.
    case accuracyAtChance = "accuracy_at_chance"
  }

  /// A layer as `NetworkTable` shows it.
  public struct Layer: Sendable, Equatable {
    /// `3`, or `1.localisation.2` for a part of a part; empty where the network is that layer.
    public let path: String
    /// The name of its class.
    public let name: String
  }

  /// What a number of a finding is.
  public enum Quantity: String, Sendable, CaseIterable {
    /// How many pictures were looked at.
    case pictures
    /// How many of them it is so with.
    case affected
    /// The share of the points outside, over the pictures that it is so with.
    case outside
    /// The largest magnitude of a number of theta, as the median over the pictures.
    case magnitude
    /// How far the corners of the box are apart among the pictures, as a share of the picture's side: a standard deviation.
    case spread
    /// Whether the results of the localisation network are alike: 1 or 0.
    case constantFeatures = "constant_features"
    /// The mean of all pixels.
    case mean
    /// The standard deviation of all pixels.
    case deviation
    /// The mean of the pixels at the border.
    case edge
    /// How many units give 0 for all pictures.
    case dead
    /// How many units there are.
    case units
    /// How many epochs it has been so.
    case epochs
    /// The loss of the first of these epochs.
    case firstLoss = "first_loss"
    /// The loss of the last epoch.
    case lastLoss = "last_loss"
    /// The share of the pictures that were classified right in the last epoch.
    case accuracy
    /// The share of the pictures that have the most frequent class.
    case mostFrequent = "most_frequent"
  }

  init(_ code: Code, at place: LayerPlace? = nil, _ numbers: [Quantity: Double] = [:]) {
    self.code = code
    layer = place.map { Layer(path: $0.path, name: $0.layer.name) }
    self.numbers = numbers
  }

  /// - Parameter quantity: one that findings of this code have.
  /// - Returns: the number; NaN for any other quantity.
  public subscript(quantity: Quantity) -> Double { numbers[quantity] ?? .nan }
}
