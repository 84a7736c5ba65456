import CReadline
import Rendering

extension TerminalCapabilities {
  /// What a file descriptor offers, by the environment that the program was started with: the line editor changes its
  /// locale, whatever the terminal takes.
  package init(descriptor: Int32) {
    self.init(descriptor: descriptor) { fovea_locale_variable($0).map { String(cString: $0) } }
  }
}
