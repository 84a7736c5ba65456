import Engine
import Foundation
import Language
import Notebook
import Testing

/// Loops written by hand do what `train` does.
@Suite("Loops of one's own") struct OwnLoopsTests {
  private static let start =
    "data = digits(150, seed=1); net = build(Chain(Conv(4, 3, seed=1), Relu(), MaxPool(2), Flatten(), Dense(10, seed=2)), [28, 28]); "

  /// Kingma and Ba's algorithm in six lines, held against the built-in.
  @Test func adamByHandIsAdam() {
    let bench = Workbench()
    bench.run(Self.start)
    bench.run(
      """
      m = 0; v = 0; n = net; state = start(Adam(0.01), net); t = 0
      for b in batches(data, 30, shuffle=true, seed=3) {
        t = t + 1
        loss(k) = cross_entropy(k(b.x), b.y)
        g = grad(loss, n)
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g^2
        n = n - 0.01 * (m / (1 - 0.9^t)) / (sqrt(v / (1 - 0.999^t)) + 1e-8)
        state = step(state, grad(loss, state.net))
      }
      """)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.text))")
    #expect(bench.number("state.steps") == 5)
    #expect(bench.number("norm(n - state.net) / norm(state.net)").map { $0 < 1e-6 } == true)
    #expect(bench.number("norm(net - state.net) / norm(net)").map { $0 > 1e-2 } == true)
  }

  /// The same batches in the same order, and the same steps: bit by bit.
  @Test func aLoopIsAnEpochOfTrain() {
    let bench = Workbench()
    bench.run(Self.start + "data = augment(data, rotate=10, seed=9);")
    bench.run(
      """
      state = start(SGD(0.1, momentum=0.9), net)
      for e in 1:2 {
        for b in batches(data, 32, shuffle=true, seed=7, epoch=e) {
          state = step(state, grad(n -> cross_entropy(n(b.pictures), b.labels), state.net))
        }
      }
      trained = train(net, data, epochs=2, batch_size=32, optimizer=SGD(0.1, momentum=0.9), seed=7, quiet=true);
      expect(state.net == trained, true)
      """)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.text))")
  }

  @Test func networksAreComputedWithElementByElement() {
    let bench = Workbench()
    bench.run("a = build(Dense(2, seed=1), 3); b = build(Dense(2, seed=2), 3); w = a.weight; u = b.weight;")
    for (network, tensor) in [
      "a^2": "w^2", "a * b": "w * u", "a / (b + 1e-8)": "w / (u + 1e-8)", "a + 1": "w + 1", "2 - a": "2 - w",
      "1 / a": "1 / w", "sqrt(abs(a))": "sqrt(abs(w))", "map(x -> x^2 + 1, a)": "w^2 + 1", "-a": "-w",
      "clamp(a, -0.1, 0.1)": "clamp(w, -0.1, 0.1)", "2^a": "2^w",
    ] {
      #expect(bench.number("max(abs((\(network)).weight - (\(tensor))))") == 0, "\(network)")
    }
    #expect(bench.number("norm(a)^2 - sum(w^2) - sum(a.bias^2)").map { abs($0) < 1e-6 } == true)
    #expect(bench.output("print(dtype(map(f64, a).weight))") == "float64")
    // The slope of a penalty on the weights.
    #expect(bench.number("max(abs(grad(n -> norm(n)^2, a).weight - 2 * w))").map { $0 < 1e-6 } == true)
    #expect(bench.failure("map(sum, a)")?.code == .shapes)
    #expect(bench.failure("norm(Dense(2))")?.code == .size)
    #expect(bench.failure("a + [1, 2]") != nil)
  }

  @Test func batchesAreMadeWhenTheyCome() {
    let bench = Workbench()
    bench.run("d = digits(65, seed=1); b = batches(d, 32);")
    // The single picture that is left over is in the second.
    #expect(bench.number("b.count") == 2)
    #expect(bench.number("count(b[2].labels)") == 33)
    bench.run(
      "expect(b[1].x, d.pictures[1:32]); expect(b[1].y, d.labels[1:32]); expect(b[1].pictures, b[1].x)")
    bench.run("c = batches(d, 32, shuffle=true); e = batches(d, 32, shuffle=true); expect(c == e, false)")
    bench.run("expect(sum(cat(c[1].y, c[2].y)), sum(d.labels));")
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.text))")
    #expect(bench.failure("batches(d, 32, seed=1)")?.code == .option)
    #expect(bench.failure("start(Adam(), grad(n -> sum(n([1, 2])), build(Dense(1), 2)))")?.code == .wrongType)
    #expect(bench.failure("step(start(Adam(), build(Dense(1), 2)), build(Dense(1), 3))")?.code == .shapes)
  }
}
