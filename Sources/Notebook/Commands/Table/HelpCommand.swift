import Language

extension Command {
  static let help = Command(
    "help", usage: "help [NAME]",
    "the topics; help NAME explains a function, help E0203 an error",
    argument: .topic,
    completion: .words { notebook, earlier in
      earlier.isEmpty ? HelpPages.candidates(notebook.environment) : []
    }
  ) { arguments in
    { notebook in
      notebook.say(HelpPages(notebook.environment).page(arguments.first))
    }
  }
}
