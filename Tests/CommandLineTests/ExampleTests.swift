import Testing

/// The short scripts in `examples/`, run small.
@Suite("Examples", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(5))) struct ExampleTests {
  /// What each says at its end, whatever it has learned in so short a time.
  @Test(arguments: [
    (["adam-by-hand.fov", "4"], "the weights differ by"),
    (["autoencoder.fov", "100", "1"], "mean squared error"),
    (["diagnosed-transformer.fov", "64", "1", "1"], "layer 1 (Affine): the pictures have the mean"),
    (["resnet8.fov", "64", "1"], "77,754 parameters"), (["unet.fov", "32", "1"], "29,321 parameters"),
    (["triplet.fov", "100", "1"], "digits that it was never trained on"),
    (["augmentation.fov", "50", "2"], "with noise:"),
    (["transformer-in-resnet.fov", "64", "1", "1"], "seed 1: without"),
  ])
  func runs(_ arguments: [String], _ last: String) {
    // A path in the sources leads to the examples beside them.
    let folder = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/examples/"
    let run = Run([folder + arguments[0]] + arguments.dropFirst())
    #expect(run.status == 0 && run.output.contains(last), "\(run.output)\(run.errors)")
  }
}
