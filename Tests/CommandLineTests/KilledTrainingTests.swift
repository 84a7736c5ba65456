import Glibc
import Testing

/// A training that is killed at any moment, and begun again until it ends, gives the bits of one that nobody disturbed.
@Suite("Trainings that are killed", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(10)))
struct KilledTrainingTests {
  /// Pictures that are turned, classes, dropout.
  private static let classes = """
    net = Chain(Conv(4, 3, seed=1), Relu(), MaxPool(2), Flatten(), Dropout(0.2), Dense(10, seed=2))
    data = augment(digits(90, seed=1), rotate=10, seed=3)
    net = train(net, data, epochs=12, batch_size=16, seed=4, optimizer=SGD(0.05, momentum=0.9), checkpoint="run.safetensors")
    write("final.safetensors", net)
    write("losses.npy", net.history.loss)
    """

  /// Branches, normalisations, and all that can be a function; the best of all epochs is kept.
  private static let masks = """
    seed(1); x = rand(96, 1, 8, 8); data = dataset(x, where(x > 0.5, 1, 0))
    y = rand(24, 1, 8, 8); held = dataset(y, where(y > 0.5, 1, 0))
    body = Residual(Conv(6, 3, padding=1, seed=3), GroupNorm(2), x -> sin(x), Conv(6, 1, seed=4))
    net = Chain(Parallel(Conv(3, 3, padding=1, seed=1), Chain(Conv(2, 1, seed=2), BatchNorm()), Identity()), body)
    net = build(Chain(net, Dropout(0.2), ConvTranspose(1, 3, padding=1, seed=5)), [1, 8, 8])
    own(p, t) = mean((p - t)^2 * (1 + 0.1 * rand(1)[1]))
    far(p, t) = mean(abs(p - t))
    ends(epoch, net, record) = if epoch == 15 { "stop" }
    net = train(net, data, epochs=16, batch_size=12, loss=own, metric=far, optimizer=Adam(0.02), schedule=s -> 1 / s^0.25, clip=0.5, validation=held, patience=14, each=ends, seed=4, checkpoint="run.safetensors")
    write("final.safetensors", net)
    write("losses.npy", net.history.loss)
    """

  /// What `kill` and Ctrl-C made of the runs of a script.
  private struct Course {
    /// Runs that were killed.
    var kills = 0
    /// Runs that went on from the middle of an epoch, as Ctrl-C leaves it.
    var resumedWithin = 0
    var ends = 0
  }

  /// Killed so many times at moments drawn by lot, and each time taken up again. Beside the end of an epoch, files are written every
  /// ten seconds, and where Ctrl-C stops a training: it does so before every third kill, within an epoch.
  @Test(arguments: [("classes", classes, 6, 10), ("masks", masks, 8, 50)])
  func itGoesOnWithTheSameResult(_ name: String, _ script: String, _ stepsOfEpoch: Int, _ kills: Int) {
    let (calm, rough) = (ScratchFolder(), ScratchFolder())
    for folder in [calm, rough] { folder.write(script, to: "train.fov") }
    let whole = Run(["train.fov"], folder: calm.path)
    #expect(whole.status == 0, "\(whole.errors)")
    let expected = Self.results(calm)
    #expect(expected.count == 2 && expected.allSatisfy { $0.count > 300 })
    var (lots, course) = (Lots(), Course())
    while course.kills < kills, course.ends < kills {
      let moment = lots.number(0.01...max(0.05, whole.seconds / 4))
      let isKilled = (course.kills + course.ends) % 3 != 2
      let run =
        isKilled
        ? Run(["train.fov"], folder: rough.path, limit: moment)
        : Run(["train.fov"], folder: rough.path, interruptAfter: moment, limit: moment + 0.4)
      if Self.step(run).map({ $0 % stepsOfEpoch != 0 }) == true { course.resumedWithin += 1 }
      if run.status == 128 + SIGKILL {
        course.kills += 1
      } else if run.status != 130 {
        course.ends += 1
        #expect(run.status == 0, "\(name), after \(course.kills) kills: \(run.errors)")
        let isSame = Self.results(rough) == expected
        #expect(isSame, "\(name), after \(course.kills) kills")
        for file in ["run.safetensors", "final.safetensors", "losses.npy"] { unlink(rough.path + "/" + file) }
      }
    }
    #expect(course.kills == kills && course.resumedWithin > 0, "\(name): \(course)")
    let last = Run(["train.fov"], folder: rough.path)
    let isSame = Self.results(rough) == expected
    #expect(last.status == 0 && isSame, "\(name): \(last.errors)")
  }

  /// On one processor as on all that there are.
  @Test(arguments: [classes, masks]) func oneProcessorGivesTheSameBits(_ script: String) {
    let (all, one) = (ScratchFolder(), ScratchFolder())
    for folder in [all, one] { folder.write(script, to: "train.fov") }
    #expect(Run(["train.fov"], folder: all.path).status == 0)
    let alone = Run(
      ["train.fov"], folder: one.path,
      setUp: "taskset -cp $(taskset -cp $$ | sed 's/.*: //; s/[-,].*//') $$ > /dev/null")
    #expect(alone.status == 0, "\(alone.errors)")
    let isSame = Self.results(all) == Self.results(one)
    #expect(isSame && Self.results(all).allSatisfy { !$0.isEmpty })
  }

  private static func results(_ folder: ScratchFolder) -> [[UInt8]] {
    [folder.bytes("final.safetensors"), folder.bytes("losses.npy")]
  }

  /// After which step a run went on; nil where it began, or did not come so far.
  private static func step(_ run: Run) -> Int? {
    let said = run.output + run.errors
    guard let start = said.firstRange(of: "continues after step ") else { return nil }
    return Int(said[start.upperBound...].prefix { $0.isNumber })
  }
}

/// The same numbers drawn by lot in every run of the tests.
private struct Lots {
  private var state: UInt64 = 2026

  /// A number of the range, by a linear congruential generator (Knuth's MMIX).
  mutating func number(_ range: ClosedRange<Double>) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + (range.upperBound - range.lowerBound) * Double(state >> 11) * 0x1p-53
  }
}
