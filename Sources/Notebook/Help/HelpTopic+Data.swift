extension HelpTopic {
  static let sorting = HelpTopic(
    "sorting", "Sorting and ranking",
    [
      .text("sort puts numbers in order, argsort gives the indices that do so, counted from 1."),
      .example("v = [30, 10, 20]; sort(v)", "[10, 20, 30]"),
      .example("sort(v, descending=true)", "[30, 20, 10]"), .example("argsort(v)", "[2, 3, 1]"),
      .text("What belongs together is put in the same order by these indices; so are the rows of a matrix."),
      .example("ages = [5, 7, 6]; ages[argsort(v)]", "[7, 6, 5]"),
      .example("x = [3, 1; 1, 2; 2, 9]; x[argsort(x[:, 1]), :]", "[1, 2; 2, 9; 3, 1]"),
      .text("argsort twice gives ranks. topk finds the largest, argmax the index of the largest one."),
      .example("argsort(argsort(v))", "[3, 1, 2]"), .example("topk(v, 2).values", "[30, 20]"),
      .example("topk(v, 2).indices", "[1, 3]"), .example("argmax(v)", "1"),
      .text("unique leaves out what is there twice, and counts."),
      .example("unique([2, 1, 2])", "[1, 2]"),
      .example("unique([2, 1, 2], return_counts=true).counts", "[1, 2]"),
    ])

  static let statistics = HelpTopic(
    "statistics", "Statistics",
    [
      .text("mean, median, var, std, min, max and quantile look at all elements, or along one dimension."),
      .example("x = [1, 2; 3, 6]; mean(x)", "3"), .example("mean(x, dim=1)", "[2, 4]"),
      .example("quantile(x, 0.5)", "2.5"), .example("quantile([1, 2, 3], [0.25, 0.75])", "[1.5, 2.5]"),
      .text("std and var divide by n − 1, the estimate from a sample; correction=0 divides by n."),
      .example("var([1, 2, 3])", "1"), .example("var([1, 2, 3], correction=0)", "2 / 3"),
      .text(
        "histogram counts how many elements lie in each bin, bincount how often each whole number is there."),
      .example("histogram([1, 2, 1, 4], 3).counts", "[2, 1, 1]"),
      .example("bincount([1, 1, 3])", "[2, 0, 1]"),
      .text(
        "A share is the mean of a mask. Two lines give what has no function of its own: a correlation, principal axes."
      ),
      .example("mean(x > 2)", "0.5"),
      .example(
        "v = [1, 2, 3]; w = [2, 4, 7]; a = v - mean(v); b = w - mean(w); a @ b / (norm(a) * norm(b))",
        "0.993399"),
      .example("u = x - mean(x, dim=1, keepdim=true); abs(svd(u).Vh[1, :])", "[0.447214, 0.894427]"),
    ])

  static let random = HelpTopic(
    "random", "Random numbers",
    [
      .text("rand draws evenly between 0 and 1, randn from the normal distribution, randint whole numbers."),
      .example("shape(rand(2, 3))", "[2, 3]"),
      .example("v = 5 + 2 * randn(1000); abs(mean(v) - 5) < 0.5", "true"),
      .text("randint never draws its upper end: randint(1, 7, 10) rolls a die ten times."),
      .example("max(randint(1, 7, 1000))", "6"),
      .text("seed(n) makes the next draws repeat, and seed=n those of one call."),
      .example("seed(1); a = rand(3); seed(1); b = rand(3); all(a == b)", "true"),
      .example("all(rand(2, seed=3) == rand(2, seed=3))", "true"),
      .text("randperm shuffles. A few elements are drawn by their indices, without repetition or with it."),
      .example("sort(randperm(3))", "[1, 2, 3]"), .example("w = [7, 8, 9]; count(w[randperm(3)[1:2]])", "2"),
      .example("count(w[randint(1, 4, 10)])", "10"),
    ])

  static let pictures = HelpTopic(
    "pictures", "Pictures",
    [
      .text(
        "A picture is a tensor: [H, W] in grey, [3, H, W] in colour, [N, C, H, W] for several. picture(\"cat.png\") reads one, with numbers from 0, black, to 1, white."
      ),
      .example("write(\"p.png\", [0, 1; 1, 0.2]); p = picture(\"p.png\")", nil),
      .example("shape(p)", "[2, 2]"),
      .text("show draws it; range= and caption= are its options (help show). write saves it."),
      .example("show p, caption=\"four pixels\"", nil),
      .text(
        "Indices crop, flip and rot90 turn, resize scales, rotation and affine turn by any angle, gray takes the colours away."
      ),
      .example("p[1, :]", "[0, 1]"), .example("flip(p, dim=2)[1, :]", "[1, 0]"),
      .example("shape(resize(p, scale=2))", "[4, 4]"),
      .example("shape(affine(p, rotation(30, shape(p))))", "[2, 2]"),
      .example("shape(gray(ones(3, 2, 2)))", "[2, 2]"),
      .text(
        "conv blurs and finds edges; a comparison gives a mask (help masks); histogram counts brightness."),
      .example("shape(conv(ones(5, 5), full(1 / 9, 3, 3), padding=\"same\"))", "[5, 5]"),
      .example("sum(p > 0.5)", "2"), .example("histogram(p, 2, range=[0, 1]).counts", "[2, 2]"),
    ])

  static let tables = HelpTopic(
    "tables", "Tables",
    [
      .text("Numbers in rows and columns are a matrix; a column is taken by its number, rows by a mask."),
      .example("x = [1, 20; 2, 10; 3, 30]; x[:, 2]", "[20, 10, 30]"),
      .example("x[x[:, 2] > 15, :]", "[1, 20; 3, 30]"),
      .text("Columns with names are a record. Rows in another order come from argsort (help sorting)."),
      .example("t = record(name=list(\"one\", \"two\"), loss=[0.5, 0.25]); t.loss[2]", "0.25"),
      .example("t[\"lr\"] = [0.1, 0.01]; count(names(t))", "3"),
      .text("A loop prints it, with a width and a number of decimals for each column (help strings)."),
      .example("for i in 1:2 { print(\"{t.name[i]:<6}{t.loss[i]:8.3f}{t.lr[i]:8.2f}\") }", nil),
      .text("CSV files hold matrices, .npz files records."),
      .example("write(\"x.csv\", x); load(\"x.csv\")[3, :]", "[3, 30]"),
    ])
}
