/// What is looked at for a diagnosis: a network, and what it makes of some pictures.
public struct Examination: Sendable {
  /// The data that the pictures are from.
  let data: DataSet
  /// The layers, those inside of others first.
  let places: [LayerPlace]
  /// How the network was trained; nil where that is not known.
  let curve: LearningCurve?
  /// How many pictures were looked at.
  public private(set) var pictures = 0
  /// What was seen of the pictures as they came in.
  private(set) var input = PixelStatistics()
  /// How much of targets that are numbers the results explain, where it is not known what came before the training.
  private(set) var explained = ExplainedVariance()
  /// Theta of each picture, and what it was made of, by the paths of the transformers.
  private(set) var thetas: [String: ThetaRecord] = [:]
  /// Which units gave anything but 0, by the paths of the layers.
  private(set) var active: [String: [Bool]] = [:]

  /// - Parameters:
  ///   - network: the network, which is built for the pictures of the data.
  ///   - data: pictures and targets.
  ///   - indices: which pictures are looked at, counted from 0.
  ///   - batchSize: how many pictures go through the network at once; at least 2.
  ///   - isTraining: whether it is looked at as it is while it trains: with the statistics of the batch.
  ///   - curve: how it was trained; nil where that is not known.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: as the network does; `memory`, `cancelled`.
  public init(
    _ network: Network, on data: DataSet, _ indices: [Int], batchSize: Int = 64, isTraining: Bool = false,
    curve: LearningCurve? = nil, in execution: Execution = Execution()
  ) throws(TensorError) {
    self.data = data
    self.curve = curve
    places = LayerPlace.all(in: network)
    var start = 0
    while start < indices.count {
      // A single picture that is left over has no statistics: it joins the batch before.
      let rest = indices.count - start
      let end = rest <= batchSize + 1 ? indices.count : start + batchSize
      let batch = try data.batch(Array(indices[start..<end]), as: network.dtype, in: execution)
      var copy = network
      var pass = ForwardPass(isTraining: isTraining, keepsResults: true, in: execution)
      let result = try copy.forward(batch: batch.pictures, &pass)
      if curve?.continues == nil { explained.add(result, batch.targets) }
      add(batch.pictures, pass.results)
      start = end
    }
  }

  private mutating func add(_ batch: Tensor, _ results: [(path: String, result: Tensor)]) {
    pictures += batch.shape[0]
    input.add(batch)
    let results = Dictionary(results.map { ($0.path, $0.result) }) { first, _ in first }
    for place in places {
      if place.layer is AffineLayer {
        guard let theta = results[place.path(of: "localisation.theta")],
          let features = results[place.path(of: "localisation")]
        else { continue }
        thetas[place.path, default: ThetaRecord()].add(theta, features)
      } else if place.layer is PlainLayer<Relu>, let result = results[place.path], result.rank >= 2 {
        let found = Examination.activeUnits(result)
        active[place.path] = active[place.path].map { zip($0, found).map { $0 || $1 } } ?? found
      }
    }
  }

  /// Of each channel or feature, whether one of its numbers is not 0.
  private static func activeUnits(_ result: Tensor) -> [Bool] {
    let units = result.shape[1]
    let size = result.count / max(result.shape[0] * units, 1)
    func active<T: FloatingScalar>(_ type: T.Type) -> [Bool] {
      result.read(as: T.self) { numbers in
        var active = [Bool](repeating: false, count: units)
        for start in stride(from: 0, to: numbers.count, by: max(size, 1)) where !active[start / size % units]
        {
          active[start / size % units] = numbers[start..<start + size].contains { $0 != 0 }
        }
        return active
      }
    }
    return result.dtype == .float64 ? active(Double.self) : active(Float.self)
  }

  /// What is wrong; empty where nothing is, or too little was looked at to tell.
  public var findings: [Finding] { Diagnoses.all.flatMap { $0.findings(in: self) } }

  /// The transformers that training changes, with what was seen of their thetas.
  var transformers: [(place: LayerPlace, layer: AffineLayer, record: ThetaRecord)] {
    places.compactMap { place in
      guard let layer = place.layer as? AffineLayer, let record = thetas[place.path], place.learns else {
        return nil
      }
      return (place, layer, record)
    }
  }

  /// How many transformers the network has.
  public var transformerCount: Int { places.count { $0.layer is AffineLayer } }
  /// How many Relu layers the network has.
  public var reluCount: Int { places.count { $0.layer is PlainLayer<Relu> } }

  /// So few pictures say nothing of all: 16 that agree by chance do so, at even odds each, once in 65,536 times.
  static let fewestPictures = 16
}
