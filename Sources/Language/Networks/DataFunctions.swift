import Datasets
import Engine

/// Data sets.
enum DataFunctions {
  static let all: [BuiltIn] = [
    digits, shapes, cartoons, DatasetFunction.dataset, mnist, pictureFolder, split, distort, augment,
  ]

  private static let digits = generated(
    "digits", "Handwritten-looking digits, drawn by the program: 28 × 28, ten classes.",
    details:
      "The strokes vary as in real handwriting; size and brightness are like MNIST's, and no file is needed.",
    shape: "[1, 28, 28]", DigitGenerator.dataSet)

  private static let shapes = generated(
    "shapes", "Circles, squares, triangles, crosses and stars, anywhere, of any size, turned.",
    details: "Outlines and filled ones, 28 × 28.", shape: "[1, 28, 28]"
  ) { count, seed, execution throws(TensorError) in
    try ShapeGenerator.dataSet(count, seed: seed, in: execution)
  }

  private static let cartoons = generated(
    "cartoons", "Little animals in colour: cats, dogs, birds and fish.",
    details: "[3, 32, 32]; each class has parts of its own, such as ears, a beak or a tail.",
    shape: "[3, 32, 32]",
    CartoonGenerator.dataSet)

  private static let count = OptionKey(
    "count", default: 1000, limits: .from(1), style: .either, "how many pictures")

  private static func generated(
    _ name: String, _ summary: String, details: String, shape: String,
    _ draw: @escaping @Sendable (Int, UInt64, Execution) throws(TensorError) -> DataSet
  ) -> BuiltIn {
    BuiltIn(
      name, .data, summary,
      [.option(count.option), .option(DataOptions.seed.option)],
      details: details
        + " All classes are equally frequent. The same seed draws the same pictures.",
      examples: [
        .init(code: "\(name)(20, seed=1).count", result: "20"),
        .init(code: "shape(\(name)(1)[1].picture)", result: shape),
        .init(code: "\(name)(20, seed=1) == \(name)(20, seed=1)", result: "true"),
        .init(code: "\(name)(0)", fails: .option),
      ]
    ) { arguments throws(Diagnostic) in
      let count = try arguments[count]
      let seed = try arguments.seed(DataOptions.seed)
      let data = try arguments.engine { () throws(TensorError) in
        try draw(count, seed, arguments.interpreter.execution)
      }
      return .object(DataObject(data))
    }
  }

  private static let mnist = BuiltIn(
    "mnist", .data, "Reads the handwritten digits of MNIST from a folder.",
    [.required("folder", "the folder with the four files, compressed with gzip or not").ofFile],
    details: """
      A record of two data sets: train with 60,000 digits 28 × 28, test with 10,000. Digit "0" is class 1.
      The files are train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, \
      with or without .gz.
      """,
    examples: [.init(code: "mnist(\"missing\")", fails: .file)],
    torch: "torchvision.datasets.MNIST(folder)"
  ) { arguments throws(Diagnostic) in
    let folder = try arguments.path(0)
    let sets = try arguments.reading { remarks throws(FileError) in
      try MNISTFolder.read(folder, remarks: remarks, in: arguments.interpreter.execution)
    }
    return .record(
      RecordBox(["train", "test"], [.object(DataObject(sets.train)), .object(DataObject(sets.test))]))
  }

  private static let commonSize = OptionKey<Pair?>(
    "size", default: nil, limits: .from(1), "a number, or [rows, columns], that every picture is resized to")

  private static let pictureFolder = BuiltIn(
    "picture_folder", .data, "Reads pictures from a folder that has a folder for each class.",
    [
      .required("folder", "the folder that contains the classes' folders").ofFile, .option(commonSize.option),
    ],
    details: """
      \(FileFormats.pictureNames("or")): folder/cats/1.png, folder/dogs/1.png. The folders' names are the classes.
      All must have one size, unless size= resizes them, whatever their proportions: a smaller picture has the means of the \
      areas that its pixels cover, a larger one lies between pixels (bilinear).
      Grey if all are grey, otherwise in colour; opacity and precision beyond 8 bits are dropped.
      A photograph that the camera marked as rotated (Exif) is turned upright.
      Hidden files and files that are not pictures are left out, with a note for a picture that cannot be read.
      """,
    examples: [.init(code: "picture_folder(\"missing\")", fails: .file)],
    torch: "torchvision.datasets.ImageFolder(folder, transform=Resize((64, 64)))"
  ) { arguments throws(Diagnostic) in
    let folder = try arguments.path(0)
    let size = try arguments[commonSize]
    var ticker: ProgressTicker?
    var unread: [FileError] = []
    let data = try arguments.reading { remarks throws(FileError) in
      try PictureFolder.read(folder, size: size, remarks: remarks, in: arguments.interpreter.execution) {
        unread.append($0)
      } progress: { _, all in
        if ticker == nil { ticker = ProgressTicker("reading", total: all, arguments.interpreter) }
        ticker?.advance()
      }
    }
    if let first = unread.first {
      let rest = unread.count == 1 ? "" : ", and \(Formatter.count(unread.count - 1, "other"))"
      arguments.interpreter.note("unread pictures in \(folder)", "left out: \(first.message)\(rest)")
    }
    return .object(DataObject(data))
  }

