import Engine
import Language

/// A file is read by everything at the prompt that could read it.
enum FileRun {
  static func run(_ input: [UInt8], _ target: FuzzTarget, in folder: String, _ cancellation: Cancellation) {
    let name =
      switch target {
      case .games: "input.sgf"
      case .tables: "input.csv"
      default: "input.safetensors"
      }
    guard (try? ByteFile.write(input, to: "\(folder)/\(name)")) != nil else { return }
    let interpreter = Interpreter(cancellation: cancellation)
    interpreter.folder = folder
    interpreter.output = { markup in _ = markup.plainText }
    for (number, cell) in cells(target, name).enumerated() {
      let succeeded = ProgramRun.run(SourceText(name: "fuzz", cell), interpreter)
      // What cannot be read at all is not tried again, so that there is time for more inputs.
      if number == 0 && !succeeded && target == .networks { return }
    }
  }

  private static func cells(_ target: FuzzTarget, _ name: String) -> [String] {
    switch target {
    case .games: ["x = sgf(\"\(name)\"); x", "sgf(\"\(name)\", move=1)", "g = go_games(\"\(name)\"); g[1]"]
    case .png, .jpeg, .pixmaps: ["x = load(\"\(name)\"); x", "p = picture(\"\(name)\"); p; gray(p); show p"]
    case .networks:
      [
        "n = load(\"\(name)\"); n", "n(ones(4, 4))", "n.history; explain n(ones(4, 4))[1]",
        "train(Chain(Flatten(), Dense(2)), dataset(ones(4, 4, 4), [1, 2, 1, 2]), epochs=2, batch_size=2, seed=1,"
          + " checkpoint=\"\(name)\")",
      ]
    default: ["x = load(\"\(name)\"); x", "x + 1; sum(x); x[1]; x[end]"]
    }
  }
}
