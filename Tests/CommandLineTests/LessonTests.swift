import Foundation
import Testing

@Suite(.enabled(if: Run.isPossible)) struct LessonTests {
  private static let folder: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/") + "/lessons"
  }()

  /// Processors round differently, with and without fused multiply-adds: no expected output may depend on that.
  @Test func theyHoldOnOldProcessorsToo() throws {
    let lessons = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter {
      $0.hasSuffix(".fov")
    }
    try #require(lessons.count >= 20)
    let run = Run(
      ["check"] + lessons.sorted(), environment: ["FOVEA_CPU": "sse2", "FOVEA_THREADS": "1"],
      folder: Self.folder,
      limit: 400)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }
}
