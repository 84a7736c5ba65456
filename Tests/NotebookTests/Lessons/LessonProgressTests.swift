import Engine
import Glibc
import Language
import Notebook
import Testing

@Suite struct LessonProgressTests {
  private static let file = "state/progress"

  @Test func aLessonGoesOnWhereItWasLeft() throws {
    let table = try LessonTable()
    table.ask(.open("9.1"))
    table.ask(.next)
    table.ask(.answer("5"))
    table.ask(.next)
    table.ask(.hint)
    table.type("v = 1")
    table.ask(.check)
    let lines = try table.folder.read(Self.file).split(separator: "\n").dropFirst()
    #expect(
      lines.map { $0.split(separator: " ").dropLast().joined(separator: " ") } == [
        "9.1-doubling start+1 read 0 0", "9.1-doubling largest surprised 1 0", "9.1-doubling double open 1 1",
      ])
    table.restart()
    let resumed = table.ask(.open("9.1"))
    #expect(resumed.contains("The steps before step 3 were run again.") && resumed.contains("3/6"))
    #expect(table["most"] == "4", "the steps before were run")
    #expect(table["v"] == nil, "the learner's own variables are not kept")
    #expect(table.ask(.hint).contains("Hint 2 of 2:"))
    table.type("v = 2 * a")
    table.ask(.next)
    #expect(try table.folder.read(Self.file).contains("double done 2 2 "))
  }

  @Test func aDoneLessonIsWalkedThroughAgain() throws {
    let table = try LessonTable()
    table.open(at: 6)
    #expect(try table.folder.read(Self.file).contains("open+1 read"), "the last step is passed by reading it")
    table.restart()
    let again = table.ask(.open("9.1"))
    #expect(again.contains("You have done this lesson") && again.contains("1/6"))
    #expect(table.ask(.next).contains("most = 4"))
    #expect(table.ask(.list).contains("9.1-doubling"))
    #expect(table.ask(.forget("9.1")).contains("9.1-doubling has been reset."))
    table.restart()
    #expect(!table.ask(.open("9.1")).contains("You have done"))
    #expect(table.ask(.forget("9.1")).contains("no progress"))
  }

  @Test func aChangedLessonReopensAtTheChange() throws {
    let table = try LessonTable()
    table.open(at: 6)
    let changed = LessonFixture.doubling.replacing("Store twice `a` in `v`.", with: "Put twice `a` into `v`.")
    try table.folder.write(changed, "9.1-doubling.fov")
    table.restart()
    let text = table.ask(.open("9.1"))
    #expect(text.contains("The lesson was changed since you played it: it continues at step 3."))
    #expect(text.contains("Put twice") && text.contains("store it in `v`"), "the exercise is open again")
    table.type("v = 2 * a")
    table.ask(.next)
    #expect(table.ask(.next).contains("5/6"), "what did not change is done")
  }

  @Test func aNewStepReopensTheLessonThere() throws {
    let table = try LessonTable()
    table.open(at: 6)
    let changed = LessonFixture.doubling.replacing(
      "# %% [exercise] id=\"double\"",
      with: LessonFixture.text("New.", "新。") + "# %%\nz = 1\n# %% [exercise] id=\"double\"")
    try table.folder.write(changed, "9.1-doubling.fov")
    table.restart()
    let text = table.ask(.open("9.1"))
    #expect(text.contains("was changed") && text.contains("New.") && text.contains("3/7"))
    #expect(table.ask(.next).contains("4/7"))
    #expect(table.ask(.next).contains("5/7"), "the exercise keeps its id and is done")
  }

  @Test func listAndProgressTellWhatIsDone() throws {
    let table = try LessonTable()
    let list = table.ask(.list)
    #expect(list.contains("9.1-doubling  Doubling") && !list.contains("✓"))
    #expect(table.ask(.progress).contains("nothing yet"))
    table.open(at: 4)
    table.ask(.leave)
    #expect(table.ask(.list).contains(" ·  9.1-doubling  Doubling  3/6"))
    let progress = table.ask(.progress)
    #expect(progress.contains("3 of 6 steps, 0 of 2 exercises solved, 0 of 1 predictions right, 2 skipped"))
    #expect(progress.contains("kept in \(table.folder.path)/state/progress"))
    table.open(at: 4)
    #expect(table.ask(.list).contains(" →  9.1-doubling"))
    table.ask(.leave)
    #expect(table.ask(.forget(nil)).contains("The progress of 1 lesson is forgotten."))
    #expect(table.ask(.progress).contains("nothing yet"))
    #expect(try table.folder.read(Self.file).split(separator: "\n").count == 1)
  }

  @Test func anotherProgramsProgressIsKept() throws {
    let table = try LessonTable()
    table.ask(.open("9.1"))
    let text = try table.folder.read("9.1-doubling.fov")
    #expect(!text.isEmpty)
    mkdir(table.folder.path + "/state", 0o755)
    try table.folder.write("other%20lesson step done 3 1 0123456789abcdef\n", Self.file)
    table.ask(.next)
    let lines = try table.folder.read(Self.file)
    #expect(lines.contains("other%20lesson step done 3 1 0123456789abcdef"))
    #expect(lines.contains("9.1-doubling start+1 read"))
    #expect(
      LessonProgress(path: "\(table.folder.path)/\(Self.file)").lessons == ["other lesson", "9.1-doubling"])
  }

  @Test func linesThatCannotBeReadStayInTheFile() throws {
    let table = try LessonTable()
    mkdir(table.folder.path + "/state", 0o755)
    let strange = [
      "garbage", "l s done 1 x 0123456789abcdef", "l s finished 1 1 0123456789abcdef", "l s done 1 1 12",
      "l s done -1 1 0123456789abcdef", "l%2 s done 1 1 0123456789abcdef",
    ]
    try table.folder.write(strange.joined(separator: "\n") + "\n\nl s done 1 1 0123456789abcdef\n", Self.file)
    let text = table.ask(.open("9.1"))
    #expect(text.contains("6 lines of") && text.contains("left out"))
    #expect(table.ask(.next).contains("2/6"))
    #expect(!table.said.contains("left out"), "told once")
    let kept = try table.folder.read(Self.file).split(separator: "\n").map(String.init)
    #expect(kept.prefix(7) == strange + ["l s done 1 1 0123456789abcdef"] && kept.count == 8)
  }

  /// A version to come may have other statuses, more fields and comments of its own.
  @Test func aFileOfANewerVersionIsKeptWhole() throws {
    let folder = try TemporaryFolder()
    let text = """
      # Progress, version 7.
      l one mastered 1 0 0123456789abcdef
      l two done 1 0 0123456789abcdef 2031-05-06 "a remark"
      {"lesson": "l", "step": "three"}

      """
    try folder.write(text, "progress")
    let progress = LessonProgress(path: folder.path + "/progress")
    progress.update(StepRecord(lesson: "m", step: "s", status: .read, hash: "fedcba9876543210"))
    #expect(try folder.read("progress") == text + "m s read 0 0 fedcba9876543210\n")
    progress.update(
      StepRecord(lesson: "l", step: "two", status: .done, attempts: 2, hash: "0123456789abcdef"))
    #expect(try folder.read("progress").contains("l two done 2 0 0123456789abcdef 2031-05-06 \"a remark\"\n"))
    progress.forget("l")
    #expect(try folder.read("progress").hasPrefix("# Progress, version 7.\nl one mastered"))
  }

  /// What the system keeps from being read is not written over.
  @Test func whatCannotBeReadIsNotReplaced() throws {
    let folder = try TemporaryFolder()
    let large = String(repeating: "# a long remark\n", count: 1 << 21)
    try folder.write(large, "progress")
    var told = 0
    let progress = LessonProgress(path: folder.path + "/progress")
    progress.report = { if case .unreadable = $0 { told += 1 } }
    progress.update(StepRecord(lesson: "m", step: "s", status: .read, hash: "fedcba9876543210"))
    #expect(told == 1 && progress.records.count == 1)
    #expect(try ByteFile.read(folder.path + "/progress").count == large.utf8.count)
  }

  /// Two prompts at full speed: locks of two descriptors exclude each other within a process as between two.
  @Test(.timeLimit(.minutes(5)))
  func twoPromptsLoseNothingOfEachOthers() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/progress"
    let count = 150
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<2 {
        group.addTask {
          let progress = LessonProgress(path: path)
          for step in 0..<count {
            progress.update(
              StepRecord(lesson: "l\(writer)", step: "s\(step)", status: .done, hash: "0123456789abcdef"))
          }
        }
      }
    }
    // The folder lasts as long as it is spoken of.
    let records = LessonProgress(path: folder.path + "/progress").records
    #expect(records.count == 2 * count && Set(records.map { $0.lesson + $0.step }).count == 2 * count)
  }

  @Test func troubleWithTheFileStopsNothing() throws {
    let table = try LessonTable()
    mkdir(table.folder.path + "/state", 0o755)
    var bytes = [UInt8](repeating: 0xFF, count: 3000)
    for index in bytes.indices where index % 7 == 0 { bytes[index] = UInt8(truncatingIfNeeded: index) }
    try ByteFile.write(bytes, to: table.folder.path + "/state/progress")
    #expect(table.ask(.open("9.1")).contains("1/6"))

    let blocked = try LessonTable()
    mkdir(blocked.folder.path + "/state", 0o755)
    mkdir(blocked.folder.path + "/state/progress", 0o755)
    #expect(blocked.ask(.open("9.1")).contains("the progress cannot be read"))
    #expect(blocked.ask(.next).contains("2/6"))
    #expect(blocked.ask(.answer("4")).contains("Right"))
    #expect(blocked.ask(.next).contains("3/6"), "it is remembered until the end of the program")

    let file = try LessonTable()
    try file.folder.write("x", "state")
    #expect(file.ask(.open("9.1")).contains("1/6"))
    let moved = file.ask(.next)
    #expect(moved.contains("the progress cannot be saved") && moved.contains("2/6"))
  }

  @Test func withoutAPlaceNothingIsKept() throws {
    let folder = try TemporaryFolder()
    try folder.write(LessonFixture.doubling, "9.1-doubling.fov")
    var said = ""
    let controller = LessonController(
      catalog: LessonCatalog(folder: folder.path), progress: LessonProgress(path: nil), language: .english
    ) { event in if case .markup(let markup) = event { said += markup.plainText + "\n" } }
    controller.handle(.open("9.1"))
    controller.handle(.next)
    #expect(said.contains("the progress is not saved") && said.contains("2/6"))
    #expect(folder.names == ["9.1-doubling.fov"])
  }
}

extension String {
  func replacing(_ part: String, with other: String) -> String {
    guard let range = ranges(of: part).first else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
