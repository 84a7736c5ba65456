/// What a loss makes of the losses of the elements or rows: their mean, their sum, or one number for each.
public enum LossReduction: String, Sendable, Hashable, CaseIterable { case mean, sum, none }
