import Text

/// A network in a safetensors file, and where its training stands, if it can be resumed.
///
/// Each parameter is a tensor by its path; metadata hold the settings of its layers, the shape of its inputs, the names of its
/// classes and what is frozen. What a training needs stands beside, under `training/`, and how the last one went, under `history/`.
public struct NetworkFile: Sendable {
  /// The network.
  public var network: Network
  /// The names of the classes that it tells apart, in the order of its scores; nil where they are not known.
  public var classes: [String]?
  /// Where its training stands; nil where that was not kept.
  public var training: TrainingRecord?
  /// How it was trained, of a network that is not being trained any more.
  public var history: NetworkHistory?

  /// - Parameters:
  ///   - network: the network; `file` wants it built.
  ///   - classes: the names of the classes that it tells apart, in the order of its scores; nil where they are not
  ///     known.
  ///   - training: where its training stands; nil where that is not kept.
  ///   - history: how its last training went; nil where that is not kept.
  public init(
    _ network: Network, classes: [String]? = nil, training: TrainingRecord? = nil,
    history: NetworkHistory? = nil
  ) {
    (self.network, self.classes, self.training, self.history) = (network, classes, training, history)
  }

  private static let trainingPrefix = "training/"
  private static let historyPrefix = "history/"
  /// Of thousands of layers; no network that can be built has more.
  private static let longestText = 1 << 20

  /// - Parameter network: the network that is to be written.
  /// - Throws: `option` for a layer that is more than its settings and parameters, or the error of such a layer's own.
  public static func check(_ network: Network) throws(TensorError) {
    for layer in network.root.all { try layer.checkWritable() }
  }

  /// - Precondition: the network is built.
  /// - Returns: the tensors and metadata of the file, to be written.
  /// - Throws: `TensorError.memory`; what `check` throws.
  public func file() throws(TensorError) -> SafetensorsFile {
    guard let input = network.inputShape else {
      preconditionFailure("a network is built before it is written")
    }
    try NetworkFile.check(network)
    var metadata = ["network": network.root.namedSettings.json.text, "input": "\(input)"]
    if let classes { metadata["classes"] = NetworkFile.list(classes) }
    let frozen = network.parameters.filter(\.parameter.isFrozen).map(\.path)
    if !frozen.isEmpty { metadata["frozen"] = NetworkFile.list(frozen) }
    var entries = network.tensors.map { SafetensorsFile.Entry($0.name, $0.tensor.detached.numPyArray) }
    if let training {
      metadata["training"] = training.settings
      for (name, tensor) in try training.tensors(network) {
        entries.append(.init(NetworkFile.trainingPrefix + name, tensor.numPyArray))
      }
    }
    if let metric = history?.metric ?? training?.metric, metric != NetworkHistory.standardMetric {
      metadata["metric"] = metric
    }
    if let history {
      for (name, tensor) in try history.tensors {
        entries.append(.init(NetworkFile.historyPrefix + name, tensor.detached.numPyArray))
      }
    }
    var file = SafetensorsFile(entries, metadata: metadata)
    file.format = history == nil ? SafetensorsFile.networkFormat : SafetensorsFile.historyFormat
    return file
  }

  /// Whether a file holds a network, and not only tensors.
  /// - Parameter file: what was read.
  /// - Returns: whether its metadata describe a network.
  public static func isNetwork(_ file: SafetensorsFile) -> Bool { file.metadata["network"] != nil }

  /// - Parameters:
  ///   - file: what was read of it.
  ///   - path: where it is.
  ///   - layers: the classes of layers that it may have.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: `FileError` `corrupt` when the text, the shapes and the tensors do not belong together, `tooLarge` when
  ///   there is not enough memory; `cancelled`.
  public init(
    _ file: SafetensorsFile, path: String, layers: [LayerDescription] = LayerDescription.standard,
    in execution: Execution = Execution()
  ) throws(FileError) {
    func corrupt(_ message: String) -> FileError {
      FileError(.corrupt, path, "\(FileError.name(path)) does not contain a network: \(message)")
    }
    guard let text = file.metadata["network"], let input = NetworkFile.shape(file.metadata["input"] ?? "")
    else {
      throw corrupt("its metadata do not say which")
    }
    guard text.utf8.count <= NetworkFile.longestText else { throw corrupt("its text is too long") }
    let empty: Network
    do throws(TensorError) {
      empty = Network(try NetworkFile.settings(text, among: layers).layer(among: layers))
    } catch { throw corrupt("a network cannot be built of it: \(error.message)") }
    var (own, rest, past) = ([String: Tensor](), [String: Tensor](), [String: Tensor]())
    do throws(TensorError) {
      for entry in file.entries {
        let tensor = try Tensor(entry.array)
        if entry.name.hasPrefix(NetworkFile.trainingPrefix) {
          rest[String(entry.name.dropFirst(NetworkFile.trainingPrefix.count))] = tensor
        } else if entry.name.hasPrefix(NetworkFile.historyPrefix) {
          past[String(entry.name.dropFirst(NetworkFile.historyPrefix.count))] = tensor
        } else {
          own[entry.name] = tensor
        }
      }
      network = try empty.loading(own, inputShape: input, in: execution)
    } catch {
      if error.code == .cancelled { throw .cancelled(path) }
      throw error.code == .memory
        ? FileError(.tooLarge, path, error.message, help: error.help) : corrupt(error.message)
    }
    for name in NetworkFile.items(file.metadata["frozen"] ?? "[]") ?? [] {
      network = network.changing([name]) { $0.isFrozen = true }
    }
    classes = file.metadata["classes"].flatMap { NetworkFile.items($0) }
    let metric = file.metadata["metric"] ?? NetworkHistory.standardMetric
    if !past.isEmpty {
      guard var history = NetworkHistory(past) else {
        throw corrupt("the history of its training is incomplete")
      }
      history.metric = metric
      self.history = history
    }
    guard let settings = file.metadata["training"] else { return }
    guard var record = TrainingRecord(settings, rest, of: network) else {
      throw corrupt("its training state is incomplete")
    }
    record.metric = metric
    training = record
  }

  /// JSON, or in files of the first format the call that makes the network.
  private static func settings(_ text: String, among layers: [LayerDescription]) throws(TensorError)
    -> Settings
  {
    guard text.first == "{" else { return try SettingsText.settings(text, among: layers) }
    let json: JSON
    // A layer inside another is an object in an array in an object.
    do throws(JSON.Failure) { json = try JSON(parsing: text, maxDepth: 4 * Network.maxDepth) } catch {
      throw TensorError(.option, error.message)
    }
    return try Settings(json, among: layers)
  }

  private static func list(_ items: [String]) -> String {
    JSON.array(items.map { .string($0) }).text
  }

  private static func items(_ text: String) -> [String]? {
    (try? JSON(parsing: text))?.elements?.compactMap(\.string)
  }

  private static func shape(_ text: String) -> Shape? {
    guard let values = (try? JSON(parsing: text))?.elements else { return nil }
    let extents = values.compactMap(\.integer)
    return extents.count == values.count ? try? Shape(checking: extents) : nil
  }
}
