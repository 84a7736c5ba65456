import Engine
import Testing

/// `Fixtures/networks/format-1*` were written by the program when files held a network as the call that makes it.
@Suite struct NetworkFileTests {
  private static let text =
    "Chain(Affine(Chain(Conv(4, 3, lr_multiplier=0.5), MaxPool(2, stride=1, padding=1), Relu(), Flatten(), Dense(8)), "
    + "size=[8, 6], mode=\"nearest\", padding_mode=\"border\", lr_multiplier=0.1), "
    + "Conv(4, [3, 2], stride=2, padding=\"valid\", bias=false), BatchNorm(eps=0.001, momentum=0.2), "
    + "LeakyRelu(negative_slope=0.2), AvgPool(2, count_include_pad=false), Flatten(), Dropout(0.3), Linear(4, 3), "
    + "Softmax())"

  private func read(_ bytes: [UInt8]) throws -> Network {
    try NetworkFile(SafetensorsFile.decode(bytes), path: "net.safetensors").network
  }

  private func tensor(_ name: String) throws -> Tensor {
    try Tensor(NumPyFile.decode(DataFixtures.bytes("networks/\(name).npy")))
  }

  @Test func aFileOfTheFirstFormatGivesTheSameNetwork() throws {
    let network = try read(DataFixtures.bytes("networks/format-1.safetensors"))
    #expect(network.text == Self.text)
    let (x, expected) = (try tensor("format-1-input"), try tensor("format-1-output"))
    let y = try network(x)
    #expect(y.shape == expected.shape)
    #expect(zip(y.elements, expected.elements).allSatisfy { abs($0 - $1) <= 1e-5 * abs($1) })
  }

  /// Through the present format, with every option of every layer.
  @Test func aNetworkComesBackAsItWas() throws {
    let network = try read(DataFixtures.bytes("networks/format-1.safetensors"))
    let again = try read(NetworkFile(network).file().encode())
    #expect(again.text == Self.text)
    let x = try tensor("format-1-input")
    #expect(try again(x).elements == network(x).elements)
  }

  @Test(arguments: [
    "", "{", "{\"name\": \"Conv\"}", "{\"name\": \"Nothing\", \"options\": {}}",
    "{\"name\": \"Conv\", \"options\": {\"filters\": 8}}",
    "{\"name\": \"Conv\", \"options\": {\"filters\": 8, \"kernel_size\": 0}}",
    "{\"name\": \"Conv\", \"options\": {\"filters\": \"8\", \"kernel_size\": 3}}",
    "{\"name\": \"Relu\", \"options\": {\"slope\": 1}}", "Conv(8", "Conv(8, 3) Relu()", "Nothing(1)",
    "Relu(1)",
  ])
  func whatIsNoNetworkIsAnError(_ text: String) {
    let file = SafetensorsFile([], metadata: ["network": text, "input": "[1, 8, 8]"])
    let error = #expect(throws: FileError.self) { try NetworkFile(file, path: "net.safetensors") }
    #expect(error?.code == .corrupt)
  }

  /// How a network was trained comes back with it; without a history files are as they were.
  @Test func theHistoryComesBack() throws {
    let network = try read(DataFixtures.bytes("networks/format-1.safetensors"))
    let thetas = try (0..<2).map { try Tensor([Float]([1, 0, Float($0), 0, 1, 0]), [2, 3]) }
    let history = NetworkHistory(losses: [2.5, 1.25, 1], epochs: [[1, 0.5], [0.25, .nan]], thetas: thetas)
    let bytes = try NetworkFile(network, history: history).file().encode()
    let again = try NetworkFile(SafetensorsFile.decode(bytes), path: "net.safetensors")
    let read = try #require(again.history)
    #expect(read.losses == [2.5, 1.25, 1] && read.epochs[0] == [1, 0.5] && read.epochs[1][1].isNaN)
    #expect(read.thetas.map(\.elements) == thetas.map(\.elements) && read.thetas[0].shape == [2, 3])
    #expect(again.network.tensors.map(\.name) == network.tensors.map(\.name))
    let plain = try NetworkFile(network).file()
    #expect(plain.entries.map(\.name) == network.tensors.map(\.name))
    #expect(try NetworkFile(plain, path: "net.safetensors").history == nil)
  }

  /// Parts of a history that do not belong together are an error, and take no memory for rows that are not there.
  @Test(arguments: [
    ["losses"], ["epochs"], ["losses", "wide"], ["losses", "epochs", "thetas"], ["numbers", "epochs"],
  ]) func aDamagedHistoryIsAnError(_ names: [String]) throws {
    let network = try read(DataFixtures.bytes("networks/format-1.safetensors"))
    let file = try NetworkFile(network).file()
    let parts: [String: (String, Tensor)] = [
      "losses": ("losses", try Tensor([Float(1)], [1])),
      "epochs": ("epochs", try Tensor(zeros: [1, 2], .float64)),
      "wide": ("epochs", try Tensor(zeros: [1_000_000_000, 0], .float64)),
      "thetas": ("thetas", try Tensor(zeros: [9, 2, 3])), "numbers": ("losses", try Tensor([1.0], [1])),
    ]
    let history = try names.map { name in
      let (key, tensor) = try #require(parts[name])
      return SafetensorsFile.Entry("history/" + key, tensor.numPyArray)
    }
    let damaged = SafetensorsFile(file.entries + history, metadata: file.metadata)
    let error = #expect(throws: FileError.self) { try NetworkFile(damaged, path: "net.safetensors") }
    #expect(error?.message.contains("the history of its training is incomplete") == true)
  }
}
