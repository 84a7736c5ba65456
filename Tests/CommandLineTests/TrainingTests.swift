import Glibc
import Testing

@Suite("Trainings that are ended", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(3)))
struct TrainingTests {
  private static let script = """
    net = Chain(Conv(4, 3, seed=1), Relu(), MaxPool(2), Flatten(), Dropout(0.2), Dense(10, seed=2))
    data = augment(digits(300, seed=1), rotate=10, seed=3)
    net = train(net, data, epochs=40, batch=16, seed=4, optimizer=SGD(0.05, momentum=0.9), checkpoint="run.safetensors")
    write("final.safetensors", net)
    """

  /// 50 times killed at moments drawn by lot, and taken up again each time: the network is, bit for bit, the one of a run
  /// that nobody disturbed.
  @Test func killedAtAnyMomentItGoesOnWithTheSameResult() {
    let (calm, rough) = (ScratchFolder(), ScratchFolder())
    for folder in [calm, rough] {
      folder.write(Self.script, to: "train.fov")
    }
    let whole = Run(["train.fov"], folder: calm.path)
    #expect(whole.status == 0, "\(whole.errors)")
    let expected = calm.bytes("final.safetensors")
    #expect(expected.count > 1000)
    var generator = SystemRandomNumberGenerator()
    var (kills, ends) = (0, 0)
    while kills < 50, ends < 30 {
      let limit = Double.random(in: 0.01...max(0.05, whole.seconds / 3), using: &generator)
      let run = Run(["train.fov"], folder: rough.path, limit: limit)
      if run.status == 128 + SIGKILL {
        kills += 1
        continue
      }
      ends += 1
      #expect(run.status == 0, "after \(kills) kills: \(run.errors)")
      #expect(rough.bytes("final.safetensors") == expected, "after \(kills) kills")
      unlink(rough.path + "/run.safetensors")
      unlink(rough.path + "/final.safetensors")
    }
    #expect(kills == 50)
    let last = Run(["train.fov"], folder: rough.path)
    #expect(last.status == 0 && rough.bytes("final.safetensors") == expected, "\(last.errors)")
  }

  /// A script that is stopped ends with 130, and its checkpoint holds what was learned.
  @Test func controlCInAScript() {
    let folder = ScratchFolder()
    folder.write(
      "d = digits(500, seed=1); n = train(Chain(Flatten(), Dense(10)), d, epochs=1000000, seed=1, checkpoint=\"run.safetensors\"); print(\"later\")",
      to: "train.fov")
    let run = Run(["train.fov"], folder: folder.path, interruptAfter: 0.5)
    #expect(run.status == 130 && !run.output.contains("later") && run.seconds < 10)
    #expect(run.output.contains("epoch 1/1000000"))
    let check = Run(
      ["-e", "evaluate(load(\"run.safetensors\"), digits(500, seed=1)).accuracy > 0.5"], folder: folder.path)
    #expect(check.output.contains("true"), "\(check.errors)")
  }
}
