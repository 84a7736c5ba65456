extension HelpTopic {
  static let functions = HelpTopic(
    "functions", "Functions of your own",
    [
      .text("A name with parameters, and what it gives. A parameter with = may be left out."),
      .example("scale(x, by=2) = x * by; scale(5)", "10"), .example("scale(5, by=3)", "15"),
      .text("Without a name it is x -> x^2; several parameters are written in parentheses."),
      .example("((x, y) -> x * y)(2, 3)", "6"),
      .text(
        "A block in braces takes several statements. Its value is that of the last; return leaves earlier."),
      .example("root(x) = { if x < 0 { return none }; sqrt(x) }; root(9)", "3"),
      .text(
        "Variables of a function are its own. Names of the top level are looked up when it is called; a function that is made in another keeps the values around it."
      ),
      .example("times(k) = x -> k * x; times(10)(4)", "40"),
      .text("Functions are values: they are passed to map, filter, grad and others."),
      .example("map(times(2), list(1, 2))", "list(2, 4)"), .example("grad(x -> sum(x^2), [1, 2])", "[2, 4]"),
      .text(
        "Comment lines directly above a function are its help: help NAME, and Shift-Tab on its name, show them."
      ),
      .example("# The mean of the squares.\nmean_square(x) = mean(x^2)\nmean_square([1, 3])", "5"),
    ])

  static let control = HelpTopic(
    "control", "Branches and loops",
    [
      .text("if takes one of two blocks, also as an expression. A condition is one true or false."),
      .example("x = 3; kind = if x > 2 { \"large\" } else { \"small\" }; kind", "\"large\""),
      .text(
        "for iterates over a range, a list, or the first dimension of a tensor; break ends it, continue goes on with the next value."
      ),
      .example("s = 0; for i in 1:10 { if i == 4 { continue }; if i > 6 { break }; s = s + i }; s", "17"),
      .example("for row in [1, 2; 3, 4] { s = sum(row) }; s", "7"),
      .text("while repeats as long as its condition is true."),
      .example("n = 1; while n < 100 { n = n * 2 }; n", "128"),
      .text(
        "if, for and while have no variables of their own. A line ends a statement, and so does ; which also keeps its value from being shown. To collect results, append to a list:"
      ),
      .example("l = list(); for i in 1:3 { l = append(l, i^2) }; stack(l)", "[1, 4, 9]"),
      .text("Ctrl-C stops a loop. An error leaves every variable as it was before the cell."),
    ])

  static let gradients = HelpTopic(
    "gradients", "Gradients",
    [
      .text(
        "grad(f, x) is the gradient of a function that gives one number. It flows through everything: functions, loops, branches, indexing, lists, records, networks."
      ),
      .example("grad(x -> sum(x^2), [1, 2, 3])", "[2, 4, 6]"), .example("grad(x -> x^3)(2)", "12"),
      .text(
        "With several arguments it is a list; with respect to a record or a list it has the same fields or elements."
      ),
      .example("grad((x, w) -> sum(x * w), [1, 2], [3, 4])[2]", "[1, 2]"),
      .example("grad(p -> sum(p.w^2) + 3 * p.b, record(w=[1, 2], b=5)).w", "[2, 4]"),
      .text("A step of gradient descent is arithmetic; nothing has to be cleared."),
      .example(
        "w = [4, -2]; for i in 1:50 { w = w - 0.1 * grad(w -> sum(w^2), w) }; sum(abs(w)) < 0.001", "true"),
      .text(
        "numgrad takes central differences in float64, gradcheck compares the two, and explain grad(f, x)[i] goes back through the chain rule."
      ),
      .example("numgrad(x -> sum(x^2), [1, 2])", "[2, 4]"),
      .example("gradcheck(x -> sum(exp(x)), [1, 2])", "true"),
      .text(
        "Rounding, comparisons and argmax change in steps, so that their gradient is 0: compare shows how interpolation differs."
      ),
    ])

  static let files = HelpTopic(
    "files", "Files",
    [
      .text(
        "write writes a value in the format that the file's extension names, load reads it back: .npy one tensor, .npz a record or a list of them, .safetensors these and networks, .png a picture. load also reads JPEG, CSV, IDX, SGF."
      ),
      .example("write(\"x.npy\", [1, 2; 3, 4]); load(\"x.npy\")", "[1, 2; 3, 4]"),
      .example("write(\"run.npz\", record(loss=list(3, 2), w=[1, 2])); load(\"run.npz\").loss[2]", "2"),
      .example(
        "net = build(Dense(2), 3); write(\"net.safetensors\", net); load(\"net.safetensors\") == net", "true"),
      .text(
        "picture(\"cat.png\") gives float32 from 0 to 1, [H, W] or [3, H, W]; load gives a file's own whole numbers."
      ),
      .example("write(\"p.png\", [0, 1; 1, 0]); picture(\"p.png\")", "[0, 1; 1, 0]"),
      .text(
        "use \"helpers.fov\" runs another file on the same variables. At the prompt, save work.fov writes the cells as a script, and export work.html what they showed."
      ),
    ])

  static let plots = HelpTopic(
    "plots", "Plots and pictures",
    [
      .text("plot(x, y) draws a curve, plot(y) one over 1, 2, 3 …; rows of a matrix are several curves."),
      .example("plot([1, 4, 9, 16])", nil), .example("plot([1, 2, 3], [1, 2, 3; 3, 2, 1])", nil),
      .text(
        "xlabel=, ylabel=, labels=, ylim=, xscale=\"log\", yscale=\"log\", and kind=\"line\", \"points\", \"bars\" or \"steps\"; file=\"a.png\" or \"a.svg\" writes it."
      ),
      .example("plot([1, 2, 3], [1, 10, 100], yscale=\"log\", kind=\"points\")", nil),
      .text(
        "show x draws a tensor: numbers on colours if they fit, else a picture. range= says what is black and what white, caption= sets the line below."
      ),
      .example("show [1, 2; 3, 4]", nil), .example("show [0.2, 0.8], range=[0, 1]", nil),
      .text("plot(histogram(x)) draws how numbers are distributed."),
      .example("plot(histogram([1, 2, 2, 3, 3, 3]))", nil),
    ])
}
