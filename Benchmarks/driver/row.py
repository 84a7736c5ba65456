"""What is known of a case in the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from machine import Load
from targets import targets
from timing import Times

MOST_OF_LIMIT = 1.05
"""What a share of the limit may come to by the variation of the two measurements."""


@dataclass
class Row:
    name: str
    threads: int
    level: str
    group: str
    is_large: bool = False
    operations: float | None = None
    ours: Times | None = None
    theirs: Times | None = None
    """The fastest of the opponents; it has a name."""
    opponents: list = field(default_factory=list)
    limit: float | None = None
    """Seconds that the same work takes at the machine's limit."""
    difference: float | None = None
    """Of the results: the largest over all opponents, relative to the largest element."""
    disagrees: bool = False
    remark: str | None = None
    """Why there is no ratio, or no time at all."""
    load: Load | None = None

    @property
    def ratio(self):
        return self.theirs.median / self.ours.median if self.ours and self.theirs else None

    @property
    def gflops(self):
        return self.operations / self.ours.median * 1e-9 if self.ours and self.operations else None

    @property
    def share(self):
        return self.limit / self.ours.median if self.ours and self.limit else None

    @property
    def is_void(self):
        """Whether the work was done faster than the machine can: then one of the two was measured wrongly."""
        return self.share is not None and self.share > MOST_OF_LIMIT

    @property
    def is_noisy(self):
        return self.load is not None and self.load.is_noisy

    @property
    def failed(self):
        """Whether something is wrong, other than that there is no opponent here."""
        return self.disagrees or self.ours is None

    def verdicts(self):
        """The two targets, each with True, False, or None where there is none or nothing can be said."""
        counts = self.ours and not self.is_void
        return [
            (target, target.is_met(self) if target and counts else None)
            for target in targets(self.group, self.is_large, self.level)]

    def compare(self, tolerance):
        """Notes whether the results are the same; not `>`, so that a NaN is a disagreement too."""
        self.disagrees = not self.difference <= tolerance
        if self.disagrees:
            self.remark = f"the results differ by {self.difference:.1e}: no ratio"
        return not self.disagrees
