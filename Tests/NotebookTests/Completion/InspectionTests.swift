import Language
import Notebook
import Testing

@Suite struct InspectionTests {
  let typed = TypedText(
    "bird = ones(2, 3); blur(x, width=3) = x; r = record(left=ones(4)); net = build(Dense(2), 3);")

  @Test func aNameSaysWhatItDoes() throws {
    let conv = try #require(Library.standard["conv"])
    for text in ["co|nv", "|conv", "conv|", "a = conv|("] {
      let found = try #require(typed.inspection(text), "\(text)")
      #expect(found.name == "conv" && found.kind == .function && found.summary == conv.summary)
      #expect(found.call?.signature.text == conv.signature && found.call?.parameter == nil)
      #expect(found.markup.plainText.hasPrefix(conv.signature + "\n" + conv.summary))
    }
    let page = try #require(typed.inspection("conv|")?.page).plainText
    #expect(page == HelpPages(.standard).page("conv").plainText)
  }

  @Test(arguments: [
    ("conv(|", "x"), ("conv( |", "x"), ("conv(1 + |", "x"), ("conv([1, 2|", "x"), ("conv(bird, |", "w"),
    ("conv(bird,\n  bird, |)", "b"), ("conv(bird, stride=|", "stride"), ("conv(bird, stride=[2, |", "stride"),
    ("conv(stride=1, bird, |", "w"), ("conv(bird, strid|e=2)", "stride"), ("sum(conv(bird, |))", "w"),
    ("affine(bird, bird, mode=\"ro|", "mode"),
  ])
  func theParameterAtTheCursor(_ text: String, _ name: String) throws {
    let call = try #require(typed.inspection(text)?.call)
    let parameter = try #require(call.parameter)
    #expect(call.signature.parameters[parameter].name == name)
    #expect(call.markup.plainText.contains("\n  \(name)  "))
  }

  @Test func aPipelineGivesTheFirstArgument() throws {
    let place = typed.inspection("bird |> conv(|")?.call
    #expect(place?.parameter == 1 && place?.signature.name == "conv")
  }

  @Test func moreArgumentsThanThereAreParameters() {
    #expect(typed.inspection("relu(1, 2, 3, |")?.call?.parameter == nil)
    #expect(typed.inspection("nothing(1, |") == nil)
  }

  @Test func aVariableHasTypeAndShape() throws {
    let found = try #require(typed.inspection("sum(bi|rd)"))
    #expect(found.name == "bird" && found.kind == .variable && found.place == 4..<8)
    #expect(found.type == "tensor float32" && found.shape == [2, 3])
    #expect(found.markup.plainText.contains("float32 [2, 3]"))
    // The call around it is there too.
    #expect(found.call?.signature.name == "sum")
    let field = try #require(typed.inspection("r.le|ft"))
    #expect(field.shape == [4] && field.markup.plainText.contains("r.left"))
    let function = try #require(typed.inspection("blur|"))
    #expect(function.call?.signature.text == "blur(x, width=3)" && function.type == "function")
    #expect(typed.inspection("net|")?.type == "layer")
  }

  @Test func whatElseThereIs() {
    #expect(typed.inspection("vars|")?.kind == .command)
    #expect(typed.inspection("undo| 3")?.summary == Command.named("undo")?.summary)
    #expect(typed.inspection("explain| conv(bird, bird)")?.kind == .statement)
    #expect(typed.inspection("2 * pi|")?.summary.hasPrefix("pi = 3.14") == true)
    #expect(typed.inspection("help aff|ine")?.name == "affine")
    for nothing in ["|", "1 + |", "unknown|", "\"conv|", "# conv|"] {
      #expect(typed.inspection(nothing) == nil, "\(nothing)")
    }
  }
}
