/// Lessons for the tests, small enough to be seen through.
enum LessonFixture {
  static let header = """
    # ---
    # title.en: Doubling
    # title.zh: 加倍
    # seed: 3
    # ---

    """

  /// A text cell.
  static func text(
    _ english: String, _ chinese: String, kind: String = "text", _ attributes: String = ""
  ) -> String {
    """
    # %% [\(kind)]\(attributes.isEmpty ? "" : " " + attributes)
    # en:
    # \(english)
    # zh:
    # \(chinese)

    """
  }

  /// Six steps: code, a question, an exercise, code with random numbers, an open exercise, and an end.
  static let doubling =
    header
    + text("Here is `a`, a matrix.", "这是矩阵 `a`。") + """
      # %%
      a = [1, 2; 3, 4]
      #=> [1, 2; 3, 4]
      triple(x) = 3 * x

      # %% [predict] id="largest" answer="most"
      # en:
      # How large is the largest element?
      # zh:
      # 最大的元素是多少？
      # %% [wrong] value="10"
      # en:
      # That is the sum.
      # zh:
      # 那是总和。
      # %% [wrong] when="answer > 100" example="1000"
      # en:
      # Far too large.
      # zh:
      # 太大了。
      # %% [right]
      # en:
      # It stands in the corner.
      # zh:
      # 它在角上。

      # %%
      most = max(a)
      #=> 4

      # %% [exercise] id="double" answer="v"
      # en:
      # Store twice `a` in `v`.
      # zh:
      # 把 `a` 的两倍存入 `v`。
      # %% [hint]
      # en:
      # There is `*`.
      # zh:
      # 有 `*`。
      # %% [hint]
      # en:
      # Try `2 * a`.
      # zh:
      # 试试 `2 * a`。
      # %% [solution]
      factor = 2
      v = factor * a
      # %% [check]
      expect(v, 2 * a)
      # %% [wrong] value="a + 2"
      # en:
      # You added 2.
      # zh:
      # 你加了 2。
      # %% [wrong] when="v[1, 1] > 50" example="[100, 2; 3, 4]"
      # en:
      # The corner is huge.
      # zh:
      # 角上的数太大了。
      # %% [right]
      # en:
      # Twice each element.
      # zh:
      # 每个元素的两倍。

      # %% [text]
      # en:
      # Random numbers, and a mistake.
      # zh:
      # 随机数和一个错误。

      # %%
      r = rand(3);
      a + [1, 2, 3]
      #=>! E0201
      print("done")
      #> done

      # %% [exercise] id="open" answer="w" shape="any"
      # en:
      # Find a `w` that sums to 6.
      # zh:
      # 找一个总和为 6 的 `w`。
      # %% [hint]
      # en:
      # Any length will do.
      # zh:
      # 长度不限。
      # %% [solution]
      w = [1, 2, 3]
      # %% [check]
      expect(sum(w), 6)

      # %% [summary]
      # en:
      # The end.
      # zh:
      # 结束。

      """
}
