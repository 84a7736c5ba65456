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


MILLION = """
import numpy
x = ((numpy.arange(1, 1000001, dtype=numpy.float64) * 7919 % 1000003) / 1000003 - 0.5).astype(numpy.TYPE)
p = abs(x) + numpy.TYPE(0.1)
k = numpy.arange(1, 1000001) * 7919 % 1000 + 1
def work():
    for i in range(TURNS):
        y = PYTHON
    return ANSWER
"""


def array(name, fovea, python, answer="mean(f64(y[1:1000]))", python_answer="y[:1000].astype(float).mean()", types="f32 f64"):
    """A function of a million elements, in Fovea and in NumPy: x from −0.5 to 0.5, p above 0.1, whole numbers k from 1 on."""
    turns = 10
    for dtype in types.split():
        numpy_type = {"f32": "float32", "f64": "float64"}[dtype]
        code = MILLION.replace("TYPE", numpy_type).replace("TURNS", str(turns)).replace("PYTHON", python)
        yield Program(
            f"arrays/{name}" + ("" if len(types) == 3 else f"/{dtype}"), "arrays", "NumPy",
            "t = arange(1, 1000000); x = VALUE; p = abs(x) + 0.1; k = argsort(t) * 7919 % 1000 + 1; y = x"
            .replace("VALUE", f"{dtype}(f64(t) * 7919 % 1000003 / 1000003 - 0.5)"),
            f"for i in 1:{turns} {{ y = {fovea} }}", answer, code.replace("ANSWER", python_answer), turns)


ONE = ("y", "y")
ARRAYS = (
    *array("sort", "sort(x)", "numpy.sort(x)"),
    *array("argsort", "argsort(x)", "numpy.argsort(x) + 1"),
    *array("sort of int64", "sort(k)", "numpy.sort(k)", types="f32"),
    *array("topk", "topk(x, 10).values", "-numpy.sort(numpy.partition(-x, 10)[:10])", "y[3]", "y[2]", types="f32"),
    *array("unique", "unique(x)", "numpy.unique(x)"),
    *array("unique of int64", "unique(k)", "numpy.unique(k)", types="f32"),
    *array("cumsum", "cumsum(x)", "numpy.cumsum(x)"),
    *array("cumprod", "cumprod(p)", "numpy.cumprod(p)", "y[5]", "y[4]"),
    *array("prod", "prod(x[1:20] + 1.5) + 0 * prod(x)", "numpy.prod(x[:20] + x.dtype.type(1.5)) + 0 * numpy.prod(x)", *ONE),
    *array("median", "median(x[2:end])", "numpy.median(x[1:])", "y - 1", "y - 1"),
    *array("quantile", "quantile(x, 0.3)", "numpy.quantile(x, 0.3)", *ONE),
    *array("histogram", "histogram(x, 100).counts", "numpy.histogram(x, 100)[0]", "y[7]", "y[6]"),
    *array("bincount", "bincount(k)", "numpy.bincount(k)[1:]", "y[7]", "y[6]", types="f32"),
    *array("diff", "diff(x)", "numpy.diff(x)", "y[3]", "y[2]"),
    *array("roll", "roll(x, 5)", "numpy.roll(x, 5)", "y[3]", "y[2]"),
    *array("isnan", "isnan(x)", "numpy.isnan(x)", "1 + sum(y)", "1 + y.sum()"),
    *array("sign", "sign(x)", "numpy.sign(x)", "y[3]", "y[2]"),
    *array("round", "round(x, decimals=2)", "numpy.round(x, 2)", "y[3]", "y[2]"),
    *array("floor", "floor(x)", "numpy.floor(x)"),
    *array("sin", "sin(x)", "numpy.sin(x)", "y[3]", "y[2]"),
    *array("tan", "tan(x)", "numpy.tan(x)", "y[3]", "y[2]"),
    *array("atan2", "atan2(x, p)", "numpy.arctan2(x, p)", "y[3]", "y[2]"),
    *array("log", "log(p)", "numpy.log(p)"),
    *array("log2", "log2(p)", "numpy.log2(p)"),
    *array("log10", "log10(p)", "numpy.log10(p)"),
    *array("log1p", "log1p(p)", "numpy.log1p(p)"),
    *array("exp", "exp(x)", "numpy.exp(x)"),
    *array("expm1", "expm1(p)", "numpy.expm1(p)"),
    *array("tanh", "tanh(p)", "numpy.tanh(p)"),
)

PROGRAMS = ARRAYS + (
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
