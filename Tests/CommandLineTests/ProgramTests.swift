import Foundation
import Testing

/// The release program that `FOVEA_PROGRAM` names, started as a user starts it.
@Suite struct ProgramTests {
  private struct Finished {
    let output: String
    let error: String
    let status: Int32
  }

  private static let path = ProcessInfo.processInfo.environment["FOVEA_PROGRAM"]

  private func run(_ arguments: [String], input: String = "") throws -> Finished? {
    guard let path = ProgramTests.path else {
      print("skipped: FOVEA_PROGRAM does not name the program")
      return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let (standardInput, output, error) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (standardInput, output, error)
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    let errors = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Finished(
      output: String(decoding: bytes, as: UTF8.self), error: String(decoding: errors, as: UTF8.self),
      status: process.terminationStatus)
  }

  @Test func codeFromTheCommandLine() throws {
    guard let result = try run(["-e", "a = 3;", "-e", "a + 1"]) else { return }
    #expect(result.output == "4\n")
    #expect(result.status == 0)
  }

  @Test func anErrorEndsCodeWithOne() throws {
    guard let result = try run(["-e", "nothing", "-e", "1"]) else { return }
    #expect(result.output == "")
    #expect(result.error.hasPrefix("error[E0301]: there is no `nothing`"))
    #expect(result.status == 1)
  }

  @Test func pipedInputGoesOnAfterAnError() throws {
    guard let result = try run([], input: "1 + 1\nnothing\n[1,\n2]\n") else { return }
    #expect(result.output == "2\ntensor [2]\n  1  2\n")
    #expect(result.status == 1)
  }

  @Test func withNothingItSaysHowToBegin() throws {
    guard let result = try run([]) else { return }
    #expect(result.error.contains("fovea lesson 0-tour"))
    #expect(result.status == 0)
  }

  @Test func badUsageIsTwo() throws {
    guard let result = try run(["--nonsense"]) else { return }
    #expect(result.status == 2)
  }

  @Test func nothingButTextGoesIntoAPipe() throws {
    guard let result = try run([], input: "show [1, 2; 3, 4]\nhelp conv\nnothing\n") else { return }
    #expect(!result.output.contains("\u{1b}"))
    #expect(!result.error.contains("\u{1b}"))
  }
}
