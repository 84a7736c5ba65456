import Testing

/// What Tab and Shift-Tab say at the prompt of the whole program.
@Suite struct PromptCompletionTests {
  private let session: ProbeSession

  init() throws { session = try ProbeSession() }

  private func start() throws -> PseudoTerminal? {
    try session.startProgram(environment: ["NO_COLOR": "1"])
  }

  @Test func tabCompletesTheNamesOfARecord() throws {
    guard let terminal = try start() else { return }
    try terminal.send("r = record(a=1); r[\"conv1.weight\"] = 7; r[\"conv2.bias\"] = 8;" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("r[\"conv1\t" + "]" + Key.enter)
    try terminal.expect("Out[2]: 7")
    try terminal.send("r['conv2.b\t" + "]" + Key.enter)
    try terminal.expect("Out[3]: 8")
  }

  @Test func tabKnowsNamesOptionsAndChoices() throws {
    guard let terminal = try start() else { return }
    try terminal.send("affi" + Key.tab + Key.tab)
    try terminal.expect("affine_grid")
    try terminal.send("(eye(2), [1, 0, 0; 0, 1, 0], padd" + Key.tab + "\"bo" + Key.tab + ")" + Key.enter)
    try terminal.expect("padding_mode=\"border\"")
    try terminal.expect("In[2]: ")
  }

  /// Before a word is begun inside a call, Tab shows how it is called, and its options alone.
  @Test func tabInsideACallShowsHowItIsCalled() throws {
    guard let terminal = try start() else { return }
    // Where nothing can be offered, it shows that alone.
    try terminal.send("relu(" + Key.tab)
    try terminal.expectScreen("the call") {
      let lines = $0.lines.filter { !$0.isEmpty }
      return lines.suffix(4).first == "In[1]: relu(" && lines.suffix(3).first == "relu(x)"
        && lines.last == "In[1]: relu("
    }
    try terminal.send("\u{15}picture_a = eye(4);" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("conv(picture_a, " + Key.tab)
    try terminal.expect("conv(x, w, b=none, stride=1")
    try terminal.expect("\r\n  w  ")
    try terminal.expect("stride=  1")
    try terminal.expect("picture_a  [4, 4]")
    try terminal.expect("In[2]: conv(picture_a, ")
    #expect(!terminal.screen.text.contains("affine_grid") && !terminal.screen.text.contains("possibilities"))
    try terminal.send("ones(2, 2), strid" + Key.tab + "2)" + Key.enter)
    try terminal.expect("tensor [2, 2]")
    try terminal.expect("In[3]: ")
    try terminal.send("affine(picture_a, [1, 0, 0; 0, 1, 0], mode=" + Key.tab)
    // What all have in common first.
    try terminal.expect("mode=\"")
    try terminal.send(Key.tab)
    try terminal.expect("bilinear")
    try terminal.send("ro" + Key.tab + ")[1, 1]" + Key.enter)
    try terminal.expect("Out[3]: 1")
  }

  @Test func shiftTabSaysWhatStandsAtTheCursor() throws {
    guard let terminal = try start() else { return }
    try terminal.send("weights = ones(2, 3);" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("sum(weights" + Key.shiftTab)
    try terminal.expect("sum(x")
    try terminal.expect("float32 [2, 3]")
    try terminal.expect("In[2]: sum(weights")
    try terminal.send(")" + "\u{01}" + Key.shiftTab + Key.shiftTab)
    try terminal.expect("PyTorch")
    try terminal.send(Key.enter)
    try terminal.expect("Out[2]: 6")
  }

  @Test func helpIsCompletedWithoutCommas() throws {
    guard let terminal = try start() else { return }
    try terminal.send("help softm" + Key.tab + Key.enter)
    try terminal.expect("softmax(x")
    try terminal.expect("In[1]: ")
    #expect(terminal.screen.lines.contains { $0.hasSuffix("help softmax") })
  }

  @Test func tabSaysWhatVariablesAre() throws {
    guard let terminal = try start() else { return }
    try terminal.send("weight_a = ones(2, 3); weight_b(x, y=1) = x; weight_c = 3" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("weight" + Key.tab + Key.tab)
    try terminal.expect("weight_a  [2, 3]")
    try terminal.expect("weight_b  (x, y=1)")
    try terminal.expect("weight_c")
    try terminal.send("a" + Key.enter)
    try terminal.expect("Out[2]")
  }

  /// The time is mostly the program's own: the keys are sent at once, and the answer is read as it comes.
  @Test func tabIsQuickAmongThousandsOfNames() throws {
    guard let terminal = try start() else { return }
    try session.writeFile("many.fov", (1...10_000).map { "item_\($0) = \($0);" }.joined(separator: "\n"))
    try terminal.send("use \"\(session.home.path)/many.fov\"" + Key.enter)
    try terminal.expect("In[2]: ", within: .seconds(20))
    var fastest = Duration.seconds(60)
    for _ in 1...5 {
      let start = ContinuousClock.now
      try terminal.send("ite" + Key.tab)
      try terminal.expect("item_")
      fastest = min(fastest, ContinuousClock.now - start)
      try terminal.send("\u{15}")
    }
    print("Tab among 10,000 names: \(fastest)")
    #expect(fastest < .milliseconds(60))
  }
}
