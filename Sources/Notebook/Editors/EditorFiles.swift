import Engine
import Language
import Text

/// How editors colour the language: a TextMate grammar (Visual Studio Code, GitHub, Sublime Text) and a syntax for Vim,
/// both made of the language's own word lists.
package struct EditorFiles {
  package struct Rule: Sendable, Equatable {
    /// The TextMate scope, without the language behind it.
    package let scope: String
    package let pattern: String
  }

  private let functions: [String]
  private let names: [String]

  package init(_ library: Library = .standard) {
    functions = library.builtIns.map(\.name).sorted()
    names = Library.constants.keys.sorted()
  }

  /// The files by their place below `editors/`.
  package var files: [(name: String, text: String)] {
    [
      ("vscode/syntaxes/fovea.tmLanguage.json", EditorFiles.text(textMate)),
      ("vscode/package.json", EditorFiles.text(EditorFiles.package)),
      ("vscode/language-configuration.json", EditorFiles.text(EditorFiles.configuration)),
      ("vim/syntax/fovea.vim", vim),
      ("vim/ftdetect/fovea.vim", "autocmd BufRead,BufNewFile *.fov setfiletype fovea\n"),
    ]
  }

  /// What stands on one line, in the order in which it is tried.
  package var rules: [Rule] {
    [
      Rule(scope: "comment.line.number-sign", pattern: "#.*$"),
      Rule(scope: "string.quoted.double", pattern: #""(?:\\.|[^"\\])*"?"#),
      // Straight behind an operand a quote transposes.
      Rule(scope: "keyword.operator.transpose", pattern: #"(?<=[\w\)\]\}'"])'"#),
      Rule(scope: "string.quoted.single", pattern: #"'(?:\\.|[^'\\])*'?"#),
      Rule(scope: "constant.numeric", pattern: #"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])"#),
      Rule(scope: "keyword.control", pattern: EditorFiles.anyOf(WordLists.control)),
      Rule(scope: "keyword.operator.word", pattern: EditorFiles.anyOf(WordLists.operators)),
      Rule(scope: "constant.language", pattern: EditorFiles.anyOf(WordLists.constants + names)),
      Rule(
        scope: "keyword.other",
        pattern: #"(?<=^|[;\{])\s*(?:"# + WordLists.statements.joined(separator: "|")
          + #")(?=\s+[\w"'\(\[-])"#),
      Rule(scope: "support.function", pattern: EditorFiles.anyOf(functions)),
      Rule(scope: "keyword.operator", pattern: #"\|>|->|==|!=|<=|>=|[-+*/@%^<>=:&|]"#),
    ]
  }

  private static func anyOf(_ words: [String]) -> String {
    #"(?<![\w.])(?:"# + words.joined(separator: "|") + #")(?!\w)"#
  }

  // MARK: TextMate

  private static func text(_ json: JSON) -> String { json.indentedText(by: 2) + "\n" }

  private var textMate: JSON {
    [
      "name": "Fovea", "scopeName": "source.fovea", "fileTypes": ["fov"],
      "patterns": .array(
        rules.map { ["name": .string("\($0.scope).fovea"), "match": .string($0.pattern)] }),
    ]
  }

  private static let package: JSON = [
    "name": "fovea", "displayName": "Fovea", "description": "Colours for Fovea scripts and lessons",
    "version": "0.1.0", "license": "GPL-3.0-or-later", "engines": ["vscode": "^1.70.0"],
    "categories": ["Programming Languages"],
    "contributes": [
      "languages": [
        [
          "id": "fovea", "aliases": ["Fovea"], "extensions": [".fov"],
          "configuration": "./language-configuration.json",
        ]
      ],
      "grammars": [
        ["language": "fovea", "scopeName": "source.fovea", "path": "./syntaxes/fovea.tmLanguage.json"]
      ],
    ],
  ]

  private static let configuration: JSON = [
    "comments": ["lineComment": "#"],
    "brackets": [["(", ")"], ["[", "]"], ["{", "}"]],
    "autoClosingPairs": [["(", ")"], ["[", "]"], ["{", "}"], ["\"", "\""]],
  ]

  // MARK: Vim

  private var vim: String {
    """
    " Colours for Fovea scripts and lessons.
    if exists("b:current_syntax") | finish | endif

    syntax keyword foveaControl \(WordLists.control.joined(separator: " "))
    syntax keyword foveaOperator \(WordLists.operators.joined(separator: " "))
    syntax keyword foveaConstant \((WordLists.constants + names).joined(separator: " "))
    syntax keyword foveaFunction \(functions.joined(separator: " "))
    syntax match foveaStatement /\\(^\\|[;{]\\)\\s*\\zs\\(\(WordLists.statements.joined(separator: "\\|"))\\)\\ze\\s\\+[a-zA-Z_0-9"'(\\[-]/
    syntax match foveaNumber /\\<\\d\\+\\.\\?\\d*\\([eE][-+]\\?\\d\\+\\)\\?\\>/
    syntax region foveaString start=/"/ skip=/\\\\./ end=/"/ oneline
    syntax region foveaString start=/[a-zA-Z0-9_)\\]}']\\@<!'/ skip=/\\\\./ end=/'/ oneline
    syntax match foveaComment /#.*$/

    highlight default link foveaControl Keyword
    highlight default link foveaStatement Statement
    highlight default link foveaOperator Operator
    highlight default link foveaConstant Constant
    highlight default link foveaFunction Function
    highlight default link foveaNumber Number
    highlight default link foveaString String
    highlight default link foveaComment Comment

    let b:current_syntax = "fovea"

    """
  }
}
