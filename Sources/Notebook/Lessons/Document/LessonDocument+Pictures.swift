import Engine
import Language

/// Pictures that lie beside a lesson.
extension LessonDocument {
  /// The picture of a cell with its caption; where it cannot be read, a line that says so.
  func illustration(of cell: LessonCell, _ language: LessonLanguage) -> Markup {
    let caption = cell.prose?[language].plainText ?? ""
    do throws(Diagnostic) {
      return Markup([.picture(.illustration(try picture(of: cell), caption: caption))])
    } catch {
      let file = cell[.file]?.text ?? ""
      return LessonMessage.pictureIsMissing(file, caption: caption).markup(language, .warning)
    }
  }

  /// A picture cell's numbers: `[H, W]`, `[3, H, W]` or, with opacity, `[4, H, W]`, from 0 to 1.
  /// - Throws: what reading the file throws, with its place in the cell; one that lies elsewhere is not read.
  func picture(of cell: LessonCell) throws(Diagnostic) -> Tensor {
    let span = cell[.file]?.span ?? cell.marker
    let image: PixelImage
    do throws(FileError) { image = try pixels(source.text(span)) } catch {
      throw Diagnostic(error, at: span, in: source)
    }
    do throws(TensorError) { return try Tensor(unitPixels: image) } catch {
      throw Diagnostic(error, labels: [], at: span, in: source)
    }
  }

  private func pixels(_ name: String) throws(FileError) -> PixelImage {
    let folder = source.path.map(FilePath.folder) ?? "."
    let path = name.hasPrefix("/") ? name : folder + "/" + name
    let files = FileAccess()
    files.rights = FileRights(
      .reading(below: folder), denial: "a lesson may show only pictures in its own folder or below it")
    let content = try FileContent.picture(path, in: Execution(files: files))
    guard case .picture(let image) = content.kind else {
      throw FileError(.wrongKind, path, "\(FileError.name(path)) is no picture")
    }
    return image
  }
}
