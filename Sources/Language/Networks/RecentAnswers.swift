import Engine

/// What networks said of data sets, for whoever looks at the wrong answers afterwards: `show data[evaluate(net, data).wrong]`.
package struct RecentAnswers: Sendable {
  private struct Entry {
    let source: DataObject.Source
    let predictions: [Int]
    let wrong: Set<Int>
  }

  private var entries: [Entry] = []

  /// So many evaluations are remembered.
  private static let most = 4

  package init() {}

  mutating func keep(_ evaluation: Evaluation, of data: DataSet) {
    guard let answers = evaluation.answers else { return }
    let entry = Entry(source: .init(data), predictions: answers.predictions, wrong: Set(answers.wrong))
    entries = entries.suffix(RecentAnswers.most - 1) + [entry]
  }

  /// The classes, from 0, that the latest network gave which was wrong about all of these pictures; nil where none was.
  /// - Parameters:
  ///   - places: from 0.
  ///   - source: the data set that they are places in.
  func said(of places: [Int], in source: DataObject.Source) -> [Int]? {
    guard !places.isEmpty else { return nil }
    let entry = entries.last { $0.source == source && places.allSatisfy($0.wrong.contains) }
    return entry.map { entry in places.map { entry.predictions[$0] } }
  }
}
