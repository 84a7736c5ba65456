import Engine

/// What `show` draws of a value.
package enum Display {
  package static func picture(of value: Value, caption: String) -> Markup {
    switch value {
    case .tensor(let tensor) where tensor.rank > 0 && tensor.count > 0:
      return Markup([.picture(.init(tensor.detached, caption: caption))])
    case .object(let box): return box.content.picture(caption: caption)
    default:
      return Markup(Formatter.display(value).map { .line([.init($0)]) })
    }
  }
}

extension Formatter {
  /// A time as a person reads it: `12.3 ms`.
  package static func duration(_ duration: Duration) -> String {
    let value = duration.inSeconds
    let units: [(limit: Double, factor: Double, name: String)] = [
      (1e-6, 1e9, "ns"), (1e-3, 1e6, "µs"), (1, 1e3, "ms"), (.infinity, 1, "s"),
    ]
    let unit = units.first { value < $0.limit } ?? units[3]
    return general(value * unit.factor, 3) + " " + unit.name
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
