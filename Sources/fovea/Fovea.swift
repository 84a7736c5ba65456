import ArgumentParser

@main
struct Fovea: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fovea", abstract: "A notebook at the prompt for seeing how convolutional networks see.")
}
