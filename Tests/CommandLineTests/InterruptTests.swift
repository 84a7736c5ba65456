import Glibc
import Testing

/// Whenever Ctrl-C ended something the status is 130, and nothing more is run.
@Suite("Ctrl-C without a prompt", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(5)))
struct InterruptTests {
  private static let training =
    "net = train(Chain(Flatten(), Dense(10)), digits(300, seed=1), epochs=1e6, seed=1)"

  @Test func inATrainingUnderE() {
    let run = Run(["-e", Self.training + "; print(\"rest\")", "-e", "print(\"later\")"], interruptAfter: 2)
    #expect(run.status == 130 && run.errors.contains("train was stopped"), "\(run.errors)")
    #expect(!run.output.contains("rest") && !run.output.contains("later"))
  }

  @Test func inATrainingInAPipe() {
    let run = Run([], input: "print(1)\n\(Self.training)\nprint(\"later\")\n", interruptAfter: 2)
    #expect(run.status == 130 && run.errors.contains("train was stopped"), "\(run.errors)")
    #expect(run.output.hasPrefix("1\n") && !run.output.contains("later"))
  }

  @Test func inACheckAndAnExport() {
    let folder = ScratchFolder()
    for code in [Self.training, "while true { }"] {
      folder.write("\(code)\nprint(\"later\")\n", to: "a.fov")
      for arguments in [["check", "a.fov", "a.fov"], ["export", "a.fov", "-o", "a.md"]] {
        let run = Run(arguments, folder: folder.path, interruptAfter: 2)
        #expect(run.status == 130 && run.seconds < 20, "\(arguments): \(run.output) \(run.errors)")
      }
    }
  }

  @Test func inALessonThatIsOpened() {
    let folder = ScratchFolder()
    folder.writeLesson("while true { }", to: "a.fov")
    let run = Run(["lesson", "./a.fov"], input: "1 + 1\n", folder: folder.path, interruptAfter: 2)
    #expect(run.status == 130, "\(run.status) \(run.output) \(run.errors)")
  }
}
