/// A folder of folders, one for each class, with pictures of one size, or made so: what torchvision calls an ImageFolder.
public enum PictureFolder {
  /// Classes are the folders' names, in the order of their bytes; so are the pictures of each. What is no picture, by its
  /// content, is left out, and so are hidden files. Pictures are grey where all are, else in colour; opacity and what is finer
  /// than 8 bits are dropped, and photographs that a camera marked as turned are turned upright.
  /// - Parameters:
  ///   - folder: its path.
  ///   - size: rows and columns that every picture is resized to; nil: all have one size already.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  ///   - leftOut: told of each file that looks like a picture and cannot be read.
  ///   - progress: is told how many files have been read.
  /// - Returns: pictures `[N, 1, H, W]` or `[N, 3, H, W]`, uint8, with the folders' names as classes.
  /// - Throws: `missing` where there are no folders of classes or one is empty, `wrongKind` where a class has no picture,
  ///   `corrupt` where two pictures differ in size and none is given, and as reading and decoding do where memory or patience ends.
  public static func read(
    _ folder: String, size: Pair? = nil, remarks: FileRemarks = FileRemarks(),
    in execution: Execution = Execution(),
    leftOut: (FileError) -> Void = { _ in },
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(FileError) -> DataSet {
    try execution.checkReading(folder)
    let classes = try entries(in: folder).filter(\.isFolder).map(\.name)
    guard !classes.isEmpty else {
      throw FileError(
        .missing, folder, "\(folder) contains no folders of classes",
        help: "each class has a folder of its own: \(folder)/cats/1.png, \(folder)/dogs/1.png")
    }
    var files: [(path: String, label: Int)] = []
    for (label, name) in classes.enumerated() {
      let path = folder + "/" + name
      try execution.checkReading(path)
      let own = try entries(in: path).filter { !$0.isFolder }.map(\.name)
      guard !own.isEmpty else { throw noPicture(.missing, in: path) }
      files += own.map { (path + "/" + $0, label) }
    }
    var (images, labels): ([PixelImage], [Int]) = ([], [])
    var held: [HeldMemory] = []
    var first = ""
    let passedOver = FileRemarks()
    for (index, file) in files.enumerated() {
      progress(index, files.count)
      switch try picture(file.path, passedOver, execution) {
      case .none: continue
      case .unreadable(let error): leftOut(error)
      case .picture(let read):
        let image =
          try size.map { size throws(FileError) in
            try read.resized(to: size, file.path, in: execution)
          } ?? read
        if let other = images.first, other.width != image.width || other.height != image.height {
          throw FileError(
            .corrupt, file.path,
            "\(file.path) is \(image.height) × \(image.width), but \(first) is \(other.height) × \(other.width)",
            help: "all pictures of a data set must have the same size; size=[64, 64] resizes them")
        }
        if images.isEmpty { first = file.path }
        held.append(try HeldMemory(image.pixels.count, file.path))
        images.append(image)
        labels.append(file.label)
      }
    }
    let found = Set(labels)
    for (label, name) in classes.enumerated() where !found.contains(label) {
      throw noPicture(.wrongKind, in: folder + "/" + name)
    }
    passedOver.summarize(in: folder, to: remarks)
    defer { withExtendedLifetime(held) {} }
    do throws(TensorError) {
      return try dataSet(images, labels, classes, execution)
    } catch {
      if error.code == .cancelled { throw .cancelled(folder) }
      throw FileError(.tooLarge, folder, error.message, help: error.help)
    }
  }

  private static func noPicture(_ code: FileError.Code, in folder: String) -> FileError {
    FileError(
      code, folder, "there is no picture in \(folder) that can be read",
      help: "remove the folder, or put \(FileFormats.pictureNames("or")) pictures into it")
  }

  private enum Found {
    case picture(PixelImage)
    /// By its content or its name a picture.
    case unreadable(FileError)
    case none
  }

  /// What a file of a class is. Only what would stop the rest too is thrown.
  private static func picture(
    _ path: String, _ remarks: FileRemarks, _ execution: Execution
  ) throws(FileError) -> Found {
    do throws(FileError) {
      guard let (head, _) = try ByteFile.ends(of: path, count: 16) else { return .none }
      guard FileFormats.format(of: head, path: path) is any PictureFormat.Type else {
        guard isCalledPicture(path) || ForeignFormat.isPicture(head) else { return .none }
        return .unreadable(ForeignFormat.noPicture(head, path: path))
      }
      return .picture(
        try PixelImage.decode(
          ByteFile.read(path, in: execution), path: path, result: .numbers, remarks: remarks,
          in: execution
        ).upright(path, in: execution))
    } catch {
      switch error.code {
      case .cancelled, .tooLarge: throw error
      case .notAFile: return .none
      case .denied, .system: return isCalledPicture(path) ? .unreadable(error) : .none
      default: return .unreadable(error)
      }
    }
  }

  private static func isCalledPicture(_ path: String) -> Bool { FileFormats.sort(named: path) == .picture }

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
  private static func entries(in folder: String) throws(FileError) -> [FolderEntry] {
    try FolderEntry.all(in: folder).filter { !$0.isHidden }
      .sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
  }
}
