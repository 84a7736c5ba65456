"""The driver's decisions, with workers made up for the purpose: python3 -m unittest discover -s Benchmarks/tests"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "driver"))

import cases  # noqa: E402
import report  # noqa: E402
import targets  # noqa: E402
import timing  # noqa: E402
from comparison import Comparison  # noqa: E402
from row import Row  # noqa: E402

timing.REST_SECONDS = 0


class FakeWorker:
    """Takes a given time for a repetition of each label; its results differ from the engine's by so much."""

    is_alive = True
    cpus = {0}

    def __init__(self, seconds, difference=0.0):
        self.seconds, self.difference, self.asked = seconds, difference, []

    def ask(self, *words):
        self.asked.append(words)
        answers = {"level": "avx2", "write": "2 1", "compare": str(self.difference), "operations": "1000"}
        return answers.get(words[0], "")

    def times(self, label, repetitions, count):
        return [self.seconds[label] * repetitions] * count

    def processor_seconds(self):
        return 0.0


def case(pattern):
    (only,) = cases.chosen(pattern)
    return only


def compare(name, engine, opponents):
    return Comparison(engine, opponents, 1, "best").run(case(name), 0.02, 1)


class Comparing(unittest.TestCase):
    name = "pool/max_pool-64x16x28x28-k2/both"

    def test_the_fastest_opponent_counts(self):
        engine = FakeWorker({"ours": 0.002})
        plain = FakeWorker({"nchw-0": 0.012, "channels_last-0": 0.010})
        kept = FakeWorker({"nchw-0": 0.008, "channels_last-0": 0.009})
        row = compare(self.name, engine, {"": plain, "malloc kept": kept})
        self.assertEqual(row.theirs.name, "nchw, malloc kept")
        self.assertAlmostEqual(row.ratio, 4)
        self.assertEqual(len(row.opponents), 4)
        self.assertEqual([is_met for _, is_met in row.verdicts()], [True, True])

    def test_another_result_has_no_ratio(self):
        for difference in (1e-2, float("nan"), float("inf")):
            engine = FakeWorker({"ours": 0.002})
            row = compare(self.name, engine, {"": FakeWorker({}, difference)})
            self.assertIsNone(row.ratio)
            self.assertTrue(row.failed)
            self.assertAlmostEqual(row.ours.median, 0.002)
            self.assertIn("differ", report.cells(row)[-1])

    def test_alone(self):
        row = compare(self.name, FakeWorker({"ours": 0.002}), {})
        self.assertIsNone(row.ratio)
        self.assertFalse(row.failed)
        self.assertEqual([is_met for _, is_met in row.verdicts()], [None, None])

    def test_share_of_the_limit(self):
        # The peak does 1000 operations in 10 µs: 0.1 GFLOP/s. Ours does the 33.5 MFLOP of n = 256 in 0.5 s.
        row = compare("matmul/256", FakeWorker({"ours": 0.5, "limit": 1e-5}), {})
        self.assertAlmostEqual(row.gflops, 2 * 256**3 / 0.5 * 1e-9)
        self.assertAlmostEqual(row.share, 2 * 256**3 / 0.5 * 1e-9 / 0.1)

    def test_more_than_the_limit_is_void(self):
        row = compare("matmul/256", FakeWorker({"ours": 0.5, "limit": 1e-5}), {})
        for share, is_void in ((2.38, True), (1.06, True), (1.04, False), (0.9, False)):
            row.limit = share * row.ours.median
            row.group = "conv 16+ forward"
            row.theirs = timing.Side("theirs", FakeWorker({"theirs": 1.0}), "theirs")
            row.theirs.add([row.ours.median * 2])
            self.assertEqual(row.is_void, is_void)
            self.assertEqual([is_met for _, is_met in row.verdicts()], [None, None] if is_void else [True, share >= 0.9])
            self.assertEqual("void" in report.cells(row)[-1], is_void)
            self.assertEqual("void" in report.summary([row]), is_void)
            self.assertEqual(report.as_json(row)["void"], is_void)


