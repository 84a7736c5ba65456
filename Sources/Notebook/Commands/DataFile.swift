import Engine
import Language

/// A file that is named like one of pictures, arrays or networks, which are written by `write` and by no command.
struct DataFile {
  private let name: String
  /// What the name promises: `a picture`.
  let kind: String
  /// The ending that `write` has for it.
  private let ending: String

  /// Nil for another ending.
  init?(_ name: String) {
    self.name = name
    let given = FilePath.ending(of: name)
    switch given {
    case "png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff", "webp", "pgm", "ppm":
      (kind, ending) = ("a picture", "png")
    case "npy", "npz", "csv", "mat": (kind, ending) = ("an array", "npy")
    case "safetensors", "pt", "pth", "onnx", "h5", "keras", "ckpt":
      (kind, ending) = ("a network", "safetensors")
    default: return nil
    }
  }

  /// The name without its ending, where a variable can be called so.
  var variable: String? {
    let stem = FilePath.stem(of: name)
    return Formatter.isWord(stem) ? stem : nil
  }

  /// The same name as a script's.
  var script: String { FilePath.stem(of: name) + ".fov" }

  /// The call that writes a value so.
  func call(_ value: String) -> String {
    // An .npz holds arrays by their names.
    let value = FilePath.ending(of: name) == "npz" ? "record(\(value)=\(value))" : value
    let isOwn = ["png", "npy", "npz", "safetensors"].contains(FilePath.ending(of: name))
    return "write(\(Formatter.quoted(isOwn ? name : FilePath.stem(of: name) + "." + ending)), \(value))"
  }
}
