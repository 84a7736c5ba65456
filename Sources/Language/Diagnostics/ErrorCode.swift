/// The stable codes of messages. E01xx: the text cannot be read; E02xx: shapes; E03xx: names and calls; E04xx: values
/// and types; E05xx: indices; E06xx: gradients; E07xx: files; E08xx: limits; E09xx: lessons and the notebook.
package enum ErrorCode: String, Sendable, CaseIterable {
  case unexpectedToken = "E0101"
  case unclosed = "E0102"
  case invalidCharacter = "E0103"
  case unterminatedString = "E0104"
  case invalidNumber = "E0105"
  case foreignOperator = "E0106"
  case missingComma = "E0107"
  case tooDeep = "E0108"
  case invalidAssignment = "E0109"
  case invalidText = "E0110"
  case format = "E0111"

  case shapes = "E0201"
  case rank = "E0202"
  case channels = "E0203"
  case size = "E0204"
  case ragged = "E0205"

  case undefinedName = "E0301"
  case missingArgument = "E0302"
  case extraArgument = "E0303"
  case unknownArgument = "E0304"
  case notCallable = "E0305"
  case foreignHabit = "E0306"
  case repeatedArgument = "E0307"
  case misplacedStatement = "E0308"

  case wrongType = "E0401"
  case option = "E0402"
  case condition = "E0403"
  case unknownField = "E0404"
  case dtype = "E0405"
  case expectation = "E0406"
  case overflow = "E0407"

  case index = "E0501"
  case indexZero = "E0502"
  case indexNegative = "E0503"
  case indexCount = "E0504"
  case indexWhole = "E0505"
  case tooManyNumbers = "E0506"

  case gradient = "E0601"
  case gradientCheck = "E0602"
  case divergence = "E0603"

  case file = "E0701"
  case fileContents = "E0702"

  case memory = "E0801"
  case interrupted = "E0802"
  case recursion = "E0803"
  case tooLong = "E0804"

  case explain = "E0901"
  case command = "E0902"
  case lesson = "E0903"
}
