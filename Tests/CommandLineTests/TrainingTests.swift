import Glibc
import Testing

@Suite("Trainings that are ended", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(5)))
struct TrainingTests {
  /// A script that is stopped ends with 130, and its checkpoint holds what was learned.
  @Test func controlCInAScript() {
    let folder = ScratchFolder()
    folder.write(
      "d = digits(200, seed=1); n = train(Chain(Flatten(), Dense(10)), d, epochs=10000, seed=1, checkpoint=\"run.safetensors\"); print(\"later\")",
      to: "train.fov")
    let run = Run(["train.fov"], folder: folder.path, interruptAt: "epoch 1/")
    #expect(run.status == 130 && !run.output.contains("later"))
    #expect(
      run.output.contains("epoch 1/10000") && run.errors.contains("this is what was learned until then"))
    #expect(run.errors.contains("  help: checkpoint="))
    let check = Run(
      // Who knows nothing has ln 10 = 2.303.
      ["-e", "evaluate(load(\"run.safetensors\"), digits(200, seed=1)).loss < 2.25"], folder: folder.path)
    #expect(check.output.contains("true"), "\(check.errors)")
  }

  private static let endless =
    "d = digits(200, seed=1); n = train(Chain(Flatten(), Dense(10)), d, epochs=10000, seed=1);"

  /// Its statement is finished, what stands behind is left out, and the shell hears of it.
  @Test func controlCInCodeAndInAPipe() {
    let code = Run(
      ["-e", Self.endless + " print(\"rest\")", "-e", "print(\"later\")"], interruptAt: "epoch 1/")
    let pipe = Run([], input: Self.endless + "\nprint(\"rest\")\nprint(\"later\")\n", interruptAt: "epoch 1/")
    for run in [code, pipe] {
      #expect(run.status == 130 && run.output.contains("epoch 1/"), "\(run.status): \(run.errors)")
      #expect(!run.output.contains("rest") && !run.output.contains("later"))
      #expect(
        run.errors.contains("this is what was learned until then") && run.errors.hasSuffix("was not run\n"))
    }
    let folder = ScratchFolder()
    let kept = Run(
      [
        "-e",
        "write(\"net.safetensors\", train(Chain(Flatten(), Dense(10)), digits(200, seed=1), epochs=10000, seed=1))",
      ], folder: folder.path, interruptAt: "epoch 1/")
    #expect(kept.status == 130 && !folder.bytes("net.safetensors").isEmpty, "\(kept.errors)")
  }

  /// Weights alone fit into 50 KB; with what Adam remembers of them, they do not.
  @Test func aDiskThatIsFullAfterAWhile() {
    let folder = ScratchFolder()
    let code =
      "d = digits(100, seed=1); n = train(Chain(Flatten(), Dense(10)), d, epochs=3, seed=1, checkpoint=\"run.safetensors\"); "
      + "print(count(n.history.loss))"
    let run = Run(["-e", code], folder: folder.path, setUp: "ulimit -f 100")
    #expect(run.status == 0 && run.output.hasSuffix("\n12\n"), "\(run.errors)")
    #expect(
      run.output.contains("training continues") && run.output.contains("contains the training as it began"))
    let full = Run(["-e", code], folder: folder.path, setUp: "rm run.safetensors && ulimit -f 10")
    #expect(full.status == 1 && full.errors.contains("E0701") && !full.output.contains("epoch"))
  }
}
