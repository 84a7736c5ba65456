import Notebook
import Rendering
import Testing

/// What a front end without a line editor needs, from the two modules that it may import.
@Suite struct FrontEndTests {}
