/// What to write for `U, S, V = svd(x)`: a statement assigns to one name, and a function gives one value.
struct SeveralResults {
  /// The names on the left; nil for a result that is not wanted.
  let targets: [String?]
  /// Whether they stand in brackets, as in MATLAB.
  let isInBrackets: Bool
  /// The text on the right.
  let source: String
  let call: WrittenCall?

  /// What to write: a program that does it, or what is said of a function that does not exist here.
  func help(in library: Library, fieldsOfOwn: (String) -> [String]?) -> String {
    if let call, known(call) == nil {
      if library[call.name] == nil, let answer = ForeignHabits.functions[call.name] {
        return FilledExample(call, in: library).answer(answer)
      }
      let rest = call.path.dropFirst().joined(separator: ".")
      if !rest.isEmpty, let answer = ForeignHabits.member(rest, of: call.path[0], call, in: library)?.help {
        return answer
      }
    }
    return "write `\(program(fieldsOfOwn))`"
  }

  private func program(_ fieldsOfOwn: (String) -> [String]?) -> String {
    if let call, let lines = known(call) { return lines }
    guard let call else { return assignments(source, isPlain: isName) }
    if call.path.count == 1, !call.isMethod, let fields = fieldsOfOwn(call.name) {
      return stored(source, fields.map { "$." + $0 })
    }
    return assignments(source, isPlain: false)
  }

  private var isName: Bool { source.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }

  // MARK: Functions that are known

  private func known(_ call: WrittenCall) -> String? {
    guard let first = call.positional.first?.text else { return nil }
    switch call.name {
    case "size", "shape": return each(extents.map { "shape(\(first))[\($0)]" })
    case "eig", "eigh":
      let (values, vectors) = ("$.S * sign(sum($.U * $.Vh', dim=1))", "$.U")
      return stored("svd(\(first))", isInBrackets ? [vectors, values] : [values, vectors])
    case "max", "min": return each([ours(call.name, call), ours("arg" + call.name, call)])
    case "sort": return each([ours("sort", call), ours("argsort", call)])
    case "topk", "maxk": return stored(ours("topk", call), ["$.values", "$.indices"])
    case "svd":
      let isTransposed = !isInBrackets || call.path.count > 1
      return stored("svd(\(first))", ["$.U", "$.S", isTransposed ? "$.Vh" : "$.Vh'"])
    case "unique": return unique(first, call)
    case "find", "nonzero", "where", "argwhere":
      return call.positional.count == 1
        ? stored("nonzero(\(first))", targets.indices.map { "$[:, \($0 + 1)]" }) : nil
    case "histogram", "hist", "histcounts", "histc":
      return stored(ours("histogram", call), ["$.counts", "$.edges"])
    case "meshgrid" where isInBrackets || ForeignLibrary.named(call.path[0]) == .numpy, "mgrid":
      let vectors = call.positional.map { $0.plain ?? $0.text }.joined(separator: ", ")
      return stored("meshgrid(\(vectors), indexing=\"xy\")", targets.indices.map { "$[\($0 + 1)]" })
    case "ndgrid": return stored(ours("meshgrid", call), targets.indices.map { "$[\($0 + 1)]" })
    case "deal": return each(call.positional.map(\.text))
    case "divmod" where call.positional.count == 2:
      let (a, b) = (first, call.positional[1].text)
      return each(["floor((\(a)) / (\(b)))", "(\(a)) % (\(b))"])
    default: return nil
    }
  }

  /// A picture's channels come first here: in `[h, w, c] = size(x)` the last name says that they are meant.
  private var extents: [Int] {
    let last = targets.last.flatMap(\.self)?.lowercased() ?? ""
    return targets.count == 3 && (last == "c" || last == "d" || last.hasPrefix("ch"))
      ? [2, 3, 1] : targets.indices.map { $0 + 1 }
  }

  /// The same call of a function of ours.
  private func ours(_ name: String, _ call: WrittenCall) -> String {
    var positional = call.positional.map(\.text)
    var named = call.named.map { "\($0.name)=\($0.value.text)" }
    // MATLAB's max(x, [], 1) and sort(x, "descend").
    if positional.count == 3, positional[1] == "[]" {
      named.append("dim=\(positional[2])")
      positional = [positional[0]]
    }
    if positional.count == 2, positional[1].dropFirst().dropLast() == "descend" {
      named.append("descending=true")
      positional = [positional[0]]
    }
    let isForeign = call.path.count > 1 || call.isMethod
    if isForeign, let owner = call.positional.first {
      let method = ForeignMethod(
        name: name, owner: owner.text, bareOwner: owner.text, shape: FilledExample.anyShape,
        positional: call.positional.dropFirst().map { .init(text: $0.text, isSimple: $0.isAtomic) },
        named: call.named.map { ($0.name, .init(text: $0.value.text, isSimple: $0.value.isAtomic)) })
      if let program = method.program(in: .standard) { return program }
    }
    return "\(name)(\((positional + named).joined(separator: ", ")))"
  }

  /// NumPy's options say what comes after the elements; MATLAB's third result says which element each is.
  private func unique(_ first: String, _ call: WrittenCall) -> String? {
    let asked = call.named.map(\.name)
    var (options, parts) = (["return_inverse"], ["$.values", "", "$.inverse_indices"])
    if !isInBrackets || !asked.isEmpty {
      options = ["return_inverse", "return_counts"].filter(asked.contains)
      if options.isEmpty { options = ["return_counts"] }
      let fields = ["return_inverse": "$.inverse_indices", "return_counts": "$.counts"]
      parts = ["$.values"] + options.compactMap { fields[$0] }
    }
    return stored("unique(\(first), \(options.map { "\($0)=true" }.joined(separator: ", ")))", parts)
  }

  // MARK: Programs

  /// One assignment for each name, from the parts of a value.
  private func assignments(_ value: String, isPlain: Bool) -> String {
    let parts = targets.indices.map { "$[\($0 + 1)]" }
    return isPlain ? each(parts.map { $0.replacing("$", with: value) }) : stored(value, parts)
  }

  /// The value in a variable, then its parts, in which `$` stands for it.
  private func stored(_ value: String, _ parts: [String]) -> String {
    let name = variable
    return "\(name) = \(value); " + each(parts.map { $0.replacing("$", with: name) })
  }

  private func each(_ parts: [String]) -> String {
    zip(targets, parts).compactMap { target, part in
      target.flatMap { part.isEmpty ? nil : "\($0) = \(part)" }
    }.joined(separator: "; ")
  }

  /// A name that the statement does not have.
  private var variable: String {
    let words = Set(source.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    let taken = words.union(targets.compactMap(\.self))
    return ["r", "t", "result"].first { !taken.contains($0) } ?? "parts"
  }
}
