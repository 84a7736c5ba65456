"""The two sides as child processes that answer one line for each line they are asked."""

import os
import subprocess
import sys
from pathlib import Path

PEER = Path(__file__).resolve().parent.parent / "peer" / "torch_worker.py"

# The C library never hands memory back to the system, so that no page is touched for the first time twice.
KEPT = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "8589934592",
    "MALLOC_TOP_PAD_": "268435456",
}
# What holds PyTorch to the instructions that the engine is held to.
HELD = {"avx2": {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2"}}


class WorkerError(Exception):
    """A worker's own words about what it could not do."""


class Worker:
    """One child process, kept on some CPUs. Nothing else may write to its standard output."""

    def __init__(self, name, command, environment, cpus):
        self.name = name
        self.cpus = cpus
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cpus))

    def ask(self, *words):
        """The answer to a request, without its `ok`."""
        try:
            print(*words, file=self.process.stdin, flush=True)
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise WorkerError(f"{self.name} ended with status {self.process.wait()} when asked: {words}")
        kind, _, rest = answer.rstrip("\n").partition(" ")
        if kind != "ok":
            raise WorkerError(f"{self.name}: {rest}")
        return rest

    def times(self, label, repetitions, count):
        """Seconds for so many repetitions, `count` times."""
        return [float(word) for word in self.ask("time", label, repetitions, count).split()]

    def processor_seconds(self):
        """What the process has used of its CPUs so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def is_alive(self):
        return self.process.poll() is None

    def close(self):
        """Standard input ends, and with it the worker; one that does not heed it is ended."""
        try:
            self.process.stdin.close()
            self.process.wait(timeout=5)
        except (BrokenPipeError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def plain_environment(level):
    """This process's environment without what would change how either side computes or allocates."""
    environment = {
        name: value for name, value in os.environ.items()
        if not name.startswith(("MALLOC_", "OMP_", "MKL_", "ONEDNN_", "DNNL_", "ATEN_", "FOVEA_"))
    }
    if level != "best":
        environment["FOVEA_CPU"] = level
    return environment


def engine(program, folder, threads, level, cpus):
    environment = dict(plain_environment(level), FOVEA_THREADS=str(threads))
    return Worker("engine", [str(program), str(folder)], environment, cpus)


def torch(python, folder, threads, level, is_kept, cpus):
    environment = dict(
        plain_environment(level), OMP_NUM_THREADS=str(threads), MKL_NUM_THREADS=str(threads), **HELD.get(level, {}))
    if is_kept:
        environment.update(KEPT)
    name = "PyTorch with malloc kept" if is_kept else "PyTorch"
    return Worker(name, [python, str(PEER), str(folder), str(threads)], environment, cpus)


def has_torch(python):
    """Whether this Python finds PyTorch and NumPy; what it says when it does not."""
    try:
        test = subprocess.run(
            [python, "-c", "import numpy, torch"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        return False, f"{python}: {error.strerror}"
    lines = test.stderr.strip().splitlines()
    return test.returncode == 0, lines[-1] if lines else f"{python} ended with status {test.returncode}"


if sys.platform != "linux":
    sys.exit("the benchmarks read /proc and pin processes to CPUs: they need Linux")
