import EngineTestSupport
import Testing

@testable import Engine

/// Names by which layers are found in a network.
@Suite("Names of layers") struct LayerNameTests {
  /// `stem` at the top, `inner` within a named branch, `look` within a transformer, `short` on a shortcut.
  private static func network() throws -> Network {
    let conv = try ConvLayer(2, 3, Conv(padding: .size(1)), seed: 1)
    let branch = try Chain([PlainLayer<Relu>(), conv.named("inner")]).named("branch")
    let look = Chain([PlainLayer<Flatten>(), try DenseLayer(3, seed: 2).named("look")])
    var network = Network(
      Chain([
        try conv.named("stem"), try ParallelLayer([Chain([]), branch]), try AffineLayer(look),
        ResidualLayer([PlainLayer<Tanh>()], shortcut: try ConvLayer(4, 1, seed: 3).named("short")),
      ]))
    try network.build(for: [1, 5, 5])
    return network
  }

  @Test func aNameLeadsToItsLayer() throws {
    let network = try Self.network()
    #expect(network.layerNames.map(\.name) == ["stem", "branch", "inner", "look", "short"])
    #expect(network.layerNames.map(\.path) == ["1", "2.2", "2.2.2", "3.localisation.2", "4.shortcut"])
    for (name, path) in network.layerNames {
      #expect(network.path(name) == path && network.holds(path))
      let part = try network.part(at: path)
      #expect(part.root.givenName == name && part.isBuilt)
      let own = network.parameters.filter { $0.path.hasPrefix(path + ".") }
      #expect(part.parameters.map(\.parameter.tensor.elements) == own.map(\.parameter.tensor.elements))
    }
    #expect(network.path("branch.2") == "2.2.2" && network.path("none") == "none")
    #expect(network.holds("") && network.holds("2.1") && network.holds("3.localisation"))
    for path in ["5", "0", "2.3", "1.1", "3.1", "4.localisation", "2.", ".2", "stem", "1.weight"] {
      #expect(!network.holds(path), "\(path)")
    }
    #expect(try network.part(at: "4.shortcut").inputShape == [4, 5, 5])
    #expect(try network.part(at: "2.2.2").inputShape == [2, 5, 5])
  }

  @Test func aPartOfAWatchedNetworkIsFoundByItsPath() throws {
    let tape = Tape()
    defer { tape.close() }
    let watched = WatchedPart(try WatchedNetwork(try Self.network(), on: tape))
    for path in ["2.2.2", "3.localisation.2", "4.shortcut"] {
      let part = try watched.part(at: path).network()
      #expect(part.text == (try Self.network().part(at: path)).text && part.isTaped)
    }
  }

  /// Files that hold names, and those of versions that had none, which read as ever.
  @Test func namesAreKeptInFiles() throws {
    let network = try Self.network()
    let file = try NetworkFile(network).file()
    let again = try NetworkFile(SafetensorsFile.decode(file.encode()), path: "net.safetensors").network
    #expect(again.layerNames.map(\.path) == network.layerNames.map(\.path) && again.text == network.text)
    #expect(file.metadata["network"]?.contains("\"name\":\"stem\"") == true)
    // A layer without a name has no word of it, so that earlier versions read the file.
    let plain = try NetworkFile(network.part(at: "2.1")).file()
    #expect(plain.metadata["network"] == "{\"name\":\"Chain\",\"options\":{\"layers\":[]}}")
    let text = try SettingsText.settings("Chain(Conv(2, 3, name=\"stem\"), Relu())").layer()
    #expect(Network(text).layerNames.map(\.name) == ["stem"])
  }

  @Test(arguments: [
    ("Chain(Relu(name=\"a\"), Chain(Tanh(name=\"a\")))", "layer 1, Relu(), and of layer 2.1, Tanh()"),
    ("Chain(Relu(name=\"a\"), name=\"a\")", "the whole"), ("Chain(Relu(name=\"1\"))", "begin with a letter"),
    ("Chain(Relu(name=\"\"))", "empty"), ("Chain(Relu(name=\"a.b\"))", "a.b"),
    ("Chain(Relu(name=\"localisation\"), Affine(Flatten()))", "layer 2, Affine, has a part of that name"),
    ("Relu(name=3)", "name"),
  ])
  func whatCannotBeANameIsRefused(_ text: String, _ words: String) throws {
    let error = #expect(throws: TensorError.self) { try SettingsText.settings(text).layer() }
    #expect(error?.code == .option && error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  /// The part that has the name itself is no conflict, and whoever builds a network of layers is told too.
  @Test func namesOfPartsAndOfLayersMadeInSwift() throws {
    let shortcut = try PlainLayer<Relu>().named("shortcut")
    _ = try ResidualLayer([PlainLayer<Tanh>()], shortcut: shortcut).checkNames()
    let relu = try PlainLayer<Relu>().named("a")
    var network = Network(Chain([relu, relu]))
    let error = #expect(throws: TensorError.self) { try network.build(for: [3]) }
    #expect(error?.code == .option)
    #expect(throws: TensorError.self) { try relu.named(String(repeating: "a", count: 61)) }
    #expect(try relu.named("卷积-1_b").text == "Relu(name=\"卷积-1_b\")")
  }

  @Test func everyLayerHasTheOption() {
    for description in LayerDescription.standard {
      #expect(description.options.last === LayerOptions.name.option, "\(description.name)")
      #expect(description.options.count { $0.name == "name" } == 1)
    }
  }

  /// What is computed has the names of the first; networks that differ in names alone can be added.
  @Test func arithmeticKeepsTheNames() throws {
    let network = try Self.network()
    let unnamed = try NetworkFile(
      SafetensorsFile.decode(NetworkFile(network).file().encode()), path: "net.safetensors"
    ).network
    let sum = try network.combined(with: unnamed, by: .add)
    #expect(sum.layerNames.map(\.path) == network.layerNames.map(\.path))
    let other = Network(Chain([try PlainLayer<Relu>().named("b"), try DenseLayer.ofTwo()]))
    let first = Network(Chain([PlainLayer<Relu>(), try DenseLayer.ofTwo()]))
    #expect(try first.combined(with: other, by: .add).layerNames.isEmpty)
  }

  @Test func theTableShowsThem() throws {
    let rows = try NetworkTable(Self.network()).rows
    #expect(
      rows.map(\.givenName) == [
        "stem", nil, "inner", "branch", nil, nil, "look", nil, nil, "short", nil,
      ])
    #expect(rows.map(\.path)[3] == "2.2" && rows[3].layer == "Chain(…)" && rows[2].depth == rows[3].depth + 1)
    #expect(rows[4].layer == "Parallel(…)" && rows.last?.layer == "Residual(…, shortcut=…)")
  }
}

extension DenseLayer {
  fileprivate static func ofTwo() throws -> DenseLayer { try DenseLayer(2, seed: 1) }
}
