"""What the engine is to reach on each case: at least, and what it aims at.

A target looks at a row of the results and answers True, False, or None where the row lacks what it asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Target:
    text: str
    is_met: Callable


def ratio(least):
    """So many times as fast as the opponent."""
    return Target(f"{least:g}×", lambda row: None if row.ratio is None else row.ratio >= least)


def share(least, on_two=None):
    """Such a share of what the machine can do at all."""
    def is_met(row):
        wanted = on_two if on_two and row.threads == 2 else least
        return None if row.share is None else row.share >= wanted

    return Target(f"{least:.0%}" + (f" ({on_two:.0%} on 2)" if on_two else ""), is_met)


def seconds(most, threads=None):
    """No longer than this; on one number of threads, or on any."""
    def is_met(row):
        return None if threads and row.threads != threads else row.ours.median <= most

    return Target(f"{most * 1e3:g} ms" if most >= 1e-4 else f"{most * 1e6:g} µs", is_met)


def either(*targets):
    def is_met(row):
        answers = [target.is_met(row) for target in targets]
        return True if True in answers else (None if None in answers else False)

    return Target(" or ".join(target.text for target in targets), is_met)


def both(*targets):
    def is_met(row):
        answers = [target.is_met(row) for target in targets]
        return False if False in answers else (None if None in answers else True)

    return Target(" and ".join(target.text for target in targets), is_met)


# Where the fastest peer was another than PyTorch, the targets hold what it reached when all were measured: JAX's share
# of the peak in a linear layer, ONNX Runtime's lead over PyTorch in pooling.
TARGETS = {
    "arrays": (ratio(0.5), ratio(1)),
    "tiny": (ratio(5), ratio(10)),
    "tiny both": (ratio(10), ratio(20)),
    "conv 16+ forward": (either(ratio(1), share(0.85, on_two=0.78)), share(0.9)),
    "conv 16+ both": (either(ratio(1), share(0.75)), share(0.85)),
    "conv 6 both": (ratio(1), ratio(1.2)),
    "conv 3 forward": (ratio(1), ratio(1.3)),
    "conv 3 both": (ratio(2), ratio(3)),
    "conv 1 both": (ratio(3), ratio(6)),
    "conv 1 wide forward": (seconds(0.8e-3, threads=1), share(0.8)),
    "max_pool forward": (ratio(2.3), None),
    "max_pool both": (ratio(1.5), ratio(3)),
    "avg_pool forward": (ratio(1.5), None),
    "avg_pool both": (ratio(1.5), ratio(3)),
    "linear 784-256 both": (both(ratio(1), share(0.75, on_two=0.4)), None),
    "linear 256-10 both": (both(ratio(1), share(0.15, on_two=0.04)), None),
    "linear 1024-1024 both": (both(ratio(1), share(0.74, on_two=0.7)), share(0.8)),
    "affine both": (ratio(1.5), ratio(3)),
    "lenet5 64": (ratio(2), ratio(4)),
    "stcnn 64": (ratio(1.5), ratio(2.5)),
    "numgrad": (ratio(5), ratio(10)),
    "loop": (ratio(0.7), ratio(1)),
    "fib": (ratio(0.6), ratio(0.8)),
    "tensor loop": (ratio(1), seconds(0.4e-6)),
    "masks": (ratio(0.5), ratio(1)),
    "start": (seconds(20e-3), seconds(8e-3)),
}

# With AVX2 the large products and convolutions reach this share of that level's own peak.
LARGE_AT_AVX2 = share(0.75)


def targets(group, is_large, level):
    """The two targets, or None for one that was not set."""
    least, aim = TARGETS.get(group, (None, None))
    if level == "avx2" and is_large:
        least = both(least, LARGE_AT_AVX2) if least else LARGE_AT_AVX2
    return least, aim
