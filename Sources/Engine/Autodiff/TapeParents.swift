/// Where the operands of a record stand on its tape. The first three, which are nearly always all, need no array.
struct TapeParents: Sendable {
  private var first = InlineArray<3, Int>(repeating: TapeParents.none)
  private var others: [Int] = []
  private(set) var count = 0

  /// Stands for an operand that is not on the tape.
  private static let none = -1

  mutating func append(_ parent: Int?) {
    if count < 3 {
      first[count] = parent ?? TapeParents.none
    } else {
      others.append(parent ?? TapeParents.none)
    }
    count += 1
  }

  subscript(position: Int) -> Int? {
    let parent = position < 3 ? first[position] : others[position - 3]
    return parent == TapeParents.none ? nil : parent
  }

  /// For each operand whether it is on the tape.
  var needs: [Bool] { (0..<count).map { self[$0] != nil } }
}
