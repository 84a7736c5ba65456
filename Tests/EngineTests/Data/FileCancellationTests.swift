import Engine
import Foundation
import Glibc
import Synchronization
import Testing

@Suite struct FileCancellationTests {
  private let cancellation = Cancellation()
  private var stopped: Execution {
    cancellation.raise()
    return Execution(cancellation: cancellation)
  }

  @Test func everyReaderAndWriterStops() throws {
    let png = try DataFixtures.bytes("png/rgb8-interlaced.png")
    let image = try PNG.decode(png)
    let archive = try DataFixtures.arrays("npz/compressed.npz")
    #expect(fileErrorCode { try PNG.decode(png, in: stopped) } == .cancelled)
    #expect(fileErrorCode { try PNG.encode(image, in: stopped) } == .cancelled)
    #expect(
      fileErrorCode { try JPEG.decode(try DataFixtures.bytes("jpeg/rgb.jpg"), in: stopped) } == .cancelled)
    #expect(fileErrorCode { try PortablePixmap.decode(Array("P2 1 1 9 9".utf8), in: stopped) } == .cancelled)
    #expect(
      fileErrorCode { try NumPyFile.decode(try DataFixtures.bytes("npy/f4.npy"), in: stopped) } == .cancelled)
    #expect(fileErrorCode { try archive.encode(in: stopped) } == .cancelled)
    #expect(
      fileErrorCode { try NumPyArchive.decode(try DataFixtures.bytes("npz/savez.npz"), in: stopped) }
        == .cancelled)
    #expect(
      fileErrorCode { try Gzip.unpack(try DataFixtures.bytes("gzip/zeros-10MB.gz"), in: stopped) }
        == .cancelled)
    #expect(fileErrorCode { try ByteFile.read(#filePath, in: stopped) } == .cancelled)
  }

  @Test func aWriteThatIsStoppedLeavesNothing() throws {
    try DataFixtures.withTemporaryFolder { folder in
      #expect(fileErrorCode { try ByteFile.write([1, 2], to: "\(folder)/x", in: stopped) } == .cancelled)
      #expect(DataFixtures.list(folder) == [])
    }
  }

  /// Noise packs slowly: these 12 million bytes take about a second.
  @Test func stopsSoonAfterTheWordIsRaised() throws {
    var random = SplitMix64(state: 3)
    var pixels: [UInt8] = []
    while pixels.count < 12_000_000 { withUnsafeBytes(of: random.next()) { pixels += $0 } }
    let image = PixelImage(width: 4_000, height: 1_000, channels: 3, pixels: pixels)
    let running = Execution(cancellation: cancellation)
    let clock = ContinuousClock()
    // A thread of its own: tasks wait for one another when many tests run.
    let raised = Mutex<ContinuousClock.Instant?>(nil)
    let cancellation = cancellation
    let alarm = Thread {
      usleep(100_000)
      raised.withLock { $0 = clock.now }
      cancellation.raise()
    }
    alarm.start()
    let code = fileErrorCode { try PNG.encode(image, in: running) }
    let end = clock.now
    #expect(code == .cancelled)
    let start = try #require(raised.withLock { $0 })
    #expect(start.duration(to: end) < .milliseconds(250))
  }
}
