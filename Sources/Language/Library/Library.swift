/// All built-in functions, by name.
package final class Library: Sendable {
  package static let standard = Library(
    ElementwiseFunctions.all + MathematicalFunctions.all + ActivationFunctions.all + ReductionFunctions.all
      + MaskFunctions.all + OrderFunctions.all + StatisticsFunctions.all + RunningFunctions.all
      + ShapeFunctions.all + RepetitionFunctions.all + MakingFunctions.all + RandomFunctions.all
      + MatrixFunctions.all + LinearAlgebraFunctions.all
      + ConvolutionFunctions.all + LossFunctions.all + NormalizationFunctions.all + SamplingFunctions.all
      + ThetaFunctions.all + GradientFunctions.all + FileFunctions.all
      + PlotFunctions.all + ValueFunctions.all + ListFunctions.all + LayerFunctions.all
      + OptimizerFunctions.all + TrainingFunctions.all + LoopFunctions.all + NetworkFunctions.all
      + InspectionFunctions.all + DiagnosisFunctions.all + ArchitectureFunctions.all + OverlayFunctions.all
      + DataFunctions.all
      + GoFunctions.all)

  /// Names that stand for numbers.
  package static let constants: [String: Double] = ["pi": .pi, "inf": .infinity, "nan": .nan]

  package let builtIns: [BuiltIn]
  private let indices: [String: Int32]

  package init(_ builtIns: [BuiltIn]) {
    self.builtIns = builtIns
    var indices: [String: Int32] = [:]
    for (index, builtIn) in builtIns.enumerated() {
      let earlier = indices.updateValue(Int32(index), forKey: builtIn.name)
      precondition(earlier == nil, "\(builtIn.name) is defined once")
    }
    self.indices = indices
  }

  /// The place of a built-in, or −1.
  func index(of name: String) -> Int32 { indices[name] ?? -1 }

  package subscript(name: String) -> BuiltIn? { indices[name].map { builtIns[Int($0)] } }

  package var names: [String] { builtIns.map(\.name) + Library.constants.keys.sorted() }
}
