import Engine
import Testing

/// Files that a page names are there.
@Suite struct NamedFilesTests {
  private static let root =
    "\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }

  /// Where a page's names of files begin: the folder of the whole, and those that the page is about.
  private static let pages: [(page: String, folders: [String])] = [
    ("README.md", [""]), ("CONTRIBUTING.md", [""]), ("docs/running.md", [""]), ("docs/first-steps.md", [""]),
    ("docs/architecture.md", ["", "Sources/", "Sources/Engine/"]),
    ("docs/kernels.md", ["", "Sources/", "Sources/CKernels/", "Sources/CKernels/Elements/"]),
    ("docs/performance.md", [""]), ("docs/spatial-transformer-results.md", [""]),
    ("Benchmarks/README.md", ["", "Benchmarks/", "Benchmarks/Sources/engine-worker/"]),
    ("Tests/cases/README.md", ["", "Tests/cases/"]),
  ]

  private static let endings = [".swift", ".c", ".h", ".py", ".md", ".csv"]

  @Test func theyExist() throws {
    for (page, folders) in Self.pages {
      let text = String(decoding: try ByteFile.read(Self.root + "/" + page), as: UTF8.self)
      for name in Self.code(text) where Self.endings.contains(where: name.hasSuffix) {
        let isThere = folders.contains { (try? ByteFile.read(Self.root + "/" + $0 + name)) != nil }
        #expect(isThere, "\(page) names \(name)")
      }
    }
  }

  /// Links between the project's own pages lead to files, and to headings, that are there.
  @Test func linksLeadSomewhere() throws {
    let pages =
      ["README.md", "CONTRIBUTING.md"]
      + TemporaryFolder.names(Self.root + "/docs").filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
    for page in pages {
      let text = String(decoding: try ByteFile.read(Self.root + "/" + page), as: UTF8.self)
      let prose = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
      for link in prose.matches(of: /\]\(([^)\s]+)\)/).map({ String($0.1) }) where !link.contains("://") {
        let parts = link.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let folder = page.hasPrefix("docs/") ? "/docs/" : "/"
        let target = parts[0].isEmpty ? "/" + page : folder + parts[0]
        let found = try? ByteFile.read(Self.root + target)
        #expect(found != nil, "\(page) links to \(link)")
        guard parts.count == 2, let found else { continue }
        let headings = String(decoding: found, as: UTF8.self).split(separator: "\n").filter {
          $0.hasPrefix("#")
        }
        #expect(headings.map(Self.anchor).contains(parts[1]), "\(page) links to \(link)")
      }
    }
  }

  /// The name that GitHub gives a heading: small letters, hyphens for spaces, no punctuation.
  private static func anchor(_ heading: Substring) -> String {
    let words = heading.drop { $0 == "#" || $0 == " " }.lowercased()
    return String(
      words.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.map { $0 == " " ? "-" : $0 })
  }

  /// What stands between single backticks, without spaces, placeholders and patterns.
  private static func code(_ text: String) -> [String] {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }.filter { name in
      !name.isEmpty && !name.contains("NAME")
        && name.allSatisfy { $0.isLetter || $0.isNumber || "._-+/".contains($0) }
        && !name.hasPrefix(".")
    }
  }
}
