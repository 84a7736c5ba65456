/// A value of JSON, the JavaScript Object Notation (RFC 8259).
///
/// Values are written in Swift as they are in JSON: `["name": "Fovea", "cells": [1, 2, true]]`.
public enum JSON: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number.
  case number(Number)
  /// A string, unescaped.
  case string(String)
  /// The elements in their order.
  case array([JSON])
  /// The members in the order in which they are written.
  case object([Member])

  /// A name of an object, and its value.
  public struct Member: Sendable, Equatable {
    /// The name, unescaped.
    public let name: String
    /// The value.
    public let value: JSON

    /// - Parameters:
    ///   - name: the name, unescaped.
    ///   - value: the value.
    public init(_ name: String, _ value: JSON) { (self.name, self.value) = (name, value) }
  }

  /// A whole number.
  /// - Parameter number: the number, which is written digit for digit.
  /// - Returns: the number as a value of JSON.
  public static func integer(_ number: Int) -> JSON { .number(Number(number)) }

  // MARK: Parts

  /// The value of a member; of several with this name the last, as in Python and JavaScript. Nil without such a member, and
  /// for what is not an object.
  /// - Parameter name: the member's name, compared scalar by scalar.
  public subscript(name: String) -> JSON? {
    // Swift takes é for e with an accent; JSON compares names scalar by scalar.
    members?.last { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The members of an object; nil for another value.
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// The elements of an array; nil for another value.
  public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

  /// The text of a string; nil for another value.
  public var string: String? { if case .string(let text) = self { text } else { nil } }

  /// A boolean; nil for another value.
  public var boolean: Bool? { if case .boolean(let truth) = self { truth } else { nil } }

  /// A number that is written as a whole one, and that `Int` holds; nil for another value.
  public var integer: Int? { if case .number(let number) = self { number.integer } else { nil } }

  /// Any number, the nearest there is; nil for another value.
  public var double: Double? { if case .number(let number) = self { number.double } else { nil } }
}

extension JSON {
  /// A number. A whole one is kept digit for digit, whatever its size; any other as a double. None is infinite or not a number,
  /// which JSON cannot write.
  public struct Number: Sendable, Equatable {
    private enum Content: Equatable {
      case integer(Int)
      /// A whole number that `Int` does not hold.
      case digits(String)
      case double(Double)
    }

    private let content: Content

    /// A whole number.
    /// - Parameter integer: the number, which is written digit for digit.
    public init(_ integer: Int) { content = .integer(integer) }

    /// Any other number; nil for infinity, and for what is not a number.
    /// - Parameter double: the number, which is written as the shortest text that gives it back.
    public init?(_ double: Double) {
      guard double.isFinite else { return nil }
      content = .double(double)
    }

    /// Nil for a number beyond the range of doubles that is not whole.
    /// - Parameters:
    ///   - text: a number as JSON writes it.
    ///   - isWhole: whether it has neither a point nor an exponent.
    init?(writtenAs text: String, isWhole: Bool) {
      if isWhole {
        content = Int(text).map { .integer($0) } ?? .digits(text)
      } else {
        guard let double = Double(text), double.isFinite else { return nil }
        content = .double(double)
      }
    }

    /// Nil for one that is not written as a whole number, and for one that `Int` does not hold.
    public var integer: Int? { if case .integer(let number) = content { number } else { nil } }

    /// The nearest double; infinite for a whole number beyond the range of doubles.
    public var double: Double {
      switch content {
      case .integer(let number): Double(number)
      case .digits(let digits): Double(digits) ?? .infinity
      case .double(let number): number
      }
    }

    /// As JSON writes it: the shortest text that gives the number back.
    public var text: String {
      switch content {
      case .integer(let number): String(number)
      case .digits(let digits): digits
      case .double(let number): number.description
      }
    }
  }
}

// MARK: - Literals

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral text: String) { self = .string(text) }
  public init(integerLiteral number: Int) { self = .integer(number) }
  public init(booleanLiteral truth: Bool) { self = .boolean(truth) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(members.map { Member($0, $1) })
  }
  public init(nilLiteral: ()) { self = .null }
}
