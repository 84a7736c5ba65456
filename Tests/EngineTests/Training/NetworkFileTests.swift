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
}
