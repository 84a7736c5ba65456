import Engine
import Foundation
import Testing

@Suite("Data sets from folders") struct FolderTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "fovea-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func write(_ bytes: [UInt8], _ path: String) throws {
    let full = folder + "/" + path
    try FileManager.default.createDirectory(
      atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try ByteFile.write(bytes, to: full)
  }

  private func png(_ values: [UInt8], _ height: Int, _ width: Int, channels: Int = 1) throws -> [UInt8] {
    try PNG.encode(PixelImage(width: width, height: height, channels: channels, pixels: values))
  }

  private func code(_ read: () throws(FileError) -> Void) -> FileError.Code? {
    do throws(FileError) {
      try read()
      return nil
    } catch { return error.code }
  }

  @Test func aFolderForEachClass() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(png([1, 2, 3, 4, 5, 6], 2, 3), "set/b/2.png")
    try write(png([7, 7, 7, 7, 7, 7], 2, 3), "set/b/1.png")
    try write(Array("P5 3 2 255 ".utf8) + [9, 8, 7, 6, 5, 4], "set/a/x.pgm")
    try write([1], "set/.hidden")
    let data = try PictureFolder.read(folder + "/set")
    #expect(
      data.classes == ["a", "b"] && data.labels?.elements == [0, 1, 1] && data.pictures.shape == [3, 1, 2, 3])
    #expect(data.pictures.elements == [9, 8, 7, 6, 5, 4, 7, 7, 7, 7, 7, 7, 1, 2, 3, 4, 5, 6])
    // One in colour makes all of them so.
    try write(png([UInt8](1...18), 2, 3, channels: 3), "set/a/y.png")
    let colored = try PictureFolder.read(folder + "/set")
    #expect(colored.pictures.shape == [4, 3, 2, 3])
    #expect(
      Array(colored.pictures.elements.prefix(18)) == [9, 8, 7, 6, 5, 4, 9, 8, 7, 6, 5, 4, 9, 8, 7, 6, 5, 4])
    #expect(Array(colored.pictures.elements[18..<24]) == [1, 4, 7, 10, 13, 16])
  }

  /// A smaller picture has the means of areas, a larger one lies between pixels; one of that size stays as it is.
  @Test func picturesOfDifferentSizesAreResized() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(png([10, 20, 30, 40, 50, 60, 70, 80], 2, 4), "set/a/1.png")
    try write(png([7, 9, 11, 13], 2, 2), "set/a/2.png")
    try write(png([0, 100], 1, 2), "set/b/3.png")
    try write(png([0, 4, 8, 4, 8, 12, 8, 12, 16, 12, 16, 20], 2, 2, channels: 3), "color/a/1.png")
    try write(png([100, 200, 50], 1, 1, channels: 3), "color/b/2.png")
    let data = try PictureFolder.read(folder + "/set", size: Pair(2, 2))
    #expect(data.pictures.shape == [3, 1, 2, 2] && data.labels?.elements == [0, 0, 1])
    #expect(data.pictures.elements == [15, 35, 55, 75, 7, 9, 11, 13, 0, 100, 0, 100])
    let wide = try PictureFolder.read(folder + "/set", size: Pair(1, 4))
    // Between 0 and 100 at −1/4, 1/4, 3/4 and 5/4 of the way, cut off at the ends.
    #expect(Array(wide.pictures.elements.suffix(4)) == [0, 25, 75, 100])
    let colored = try PictureFolder.read(folder + "/color", size: 1)
    // Each channel by itself: (0 + 4 + 8 + 12) / 4, and so on.
    #expect(
      colored.pictures.shape == [2, 3, 1, 1] && colored.pictures.elements == [6, 10, 14, 100, 200, 50])
    #expect(
      code { () throws(FileError) in _ = try PictureFolder.read(folder + "/set", size: Pair(1 << 30, 1 << 30))
      }
        == .tooLarge)
  }

  @Test func foldersThatAreNone() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(code { () throws(FileError) in _ = try PictureFolder.read(folder + "/missing") } == .missing)
    #expect(code { () throws(FileError) in _ = try PictureFolder.read(folder) } == .missing)
    try write(png([1, 2], 1, 2), "one/a/1.png")
    try FileManager.default.createDirectory(atPath: folder + "/one/b", withIntermediateDirectories: true)
    #expect(code { () throws(FileError) in _ = try PictureFolder.read(folder + "/one") } == .missing)
    try write(png([1, 2], 2, 1), "one/b/1.png")
    #expect(code { () throws(FileError) in _ = try PictureFolder.read(folder + "/one") } == .corrupt)
    try write(Array("text".utf8), "two/a/1.txt")
    #expect(code { () throws(FileError) in _ = try PictureFolder.read(folder + "/two") } == .wrongKind)
  }

  /// What file managers and people leave lying about is no picture; a picture that cannot be read is told of.
  @Test func whatIsNoPictureIsLeftOut() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(png([1, 2], 1, 2), "set/a/1.png")
    try write(png([3, 4], 1, 2), "set/b/no-ending")
    try write([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3], "set/a/Thumbs.db")
    try write(Array("[.ShellClassInfo]\r\n".utf8), "set/b/desktop.ini")
    try write([0, 0, 0, 1], "set/a/.DS_Store")
    try write([], "set/a/empty.txt")
    #expect(mkfifo(folder + "/set/a/pipe", 0o600) == 0)
    var leftOut: [String] = []
    let data = try PictureFolder.read(folder + "/set", leftOut: { leftOut.append($0.path) })
    #expect(data.pictures.elements == [1, 2, 3, 4] && data.labels?.elements == [0, 1] && leftOut == [])
    try write(Array(png([9, 9], 1, 2).dropLast(20)), "set/a/cut.png")
    try write(Array("GIF89a and so on".utf8), "set/b/moving")
    try write(Array("text".utf8), "set/b/called.jpg")
    let again = try PictureFolder.read(folder + "/set", leftOut: { leftOut.append($0.path) })
    #expect(again.pictures.elements == [1, 2, 3, 4])
    #expect(leftOut.map { $0.dropFirst(folder.count + 5) } == ["a/cut.png", "b/called.jpg", "b/moving"])
  }

  private func idx(_ kind: UInt8, _ extents: [Int], _ elements: [UInt8]) -> [UInt8] {
    [0, 0, kind, UInt8(extents.count)]
      + extents.flatMap { extent in (0..<4).map { UInt8(truncatingIfNeeded: extent >> (24 - 8 * $0)) } }
      + elements
  }

  private func mnist(
    pictures: [UInt8]? = nil, labels: [UInt8]? = nil
  ) throws {
    for name in ["train", "t10k"] {
      try write(pictures ?? idx(8, [2, 1, 2], [0, 255, 128, 7]), "m/\(name)-images-idx3-ubyte")
      try write(labels ?? idx(8, [2], [3, 9]), "m/\(name)-labels.idx1-ubyte")
    }
  }

  @Test func theFilesOfMNIST() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try mnist()
    let sets = try MNISTFolder.read(folder + "/m")
    #expect(sets.train.labels?.elements == [3, 9] && sets.test.pictures.elements == [0, 255, 128, 7])
    #expect(sets.train.classes == (0...9).map(String.init))
    func found(_ pictures: [UInt8]? = nil, _ labels: [UInt8]? = nil) throws -> FileError.Code? {
      try mnist(pictures: pictures, labels: labels)
      return code { () throws(FileError) in _ = try MNISTFolder.read(folder + "/m") }
    }
    // Another magic number, exchanged files, counts that differ, a label beyond 9, a file that is cut short.
    #expect(try found([1, 2, 3, 4, 5]) == .wrongKind)
    #expect(try found(idx(8, [2], [3, 9])) == .wrongKind)
    #expect(try found(idx(13, [1, 1, 1], [0, 0, 0, 0])) == .wrongKind)
    #expect(try found(nil, idx(8, [3], [1, 2, 3])) == .corrupt)
    #expect(try found(nil, idx(8, [2], [1, 10])) == .corrupt)
    #expect(try found(Array(idx(8, [2, 1, 2], [0, 255, 128]))) == .truncated)
    #expect(code { () throws(FileError) in _ = try MNISTFolder.read(folder) } == .missing)
  }

  @Test func theRealOnes() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard let data = ProcessInfo.processInfo.environment["FOVEA_DATA"] else {
      print("skipped: FOVEA_DATA names no folder with mnist/")
      return
    }
    let sets = try MNISTFolder.read(data + "/mnist")
    #expect(sets.train.count == 60_000 && sets.test.count == 10_000)
    // As the files' authors count them.
    let counts = (0..<10).map { digit in sets.test.targets.tensor.elements.count { Int($0) == digit } }
    #expect(counts == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
  }
}
