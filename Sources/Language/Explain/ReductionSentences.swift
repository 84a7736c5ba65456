import Engine

extension ReductionExplanation {
  private static func n(_ value: Double) -> String { ExplainedElement.number(value) }

  static let all: [ReductionExplanation] = [
    .init(Sum.self, derivative: "1") { _ in
      { elements, _, value in (nil, ["sum  \(ExplainedElement.sum(elements.numbers)) = \(value)"]) }
    },
    .init(Mean.self, derivative: "1 / n") { _ in
      { elements, _, value in
        let sum = "\(ExplainedElement.sum(elements.numbers)) = \(n(elements.sum))"
        return (nil, ["sum  \(sum), divided by \(elements.count) = \(value)"])
      }
    },
    .init(Prod.self, derivative: "the product of the others") { _ in
      { elements, _, value in (nil, ["the product of \(elements.count) elements = \(value)"]) }
    },
    .init(Median.self, derivative: "1 for the median, 0 for the others") { operation in
      { elements, operand, value in
        median(elements, operand, value, picksOne: operation.axes.count == 1)
      }
    },
    .init(Variance.self, derivative: "2 · (x − mean) / max(n − correction, 0)", showsMean: true) {
      operation in
      { elements, _, value in (nil, [variance(elements, operation.correction)]) }
    },
    .init(StandardDeviation.self, derivative: "(x − mean) / (max(n − correction, 0) · std)", showsMean: true)
    {
      operation in
      { elements, _, value in
        (nil, [variance(elements, operation.correction), "its square root is \(value)"])
      }
    },
    .init(MaxReduce.self, derivative: "1 for the largest, 0 for the others") {
      extreme("largest", ArgMax(), picksOne: $0.axes.count == 1)
    },
    .init(MinReduce.self, derivative: "1 for the smallest, 0 for the others") {
      extreme("smallest", ArgMin(), picksOne: $0.axes.count == 1)
    },
    .init(Norm.self, derivative: "sign(x) · (|x| / norm)^(p − 1)") { operation in
      { elements, _, value in (nil, [norm(elements, operation.p, value)]) }
    },
    .init(ArgMax.self, derivative: nil) { place("largest", $0) },
    .init(ArgMin.self, derivative: nil) { place("smallest", $0) },
    .init(AllTrue.self, derivative: nil) { _ in truth(decisive: false) },
    .init(AnyTrue.self, derivative: nil) { _ in truth(decisive: true) },
  ]

  private static func variance(_ elements: ReducedElements, _ correction: Int) -> String {
    let (mean, squares) = (elements.mean, elements.squares)
    let freedom = max(elements.count - correction, 0)
    let difference = correction == 0 ? "\(elements.count)" : "\(elements.count) − \(correction)"
    let divisor = elements.count < correction ? "max(\(difference), 0)" : difference
    return "mean \(n(mean)); Σ (x − mean)² = \(n(squares)), divided by \(divisor) = "
      + n(squares / Double(freedom))
  }

  private static func norm(_ elements: ReducedElements, _ p: Double, _ value: String) -> String {
    if p == .infinity { return "The largest absolute value is \(value)." }
    if p == -.infinity { return "The smallest absolute value is \(value)." }
    if p == 0 { return "\(value) of them are not 0." }
    let powers = elements.numbers.map { Double.pow(abs($0), p) }
    let sum = "\(ExplainedElement.sum(powers)) = \(n(powers.reduce(0, +)))"
    if p == 1 { return "Σ |x| = \(sum)" }
    return p == 2
      ? "Σ x² = \(sum), its square root is \(value)"
      : "Σ |x|^\(n(p)) = \(sum), to the power 1/\(n(p)) \(value)"
  }

  /// Along a dimension one of those that tie is picked; of all elements, they share.
  private static func median(
    _ elements: ReducedElements, _ operand: ExplainedElement.Operand, _ value: String, picksOne: Bool
  ) -> (picked: Int?, lines: [String]) {
    guard let row = try? Reshape([-1]).apply([elements.tensor]),
      let places = try? ArgSort(axis: 0).apply([row])
    else {
      return (nil, [])
    }
    let last = Int(clamping: places.element(row.count - 1))
    let middle = Int(clamping: places.element((row.count - 1) / 2))
    let position = row.element(last).isNaN ? last : middle
    let place = operand.place(elements.index(position))
    let which = elements.count % 2 == 0 ? "the lower of the two in the middle" : "in the middle"
    let ties = elements.numbers.count { $0 == row.element(position) }
    let gradient =
      ties > 1 && !picksOne
      ? "\(ties) elements are equal, and each gets 1/\(ties) of the gradient"
      : "the whole gradient goes there"
    return (position, ["\(place) is \(which) of the sorted elements; \(gradient)."])
  }

  /// Along one dimension the first of those that tie is picked; over several, or all, they share.
  private static func extreme(
    _ word: String, _ search: some Engine.Operation, picksOne: Bool
  ) -> Sentence {
    { elements, operand, value in
      guard let (position, ties) = find(search, elements) else { return (nil, []) }
      if ties > 1 && !picksOne {
        return (position, ["\(ties) elements share the \(word), and each gets 1/\(ties) of the gradient."])
      }
      let tie = ties > 1 ? ", the first of \(ties) that tie" : ""
      let place = operand.place(elements.index(position))
      return (position, ["The \(word) is \(place)\(tie); the whole gradient goes there."])
    }
  }

  /// The first element that is `decisive` settles it.
  private static func truth(decisive: Bool) -> Sentence {
    { elements, operand, value in
      guard
        let position = elements.numbers.enumerated().first(where: { ($0.element != 0) == decisive })?.offset
      else { return (nil, ["None of them is \(decisive), so this is \(!decisive)."]) }
      return (position, ["\(operand.place(elements.index(position))) is \(decisive), which settles it."])
    }
  }

  private static func place(_ word: String, _ search: any ExtremumPlace) -> Sentence {
    { elements, operand, value in
      guard let (position, ties) = find(search, elements) else { return (nil, []) }
      let place = operand.place(elements.index(position))
      let how = search.axis.map { "index \(value) along dimension \($0 + 1)" } ?? "number \(value) in order"
      let tie = ties > 1 ? ", the first of \(ties) that tie" : ""
      return (position, ["The \(word) is \(place)\(tie): \(how)."])
    }
  }

  /// The first of the extreme elements, and how many are equal to it.
  private static func find(
    _ search: any Engine.Operation, _ elements: ReducedElements
  ) -> (position: Int, ties: Int)? {
    guard let place = try? search.apply([elements.tensor]) else { return nil }
    let position = Int(clamping: place.element(0))
    let number = elements.tensor.element(position)
    let ties = elements.numbers.reduce(0) { $0 + ($1 == number || ($1.isNaN && number.isNaN) ? 1 : 0) }
    return (position, ties)
  }
}