  private static let distort = BuiltIn(
    "distort", .data, "Distorts pictures as in the Spatial Transformer paper.",
    [
      .required("data", "a data set"),
      .option(DistortionKind.option.option), .option(DataOptions.seed.option),
    ],
    details: """
      "R": turned by −90 to 90 degrees. "RTS": turned by −45 to 45 degrees, scaled by 0.7 to 1.2, anywhere in 42 × 42.
      "P": in perspective, scaled by 0.75 to 1 and each corner moved by about 5 pixels. "E": bent by 16 points that move \
      by about 1.5 pixels. "TC": anywhere in 60 × 60, among six pieces of other pictures.
      In each epoch of training a picture is distorted differently; when shown or evaluated, always in the same way.
      """,
    examples: [
      .init(
        code: "shape(distort(dataset(ones(2, 28, 28), [1, 1]), \"RTS\")[1].picture)", result: "[1, 42, 42]"),
      .init(code: "shape(distort(digits(5), \"TC\")[1].picture)", result: "[1, 60, 60]"),
      .init(code: "distort(dataset(ones(2, 28, 28), [1, 1]), \"X\")", fails: .option),
      .init(code: "distort(digits(4), \"R\", seed=-1)", fails: .option),
    ]
  ) { arguments throws(Diagnostic) in
    let kind = try arguments[DistortionKind.option]
    return try distorted(try arguments.dataSet(0), by: kind.distortion, arguments)
  }

  private static func distorted(
    _ data: DataSet, by distortion: any Distortion, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    let seed = try arguments.seed(DataOptions.seed)
    return .object(
      DataObject(
        try arguments.engine([0]) { () throws(TensorError) in try data.distorted(by: distortion, seed: seed) }
      ))
  }

  private static let rotation = OptionKey<NumberRange>(
    "rotate", default: .single(0), "by at most so many degrees, either way; or [from, to]")
  private static let scale = OptionKey<NumberRange>(
    "scale", default: .single(1), "by a factor from [from, to]; a number f is [1/f, f]")
  private static let shift = OptionKey(
    "shift", default: 0.0, "by at most so many pixels, each way")

  private static let augment = BuiltIn(
    "augment", .data, "Turns, scales and moves pictures a little, differently in each epoch of training.",
    [
      .required("data", "a data set"),
      .option(rotation.option), .option(scale.option), .option(shift.option),
      .option(DataOptions.seed.option),
    ],
    examples: [
      .init(code: "augment(dataset(ones(2, 8, 8), [1, 1]), rotate=15, shift=2).count", result: "2"),
      .init(code: "augment(dataset(ones(2, 8, 8), [1, 1]), scale=0)", fails: .option),
    ],
    torch: "torchvision.transforms.RandomAffine(degrees, translate, scale)"
  ) { arguments throws(Diagnostic) in
    let data = try arguments.dataSet(0)
    let rotation = try arguments[rotation].bounds { -abs($0)...abs($0) }
    let factor = try arguments[scale]
    guard factor != .single(0) else {
      throw arguments.failure(.option, "`scale` cannot be 0", at: DataFunctions.scale)
    }
    let scale = factor.bounds { min($0, 1 / $0)...max($0, 1 / $0) }
    let shift = try arguments[shift]
    let distortion = try arguments.engine { () throws(TensorError) in
      try AffineDistortion(rotation: rotation, scale: scale, shift: .upTo(shift))
    }
    return try distorted(data, by: distortion, arguments)
  }

  private static let share = OptionKey(
    "share", default: 0.8, style: .either, "the share of the pictures in the first")
  private static let splitSeed = OptionKey<Int?>(
    "seed", default: nil, style: .seed, "fixes the random choice; random without it")

  private static let split = BuiltIn(
    "split", .data, "Splits a data set in two, at random.",
    [
      .required("data", "a data set"), .option(share.option), .option(splitSeed.option),
    ],
    examples: [
      .init(code: "split(dataset(zeros(10, 4, 4), ones(10)), 0.7)[1].count", result: "7"),
      .init(code: "split(dataset(zeros(10, 4, 4), ones(10)), 1)", fails: .option),
    ],
    torch: "torch.utils.data.random_split(data, [0.8, 0.2])"
  ) { arguments throws(Diagnostic) in
    let data = try arguments.dataSet(0)
    let share = try arguments[share]
    let first = (share * Double(data.count)).rounded()
    guard first >= 1, first < Double(data.count) else {
      throw arguments.failure(
        .option,
        "a share of \(Formatter.number(share)) of \(Formatter.count(data.count, "picture")) leaves one part empty",
        at: arguments.optional(DataFunctions.share) == nil
          ? 0 : DataFunctions.share.position(in: arguments.builtIn))
    }
    let seed = try arguments.seed(splitSeed)
    var generator = RandomGenerator(seed: seed)
    let places = Array(0..<data.count).shuffled(using: &generator)
    let parts = [places.prefix(Int(clamping: first)), places.dropFirst(Int(clamping: first))]
    return .list(
      try parts.map { part throws(Diagnostic) in
        .object(DataObject(try arguments.engine { () throws(TensorError) in try data.subset(Array(part)) }))
      })
  }
}
