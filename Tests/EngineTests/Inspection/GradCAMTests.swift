import EngineTestSupport
import Foundation
import Testing

@testable import Engine

/// Held against PyTorch's hooks in float64. `Tests/cases/make_gradcam.py` made the numbers.
@Suite struct GradCAMTests {
  private let archive: NumPyArchive

  init() throws {
    let file = CaseTable.standardFolder.appending(path: "expected/gradcam/cnn.npz")
    archive = try NumPyArchive.decode(try ByteFile.read(file.path), path: file.lastPathComponent)
  }

  private func tensor(_ name: String) throws -> Tensor { try Tensor(try #require(archive[name])) }

  private func network() throws -> Network {
    var weights: [String: Tensor] = [:]
    for member in archive.members where member.name.hasPrefix("start/") {
      weights[String(member.name.dropFirst("start/".count))] = try Tensor(member.array)
    }
    let network = Network(
      Chain([
        try ConvLayer(4, 3, Conv(padding: 1), seed: 1), PlainLayer<Relu>(), PlainLayer(MaxPool(2)),
        try ConvLayer(6, 3, seed: 2), PlainLayer<Relu>(), PlainLayer<Flatten>(), try DenseLayer(5, seed: 3),
      ]))
    return try network.loading(weights, inputShape: [2, 12, 10])
  }

  @Test(arguments: 0..<5) func agreesWithPyTorch(_ number: Int) throws {
    let (network, picture) = (try network(), try tensor("picture"))
    try compare(try network.gradCAM(picture, of: number), try tensor("last/\(number)"))
    try compare(try network.gradCAM(picture, of: number, layer: "1"), try tensor("first/\(number)"))
  }

  private func compare(_ ours: Tensor, _ theirs: Tensor) throws {
    #expect(ours.shape == [12, 10] && theirs.shape == [12, 10])
    let scale = theirs.elements.max() ?? 0
    #expect(scale > 0)
    let worst = zip(ours.elements, theirs.elements).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst <= 1e-12 * scale)
  }

  /// Without a class it is that of the largest score.
  @Test func theLargestScoreIsExplained() throws {
    let (network, picture, scores) = (try network(), try tensor("picture"), try tensor("scores").elements)
    let largest = scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
    #expect(try network.gradCAM(picture).elements == network.gradCAM(picture, of: largest).elements)
  }

  @Test func saysWhatIsWrong() throws {
    let (network, picture) = (try network(), try tensor("picture"))
    let noLayer = #expect(throws: TensorError.self) { try network.gradCAM(picture, layer: "9") }
    #expect(noLayer?.code == .index && noLayer?.message == "there is no layer 9")
    let noMaps = #expect(throws: TensorError.self) { try network.gradCAM(picture, layer: "6") }
    #expect(noMaps?.code == .rank && noMaps?.message == "layer 6 gives [72], not feature maps [C, H, W]")
    let noScore = #expect(throws: TensorError.self) { try network.gradCAM(picture, of: 5) }
    #expect(noScore?.code == .index)
    let dense = Network(Chain([PlainLayer<Flatten>(), try DenseLayer(3, seed: 1)]))
    let none = #expect(throws: TensorError.self) { try dense.gradCAM(picture) }
    #expect(none?.code == .option)
    #expect(none?.message == "the network has no convolution whose maps could be weighed")
    #expect(throws: TensorError.self) { try network.gradCAM(try Tensor(zeros: [4])) }
  }
}
