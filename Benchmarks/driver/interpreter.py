"""The language against CPython and NumPy: loops, calls, and the time from the start to the first answer."""

import os
import re
import subprocess
import time

from cases import matches
from machine import Load
from programs import PROGRAMS, START, START_OURS, START_PYTHON
from row import Row
from timing import Times, attempts
from workers import WorkerError, plain_environment

ROUNDS = 7
STARTS = 31
TOLERANCE = 1e-4

ANSWER = re.compile(r"^answer (\S+)$", re.MULTILINE)
TIMED = re.compile(r"^time: (\S+) (ns|µs|ms|s)$", re.MULTILINE)
UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}


class Processes(Times):
    """A side each of whose rounds is a process that ends."""

    def __init__(self, name, command, turns=1):
        super().__init__()
        self.name, self.command, self.turns = name, command, turns
        self.answer = None

    def anew(self):
        return Processes(self.name, self.command, self.turns)

    def _output(self, cpus):
        done = subprocess.run(
            self.command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            env=dict(plain_environment("best"), FOVEA_THREADS="1"),
            preexec_fn=lambda: os.sched_setaffinity(0, cpus))
        if done.returncode:
            words = (done.stderr or done.stdout).strip().splitlines()
            raise WorkerError(f"{self.name}: {words[-1] if words else f'status {done.returncode}'}")
        return done.stdout

    def add_round(self, cpus):
        """The process times its own work and says what came out."""
        output = self._output(cpus)
        times = [float(number) * UNITS[unit] / self.turns for number, unit in TIMED.findall(output)]
        answers = ANSWER.findall(output)
        if len(times) != 3 or not answers:
            raise WorkerError(f"{self.name} answered: {' '.join(output.split())}")
        self.add(times)
        self.answer = float(answers[-1])

    def add_start(self, cpus):
        """The whole process counts."""
        began = time.perf_counter()
        output = self._output(cpus)
        self.add([time.perf_counter() - began])
        self.answer = float(output.split()[-1])


def run(pattern, program, python, cpus, most_attempts):
    """A row for each program whose name matches."""
    for work in PROGRAMS:
        if matches(work.name, pattern):
            ours = Processes("fovea", [str(program), *work.cells()], work.turns)
            theirs = Processes(work.peer, [python, "-c", work.code()], work.turns)
            yield _compare(Row(work.name, 1, "best", work.group), ours, theirs, ROUNDS, cpus, most_attempts)
    if matches(START, pattern):
        ours = Processes("fovea", [str(program), "-e", START_OURS])
        theirs = Processes("CPython", [python, "-c", START_PYTHON])
        yield _compare(Row(START, 1, "best", "start"), ours, theirs, STARTS, cpus, most_attempts)


def _compare(row, ours, theirs, rounds, cpus, most_attempts):
    add = Processes.add_start if row.name == START else Processes.add_round
    try:
        add(ours, cpus)
        sides = [ours]
        if _is_opponent(row, ours, theirs, add, cpus):
            sides.append(theirs)

        def attempt():
            fresh, load = [side.anew() for side in sides], Load(cpus)
            for _ in range(rounds):
                for side in fresh:
                    load.during_children(lambda: add(side, cpus))
            return fresh, load

        (row.ours, *row.opponents), row.load = attempts(most_attempts, attempt)
        row.theirs = row.opponents[0] if row.opponents else None
    except WorkerError as error:
        row.remark = str(error)
    return row


def _is_opponent(row, ours, theirs, add, cpus):
    """Whether the other side runs here and comes to the same answer; the row says why not."""
    try:
        add(theirs, cpus)
    except (WorkerError, OSError) as error:
        row.remark = str(error)
        return False
    row.difference = abs(ours.answer - theirs.answer) / abs(theirs.answer)
    return row.compare(TOLERANCE)
