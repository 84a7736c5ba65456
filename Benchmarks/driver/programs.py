"""The same work in Fovea's language and in Python."""

from dataclasses import dataclass

# Three times in a process, as ours is; what `work` returns shows that it did the same.
PYTHON_TIMING = """
import time
for i in range(3):
    start = time.perf_counter()
    answer = work()
    print("time:", time.perf_counter() - start, "s")
print("answer", answer)
"""


@dataclass(frozen=True)
class Program:
    name: str
    group: str
    peer: str
    setup: str
    cell: str
    answer: str
    """What the cell, run three times, has made: the number that `work` returns."""
    python: str
    turns: int = 1
    """Of a loop whose time is given for one turn."""

    def cells(self):
        """Arguments of the program."""
        cells = [self.setup] + [f"time {self.cell}"] * 3 + [f'print("answer {{{self.answer}}}")']
        return [word for cell in cells for word in ("-e", cell)]

    def code(self):
        return self.python + PYTHON_TIMING


PROGRAMS = (
    Program("interpreter/loop-1e6", "loop", "CPython", "s = 0", "for i in 1:1e6 { s = s + i }", "s / 3", """
def work():
    s = 0
    for i in range(1, 1000001):
        s = s + i
    return s
"""),
    Program(
        "interpreter/fib-25", "fib", "CPython", "fib(n) = if n < 2 { n } else { fib(n - 1) + fib(n - 2) }",
        "fib(25)", "fib(25)", """
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def work():
    return fib(25)
"""),
    Program(
        "interpreter/tensor-3x3", "tensor loop", "NumPy", "b = [1, 2, 3; 4, 5, 6; 7, 8, 9]; a = b",
        "for i in 1:1e5 { a = a * 0.5 + b }", "sum(a)", """
import numpy
def work():
    a = b = numpy.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]], dtype=numpy.float32)
    for i in range(100000):
        a = a * 0.5 + b
    return a.sum()
""", turns=100_000),
)

# From nothing to the first answer, which is all that they say.
START = "interpreter/start"
START_OURS, START_PYTHON = "1 + 1", "print(1 + 1)"


def names():
    return [program.name for program in PROGRAMS] + [START]