class Targets(unittest.TestCase):
    def row(self, ours, theirs=None, threads=1, limit=None, group=""):
        row = Row("a case", threads, "best", group, limit=limit)
        row.ours = timing.Times()
        row.ours.add([ours])
        if theirs:
            row.theirs = timing.Times()
            row.theirs.add([theirs])
        return row

    def test_either_of_two(self):
        target = targets.TARGETS["conv 16+ forward"][0]
        self.assertTrue(target.is_met(self.row(1.0, theirs=1.1, limit=0.1)))
        self.assertTrue(target.is_met(self.row(1.0, theirs=0.9, limit=0.86)))
        self.assertFalse(target.is_met(self.row(1.0, theirs=0.9, limit=0.8)))
        self.assertTrue(target.is_met(self.row(1.0, theirs=0.9, limit=0.8, threads=2)))
        self.assertIsNone(target.is_met(self.row(1.0, limit=0.8)))

    def test_both_of_two(self):
        target = targets.TARGETS["linear 1024-1024 both"][0]
        self.assertTrue(target.is_met(self.row(1.0, theirs=1.0, limit=0.75)))
        self.assertFalse(target.is_met(self.row(1.0, theirs=2.0, limit=0.5)))
        self.assertFalse(target.is_met(self.row(1.0, limit=0.5)))
        self.assertIsNone(target.is_met(self.row(1.0, limit=0.75)))

    def test_seconds_count_without_an_opponent(self):
        target = targets.TARGETS["conv 1 wide forward"][0]
        self.assertTrue(target.is_met(self.row(0.7e-3)))
        self.assertFalse(target.is_met(self.row(0.9e-3)))
        self.assertIsNone(target.is_met(self.row(0.9e-3, threads=2)))

    def test_large_work_at_avx2(self):
        self.assertEqual(targets.targets("matmul", True, "best"), (None, None))
        least, _ = targets.targets("matmul", True, "avx2")
        self.assertTrue(least.is_met(self.row(1.0, limit=0.76)))
        self.assertFalse(least.is_met(self.row(1.0, limit=0.74)))
        self.assertEqual(targets.targets("matmul", False, "avx2"), (None, None))

    def test_every_target_is_for_some_case(self):
        groups = {case.group for case in cases.chosen("*")} | {"loop", "fib", "tensor loop", "arrays", "start"}
        self.assertEqual(set(targets.TARGETS) - groups, set())


class Timing(unittest.TestCase):
    def test_short_work_is_timed_in_batches(self):
        side = timing.Side("ours", FakeWorker({"ours": 1e-6}), "ours")
        self.assertAlmostEqual(side.calibrate(), 1e-6)
        self.assertGreaterEqual(side.repetitions, 1000)
        side.add_round(0.01)
        self.assertAlmostEqual(side.median, 1e-6)

    def test_the_quietest_attempt_counts(self):
        class Load:
            def __init__(self, average):
                self.average, self.is_noisy = average, average > 0.1

        loads = iter([0.5, 0.2, 0.05, 0.01])
        self.assertEqual(timing.attempts(4, lambda: ("found", Load(next(loads))))[1].average, 0.05)
        loads = iter([0.5, 0.2, 0.3])
        self.assertEqual(timing.attempts(3, lambda: ("found", Load(next(loads))))[1].average, 0.2)

    def test_durations(self):
        texts = [report.duration(seconds) for seconds in (2.5e-9, 123.4e-6, 0.0456, 7.0, None)]
        self.assertEqual(texts, ["2.50 ns", "123 µs", "45.6 ms", "7.00 s", "–"])


class Cases(unittest.TestCase):
    def test_names_are_their_own(self):
        names = [case.name for case in cases.chosen("*")]
        self.assertEqual(len(names), len(set(names)))

    def test_operations_count_padding(self):
        # 32 pictures, 64 filters of 64 × 3 × 3 at 28 × 28 places; two gradients cost as much each.
        forward = 2 * 32 * 64 * 64 * 9 * 28 * 28
        self.assertEqual(case("conv/32x64x28x28*/forward").operations, forward)
        self.assertEqual(case("conv/32x64x28x28*/both").operations, 3 * forward)
        self.assertEqual(case("conv/8x128x28x28*/forward").operations, 2 * 8 * 128 * 128 * 9 * 14 * 14)


if __name__ == "__main__":
    unittest.main()
