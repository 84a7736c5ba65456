"""One case on one number of threads: results compared first, then all sides timed in turn."""

from machine import Load
from row import Row
from timing import Side, attempts, measure
from workers import WorkerError


class Comparison:
    """Runs cases with the workers of one number of threads."""

    def __init__(self, engine, opponents, threads, level):
        """`opponents` are workers by the name of their settings; none, and the engine runs alone."""
        self.engine, self.opponents, self.threads, self.level = engine, opponents, threads, level
        self.engine_level = engine.ask("level")

    def run(self, case, seconds, most_attempts):
        row = Row(
            case.name, self.threads, self.level, case.group, is_large=case.is_large, operations=case.operations)
        try:
            self._run(case, row, seconds, most_attempts)
        except WorkerError as error:
            row.remark = str(error)
        finally:
            for worker in [self.engine, *self.opponents.values()]:
                if worker.is_alive:
                    worker.ask("forget")
        return row

    def _run(self, case, row, seconds, most_attempts):
        options = [f"{name}={value}" for name, value in case.options.items()]
        self.engine.ask("case", "ours", case.kind, *options)
        sides = [Side("engine", self.engine, "ours")]
        opponents = self._opponents(case, options, row)
        limit, repetitions_at_limit = self._limit(case)

        def attempt():
            fresh, load = [side.anew() for side in sides + opponents + limit], Load(self.engine.cpus)
            measure(fresh, seconds, load)
            return fresh, load

        (row.ours, *others), row.load = attempts(most_attempts, attempt)
        row.opponents = others[:len(opponents)]
        if limit:
            row.limit = others[-1].undisturbed * repetitions_at_limit
        if row.opponents:
            row.theirs = min(row.opponents, key=lambda side: side.median)

    def _opponents(self, case, options, row):
        """The settings of PyTorch, once their results are found to be the engine's; none of them otherwise."""
        if not self.opponents:
            return []
        inputs, results = self.engine.ask("write", "ours").split()
        sides = []
        for settings, worker in self.opponents.items():
            for layout in case.layouts:
                for fused in (0, 1) if case.has_optimizer else (0,):
                    label = f"{layout}-{fused}"
                    worker.ask(
                        "case", label, case.kind, *options, f"inputs={inputs}", f"layout={layout}", f"fused={fused}")
                    difference = float(worker.ask("compare", label, results))
                    row.difference = max(difference, row.difference or 0.0)
                    name = ", ".join(part for part in (layout, settings, "fused" if fused else "") if part)
                    sides.append(Side(name, worker, label))
        return sides if row.compare(case.tolerance) else []

    def _limit(self, case):
        """A side that works at the machine's limit, in the same rounds, and how many of its repetitions the case is."""
        if case.copied:
            self.engine.ask("case", "limit", "copy", f"bytes={case.copied}", f"threads={self.threads}")
            return [Side("copy", self.engine, "limit")], 1
        if not case.operations:
            return [], None
        self.engine.ask(
            "case", "limit", "peak", f"level={self.engine_level}", "dtype=float32", f"threads={self.threads}")
        return [Side("peak", self.engine, "limit")], case.operations / float(self.engine.ask("operations", "limit"))
