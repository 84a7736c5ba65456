import Engine
import Foundation
import Language
import Notebook
import Testing

@Suite("Networks at the prompt") struct TrainingAtThePromptTests {
  private static let start =
    "net = Chain(Conv(4, 3), Relu(), MaxPool(2), Flatten(), Dense(10)); data = digits(200, seed=1);"

  @Test func aStepOfDescentLowersTheLoss() throws {
    let bench = Workbench()
    bench.run(Self.start + "x = data.pictures; y = data.labels; loss(n) = cross_entropy(n(x), y);")
    bench.run("before = loss(net); for i in 1:5 { net = net - 0.5 * grad(loss, net) }; after = loss(net);")
    let (before, after) = (try #require(bench.number("before")), try #require(bench.number("after")))
    #expect(abs(before - log(10)) < 0.2 && after < before - 0.1)
  }

  @Test func analyticAndNumericGradientsAgree() {
    let bench = Workbench()
    bench.run(
      "net = build(Chain(Conv(2, 3), Tanh(), BatchNorm(), AvgPool(2), Flatten(), Dense(3)), [6, 6]); x = rand(5, 1, 6, 6);"
    )
    bench.run("f(n) = cross_entropy(n(x), [1, 2, 3, 1, 2]); ok = gradcheck(f, net)")
    #expect(bench.transcript.failures.isEmpty)
    #expect(
      bench.number("g = grad(f, net); h = numgrad(f, net); max(abs(g[1].weight - h[1].weight))").map {
        $0 < 1e-5
      } == true)
    // Two networks, or a network and a tensor.
    #expect(bench.number("g = grad((n, t) -> sum(n(t)), net, x); count(g)") == 2)
  }

  @Test func insideGradItTrainsAndElsewhereItEvaluates() {
    let bench = Workbench()
    bench.run("net = build(BatchNorm(), [2, 4, 4]); x = 5 + rand(6, 2, 4, 4);")
    bench.run("m = net - 0 * grad(n -> sum(n(x)), net);")
    // The running mean follows by a tenth.
    #expect(bench.number("max(abs(m.running_mean - 0.1 * mean(x, dim=[1, 3, 4])))").map { $0 < 1e-5 } == true)
    #expect(bench.number("max(abs(net(x) - x))").map { $0 < 1e-3 } == true)
    #expect(bench.number("max(abs(mean(net(x, training=true))))").map { $0 < 1e-5 } == true)
  }

