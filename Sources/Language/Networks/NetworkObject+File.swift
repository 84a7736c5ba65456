import Engine

extension NetworkObject {
  /// The network as a file; nil for one that has no weights yet, and for a gradient.
  /// - Throws: `TensorError.memory`.
  package func file() throws(TensorError) -> SafetensorsFile? {
    guard network.isBuilt, !network.isGradient else { return nil }
    return try NetworkFile(network, classes: classes).file()
  }
}
