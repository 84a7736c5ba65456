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
) + tuple(
    Program(
        f"masks/{name}", "masks", "NumPy", f"seed(1); x = rand(1000, 1000); m = x > 0.5; y = x; {setup}",
        f"for i in 1:20 {{ {ours} }}", answer, f"""
import numpy
x = numpy.random.default_rng(1).random((1000, 1000), dtype=numpy.float32)
m = x > 0.5
y = x.copy()
{python_setup}
def work():
    for i in range(20):
        {python}
    return 1
""", turns=20)
    for name, setup, ours, python_setup, python, answer in (
        ("compare", "", "r = x > 0.25", "", "r = x > 0.25", "1"),
        ("compare-two", "", "r = x < y", "", "r = x < y", "1"),
        ("and", "n = x < 0.75", "r = m & n", "n = x < 0.75", "r = m & n", "1"),
        ("select", "", "r = x[m]", "", "r = x[m]", "1"),
        ("assign-number", "", "y[m] = 0.5", "", "y[m] = 0.5", "1"),
        ("assign-selected", "v = x[m]", "y[m] = v", "v = x[m]", "y[m] = v", "1"),
        ("where", "", "r = where(m, x, 0)", "", "r = numpy.where(m, x, numpy.float32(0))", "1"),
        ("sum", "", "r = sum(m)", "", "r = m.sum()", "1"),
        ("mean", "", "r = mean(m)", "", "r = m.mean()", "1"),
        ("product", "", "r = m * x", "", "r = m * x", "1"),
        ("any", "n = x > 2", "r = any(n)", "n = x > 2", "r = n.any()", "1"),
        ("nonzero", "", "r = nonzero(m)", "", "r = numpy.argwhere(m)", "1"),
    )
)

# From nothing to the first answer, which is all that they say.
START = "interpreter/start"
START_OURS, START_PYTHON = "1 + 1", "print(1 + 1)"


def names():
    return [program.name for program in PROGRAMS] + [START]
