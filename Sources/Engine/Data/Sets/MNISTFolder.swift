import Glibc

/// The files of MNIST in a folder: IDX, packed by gzip or not (LeCun, Cortes and Burges, "The MNIST database").
public enum MNISTFolder {
  /// The digits to train on and those to test with; classes "0" to "9".
  /// - Parameters:
  ///   - folder: its path.
  ///   - remarks: collects what there is to say of the files beside their contents.
  ///   - execution: what may stop it, and what may be read.
  /// - Returns: two sets of pictures `[N, 1, H, W]`, uint8.
  /// - Throws: `missing` with what is looked for, `wrongKind` where a file is no IDX file of pictures or labels, `corrupt` where
  ///   the numbers of pictures and labels differ or a label is no digit, and as the files' own formats do.
  public static func read(
    _ folder: String, remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> (train: DataSet, test: DataSet) {
    (try set(folder, "train", remarks, execution), try set(folder, "t10k", remarks, execution))
  }

  private static func set(
    _ folder: String, _ prefix: String, _ remarks: FileRemarks, _ execution: Execution
  ) throws(FileError) -> DataSet {
    let pictures = try array(folder, "\(prefix)-images", "idx3-ubyte", remarks, execution)
    let labels = try array(folder, "\(prefix)-labels", "idx1-ubyte", remarks, execution)
    defer { withExtendedLifetime((pictures.held, labels.held)) {} }
    let (shape, path) = (pictures.array.shape, pictures.path)
    guard pictures.array.elementType == .uint8, shape.count == 3 else {
      throw FileError(
        .wrongKind, path,
        "\(path) contains \(shape) of \(pictures.array.elementType.name); pictures must be [N, H, W] of uint8",
        help: "are pictures and labels swapped?")
    }
    guard labels.array.elementType == .uint8, labels.array.shape.count == 1 else {
      throw FileError(
        .wrongKind, labels.path,
        "\(labels.path) holds \(labels.array.shape) of \(labels.array.elementType.name), labels must be [N] of uint8",
        help: "are pictures and labels swapped?")
    }
    guard shape[0] == labels.array.shape[0] else {
      throw FileError(
        .corrupt, labels.path,
        "\(path) has \(shape[0]) pictures, and \(labels.path) \(labels.array.shape[0]) labels",
        help: "both files must be of the same set")
    }
    do throws(TensorError) {
      return try DataSet(
        pictures: Tensor(pictures.array), labels: Tensor(labels.array), classes: (0...9).map(String.init))
    } catch {
      if error.code == .memory { throw FileError(.tooLarge, path, error.message, help: error.help) }
      throw FileError(.corrupt, labels.path, "\(labels.path): \(error.message)", help: "fetch the file again")
    }
  }

  /// The array of the first of the names that such a file goes by.
  private static func array(
    _ folder: String, _ stem: String, _ suffix: String, _ remarks: FileRemarks, _ execution: Execution
  ) throws(FileError) -> (array: NumPyArray, path: String, held: HeldMemory) {
    try execution.checkReading(folder)
    let names = ["\(stem)-\(suffix)", "\(stem).\(suffix)"].flatMap { [$0 + ".gz", $0] }
    for name in names {
      let path = folder + "/" + name
      guard access(path, F_OK) == 0 else { continue }
      let (bytes, held) = try FileContent.unpacked(path, remarks, execution)
      return (try IDXFile.decode(bytes, path: path, remarks: remarks, in: execution), path, held)
    }
    throw FileError(
      .missing, folder, "there is no \(stem)-\(suffix) or \(stem)-\(suffix).gz in \(folder)",
      help:
        "MNIST is four files, train- and t10k-, images and labels; many mirrors have them, such as the ones that "
        + "torchvision.datasets.MNIST fetches. digits(1000) draws digits without any file")
  }
}
