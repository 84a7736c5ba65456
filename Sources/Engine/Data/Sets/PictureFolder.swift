import Glibc

/// A folder of folders, one for each class, with PNG, JPEG, PGM or PPM pictures of one size: what torchvision calls an
/// ImageFolder.
public enum PictureFolder {
  /// Classes are the folders' names, in the order of their bytes; so are the pictures of each. Hidden files are left out.
  /// Pictures are grey where all are, else in colour; opacity and what is finer than 8 bits are dropped, and photographs that
  /// a camera marked as turned are turned upright.
  /// - Throws: `missing` where there are no folders of pictures, `corrupt` where two pictures differ in size, `wrongKind` for a
  ///   file that is no picture, and as reading and decoding do.
  public static func read(
    _ folder: String, in execution: Execution = Execution(),
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(FileError) -> DataSet {
    let classes = try names(in: folder).filter { isFolder(folder + "/" + $0) }
    guard !classes.isEmpty else {
      throw FileError(
        .missing, folder, "there is no folder of a class in \(folder)",
        help: "each class has a folder of its own: \(folder)/cats/1.png, \(folder)/dogs/1.png")
    }
    var files: [(path: String, label: Int)] = []
    for (label, name) in classes.enumerated() {
      let path = folder + "/" + name
      let own = try names(in: path).filter { !isFolder(path + "/" + $0) }
      guard !own.isEmpty else {
        throw FileError(
          .missing, path, "there is no picture in \(path)", help: "remove the folder, or put some into it")
      }
      files += own.map { (path + "/" + $0, label) }
    }
    var images: [PixelImage] = []
    var held: [HeldMemory] = []
    for (index, file) in files.enumerated() {
      progress(index, files.count)
      let image = try PixelImage.decode(
        ByteFile.read(file.path, in: execution), path: file.path, result: .numbers, in: execution
      ).upright(file.path, in: execution)
      held.append(try HeldMemory(image.pixels.count, file.path))
      if let first = images.first, first.width != image.width || first.height != image.height {
        throw FileError(
          .corrupt, file.path,
          "\(file.path) is \(image.height) × \(image.width), and \(files[0].path) is \(first.height) × \(first.width)",
          help: "the pictures of a data set have one size; any tool that resizes pictures makes them alike")
      }
      images.append(image)
    }
    defer { withExtendedLifetime(held) {} }
    do throws(TensorError) {
      return try dataSet(images, files.map(\.label), classes, execution)
    } catch {
      if error.code == .cancelled { throw .cancelled(folder) }
      throw FileError(.tooLarge, folder, error.message, help: error.help)
    }
  }

  private static func dataSet(
    _ images: [PixelImage], _ labels: [Int], _ classes: [String], _ execution: Execution
  ) throws(TensorError) -> DataSet {
    let isGrey = images.allSatisfy { $0.channels <= 2 }
    let channels = isGrey ? 1 : 3
    let pixels = images[0].width * images[0].height
    let pictures = try Tensor(
      uninitialized: Shape(checking: [images.count, channels, images[0].height, images[0].width]), .uint8)
    try pictures.write(as: UInt8.self) { target throws(TensorError) in
      for (index, image) in images.enumerated() {
        try execution.checkCancelled()
        for channel in 0..<channels {
          // A grey picture among coloured ones has the same in all three.
          let own = image.channels <= 2 ? 0 : channel
          let start = (index * channels + channel) * pixels
          for pixel in 0..<pixels { target[start + pixel] = image.pixels[pixel * image.channels + own] }
        }
      }
    }
    let numbers = try Tensor(labels.map(Int64.init), [labels.count])
    return try DataSet(pictures: pictures, labels: numbers, classes: classes)
  }

  /// What lies in a folder, but for hidden files, in the order of the names' bytes.
  private static func names(in folder: String) throws(FileError) -> [String] {
    guard let directory = opendir(folder) else { throw SystemFailure(errno).error(reading: folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      // The entry is valid until the next `readdir`; its name ends with a NUL within the array.
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
