/// Tensors to and from what files hold.
extension Tensor {
  /// The elements of a NumPy array. float32, float64, uint8, int64 and bool stay as they are; half precision
  /// becomes float32, the other integers int64.
  /// - Parameter array: the array.
  /// - Throws: `TensorError.memory`, and `TensorError.dtype` for an unsigned number beyond int64.
  public init(_ array: NumPyArray) throws(TensorError) {
    let shape = try Shape(checking: array.shape)
    switch array.elementType {
    case .float32:
      self = try Tensor.filled(shape, array, Float.self) { Float(bitPattern: UInt32(littleEndian: $0)) }
    case .float64:
      self = try Tensor.filled(shape, array, Double.self) { Double(bitPattern: UInt64(littleEndian: $0)) }
    case .float16:
      self = try Tensor.filled(shape, array, Float.self) { Tensor.half(UInt16(littleEndian: $0)) }
    case .uint8: self = try Tensor.filled(shape, array, UInt8.self) { (bits: UInt8) in bits }
    case .boolean: self = try Tensor.filled(shape, array, Bool.self) { (bits: UInt8) in bits != 0 }
    case .int8: self = try Tensor.filled(shape, array, Int64.self) { Int64(Int8(bitPattern: $0)) }
    case .int16: self = try Tensor.filled(shape, array, Int64.self) { Int64(Int16(littleEndian: $0)) }
    case .uint16: self = try Tensor.filled(shape, array, Int64.self) { Int64(UInt16(littleEndian: $0)) }
    case .int32: self = try Tensor.filled(shape, array, Int64.self) { Int64(Int32(littleEndian: $0)) }
    case .uint32: self = try Tensor.filled(shape, array, Int64.self) { Int64(UInt32(littleEndian: $0)) }
    case .int64: self = try Tensor.filled(shape, array, Int64.self) { Int64(littleEndian: $0) }
    case .uint64:
      try Tensor.checkFits(array, shape)
      self = try Tensor.filled(shape, array, Int64.self) { Int64(bitPattern: UInt64(littleEndian: $0)) }
    }
  }

  /// Whether unsigned 64-bit numbers are all within int64.
  private static func checkFits(_ array: NumPyArray, _ shape: Shape) throws(TensorError) {
    // The highest byte of each number comes last.
    for position in 0..<shape.count where array.bytes[array.bytes.startIndex + position * 8 + 7] >= 0x80 {
      let start = array.bytes.startIndex + position * 8
      let number = array.bytes[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      throw TensorError(
        .dtype,
        "element \(position + 1) of \(shape.count) is \(number); the largest int64 is \(Int64.max)",
        help: "save it as another type, in NumPy: a.astype(\"float64\")")
    }
  }

  private static func filled<Bits: FixedWidthInteger, T: Scalar>(
    _ shape: Shape, _ array: NumPyArray, _ type: T.Type, _ convert: (Bits) -> T
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, T.dtype)
    array.withBytes { source in
      result.write(as: T.self) { target in
        for position in 0..<target.count {
          // An array's bytes need not be aligned for their type.
          let offset = position * MemoryLayout<Bits>.size
          target[position] = convert(source.loadUnaligned(fromByteOffset: offset, as: Bits.self))
        }
      }
    }
    return result
  }

  /// IEEE 754 half precision, worked out by hand because not every processor has the type.
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10) & 31
    let fraction = Float(bits & 1023) / 1024
    switch exponent {
    case 0: return sign * fraction * 0x1p-14
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
    }
  }

  /// The elements as NumPy holds them; they are not copied.
  public var numPyArray: NumPyArray { NumPyArray(self) }

  /// A picture's pixels as `[C, H, W]`: uint8, or int64 from 0 to 65535 where they have 16 bits.
  /// - Parameters:
  ///   - image: the picture.
  ///   - execution: what may stop it.
  /// - Throws: `TensorError.memory`, `.cancelled`.
  public init(_ image: PixelImage, in execution: Execution = Execution()) throws(TensorError) {
    let shape = try Shape(checking: [image.channels, image.height, image.width])
    if image.bytesPerSample == 1 {
      self = try Tensor.planes(image, shape, execution) { (sample: UInt8) in sample }
    } else {
      self = try Tensor.planes(image, shape, execution) { (sample: UInt16) in Int64(sample) }
    }
  }

  /// A picture's pixels as float32 from 0 to 1: `[H, W]` for grey, `[3, H, W]` or `[4, H, W]` for colour.
  /// - Parameters:
  ///   - image: the picture.
  ///   - execution: what may stop it.
  /// - Throws: `TensorError.memory`, `.cancelled`.
  public init(unitPixels image: PixelImage, in execution: Execution = Execution()) throws(TensorError) {
    let (height, width) = (image.height, image.width)
    let shape = try Shape(
      checking: image.channels == 1 ? [height, width] : [image.channels, height, width])
    let max = Float(image.max)
    if image.bytesPerSample == 1 {
      self = try Tensor.planes(image, shape, execution) { (sample: UInt8) in Float(sample) / max }
    } else {
      self = try Tensor.planes(image, shape, execution) { (sample: UInt16) in Float(sample) / max }
    }
  }

  /// The samples of each channel together, each converted.
  private static func planes<Sample: FixedWidthInteger, T: Scalar>(
    _ image: PixelImage, _ shape: Shape, _ execution: Execution, _ convert: (Sample) -> T
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, T.dtype)
    let (channels, pixels) = (image.channels, image.height * image.width)
    for row in 0..<image.height {
      if row % 64 == 0 { try execution.checkCancelled() }
      image.pixels.withUnsafeBytes { source in
        result.write(as: T.self) { target in
          for pixel in row * image.width..<(row + 1) * image.width {
            for channel in 0..<channels {
              let offset = (pixel * channels + channel) * MemoryLayout<Sample>.size
              target[channel * pixels + pixel] = convert(
                source.loadUnaligned(fromByteOffset: offset, as: Sample.self))
            }
          }
        }
      }
    }
    return result
  }

  /// uint8 pictures as float32 from 0 to 1.
  func unitPixels(_ execution: Execution) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, .float32)
    try read(as: UInt8.self) { source throws(TensorError) in
      try result.write(as: Float.self) { target throws(TensorError) in
        try Broadcast.inChunks(source.count, execution) { chunk in
          for position in chunk { target[position] = Float(source[position]) / 255 }
        }
      }
    }
    return result
  }
}
