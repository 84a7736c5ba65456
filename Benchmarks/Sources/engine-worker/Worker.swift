import Engine
import Glibc

/// The engine's side of the benchmark: prepares the work that is asked for on standard input and says how long it took.
///
/// One request a line, one answer a line: `ok …`, or `error …` and the next request. The requests:
///
///     case LABEL KIND key=value …   makes the inputs and keeps the case under its label
///     write LABEL                   input-0.npy … and result-0.npy … into the folder; answers how many of each
///     time LABEL REPETITIONS COUNT  COUNT times, each in seconds, of so many repetitions
///     operations LABEL              floating-point operations of one repetition, of a case that counts them
///     forget                        drops all cases
///     memory reset | memory peak    the most bytes resident since the reset
///     level                         the CPU level in use
@main
struct Worker {
  private var cases: [String: any Workload] = [:]
  private let folder: String

  static func main() {
    guard CommandLine.arguments.count == 2 else {
      print("usage: engine-worker FOLDER < REQUESTS")
      exit(2)
    }
    var worker = Worker(folder: CommandLine.arguments[1])
    while let line = readLine() {
      print(worker.answer(line))
      fflush(nil)
    }
  }

  private init(folder: String) { self.folder = folder }

  private mutating func answer(_ line: String) -> String {
    do {
      return try "ok " + obey(Request(line))
    } catch let error as TensorError {
      return "error \(error.operation.map { $0 + ": " } ?? "")\(error.message)"
    } catch let error as FileError {
      return "error \(error.message)"
    } catch let error as WorkerError {
      return "error \(error.message)"
    } catch {
      return "error \(error)"
    }
  }

  private mutating func obey(_ request: Request) throws -> String {
    switch request.command {
    case "case":
      let label = try request.word(0)
      cases[label] = nil
      cases[label] = try Catalogue.workload(try request.word(1), request.options)
      return ""
    case "write": return try write(label: try request.word(0))
    case "time":
      return try time(try request.word(0), try request.number(1), count: try request.number(2))
    case "operations":
      guard let operations = try workload(try request.word(0)).operations else {
        throw WorkerError("nobody counted the operations of this case")
      }
      return "\(operations)"
    case "forget":
      cases = [:]
      return ""
    case "memory": return try memory(try request.word(0))
    case "level": return ProcessorLevel.current.rawValue
    default: throw WorkerError("no such request: \(request.command)")
    }
  }

  private func workload(_ label: String) throws(WorkerError) -> any Workload {
    guard let workload = cases[label] else { throw WorkerError("no such case: \(label)") }
    return workload
  }

  private func write(label: String) throws -> String {
    var workload = try workload(label)
    let inputs = workload.inputs
    let results = try workload.results()
    for (name, tensors) in [("input", inputs), ("result", results)] {
      for (position, tensor) in tensors.enumerated() {
        try ByteFile.write(NumPyFile.encode(tensor.numPyArray), to: "\(folder)/\(name)-\(position).npy")
      }
    }
    return "\(inputs.count) \(results.count)"
  }

  /// Starts from the case's first state, so that a training run does not grow old over many requests.
  private func time(_ label: String, _ repetitions: Int, count: Int) throws -> String {
    var workload = try workload(label)
    var times: [String] = []
    for _ in 0..<count {
      let start = ContinuousClock.now
      try workload.run(repetitions)
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      times.append("\(Double(seconds) + Double(attoseconds) * 1e-18)")
    }
    return times.joined(separator: " ")
  }

  private func memory(_ what: String) throws(WorkerError) -> String {
    switch what {
    case "reset":
      try ResidentMemory.resetPeak()
      return ""
    case "peak": return "\(try ResidentMemory.peak())"
    default: throw WorkerError("memory reset or memory peak, not memory \(what)")
    }
  }
}
