import Engine

/// What inputs of a fuzzer are thrown at. `Scripts/fuzz` makes them, and the tests replay those that it kept.
package enum FuzzTarget: String, CaseIterable, Sendable {
  case programs, lessons
  case npy, npz, idx, gzip, safetensors, networks
  case png, jpeg, pixmaps
  case games, tables

  /// Whether inputs are what people type.
  package var isText: Bool { self == .programs || self == .lessons || self == .games || self == .tables }

  /// Runs an input. Whatever it is, nothing may end the process, hang when it is interrupted, or ask for memory that no
  /// budget has.
  /// - Parameter folder: an empty one, for files.
  package func run(_ input: [UInt8], in folder: String, _ cancellation: Cancellation) {
    switch self {
    case .programs: ProgramRun.run(input, cancellation)
    case .lessons: LessonRun.run(input, in: folder, cancellation)
    default: FileRun.run(input, self, in: folder, cancellation)
    }
  }

  /// An input that is like another, but for one thing. Lengths and checksums fit again, so that the change gets past the
  /// first look at the file.
  /// - Returns: nil where the input is too broken to be taken apart.
  package func changed(_ input: [UInt8], _ tools: inout MutationTools) -> [UInt8]? {
    switch self {
    case .programs: ProgramMutation.changed(input, &tools)
    case .lessons: LessonMutation.changed(input, &tools)
    case .npy: NumPyMutation.changed(input, &tools)
    case .npz: ZipMutation.changed(input, &tools)
    case .idx: IDXMutation.changed(input, &tools)
    case .gzip: GzipMutation.changed(input, &tools)
    case .safetensors, .networks: SafetensorsMutation.changed(input, &tools)
    case .png: PNGMutation.changed(input, &tools)
    case .jpeg: JPEGMutation.changed(input, &tools)
    case .pixmaps: PixmapMutation.changed(input, &tools)
    case .games: GameMutation.changed(input, &tools)
    case .tables: TableMutation.changed(input, &tools)
    }
  }
}
