import Engine

extension Drawing {
  /// What stands for the ends of a scale.
  package enum Ends: Sendable {
    /// The colours of a picture.
    case colors
    /// The colours below numbers.
    case numbersOnColors
    /// Numbers alone.
    case numbers
    /// Signs without colours, the least and the greatest.
    case signs(String, String)
    /// Digits with their sign, where there are two signs.
    case digits
  }

  /// What is said of the scale below a drawing, one part each; empty where it is a picture's own, or where numbers say it all.
  package func scaleWords(_ ends: Ends) -> [String] {
    if case .numbers = ends { return [] }
    guard scales.count == 1 else { return [ownScaleWords] }
    let scale = scales[0]
    // Four feature maps look like such a picture.
    var words = layout.channels == 4 ? ["drawn as red, green, blue and opacity"] : []
    if let text = Drawing.words(scale, ends, heatMap: heatMap(ofTile: 0), map: map(ofTile: 0)) {
      words.append(text)
    }
    if scale.clipped > 0 { words.append("\(scale.clipped) of \(picture.tensor.count) numbers lie beyond") }
    return words
  }

  private static func words(
    _ scale: DrawnScale, _ ends: Ends, heatMap: ColorMap, map: ColorMap
  ) -> String? {
    let (low, high) = (NumberFormat.short(scale.range.lowerBound), NumberFormat.short(scale.range.upperBound))
    // Of numbers that are all the same one shade is drawn, and the number is said anyway.
    let isOne = scale.range.lowerBound == scale.range.upperBound
    switch ends {
    case .numbers: return nil
    case .colors:
      if scale.kind == .picture || isOne { return nil }
      return map == .diverging ? "blue is \(low), white 0, red \(high)" : "black is \(low), white is \(high)"
    case .numbersOnColors:
      guard scale.kind == .given || scale.clipped > 0 else { return nil }
      switch heatMap {
      case .diverging: return "blue is \(low), white 0, red \(high)"
      case .sequential: return "violet is \(low), yellow is \(high)"
      case .grey: return "black is \(low), white is \(high)"
      }
    case .signs(let least, let greatest): return "\(least) is \(low), \(greatest) is \(high)"
    case .digits: return map == .diverging ? "9 is \(high)" : "0 is \(low), 9 is \(high)"
    }
  }

  /// So many scales are listed.
  private static let most = 6

  private var ownScaleWords: String {
    let text = "each picture has its own scale"
    guard scales.count <= Drawing.most else { return text }
    let ranges = scales.map { scale in
      "\(NumberFormat.short(scale.range.lowerBound)) … \(NumberFormat.short(scale.range.upperBound))"
        + (scale.clipped > 0 ? " (\(scale.clipped) beyond)" : "")
    }
    return text + ": " + ranges.joined(separator: ", ")
  }
}
