"""The run: both sides' workers, all chosen cases, the table, the JSON."""

import argparse
import contextlib
import json
import sys
import tempfile

import cases
import interpreter
import machine
import programs
import report
import settings
import workers
from comparison import Comparison
from peaks import peaks


def arguments():
    parser = argparse.ArgumentParser(
        prog="Benchmarks/run", description="Times Fovea's engine and PyTorch in turn, on the same work.")
    parser.add_argument(
        "--cases", default="*", metavar="PATTERN", help="only cases with such names, such as 'conv/*/both,train/*'")
    parser.add_argument("--list", action="store_true", help="print the names of the cases and stop")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    parser.add_argument(
        "--python", default="python3", metavar="PATH", help="the Python that has PyTorch (default: python3)")
    parser.add_argument("--alone", action="store_true", help="without PyTorch")
    settings.add_common_options(parser)
    return parser.parse_args()


def main():
    options = arguments()
    chosen = cases.chosen(options.cases)
    named = [name for name in programs.names() if cases.matches(name, options.cases)]
    if options.list:
        print("\n".join([case.name for case in chosen] + named))
        return 0
    if not chosen and not named:
        print(f"no case is called {options.cases}", file=sys.stderr)
        return 2
    with_torch, reason = (False, "--alone") if options.alone else workers.has_torch(options.python)
    if not with_torch:
        print(f"without PyTorch ({reason})", file=sys.stderr)

    notes = {
        "date": settings.now(), "checkout": settings.checkout(), "machine": machine.describe(), "level": options.level,
        "seconds": options.seconds, "torch": None}
    rows, limits = [], []
    try:
        if chosen:
            run_cases(options, chosen, with_torch, notes, limits, rows)
        if named and options.level == "best":
            program = settings.built("program")
            for row in interpreter.run(options.cases, program, options.python, machine.cpus(1), options.attempts):
                progress(row)
                rows.append(row)
    except KeyboardInterrupt:
        print("stopped; this is what there is", file=sys.stderr)
    if rows:
        print(report.table(rows))
        print(report.summary(rows))
    if options.json:
        report.write(options.json, notes, limits, rows)
    return 1 if any(row.failed for row in rows) else 0


def run_cases(options, chosen, with_torch, notes, limits, rows):
    program = settings.built("worker")
    with tempfile.TemporaryDirectory(prefix="fovea-benchmarks-") as folder:
        with contextlib.ExitStack() as stack:
            engines = {}
            for threads in options.threads:
                engines[threads] = engine(stack, program, folder, threads, options.level)
            notes["engine_level"] = engines[options.threads[0]].ask("level")
            if options.level not in ("best", notes["engine_level"]):
                raise SystemExit(f"this machine has no {options.level}")
            limits += peaks(engines)
            print(report.peak_table(limits), flush=True)
        for threads in options.threads:
            here = [case for case in chosen if threads in case.threads]
            if here:
                run_threads(options, here, with_torch, notes, rows, program, folder, threads)


def run_threads(options, chosen, with_torch, notes, rows, program, folder, threads):
    """All cases on one number of threads, with workers of their own."""
    with contextlib.ExitStack() as stack:
        ours = engine(stack, program, folder, threads, options.level)
        opponents = {}
        if with_torch:
            for name, is_kept in (("", False), ("malloc kept", True)):
                opponents[name] = workers.torch(
                    options.python, folder, threads, options.level, is_kept, machine.cpus(threads))
                stack.callback(opponents[name].close)
            notes["torch"] = notes["torch"] or {}
            notes["torch"][f"{threads} threads"] = {
                name or "plain": json.loads(worker.ask("describe")) for name, worker in opponents.items()}
        comparison = Comparison(ours, opponents, threads, options.level)
        for case in chosen:
            row = comparison.run(case, options.seconds, options.attempts)
            progress(row)
            rows.append(row)
            if not ours.is_alive or not all(worker.is_alive for worker in opponents.values()):
                print("a worker has ended; the other cases on so many threads are left out", file=sys.stderr)
                break


def engine(stack, program, folder, threads, level):
    worker = workers.engine(program, folder, threads, level, machine.cpus(threads))
    stack.callback(worker.close)
    return worker


def progress(row):
    print("  ".join(cell for cell in report.cells(row) if cell not in ("", "–")), file=sys.stderr, flush=True)
