import Language

extension Command {
  static let help = Command(
    "help", usage: "help [NAME]",
    "what there is; help NAME tells about one function, help E0203 about a message",
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
