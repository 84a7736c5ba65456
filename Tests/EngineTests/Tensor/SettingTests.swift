import Engine
import Testing

/// What the texts of settings mean.
@Suite struct SettingTests {
  /// The factors are those of IEC 80000-13 and SI; a lone letter is a power of 1024, as for `ulimit` and containers.
  @Test(arguments: [
    ("1", 1), ("1500000000", 1_500_000_000), ("512M", 536_870_912), ("512m", 536_870_912),
    ("1.5G", 1_610_612_736),
    ("2GB", 2_000_000_000), ("2 GB", 2_000_000_000), ("2GiB", 2_147_483_648), (" 1k ", 1024), ("1kB", 1000),
    ("10 b", 10), ("0.5T", 549_755_813_888), ("1TB", 1_000_000_000_000), (".5K", 512),
    ("abc", nil), ("0", nil), ("0.0000001K", nil), ("-1G", nil), ("G", nil), ("1.5.5G", nil), ("1X", nil),
    ("1GG", nil),
    ("1e9", nil), ("inf", nil), ("nan", nil), ("99999999999T", nil), ("1,5G", nil), ("0x10", nil),
  ])
  func memory(_ text: String, _ bytes: Int?) {
    #expect(MemoryBudget.setting.value(of: text) == bytes)
    #expect((MemoryBudget.setting.problem(with: text) == nil) == (bytes != nil))
  }

  @Test(arguments: [
    ("1", 1), (" 4 ", 4), ("64", 64), ("65", 64), ("0", nil), ("-2", nil), ("abc", nil), ("2.5", nil),
    ("4x", nil),
  ])
  func threads(_ text: String, _ count: Int?) {
    #expect(Execution.threadSetting.value(of: text) == count)
    #expect(
      (Execution.threadSetting.problem(with: text) == nil)
        == (count != nil && count == Int(text.filter { $0 != " " })))
  }

  @Test(arguments: [
    ("sse2", ProcessorLevel.baseline), ("AVX2", .avx2), ("avx-512", .avx512), ("avx9", nil), ("fast", nil),
  ])
  func processor(_ text: String, _ level: ProcessorLevel?) {
    let best = ProcessorLevel.allCases.last { $0.isAvailable }
    let expected = level.flatMap { $0.isAvailable ? $0 : best }
    #expect(ProcessorLevel.setting.value(of: text) == expected)
    #expect((ProcessorLevel.setting.problem(with: text) == nil) == (level?.isAvailable == true))
  }

  @Test func complaintsAreOneSentence() {
    #expect(
      Execution.threadSetting.problem(with: "abc") == "is ignored: it takes a whole number from 1 to 64")
  }
}
