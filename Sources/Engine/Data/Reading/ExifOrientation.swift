/// How a camera was held, from the Exif data of a picture's file: tag 0x0112 (CIPA DC-008, section 4.6.4).
enum ExifOrientation {
  /// 1 to 8, where the first row and the first column of the stored pixels belong; 1, as it is, where nothing is said.
  /// - Parameter block: Exif data; nil where there are none.
  static func of(_ block: ArraySlice<UInt8>?) -> Int { block.flatMap(orientation) ?? 1 }

  /// The tag in the first directory of a TIFF header, of either byte order.
  private static func orientation(_ block: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(block)
    guard bytes.count >= 8 else { return nil }
    let isLittle = bytes[0] == UInt8(ascii: "I")
    func number(_ offset: Int, _ size: Int) -> Int? {
      guard offset >= 0, offset + size <= bytes.count else { return nil }
      let own = bytes[offset..<offset + size]
      return isLittle
        ? own.reversed().reduce(0) { $0 << 8 | Int($1) } : own.reduce(0) { $0 << 8 | Int($1) }
    }
    guard number(2, 2) == 42, let directory = number(4, 4), let count = number(directory, 2) else {
      return nil
    }
    for entry in 0..<count {
      let place = directory + 2 + 12 * entry
      guard let tag = number(place, 2), let value = number(place + 8, 2) else { return nil }
      if tag == 0x0112 { return (1...8).contains(value) ? value : nil }
    }
    return nil
  }
}

extension PixelImage {
  /// The picture as it was seen, by the camera's mark.
  /// - Throws: `tooLarge`, `cancelled`.
  func upright(_ path: String = "", in execution: Execution = Execution()) throws(FileError) -> PixelImage {
    guard orientation != 1 else { return self }
    let isTurned = orientation >= 5
    let (rows, columns) = isTurned ? (width, height) : (height, width)
    let size = channels * bytesPerSample
    try HeldMemory.checkRoom(for: pixels.count, path)
    var result = [UInt8](repeating: 0, count: pixels.count)
    var target = 0
    for row in 0..<rows {
      try execution.checkCancelled(path)
      for column in 0..<columns {
        let (fromRow, fromColumn) = source(row, column)
        let start = (fromRow * width + fromColumn) * size
        for byte in start..<start + size {
          result[target] = pixels[byte]
          target += 1
        }
      }
    }
    return PixelImage(
      width: columns, height: rows, channels: channels, bytesPerSample: bytesPerSample, max: max,
      pixels: result)
  }

  /// Where the pixel of an upright row and column is stored.
  private func source(_ row: Int, _ column: Int) -> (row: Int, column: Int) {
    switch orientation {
    case 2: (row, width - 1 - column)
    case 3: (height - 1 - row, width - 1 - column)
    case 4: (height - 1 - row, column)
    case 5: (column, row)
    case 6: (height - 1 - column, row)
    case 7: (height - 1 - column, width - 1 - row)
    case 8: (column, width - 1 - row)
    default: (row, column)
    }
  }
}
