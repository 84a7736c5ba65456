import Engine
@preconcurrency import Glibc
import Language
import Notebook
import Rendering
import Terminal

/// The environment's variables that the program looks at: what help lists, and what is said of those that mean nothing.
enum EnvironmentVariables {
  private static let settings: [any EnvironmentVariable] = [
    MemoryBudget.setting, Execution.threadSetting, ProcessorLevel.setting, TerminalCapabilities.colorSetting,
    GraphicsQuery.setting, Paths.lessonSetting,
  ]

  private static let shared: [any EnvironmentVariable] =
    TerminalCapabilities.variables + [
      SharedVariable("LC_MESSAGES", "the language of the lessons, if LC_ALL is not set"),
      SharedVariable("XDG_STATE_HOME", "where history and progress are kept; ~/.local/state without it"),
      SharedVariable("HOME", "the folder that ~ means"),
    ]

  /// A table for help.
  static var help: String {
    let all = settings + shared
    let width = (all.map(\.name.count).max() ?? 0) + 2
    var markup = Markup()
    for variable in all {
      let name = "  " + variable.name + String(repeating: " ", count: width - variable.name.count)
      markup.paragraph(name + variable.meaning + (variable.takes.map { " (\($0))" } ?? ""))
    }
    // Broken here, one column before help breaks its lines without an indent; help ends the last line itself.
    return String(MarkupRenderer.render(markup, for: TerminalCapabilities(columns: 79)).dropLast())
  }

  /// Says on standard error which settings are not taken as they stand.
  static func complain() {
    for text in settings.compactMap(\.complaint) + misspelt {
      Console(isPrompt: false).write(Markup([.sentence([.init("fovea: \(text)")])]), to: STDERR_FILENO)
    }
  }

  /// Variables that are called nearly like a setting.
  private static var misspelt: [String] {
    let prefix = "FOVEA_"
    let known = settings.map(\.name)
    return names.filter { $0.hasPrefix(prefix) && !known.contains($0) }.compactMap { name in
      let word = String(name.dropFirst(prefix.count))
      let words = known.map { String($0.dropFirst(prefix.count)) }
      let close = Suggestion.closest(to: word, among: words) ?? continued(word, among: words)
      return close.map { "\(name) is not a setting: did you mean \(prefix)\($0)?" }
    }
  }

  /// The one word that another begins, or that begins another: MEMORY of MEM, and of MEMORY_LIMIT.
  private static func continued(_ word: String, among words: [String]) -> String? {
    let found = words.filter { word.count >= 2 && $0.hasPrefix(word) || word.hasPrefix($0) }
    return found.count == 1 ? found[0] : nil
  }

  private static var names: [String] {
    var names: [String] = []
    // Safe: the list of entries ends with nil, each is a C string, and nothing in the program writes to them.
    var entry = environ
    while let text = entry.pointee {
      names.append(String(String(cString: text).prefix { $0 != "=" }))
      entry += 1
    }
    return names
  }
}
