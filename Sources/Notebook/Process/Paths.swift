import Engine
import Glibc

/// Where this program's things are on this machine.
package enum Paths {
  package static let lessonSetting = Setting<String>(
    "FOVEA_LESSONS", "the folder of the lessons, by default next to the program",
    takes: "a folder"
  ) { .init($0) }

  /// What a variable of the environment says; nil where it is not set, or to nothing.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What `lessonSetting` says, else the folder `lessons` beside the program or above the build folder that it lies in.
  package static var lessons: String {
    if let folder = lessonSetting.text { return folder }
    var folder = executableFolder
    while folder.count > 1 {
      if access(folder + "/lessons/0-tour.fov", R_OK) == 0 { return folder + "/lessons" }
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    return "lessons"
  }

  private static var executableFolder: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "" }
    // Safe: the text is ours, ends with a NUL and is not used after this.
    defer { free(path) }
    let text = String(cString: path)
    return String(text[..<(text.lastIndex(of: "/") ?? text.startIndex)])
  }

  /// The file that keeps how far each lesson was worked through; nil without a home.
  package static var progress: String? { state("progress") }

  /// A file that is kept from one start to the next: `$XDG_STATE_HOME/fovea/NAME`, or below `~/.local/state`.
  ///
  /// - Parameter environment: the value of a variable; nil where it is not set.
  /// - Returns: nil without a home.
  package static func state(_ name: String, environment: (String) -> String? = environment) -> String? {
    // The specification wants relative paths ignored.
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/fovea/" + name }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.local/state/fovea/" + name
  }
}
