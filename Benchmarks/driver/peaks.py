"""What the machine can compute at most: multiply-adds in registers."""

from machine import Load
from timing import Side, measure
from workers import WorkerError

LEVELS = ("sse2", "avx2", "avx512")


def peaks(engines, seconds=0.2):
    """GFLOP/s for each level that the machine has, element type, and number of threads. `engines` are workers by the
    number of threads that they are for."""
    rows = []
    for level in LEVELS:
        for dtype in ("float32", "float64"):
            for threads, worker in engines.items():
                try:
                    worker.ask("case", "peak", "peak", f"level={level}", f"dtype={dtype}", f"threads={threads}")
                except WorkerError:
                    continue
                side, load = Side("peak", worker, "peak"), Load(worker.cpus)
                measure([side], seconds, load)
                operations = float(worker.ask("operations", "peak"))
                worker.ask("forget")
                rows.append({
                    "level": level, "dtype": dtype, "threads": threads, "gflops": operations / side.undisturbed * 1e-9,
                    "best_gflops": operations / side.least * 1e-9, "foreign_cpus": load.average,
                    "noisy": load.is_noisy,
                })
    return rows
