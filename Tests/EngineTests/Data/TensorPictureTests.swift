import Engine
import Testing

@Suite struct TensorPictureTests {
  @Test func fractionsBecomeBytesRoundedToNearest() throws {
    // round(255 x): 0, 63.75 → 64, 127.5 → 128 (away from zero), 254.49 → 254, 255.
    let tensor = try Tensor([Float(0), 0.25, 0.5, 0.998, 1], [1, 5])
    let picture = try TensorPicture(tensor)
    #expect(picture.range == 0...1)
    #expect(
      try picture.pixels() == PixelImage(width: 5, height: 1, channels: 1, pixels: [0, 64, 128, 254, 255]))
  }

  @Test func bytesStayAsTheyAre() throws {
    let bytes = (0..<256).map { UInt8($0) }
    let picture = try TensorPicture(Tensor(bytes, [16, 16]))
    #expect(picture.range == 0...255)
    #expect(try picture.pixels().pixels == bytes)
    let scaled = try TensorPicture(Tensor(bytes.map { Float($0) / 255 }, [16, 16]))
    #expect(try scaled.pixels().pixels == bytes)
  }

  @Test func otherValuesAreStretchedFromMinimumToMaximum() throws {
    let signed = try TensorPicture(Tensor([Float(-1), 0, 3], [1, 3]))
    #expect(signed.range == -1...3)
    #expect(try signed.pixels().pixels == [0, 64, 255])
    let labels = try TensorPicture(Tensor([Int64(0), 1, 2], [1, 3]))
    #expect(try labels.pixels().pixels == [0, 128, 255])
    let constant = try TensorPicture(Tensor([Float(5), 5], [1, 2]))
    #expect(try constant.pixels().pixels == [128, 128])
  }

  @Test func aRangeCutsOff() throws {
    let picture = try TensorPicture(Tensor([Float(-9), 0, 1, 2, 9], [1, 5]), range: 0...2)
    #expect(try picture.pixels().pixels == [0, 0, 128, 255, 255])
    for range in [-Double.infinity...Double.infinity, .infinity ... .infinity, 7...7] {
      #expect(try TensorPicture(picture.tensor, range: range).pixels().pixels.count == 5)
    }
  }

  @Test func notANumberIsBlackAndInfinityAnEnd() throws {
    let picture = try TensorPicture(Tensor([Float.nan, -.infinity, -2, 2, .infinity], [1, 5]))
    #expect(picture.range == -2...2)
    #expect(try picture.pixels().pixels == [0, 0, 0, 255, 255])
    #expect(try TensorPicture(Tensor([Float.nan], [1, 1])).pixels().pixels == [0])
    let huge = try TensorPicture(Tensor([-1.7e308, 0, 1.7e308], [1, 3]))
    #expect(try huge.pixels().pixels == [0, 128, 255])
  }

  @Test func channelsAreInterleaved() throws {
    let rgb = try TensorPicture(Tensor([UInt8]([1, 2, 3, 4, 5, 6]), [3, 1, 2]))
    #expect(try rgb.pixels() == PixelImage(width: 2, height: 1, channels: 3, pixels: [1, 3, 5, 2, 4, 6]))
    let rgba = try TensorPicture(Tensor([UInt8]([1, 2, 3, 4]), [4, 1, 1]))
    #expect(try rgba.pixels() == PixelImage(width: 1, height: 1, channels: 4, pixels: [1, 2, 3, 4]))
    let maps = try TensorPicture(Tensor([Float(-1), 0, 1, 2], [4, 1, 1]))
    #expect(try maps.pixels().channels == 1, "four channels of anything are no RGBA")
  }

  @Test func batchesAndChannelsBecomeASheet() throws {
    // Two of the batch, two channels each, 1×1: a row for each of the batch, two pixels of white between.
    let tensor = try Tensor([UInt8]([10, 20, 30, 40]), [2, 2, 1, 1])
    let sheet = try TensorPicture(tensor).pixels()
    #expect((sheet.width, sheet.height, sheet.channels) == (4, 4, 1))
    #expect(sheet.pixels == [10, 255, 255, 20] + Array(repeating: 255, count: 8) + [30, 255, 255, 40])
    let square = try TensorPicture(Tensor(zeros: [9, 1, 4, 4])).pixels()
    #expect((square.width, square.height) == (16, 16))
    let transparent = try TensorPicture(Tensor([UInt8](repeating: 9, count: 8), [2, 4, 1, 1])).pixels()
    #expect(transparent.channels == 4)
    #expect(Array(transparent.pixels[4..<8]) == [255, 255, 255, 0], "the gap is transparent")
  }

  @Test func whatIsNoPictureIsRefused() throws {
    for shape: Shape in [[], [3], [1, 1, 1, 2, 2], [1, 1, 1, 1, 2, 2]] {
      #expect { try TensorPicture(Tensor(zeros: shape)) } throws: { ($0 as? TensorError)?.code == .rank }
    }
    for shape: Shape in [[0, 3], [3, 0], [0, 3, 3], [2, 0, 3, 3]] {
      #expect { try TensorPicture(Tensor(zeros: shape)) } throws: { ($0 as? TensorError)?.code == .size }
    }
  }

  @Test func cancellingStopsASheet() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let picture = try TensorPicture(Tensor(zeros: [5, 8, 8]))
    #expect { try picture.pixels(Execution(cancellation: cancellation)) } throws: {
      ($0 as? TensorError) == .cancelled
    }
  }

  /// Averaging against repeating every element as often as the target has pixels, and taking means of blocks.
  @Test(arguments: [(3, 5, 2, 2), (7, 4, 3, 4), (4, 4, 8, 8), (5, 3, 7, 2), (1, 9, 2, 4), (6, 6, 6, 6)])
  func averagesByArea(_ height: Int, _ width: Int, _ rows: Int, _ columns: Int) throws {
    let values = (0..<height * width).map { Float($0 * 37 % 101) / 101 }
    let picture = TensorPicture(anyShape: try Tensor(values, Shape(checking: [height, width])))
    let averaged = picture.averaged(0, width: columns, height: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = 0.0
        for y in row * height..<(row + 1) * height {
          for x in column * width..<(column + 1) * width {
            sum += Double(values[y / rows * width + x / columns])
          }
        }
        let expected = sum / Double(height * width)
        #expect(abs(Double(averaged[row * columns + column]) - expected) < 1e-5)
      }
    }
  }

  @Test func oneNaNTouchesOnlyItsPixel() throws {
    var values = [Float](repeating: 0.5, count: 16)
    values[0] = .nan
    let picture = TensorPicture(anyShape: try Tensor(values, [4, 4]))
    let averaged = picture.averaged(0, width: 2, height: 2)
    #expect(averaged.map(\.isNaN) == [true, false, false, false])
    #expect(averaged[3] == 0.5)
  }

  @Test func statisticsCountWhatIsNotFinite() throws {
    let tensor = try Tensor([Float.nan, .infinity, -.infinity, 1, 2, 6], [6])
    let statistics = TensorPicture.Statistics(of: tensor)
    #expect((statistics.minimum, statistics.maximum, statistics.mean) == (1, 6, 3))
    #expect((statistics.finite, statistics.notANumber, statistics.infinite) == (3, 1, 2))
  }
}
