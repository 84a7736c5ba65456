import Language
import Notebook
import Testing

@Suite struct CompletionTests {
  let typed = TypedText(
    "bird = ones(2, 3); blur(x, width=3, mode=\"mean\") = x; r = record(left=1, right=2); "
      + "net = Chain(Conv(2, 3, name=\"stem\"), Relu(name=\"step\"), Chain(Flatten(), name=\"head\"));")

  /// The options of a built-in with a default, in its own order.
  private func options(_ name: String) throws -> [String] {
    try #require(Library.standard[name]).parameters.compactMap {
      if case .optional = $0.kind { $0.name + "=" } else { nil }
    }
  }

  @Test func insideACallItsOptionsComeFirst() throws {
    let all = try options("conv")
    #expect(all.contains("stride="))
    let found = typed.completion("conv(bird, bird, |")
    #expect(found.candidates.prefix(all.count).map(\.text) == all)
    #expect(found.candidates.prefix(all.count).allSatisfy { $0.kind == .option })
    #expect(found.candidates.first { $0.text == "stride=" }?.detail == "1")
    // Then what the user made, and nothing of the library's long list.
    #expect(found.candidates.dropFirst(all.count).map(\.text) == ["ans", "bird", "blur", "net", "r"])
    #expect(typed.candidates("conv(bird, bird, s|").first == "stride=")
    #expect(typed.candidates("conv(bird, bird, s|").contains("sin"))
  }

  @Test func aStatementHasOptionsBehindAComma() {
    for text in ["show bird, |", "x = 1; show bird, |", "for i in 1:3 {\n show bird, |", "show bird,\n  |"] {
      #expect(typed.candidates(text).prefix(3) == ["range=", "caption=", "file="], "\(text)")
    }
    #expect(typed.candidates("show bird, ran|").first == "range=")
    #expect(!typed.candidates("show bird, range=[0, 1], |").contains("range="))
    #expect(!typed.candidates("show b|").contains("range="))
    #expect(typed.candidates("show conv(bird, bird, str|").first == "stride=")
  }

  @Test func whatACallHasIsNotOfferedAgain() {
    #expect(!typed.candidates("conv(bird, bird, stride=2, |").contains("stride="))
    #expect(!typed.candidates("conv(bird, bird, 0, |").contains("b="))
    #expect(!typed.candidates("bird |> conv(bird, 0, |").contains("b="))
    #expect(typed.candidates("bird |> conv(bird, |").contains("b="))
  }

  @Test func anOptionsChoicesComeFirst() throws {
    let parameter = try #require(
      Library.standard["affine"]?.parameters.first { $0.name == "mode" })
    let choices = parameter.choices.map { "\"\($0)\"" }
    #expect(choices.count > 1)
    #expect(typed.candidates("affine(bird, bird, mode=|") == choices)
    #expect(typed.candidates("affine(bird, bird, mode = ro|").first == "\"round\"")
    let quoted = typed.completion("affine(bird, bird, mode=\"ro|")
    #expect(quoted.candidates.map(\.text) == ["round"] && quoted.suffix == "\"")
    #expect(quoted.replaced == 25..<27)
  }

  @Test func functionsOfTheUserHaveOptionsToo() {
    let found = typed.completion("blur(bird, |").candidates
    #expect(found.prefix(2).map(\.text) == ["width=", "mode="])
    #expect(found.prefix(2).map(\.detail) == ["3", "\"mean\""])
  }

  @Test func theCallIsSaidBeforeAWordIs() {
    let call = typed.completion("conv(bird, |").call
    #expect(call?.signature.name == "conv" && call?.signature.parameters[call?.parameter ?? 0].name == "w")
    #expect(typed.completion("conv(bird, b|").call == nil && typed.completion("|").call == nil)
  }

  @Test(arguments: [
    ("bir|", ["bird"]), ("r.|", ["left", "right"]), ("r.le|", ["left"]), ("r[\"ri|", ["right"]),
    ("net[\"st|", ["stem", "step"]), ("net[\"|", ["head", "stem", "step"]),
    ("x = 1 # conv|", []), ("lang |", ["en", "zh"]), ("lesson forget 5.4.3|", ["5.4.3-rounding"]),
    ("undo |", []), ("help help|", ["help"]), ("next = affine_g|", ["affine_grid"]),
    ("np.zer|", ["zeros", "zeros_like"]), ("x = np.cli|", ["clamp"]), ("torch.nn.Conv2|", ["Conv"]),
    ("nn.functional.rel|", ["relu"]), ("clip|", ["clamp"]), ("matmu|", ["matmul"]),
    ("np.matmu|", ["np.matmul"]), ("xyzz|", []),
    ("r.zer|", []), ("f(imsho|", ["imshow"]),
    ("help conv rel|", []), ("a = 1\nhelp affine_g|", ["affine_grid"]),
    ("(1, aff|ine", ["affine", "affine_grid"]),
    ("f(\"\\\"\", affine_g|", ["affine_grid"]), ("x'affine_g|", ["affine_grid"]),
  ])
  func whatCanStandHere(_ text: String, _ candidates: [String]) {
    #expect(typed.candidates(text) == candidates)
  }

  @Test func helpOffersNamesAsTheyAreTyped() {
    let found = typed.candidates("help so|")
    #expect(found == ["softmax", "softplus", "solution", "solve", "sort", "sorting"])
    #expect(typed.candidates("help |").allSatisfy { !$0.contains(",") && !$0.contains(" ") })
    #expect(typed.candidates("help bir|") == ["bird"])
  }

  @Test func theReplacedTextIsOfBytes() {
    let found = typed.completion("卷积 = bir|")
    #expect(found.replaced == 9..<12 && found.candidates.map(\.text) == ["bird"])
    #expect(typed.notebook.completion(of: "bir", cursor: 99).replaced == 0..<3)
    #expect(typed.notebook.completion(of: "bir", cursor: -1).replaced == 0..<0)
  }

  /// The whole name gives way to what it is here.
  @Test func namesOfOtherLibrariesAreReplaced() {
    let found = typed.completion("y = np.linalg.pin|")
    #expect(found.replaced == 4..<17)
    #expect(found.candidates == [.init("np.linalg.pinv", .foreign, detail: "write inv(x' @ x) @ x'")])
    #expect(
      typed.completion("clip|").candidates == [.init("clamp", .foreign, detail: "write clamp(x, 0, 1)")])
    #expect(typed.candidates("np.|").count > 100)
  }

  @Test func candidatesHaveTheirKind() {
    func kind(_ text: String, _ name: String) -> Completion.Kind? {
      typed.completion(text).candidates.first { $0.text == name }?.kind
    }
    #expect(kind("|", "bird") == .variable && kind("|", "conv") == .function && kind("|", "pi") == .constant)
    #expect(
      kind("|", "vars") == .command && kind("|", "for") == .keyword && kind("help |", "E0203") == .topic)
    #expect(kind("lesson |", "0-tour") == .lesson && kind("r.|", "left") == .field)
    #expect(kind("load(\"/|", "/usr/") == .folder)
    #expect(typed.completion("|").candidates.first { $0.text == "bird" }?.detail == "[2, 3]")
  }

  /// Every place of every prefix of a text that has everything: nothing traps, and what is replaced is before the cursor.
  @Test func anyPlaceOfAnyText() {
    let text =
      "f(x) = {\n conv(x, [1, \"a\\\"b\", 'c'; 2], mode='x', 卷=r.a |> g(\"é # \n)) # a (\n}' ) ] 3.5e-7"
    let bytes = Array(text.utf8)
    for end in 0...bytes.count {
      let part = String(decoding: bytes[..<end], as: UTF8.self)
      for cursor in stride(from: 0, through: part.utf8.count, by: 3) {
        let found = typed.notebook.completion(of: part, cursor: cursor)
        #expect(found.replaced.upperBound == cursor && found.replaced.lowerBound >= 0)
        _ = typed.notebook.inspection(of: part, cursor: cursor)
      }
    }
  }
}
