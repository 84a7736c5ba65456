import Engine
import Testing

@testable import Language
@testable import Notebook

/// Help that teaches the language: its topics, words and signs, the names of other libraries, functions of one's own.
@Suite struct LanguageHelpTests {
  private func help(_ topic: String) -> String { HelpPages(.standard).page(topic).plainText }

  /// A session whose files are in a folder of its own.
  private func session(_ folder: TemporaryFolder) -> Session {
    let session = Session { _ in }
    session.interpreter.folder = folder.path
    return session
  }

  /// What is wrong with a topic's examples, in order; empty where all are true.
  private func faults(_ topic: HelpTopic) throws -> [String] {
    let folder = try TemporaryFolder()
    let session = session(folder)
    defer { withExtendedLifetime(folder) {} }
    var faults: [String] = []
    for case .example(let code, let result) in topic.parts {
      do throws(Diagnostic) {
        let value = try session.value(of: SourceText(name: topic.word, code))
        guard let result else { continue }
        let expected = try session.value(of: SourceText(name: topic.word, result))
        if let difference = Comparison(relative: 1e-4, absolute: 1e-6).difference(value, expected) {
          faults.append("\(code): \(difference)")
        }
      } catch { faults.append("\(code): \(error.message)") }
    }
    return faults
  }

  @Test(arguments: HelpTopic.all.map(\.word)) func examplesOfTopicsAreTrue(word: String) throws {
    let topic = try #require(HelpTopic.named(word))
    #expect(topic.parts.count { if case .example = $0 { true } else { false } } > 3)
    let faults = try faults(topic)
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }

  @Test func topicsAreFound() {
    for topic in HelpTopic.all {
      #expect(help(topic.word).hasPrefix(topic.title), "\(topic.word)")
      #expect(help("").contains(topic.word) || HelpPages(.standard).page(nil).plainText.contains(topic.word))
    }
    #expect(
      HelpTopic.all.map(\.word) == [
        "operators", "indexing", "ranges", "masks", "functions", "control", "strings", "gradients", "sorting",
        "statistics", "random", "tables", "pictures", "files", "plots",
      ])
    #expect(help("gradients").contains("functions: grad numgrad gradcheck compare"))
    #expect(
      help("so").hasPrefix("softmax, losses and normalisation"), "a topic is found by the beginning of a word"
    )
    for (word, topic) in [
      "mask": "masks", "images": "pictures", "table": "tables", "index": "indexing", "format": "strings",
      "loops": "control",
    ] {
      #expect(help(word) == help(topic), "\(word)")
    }
    #expect(help("ensors").contains("there is no help"))
    #expect(help("tens").hasPrefix("making tensors"))
  }

  /// Every keyword of the language and every sign that the lexer knows has its page, with an example that runs.
  @Test func wordsAndSignsHavePages() throws {
    let signs = [
      "+", "-", "*", "/", "@", "%", "^", "'", "==", "!=", "<", "<=", ">", ">=", "=", "->", "|>", ":", ",",
      ";", ".", "[", "(", "{", "#", "\"", "&", "|",
    ]
    for word in Array(Token.keywords.keys) + signs {
      #expect(help(word).contains("For example"), "\(word)")
    }
    for (word, entry) in StatementHelp.entries where !["ans", "Out", "use"].contains(word) {
      let folder = try TemporaryFolder()
      let session = session(folder)
      defer { withExtendedLifetime(folder) {} }
      var error: Diagnostic?
      do throws(Diagnostic) { _ = try session.value(of: SourceText(name: word, entry.example)) } catch let
        thrown
      {
        error = thrown
      }
      #expect(error == nil, "\(word): \(entry.example): \(error?.message ?? "")")
    }
  }

  @Test func namesOfOtherLibrariesHavePages() {
    #expect(
      help("torch.nn.Conv2d").contains("Conv(8, 3)") && help("torch.nn.Conv2d").contains("Conv(filters"))
    #expect(help("F.relu").hasPrefix("PyTorch's F.relu is relu here.") && help("F.relu").contains("relu(x)"))
    #expect(help("np.zeros").hasPrefix("NumPy's np.zeros is zeros here."))
    #expect(help("matmul") == "NumPy's matmul: write x @ m")
    #expect(help("np.clip").hasPrefix("NumPy's np.clip: write clamp(x, 0, 1)\n\nclamp("))
    #expect(help("imagesc").hasPrefix("MATLAB's imagesc: write show x"))
    #expect(help("np.nonsense").contains("there is no help on `np.nonsense`"))
  }

  @Test func commentLinesAreTheHelpOfAFunction() {
    var said: [String] = []
    let notebook = Notebook(
      catalog: LessonCatalog(folder: "/nonexistent"), progress: LessonProgress(path: nil), language: .english
    ) { if case .markup(let markup) = $0 { said.append(markup.plainText) } }
    let cell = """
      # Not of this one.

      # The mean of the squares,
      #   over all elements.
      ms(x, by=2) = mean(x^by)
      #=> 3
      bare(x) = x
        # Half of it.
        half = x -> x / 2
      """
    _ = notebook.submit(cell)
    for command in ["help ms", "help bare", "help half"] { _ = notebook.submit(command) }
    #expect(
      said == [
        "ms(x, by=2)\nThe mean of the squares,\nover all elements.",
        "bare(x)\ncomment lines directly above a function are its help", "half(x)\nHalf of it.",
      ])
    let found = notebook.inspection(of: "ms", cursor: 2)
    #expect(found?.markup.plainText == "ms(x, by=2)\nThe mean of the squares, over all elements.")
    let inCall = notebook.completion(of: "ms(", cursor: 3)
    #expect(inCall.call?.signature.summary == "The mean of the squares, over all elements.")
  }
}
