/// Brings elements into row-major little-endian order.
struct NumPyLayout {
  private let header: NumPyHeader

  init(_ header: NumPyHeader) { self.header = header }

  /// `data` holds exactly `header.byteCount` bytes; where they lie as they should, they are not copied.
  func rowMajorLittleEndian(
    _ data: ArraySlice<UInt8>, path: String, in execution: Execution
  ) throws(FileError) -> ArraySlice<UInt8> {
    let size = header.elementType.size
    // With fewer than two extents above 1 both orders are the same.
    let transposed = header.isFortranOrder && header.shape.count(where: { $0 > 1 }) > 1
    let swapped = header.isBigEndian && size > 1
    guard !data.isEmpty, transposed || swapped else { return data }
    switch size {
    case 1: return try reordered(data, as: UInt8.self, swapped, path, execution)[...]
    case 2: return try reordered(data, as: UInt16.self, swapped, path, execution)[...]
    case 4: return try reordered(data, as: UInt32.self, swapped, path, execution)[...]
    default: return try reordered(data, as: UInt64.self, swapped, path, execution)[...]
    }
  }

  /// Distance in elements from one index to the next, dimension by dimension, as the file has them.
  private var strides: [Int] {
    var strides = [Int](repeating: 1, count: header.shape.count)
    var step = 1
    let fastestFirst = Array(header.shape.indices)
    for axis in header.isFortranOrder ? fastestFirst : fastestFirst.reversed() {
      strides[axis] = step
      step *= header.shape[axis]
    }
    return strides
  }

  private func reordered<Word: FixedWidthInteger>(
    _ data: ArraySlice<UInt8>, as type: Word.Type, _ swapped: Bool, _ path: String, _ execution: Execution
  ) throws(FileError) -> [UInt8] {
    let rowLength = header.shape.last ?? 1
    let rowStride = strides.last ?? 1
    try HeldMemory.checkRoom(for: data.count, path)
    var result = [UInt8](repeating: 0, count: data.count)
    var rows = RowStarts(shape: header.shape, strides: strides)
    for row in 0..<(data.count / MemoryLayout<Word>.size / rowLength) {
      if row % 64 == 0 { try execution.checkCancelled(path) }
      let start = rows.next()
      // Safe: `row` and `start` are those of the header's shape, whose elements fill `data` and `result` exactly.
      data.withUnsafeBytes { source in
        result.withUnsafeMutableBytes { target in
          for column in 0..<rowLength {
            let from = (start + column * rowStride) * MemoryLayout<Word>.size
            let to = (row * rowLength + column) * MemoryLayout<Word>.size
            let word = source.loadUnaligned(fromByteOffset: from, as: Word.self)
            target.storeBytes(of: swapped ? word.byteSwapped : word, toByteOffset: to, as: Word.self)
          }
        }
      }
    }
    return result
  }
}

/// The source offset of one row (all indices but the last) after another, in row-major order.
private struct RowStarts {
  private let shape: [Int]
  private let strides: [Int]
  private var index: [Int]
  private var offset = 0

  init(shape: [Int], strides: [Int]) {
    self.shape = shape.dropLast()
    self.strides = strides.dropLast()
    index = [Int](repeating: 0, count: self.shape.count)
  }

  mutating func next() -> Int {
    defer { advance() }
    return offset
  }

  private mutating func advance() {
    for axis in index.indices.reversed() {
      index[axis] += 1
      offset += strides[axis]
      if index[axis] < shape[axis] { return }
      offset -= index[axis] * strides[axis]
      index[axis] = 0
    }
  }
}
