"""How time and memory of a convolution with its gradients grow with the picture, the batch and the channels."""

import argparse
import contextlib
import sys
import tempfile

import machine
import settings
import workers
from report import duration
from timing import Side, attempts, measure

BASE = dict(k=3, p=1, s=1, bias=1)
SWEEPS = (
    ("Pictures", "8 → 8 channels, one picture", "{h}²",
     [dict(n=1, c=8, o=8, h=size, w=size) for size in (64, 128, 256, 512, 1024, 2048)]),
    ("Batches", "16 → 16 channels, 32²", "{n}",
     [dict(n=batch, c=16, o=16, h=32, w=32) for batch in (1, 2, 4, 8, 16, 32, 64, 128, 256)]),
    ("Channels", "as many in as out, 28², a batch of 8", "{c}",
     [dict(n=8, c=channels, o=channels, h=28, w=28) for channels in (1, 2, 4, 8, 16, 32, 64, 128, 256)]),
)

# A step counts as worse than the work when its time grows by this much more.
ALLOWANCE = 1.1


def operations(shape):
    forward = 2 * shape["n"] * shape["c"] * shape["o"] * shape["k"] ** 2 * shape["h"] * shape["w"]
    return 3 * forward


def live_bytes(shape):
    """Picture, result and weights with their gradients: what must be there at once when the step ends."""
    pixels = shape["n"] * shape["h"] * shape["w"]
    weights = shape["o"] * (shape["c"] * shape["k"] ** 2 + 1)
    return 4 * 2 * (pixels * (shape["c"] + shape["o"]) + weights)


def prepare(worker, shape):
    worker.ask("case", "step", "conv", "pass=both", *[f"{name}={value}" for name, value in shape.items()])


def measured(program, folder, shape, threads, options):
    """Seconds of a step, the most memory during it beyond what the process had before, and whether there was other
    work. The process is a new one, so that it holds nothing of another size."""
    cpus = machine.cpus(threads)
    with contextlib.closing(workers.engine(program, folder, threads, options.level, cpus)) as worker:
        # The first call of all brings the code into memory, which is not what grows.
        prepare(worker, dict(shape, n=1, c=1, o=1, h=8, w=8))
        worker.times("step", 1, 1)
        worker.ask("forget")
        worker.ask("memory", "reset")
        before = int(worker.ask("memory", "peak"))
        prepare(worker, shape)
        worker.ask("memory", "reset")

        def attempt():
            side, load = Side("engine", worker, "step"), machine.Load(cpus)
            measure([side], options.seconds, load)
            return side, load

        side, load = attempts(options.attempts, attempt)
        return side.median, int(worker.ask("memory", "peak")) - before, load.is_noisy


def factor(value, before):
    return f"×{value / before:.2f}" if before else ""


def sweep(title, note, label, shapes, program, folder, options):
    """One table in Markdown."""
    columns = [title, "work"]
    for threads in options.threads:
        columns += [f"{threads} thread{'s' if threads > 1 else ''}", "growth", "GFLOP/s"]
    columns += ["peak MB", "growth", "of the minimum"]
    lines = [f"### {title}: {note}", "", "| " + " | ".join(columns) + " |", "|" + " ---: |" * len(columns)]
    before, worse, noisy = {}, [], []
    for shape in (dict(shape, **BASE) for shape in shapes):
        name, work = label.format(**shape), operations(shape)
        cells = [name, factor(work, before.get("work"))]
        for threads in options.threads:
            seconds, memory, is_noisy = measured(program, folder, shape, threads, options)
            grown = before.get(threads) and seconds / before[threads]
            if grown and grown > ALLOWANCE * work / before["work"]:
                worse.append(f"{name} ({threads})")
            if is_noisy:
                noisy.append(f"{name} ({threads})")
            cells += [duration(seconds), factor(seconds, before.get(threads)), f"{work / seconds * 1e-9:.1f}"]
            before[threads] = seconds
        cells += [f"{memory * 1e-6:.1f}", factor(memory, before.get("memory")), f"{memory / live_bytes(shape):.2f}"]
        before.update(work=work, memory=memory)
        lines.append("| " + " | ".join(cells) + " |")
        print(lines[-1], file=sys.stderr, flush=True)
    lines += ["", f"Steps where time grew more than the work: {', '.join(worse) or 'none'}."]
    if noisy:
        lines.append(f"Measured while the machine did other work: {', '.join(noisy)}.")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(
        prog="Benchmarks/growth",
        description="Makes tables of how time and memory of a convolution with its gradients grow.")
    parser.add_argument("--output", metavar="FILE", help="write the Markdown there instead of showing it")
    parser.add_argument(
        "--largest", type=int, default=2048, metavar="N", help="leave out sizes above this (default: 2048)")
    settings.add_common_options(parser)
    options = parser.parse_args()

    program = settings.built("worker")
    parts = [
        f"Measured on {machine.model()}, level {options.level}, commit {settings.checkout()}: 3 × 3 kernels, "
        "padding 1, float32, computing the result and the gradients with respect to picture, weights and bias. Memory is "
        "the peak of the process above what it used before the tensors were made; the minimum is picture, result and "
        "weights with their gradients.\n"]
    with tempfile.TemporaryDirectory(prefix="fovea-benchmarks-") as folder:
        for title, note, label, shapes in SWEEPS:
            kept = [shape for shape in shapes if max(shape["n"], shape["c"], shape["h"]) <= options.largest]
            parts.append(sweep(title, note, label, kept, program, folder, options))
    text = "\n".join(parts)
    if options.output:
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(text)
    else:
        print(text)
    return 0
