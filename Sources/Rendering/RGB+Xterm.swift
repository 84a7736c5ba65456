import Language

extension RGB {
  /// The nearest of xterm's fixed colours: 16…231 a cube of six levels, 232…255 greys.
  package var xterm256: UInt8 {
    let cube = [red, green, blue].map(RGB.nearestLevel)
    let cubeColor = RGB(RGB.levels[cube[0]], RGB.levels[cube[1]], RGB.levels[cube[2]])
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let step = min(max((mean - 8 + 5) / 10, 0), 23)
    let grey = UInt8(8 + 10 * step)
    return distance(to: RGB(grey, grey, grey)) < distance(to: cubeColor)
      ? UInt8(232 + step) : UInt8(16 + 36 * cube[0] + 6 * cube[1] + cube[2])
  }

  /// The colour of one of xterm's numbers from 16 up.
  package init(xterm256 number: UInt8) {
    if number >= 232 {
      let grey = 8 + 10 * (number - 232)
      self.init(grey, grey, grey)
    } else {
      let place = Int(max(number, 16)) - 16
      self.init(RGB.levels[place / 36], RGB.levels[place / 6 % 6], RGB.levels[place % 6])
    }
  }

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  private static func nearestLevel(_ value: UInt8) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
  }

  private func distance(to other: RGB) -> Int {
    func square(_ a: UInt8, _ b: UInt8) -> Int { (Int(a) - Int(b)) * (Int(a) - Int(b)) }
    return square(red, other.red) + square(green, other.green) + square(blue, other.blue)
  }
}
