import Language
import Notebook
import Testing

/// A matrix is one picture where the first layer that takes only one kind takes pictures, rows where it takes rows, and rows,
/// with a note, where no layer says.
@Suite("A matrix as input") struct MatrixInputTests {
  @Test(arguments: [
    ("Dense(3)", [5, 3], false), ("Linear(8, 3)", [5, 3], false), ("Chain(Relu(), Dense(3))", [5, 3], false),
    ("Chain(BatchNorm(), Dropout(0.5), Dense(3))", [5, 3], false),
    ("Chain(Chain(Softmax()), Dense(3))", [5, 3], false), ("Flatten()", [40], false),
    ("Chain(Tanh(), Flatten(), Dense(3))", [3], false), ("Conv(2, 3)", [2, 3, 6], false),
    ("Chain(Relu(), Conv(2, 3))", [2, 3, 6], false), ("Chain(BatchNorm(), MaxPool(2))", [1, 2, 4], false),
    ("AvgPool(2)", [1, 2, 4], false), ("Affine(Flatten())", [1, 5, 8], false), ("Relu()", [5, 8], true),
    ("Softmax()", [5, 8], true), ("BatchNorm()", [5, 8], true),
    ("Chain(Sigmoid(), Dropout())", [5, 8], true),
    ("build(Relu(), [5, 8])", [1, 5, 8], false), ("build(BatchNorm(), 8)", [5, 8], false),
  ])
  func whatItIs(_ layer: String, _ shape: [Double], _ isGuess: Bool) {
    let bench = Workbench()
    bench.run("y = \(layer)(ones(5, 8));")
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    #expect(bench.transcript.notes.contains { $0.contains("taken as 5 rows") } == isGuess, "\(layer)")
    #expect(bench.elements("shape(y)") == shape, "\(layer)")
    // What looks inside reads it alike.
    #expect(bench.elements("shape(features(Chain(\(layer)), ones(5, 8), 1))") == shape, "\(layer)")
  }
}
