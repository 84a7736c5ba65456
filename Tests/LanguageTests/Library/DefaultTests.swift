import Language
import Testing

/// What help calls a default is what happens without it.
@Suite struct DefaultTests {
  @Test(arguments: Library.standard.builtIns.map(\.name)) func documentedDefaultsAreTheDefaults(name: String)
    throws
  {
    let builtIn = try #require(Library.standard.builtIns.first { $0.name == name })
    for example in builtIn.examples {
      guard let call = Call(of: builtIn, in: DefaultTests.shown(example.code)), !call.additions.isEmpty else {
        continue
      }
      try inTemporaryFolder { folder in
        let without = try value(DefaultTests.shown(example.code), folder)
        let with = try value(call.withDefaults, folder)
        let difference = Comparison(relative: 0, absolute: 0).difference(with, without)
        #expect(
          difference == nil || Formatter.inline(with) == Formatter.inline(without),
          "\(call.withDefaults): \(difference ?? "")")
      }
    }
  }

  /// The call itself of an example that shows what it prints, `"{…}"`.
  private static func shown(_ code: String) -> String {
    code.hasPrefix("\"{") && code.hasSuffix("}\"") ? String(code.dropFirst(2).dropLast(2)) : code
  }

  private func value(_ code: String, _ folder: String) throws -> Value {
    let bench = Workbench()
    bench.interpreter.folder = folder
    do throws(Diagnostic) { return try bench.value(code) } catch {
      Issue.record("\(code)\n\(error.text)")
      return .none
    }
  }

  /// The first call of a function in a line of code, told apart by parentheses, brackets and quotes.
  private struct Call {
    /// `, stride=1`, for each option that the call leaves out.
    let additions: String
    let withDefaults: String

    init?(of builtIn: BuiltIn, in code: String) {
      guard let start = Call.start(of: builtIn.name, in: code) else { return nil }
      var (arguments, depth, isQuoted, end) = ([""], 0, false, start)
      while end < code.endIndex {
        let character = code[end]
        if character == "\"" { isQuoted.toggle() }
        if !isQuoted {
          if "([".contains(character) { depth += 1 }
          if ")]".contains(character) { depth -= 1 }
          if depth < 0 { break }
        }
        if !isQuoted, depth == 0, character == "," {
          arguments.append("")
        } else {
          arguments[arguments.count - 1].append(character)
        }
        end = code.index(after: end)
      }
      let texts = arguments.map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
      additions = Call.additions(builtIn, texts)
      let separated = texts.isEmpty ? String(additions.dropFirst(2)) : additions
      withDefaults = code[..<end] + separated + code[end...]
    }

    private static func start(of name: String, in code: String) -> String.Index? {
      guard let range = code.firstRange(of: name + "(") else { return nil }
      let isWhole =
        range.lowerBound == code.startIndex
        || !(code[code.index(before: range.lowerBound)].isLetter
          || code[code.index(before: range.lowerBound)] == "_")
      return isWhole ? range.upperBound : nil
    }

    private static func additions(_ builtIn: BuiltIn, _ texts: [String]) -> String {
      var values: [String: String] = [:]
      var places = builtIn.parameters.filter { !$0.isNamedOnly }[...]
      for text in texts {
        if let mark = text.firstIndex(of: "="),
          builtIn.parameters.contains(where: { $0.name == text[..<mark] })
        {
          values[String(text[..<mark])] = String(text[text.index(after: mark)...])
        } else if let place = places.first {
          values[place.name] = text
          if place.kind != .variadic { places.removeFirst() }
        }
      }
      return builtIn.parameters.compactMap { parameter in
        guard case .optional(let initial) = parameter.kind, values[parameter.name] == nil else { return nil }
        // `stride=kernel_size`: as another argument is.
        return ", \(parameter.name)=\(values[initial] ?? initial)"
      }.joined()
    }
  }

  /// Options that have a new name say so.
  @Test(arguments: [
    ("SGD(rate=0.1)", "lr"), ("Adam(rate=0.1)", "lr"), ("Conv(8, 3, rate=0.1)", "lr_multiplier"),
    ("affine(eye(2), shift(1, 0), outside=\"edge\")", "padding_mode"),
    ("train(Dense(2), digits(4), batch=2)", "batch_size"),
  ])
  func aRenamedOptionNamesTheNewOne(code: String, name: String) {
    do throws(Diagnostic) {
      _ = try Workbench().value(code)
      Issue.record("\(code) is no error")
    } catch {
      #expect(error.code == .unknownArgument && error.help?.contains("`\(name)`") == true, "\(error.text)")
    }
  }
}
