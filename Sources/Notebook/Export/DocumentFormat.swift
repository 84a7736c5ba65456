import Engine
import Language

/// A kind of document that sessions, lessons and scripts are exported as.
///
/// A kind is a type of its own and a line in `ExportFormat.all`; `export`, its errors and its completion derive from it.
package protocol DocumentFormat: SendableMetatype {
  /// What follows the last dot of its files' names, in small letters; the first is the usual one.
  static var endings: [String] { get }

  /// What tells a file that was exported, so that it may be written over.
  static var marks: [OwnedFile.Mark] { get }

  /// The files of a document: those that lie beside it first, each with what tells it.
  /// - Parameters:
  ///   - languages: in which its text is written, one after the other.
  ///   - path: the document's own.
  static func files(
    of document: ExportedDocument, _ languages: [LessonLanguage], at path: String
  ) -> [DocumentFile]
}

/// A file of a document.
package struct DocumentFile {
  let file: OwnedFile
  let bytes: [UInt8]

  init(_ path: String, _ bytes: [UInt8], _ marks: [OwnedFile.Mark]) {
    file = OwnedFile(path, marks, deed: "exported")
    self.bytes = bytes
  }
}

extension DocumentFormat {
  /// A document of this kind that is one file.
  static func file(_ text: String, at path: String) -> DocumentFile {
    DocumentFile(path, Array(text.utf8), marks)
  }
}