  /// What a file keeps is the whole record but for the times, so that the same training gives the same file; a network that was not trained has none, and an interrupted training has its own.
  @Test func aLoadedNetworkHasItsHistory() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(
        Self.start
          + "net = train(net, data, epochs=2, seed=1, validation=digits(100, seed=2), checkpoint=\"run.safetensors\");"
      )
      bench.run(
        "write(\"net.safetensors\", net); again = load(\"net.safetensors\"); run = load(\"run.safetensors\")")
      for name in ["loss", "epoch_loss", "accuracy", "seconds", "validation_loss", "validation_accuracy"] {
        let kept = try #require(bench.elements("net.history.\(name)"))
        if name == "seconds" {
          #expect(bench.elements("again.history.seconds")?.allSatisfy(\.isNaN) == true)
        } else {
          #expect(bench.elements("again.history.\(name)") == kept, "\(name)")
        }
        #expect(bench.elements("run.history.\(name)") == kept, "\(name)")
      }
      bench.run("write(\"new.safetensors\", build(Dense(2), 3)); new = load(\"new.safetensors\")")
      #expect(bench.transcript.failures.isEmpty)
      #expect(bench.failure("new.history") != nil)
    }
  }

  @Test func trainingGivesANetworkWithAHistory() {
    let bench = Workbench()
    bench.run(Self.start + "net = train(net, data, epochs=4, seed=1, validation=digits(100, seed=2));")
    #expect(bench.transcript.lines.count { $0.hasPrefix("epoch") } == 4)
    #expect(bench.number("evaluate(net, digits(200, seed=3)).accuracy").map { $0 > 0.6 } == true)
    #expect(bench.elements("net.history.accuracy")?.count == 4)
    #expect(bench.elements("net.history.loss")?.count == 28)
    #expect(bench.elements("net.history.validation_accuracy")?.count == 4)
    bench.run("c = classify(net, data[1].picture)")
    #expect(bench.transcript.failures.isEmpty)
  }

  @Test func theSameSeedGivesTheSameNetwork() {
    let bench = Workbench()
    bench.run(
      Self.start + "a = train(net, data, seed=5); b = train(net, data, seed=5); c = train(net, data, seed=6);"
    )
    bench.run("expect(a == b, true); expect(a == c, false)")
    #expect(bench.transcript.failures.isEmpty)
  }

  @Test func whatWasGoodIsKeptWhenTheLossExplodes() {
    let bench = Workbench()
    bench.run(Self.start + "kept = 3;")
    #expect(bench.run("kept = 4; net = train(net, data, optimizer=SGD(1e6), epochs=5)") == .failed)
    #expect(bench.transcript.failures.last?.code == .divergence)
    // The cell is a transaction; the network is in `ans`.
    #expect(bench.number("kept") == 3)
    #expect(bench.number("count(classify(ans, data[1:3]))") == 3)
  }

  /// The number is that of the data set, whatever the order of the batches; what the pictures need is no other rate.
  @Test func aPictureThatIsNotFiniteIsNamed() {
    let bench = Workbench()
    let train =
      "t = train(Chain(Flatten(), Dense(2)), dataset(x, [1, 2, 1, 2, 1, 2]), batch_size=2, epochs=9);"
    let found = bench.failure("x = rand(6, 3, 3); x[5, 2, 1] = inf; \(train)")
    #expect(found?.message.hasSuffix(": picture 5 of the data has a number that is not finite") == true)
    #expect(found?.help?.hasPrefix("fix the pictures first: `where(abs(x) < inf, x, 0)`") == true)
    #expect(bench.failure("x = where(abs(x) < inf, x, 0); \(train)") == nil)
    let exploded = bench.failure("x = full(1e30, 6, 3, 3); \(train)")
    #expect(exploded?.code == .divergence && exploded?.message.hasPrefix("the loss has exploded to") == true)
    // Before the first step no rate has done anything.
    #expect(
      exploded?.help?.hasPrefix("the first loss does not depend on the learning rate: use pictures") == true)
  }

  @Test func aSoftmaxAtTheEndGetsANote() {
    let bench = Workbench()
    bench.run("n = train(Chain(Flatten(), Dense(10), Softmax()), digits(40, seed=1));")
    #expect(bench.transcript.notes.contains { $0.contains("Softmax") })
  }

  @Test func aFileKeepsItAll() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(
        Self.start
          + "net = freeze(train(net, data), 1); write(\"net.safetensors\", net); n = load(\"net.safetensors\");"
      )
      bench.run(
        "expect(n == net, true); expect(classify(n, data[7].picture), classify(net, data[7].picture))")
      bench.run(
        "g = grad(m -> cross_entropy(m(data.pictures), data.labels), n); expect(max(abs(g[1].weight)), 0)")
      #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.message))")
      // A text that is no network is not run.
      let text = "load(\"net.safetensors\")"
      let file = SafetensorsFile([], metadata: ["network": text, "input": "[1, 4, 4]"])
      try ByteFile.write(file.encode(), to: folder + "/evil.safetensors")
      #expect(bench.run("load(\"evil.safetensors\")") == .failed)
      #expect(bench.transcript.failures.last?.code == .fileContents)
    }
  }

  @Test func aCheckpointGoesOnWithTheSameResult() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(
        Self.start
          + "a = train(net, data, epochs=2, seed=1); b = train(net, data, epochs=2, seed=1, checkpoint=\"c.safetensors\");"
      )
      bench.run(
        "c = train(net, data, epochs=2, seed=1, checkpoint=\"c.safetensors\"); expect(a == b, true); expect(a == c, true)"
      )
      bench.run("expect(load(\"c.safetensors\") == a, true)")
      #expect(bench.transcript.failures.isEmpty)
      #expect(bench.run("train(net, data, epochs=1, seed=1, checkpoint=\"c.safetensors\")") == .failed)
      #expect(bench.transcript.failures.last?.message.contains("epochs 2") == true)
    }
  }

  @Test func partsAndFields() {
    let bench = Workbench()
    bench.run(Self.start + "net = build(net, [28, 28]); x = data[1].picture;")
    #expect(bench.number("max(abs(net[1:3](x) - features(net, x, 3)))") == 0)
    #expect(bench.elements("shape(net[1].weight)") == [4, 1, 3, 3])
    #expect(bench.number("net.layers") == 5 && bench.number("net.parameters") == 6810)
    #expect(bench.elements("shape(saliency(net, x))") == [28, 28])
    #expect(bench.number("s = 0; for p in data[1:9] { s = s + p.label }; s - sum(data[1:9].labels)") == 0)
    #expect(bench.number("count(data)") == 200 && bench.number("count(net)") == 5)
    #expect(bench.number("data[3:7].count") == 5 && bench.number("data.count") == 200)
  }

  /// One line of LeNet-5, three epochs, and no option set: 98.5 % of MNIST's test digits.
  @Test func lenet5LearnsMNIST() {
    guard let data = ProcessInfo.processInfo.environment["FOVEA_DATA"] else {
      print("skipped: FOVEA_DATA names no folder with mnist/")
      return
    }
    let bench = Workbench()
    bench.run("d = mnist(\"\(data)/mnist\");")
    bench.run(
      "net = Chain(Conv(6, 5, padding=2), Relu(), MaxPool(2), Conv(16, 5), Relu(), MaxPool(2), Flatten(), Dense(120), "
        + "Relu(), Dense(84), Relu(), Dense(10)); net = train(net, d.train, epochs=3);", seconds: 300)
    #expect(bench.number("evaluate(net, d.test).accuracy").map { $0 >= 0.985 } == true)
    #expect(bench.transcript.failures.isEmpty)
  }

  /// On digits that are turned, a transformer in front learns where they stand; by rounding it cannot.
  @Test func throughRoundingTheLocalisationNetworkLearnsNothing() {
    let bench = Workbench()
    bench.run("look() = Chain(Conv(8, 5, seed=1), MaxPool(4), Relu(), Flatten(), Dense(16, seed=2), Relu());")
    bench.run("see() = Chain(Conv(8, 5, seed=3), Relu(), MaxPool(2), Flatten(), Dense(10, seed=4));")
    bench.run("data = distort(digits(300, seed=1), \"R\", seed=1);")
    for mode in ["round", "bilinear"] {
      bench.run(
        "net = Chain(Affine(look(), mode=\"\(mode)\"), see()); t = train(net, data, epochs=2, seed=1);",
        seconds: 60)
      let moved = bench.number(
        "max(abs(t[1].theta.weight)) + max(abs(t[1].localisation[1].weight - build(net, [28, 28])[1].localisation[1].weight))"
      )
      #expect(mode == "round" ? moved == 0 : moved.map { $0 > 1e-3 } == true, "\(mode): \(moved ?? .nan)")
    }
    #expect(
      bench.elements("t = train(net, data, watch=data[1].picture); shape(t.history.theta)") == [2, 2, 3])
    #expect(bench.elements("t.history.theta[1]") == [1, 0, 0, 0, 1, 0])
    #expect(bench.elements("shape(transformer(t, data[1].picture).grid)") == [28, 28, 2])
    #expect(bench.transcript.failures.isEmpty)
  }
}
